"""A folder of editions: whole homes, nothing above it, and nothing left where nothing was made."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from exporter.engine.records import Entry, File
from exporter.engine.storage import place
from exporter.engine.storage.ledger import Ledger
from exporter.errors import WriteError
from tests.engine.storage.stores import RECORD, silence, stage
from tests.processes import unmeasured

if TYPE_CHECKING:
    from collections.abc import Iterator


def below(folder: Path) -> dict[str, str]:
    """Every file of a folder, the house's own included."""
    return {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_what_is_staged_is_published_as_a_whole(tmp_path: Path) -> None:
    out = place(tmp_path / "out")
    with out.open(silence) as state:
        (state / "ledger.sqlite").write_text("", encoding="utf-8")
        stage(out, "r/1", {"gué.txt": "texte", RECORD: "{}"})
        assert not (tmp_path / "out/gué").exists()
        stamps = out.publish("r/1", "gué", (RECORD,))
        assert stamps == {name: out.stamp(f"gué/{name}") for name in ("gué.txt", RECORD)}
        assert out.size("gué/gué.txt") == 5
        assert out.read("gué/gué.txt") == b"texte"
        assert out.sha256("gué/gué.txt") == hashlib.sha256(b"texte").hexdigest()
        assert list(out.records()) == [f"gué/{RECORD}"]
    assert below(tmp_path / "out") == {".exporter/ledger.sqlite": "", "gué/gué.txt": "texte", f"gué/{RECORD}": "{}"}


def test_a_home_that_is_there_has_its_files_replaced_and_keeps_the_others(tmp_path: Path) -> None:
    out = place(tmp_path)
    stage(out, "r/1", {"a.txt": "1", "a.pdf": "1", RECORD: "1"})
    before = out.publish("r/1", "a", (RECORD,))
    stage(out, "r/2", {"a.txt": "2", RECORD: "2"})
    after = out.publish("r/2", "a", (RECORD,))
    assert after.keys() == {"a.txt", RECORD}
    assert after["a.txt"] != before["a.txt"]
    assert out.stamp("a/a.pdf") == before["a.pdf"]
    assert below(tmp_path) == {"a/a.txt": "2", "a/a.pdf": "1", f"a/{RECORD}": "2"}


def test_a_home_may_have_several_parts(tmp_path: Path) -> None:
    out = place(tmp_path)
    for number in (1, 2):
        stage(out, f"r/{number}", {RECORD: str(number)})
        out.publish(f"r/{number}", "2026/janvier/a", (RECORD,))
    assert out.read(f"2026/janvier/a/{RECORD}") == b"2"
    out.remove(f"2026/janvier/a/{RECORD}")
    out.remove(f"2026/janvier/a/{RECORD}")
    assert not (tmp_path / "2026").exists()


def test_what_a_link_leads_to_is_not_removed(tmp_path: Path) -> None:
    out = place(tmp_path / "out")
    for number, name in enumerate(("a", "b")):
        stage(out, f"r/{number}", {"a.txt": name, RECORD: ""})
        out.publish(f"r/{number}", name, (RECORD,))
    (tmp_path / "out/c").symlink_to("a")
    (tmp_path / "out/b/b.txt").symlink_to(tmp_path / "out/a/a.txt")
    assert not out.remove("c/a.txt")
    assert out.remove("b/b.txt")
    assert below(tmp_path / "out") == {"a/a.txt": "a", f"a/{RECORD}": "", "b/a.txt": "b", f"b/{RECORD}": ""}


def test_what_is_published_is_on_the_disk_for_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    safe, sync = dict[int, str](), os.fsync

    def noted(opened: int) -> None:
        sync(opened)
        safe[os.fstat(opened).st_ino] = str(Path(f"/proc/self/fd/{opened}").readlink())

    monkeypatch.setattr(os, "fsync", noted)
    out = place(tmp_path)
    stage(out, "r/1", {"a.txt": "1", "b.txt": "2", RECORD: "3"})
    assert all(".exporter" in path for path in safe.values())
    out.publish("r/1", "a", (RECORD,))
    assert {path.stat().st_ino for path in (tmp_path / "a", *(tmp_path / "a").iterdir())} == safe.keys()


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_what_breaks_off_is_not_staged(tmp_path: Path, error: type[BaseException]) -> None:
    out = place(tmp_path)

    def write() -> None:
        with out.stage("r/1") as folder:
            (folder / "a.txt").write_text("à moitié", encoding="utf-8")
            raise error

    with pytest.raises(error):
        write()
    assert below(tmp_path) == {}
    with pytest.raises(WriteError, match="cannot write"):
        out.publish("r/1", "a", (RECORD,))


def test_what_is_not_published_goes(tmp_path: Path) -> None:
    out = place(tmp_path)
    stage(out, "r/1", {"a.txt": ""})
    (tmp_path / ".report.json.00000000-1-00000000.part").write_text("", encoding="utf-8")
    os.utime(tmp_path / ".report.json.00000000-1-00000000.part", (0, 0))
    place(tmp_path).sweep()
    assert below(tmp_path) == {}


def test_where_nothing_was_made_nothing_is_left(tmp_path: Path) -> None:
    out = place(tmp_path / "new/out")
    with out.open(silence) as state, place(tmp_path / "new/out").open(silence):
        (state / "ledger.sqlite").write_text("", encoding="utf-8")
        stage(out, "r/1", {"a.txt": ""})
        stage(out, "r/2", {"a.txt": ""})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_others_is_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("", encoding="utf-8")
    with place(tmp_path).open(silence) as state:
        (state / "ledger.sqlite").write_text("", encoding="utf-8")
    assert below(tmp_path) == {"notes.txt": ""}


def test_what_another_run_has_entered_meanwhile_stays(tmp_path: Path) -> None:
    with place(tmp_path).open(silence):  # this run finds nothing, waits for the other, and has nothing to do
        out = place(tmp_path)
        with out.open(silence) as state, Ledger.open(state / "ledger.sqlite", silence) as ledger:
            stage(out, "r/1", {RECORD: ""})
            record = File(f"a/{RECORD}", 0, "", out.publish("r/1", "a", (RECORD,))[RECORD])
            ledger.put(Entry("a.txt", "a", "", "", "A", record, ()))
    assert [entry.home for entry in Ledger.peek(tmp_path / ".exporter/ledger.sqlite")] == ["a"]


def test_a_ledger_of_something_stays(tmp_path: Path) -> None:
    out = place(tmp_path)
    with out.open(silence) as state:
        (state / "ledger.sqlite").write_text("1", encoding="utf-8")
        out.write("report.json", b"{}")
    with place(tmp_path).open(silence):
        pass
    assert below(tmp_path) == {".exporter/ledger.sqlite": "1", "report.json": "{}"}


def test_who_leaves_takes_nothing_from_who_stays(tmp_path: Path) -> None:
    stays, leaves = place(tmp_path), place(tmp_path)
    with stays.open(silence) as state:
        with leaves.open(silence):
            stage(stays, "s/1", {RECORD: ""})
            stage(leaves, "l/1", {RECORD: ""})
        assert [path.name for path in (state / "staging").iterdir()] == ["s"]
        stays.publish("s/1", "a", (RECORD,))


@pytest.mark.parametrize("path", ["../a", "a/../../b", "/etc/a", "", "a//b", "./a", "a\0b"])
def test_nothing_lies_above(tmp_path: Path, path: str) -> None:
    out = place(tmp_path / "out")
    with out.open(silence):
        stage(out, "r/1", {RECORD: ""})
        for act in (out.stamp, out.size, out.sha256, out.read, out.remove):
            with pytest.raises(WriteError, match="does not lie in the output"):
                act(path)
        with pytest.raises(WriteError, match="does not lie in the output"):
            out.write(path, b"")
        with pytest.raises(WriteError, match="does not lie in the output"):
            out.publish("r/1", path, (RECORD,))
        with pytest.raises(WriteError, match="does not lie in the output"), out.stage(path):
            pass
    assert [path.name for path in tmp_path.iterdir()] == []


def test_what_is_absent_has_no_stamp_and_no_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("", encoding="utf-8")
    out = place(tmp_path)
    for path in ("b/c", "a/c"):
        assert out.stamp(path) is None
        assert out.read(path) is None
    with pytest.raises(OSError, match="No such file"):
        out.sha256("b/c")


def test_records_are_in_order_and_none_is_the_house_s_own(tmp_path: Path) -> None:
    for home in ("b", "a/x", "a", ".exporter/staging/r", "c"):
        (tmp_path / home).mkdir(parents=True, exist_ok=True)
        (tmp_path / home / RECORD).write_text("", encoding="utf-8")
    (tmp_path / RECORD).write_text("", encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert list(place(tmp_path).records()) == [f"a/{RECORD}", f"a/x/{RECORD}", f"b/{RECORD}", f"c/{RECORD}"]


def test_a_folder_that_is_not_there_has_no_records(tmp_path: Path) -> None:
    assert list(place(tmp_path / "nowhere").records()) == []


@pytest.mark.parametrize("what", ["file", "nowhere"])
def test_a_folder_that_cannot_be_is_an_error(tmp_path: Path, what: str) -> None:
    if what == "file":
        (tmp_path / "out").write_text("", encoding="utf-8")
    else:
        (tmp_path / "out").mkdir()
        (tmp_path / "out/.exporter").symlink_to(tmp_path / "nowhere")
    with pytest.raises(WriteError, match=r"cannot write .*out: "), place(tmp_path / "out").open(silence):
        pass


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """A small disk of its own."""
    folder.mkdir(exist_ok=True)
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, check=False)
    if made.returncode:
        pytest.skip("only root can mount a disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_disk_that_is_full_is_named_and_what_was_there_stays(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=256k") as disk:
        out = place(disk / "out")
        with out.open(silence):
            stage(out, "r/1", {"a.txt": "texte", RECORD: ""})
            out.publish("r/1", "a", (RECORD,))
            with pytest.raises(WriteError, match=f"disk full while writing {disk}/out$") as caught:
                stage(out, "r/2", {"a.txt": "x" * 300_000, RECORD: ""})
            assert "free some space" in caught.value.hint
        assert below(disk / "out") == {"a/a.txt": "texte", f"a/{RECORD}": ""}


def test_a_disk_that_is_read_only_is_an_error(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=256k") as disk:
        (disk / "old/.exporter").mkdir(parents=True)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        for out in (disk / "new", disk / "old"):
            with pytest.raises(WriteError, match=f"cannot write {out}: Read-only"), place(out).open(silence):
                pass


def test_a_run_that_is_killed_while_it_publishes_leaves_whole_files_and_no_record_that_lies(tmp_path: Path) -> None:
    program = textwrap.dedent("""
        import itertools, sys
        from pathlib import Path
        from exporter.engine.storage import place
        out = place(Path(sys.argv[1]))
        for number in itertools.count():
            with out.stage(f"r/{sys.argv[2]}.{number}") as folder:
                for name in ("a.txt", "b.txt", "edition.json"):
                    (folder / name).write_text(str(number) * 5000)
            out.publish(f"r/{sys.argv[2]}.{number}", "home", ("edition.json",))
            print(number, flush=True)
    """)
    home = tmp_path / "home"
    for pause in range(8):
        command = [sys.executable, "-c", program, str(tmp_path), str(pause)]
        with subprocess.Popen(command, env=unmeasured(), stdout=subprocess.PIPE) as run:
            assert run.stdout
            while not int(run.stdout.readline()) > 4:
                pass
            time.sleep(pause / 3000)
            run.send_signal(signal.SIGKILL)
        found = {path.name: path.read_text(encoding="utf-8") for path in home.iterdir()}
        for text in found.values():
            number = text[: len(text) // 5000]
            assert text == number * 5000
        if RECORD in found:
            assert found["a.txt"] == found["b.txt"] == found[RECORD]
