"""Editions in a store: S3 over the network, and the memory of this process."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
import textwrap
import time
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING

import fsspec
import pytest

from exporter.engine.storage import place
from exporter.errors import WriteError
from tests.engine.storage.stores import RECORD, below, silence, stage
from tests.processes import unmeasured

if TYPE_CHECKING:
    from pathlib import Path


def fill(ledger: Path, *articles: str) -> None:
    """A ledger as its owner has it while it runs: with transactions beside the file."""
    with closing(sqlite3.connect(ledger)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE IF NOT EXISTS article (name TEXT)")
        database.executemany("INSERT INTO article VALUES (?)", [(name,) for name in articles])
        database.commit()


def names(ledger: Path) -> list[str]:
    with closing(sqlite3.connect(ledger)) as database:
        return [name for (name,) in database.execute("SELECT name FROM article")]


def test_what_is_staged_is_published(address: str) -> None:
    out = place(address)
    with out.open(silence):
        stage(place(address), "r/1", {"gué.txt": "texte", RECORD: "{}"})
        assert out.stamp(f"gué/{RECORD}") is None
        stamps = out.publish("r/1", "gué", (RECORD,))
        assert stamps == {name: out.stamp(f"gué/{name}") for name in ("gué.txt", RECORD)}
        assert out.size("gué/gué.txt") == 5
        assert out.read("gué/gué.txt") == b"texte"
        assert out.sha256("gué/gué.txt") == hashlib.sha256(b"texte").hexdigest()
        assert list(out.records()) == [f"gué/{RECORD}"]
    assert below(address) == {"gué/gué.txt": "texte", f"gué/{RECORD}": "{}"}
    other = place(address)
    assert stamps == {name: other.stamp(f"gué/{name}") for name in stamps}
    assert list(other.records()) == [f"gué/{RECORD}"]


def test_a_home_that_is_there_has_its_files_replaced_and_keeps_the_others(address: str) -> None:
    out = place(address)
    with out.open(silence):
        stage(out, "r/1", {"a.txt": "1", "a.pdf": "1", RECORD: "1"})
        before = out.publish("r/1", "a", (RECORD,))
        stage(out, "r/2", {"a.txt": "22", RECORD: "2"})
        after = out.publish("r/2", "a", (RECORD,))
        assert after.keys() == {"a.txt", RECORD}
        assert after["a.txt"] != before["a.txt"]
        assert out.stamp("a/a.pdf") == before["a.pdf"]
    assert below(address) == {"a/a.txt": "22", "a/a.pdf": "1", f"a/{RECORD}": "2"}


def test_what_is_not_published_is_gone_at_the_end(address: str) -> None:
    out = place(address)
    with out.open(silence):
        stage(out, "r/1", {"a.txt": "", RECORD: ""})
        stage(out, "r/2", {"a.txt": "", RECORD: ""})
        assert list(out.records()) == []
    assert below(address) == {}
    store, root = fsspec.url_to_fs(address)
    assert not store.exists(root)


def test_what_breaks_off_is_not_staged(memory: str) -> None:
    out = place(memory)

    def write() -> None:
        with out.stage("r/1") as folder:
            (folder / "a.txt").write_text("à moitié", encoding="utf-8")
            raise ValueError("au milieu")

    with pytest.raises(ValueError, match="milieu"):
        write()
    assert below(memory) == {}
    with pytest.raises(WriteError, match="is not there"):
        out.publish("r/1", "a", (RECORD,))


def test_the_ledger_comes_and_goes_back_with_what_is_in_its_log(address: str) -> None:
    out = place(address)
    with out.open(silence) as local:
        ledger = local / "ledger.sqlite"
        fill(ledger, "un")
        out.write("report.json", b"{}")
        with closing(sqlite3.connect(ledger)) as owner:  # as the run's own: its log is not yet in the file
            owner.execute("PRAGMA locking_mode=EXCLUSIVE")
            owner.execute("INSERT INTO article VALUES ('deux')")
            owner.commit()
            out.save()
            with place(address).look() as seen:
                assert names(seen / "ledger.sqlite") == ["un", "deux"]
        fill(ledger, "trois")
    with place(address).open(silence) as local:
        assert names(local / "ledger.sqlite") == ["un", "deux", "trois"]
    assert below(address + "/.exporter").keys() == {"ledger.sqlite"}
    assert not local.exists()


def test_the_ledger_is_put_back_after_an_error(memory: str) -> None:
    out = place(memory)

    def run() -> None:
        with out.open(silence) as local:
            fill(local / "ledger.sqlite", "un")
            stage(out, "r/1", {RECORD: ""})
            out.publish("r/1", "a", (RECORD,))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run()
    with place(memory).look() as local:
        assert names(local / "ledger.sqlite") == ["un"]


def test_a_ledger_of_nothing_is_not_kept(memory: str) -> None:
    with place(memory).open(silence) as local:
        fill(local / "ledger.sqlite")
    assert below(memory) == {}


def test_files_are_removed(address: str) -> None:
    out = place(address)
    with out.open(silence):
        out.write("a/b/c.txt", b"x")
        assert out.stamp("a/b/c.txt")
        out.remove("a/b/c.txt")
        out.remove("a/b/c.txt")
        assert out.stamp("a/b/c.txt") is None
        assert out.read("a/b/c.txt") is None
        with pytest.raises(FileNotFoundError):
            out.sha256("a/b/c.txt")
    assert below(address) == {}


def test_a_large_file_has_its_digest(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exporter.engine.storage.remote._BLOCK", 1000)
    out = place(address)
    out.write("a/b.bin", bytes(range(256)) * 10)
    out.write("a/c.bin", b"")
    assert out.read("a/c.bin") == b""
    assert out.sha256("a/b.bin") == hashlib.sha256(bytes(range(256)) * 10).hexdigest()
    assert out.sha256("a/c.bin") == hashlib.sha256(b"").hexdigest()


def test_what_dead_runs_have_staged_is_swept_up(memory: str) -> None:
    for number in range(3):
        stage(place(memory), f"r/{number}", {RECORD: ""})
    with place(memory).open(silence):
        place(memory).sweep()
        assert below(memory).keys() == {".exporter/lock"}


@pytest.mark.parametrize("path", ["../a", "a/../../b", "/etc/a", ""])
def test_nothing_lies_above(memory: str, path: str) -> None:
    out = place(memory)
    stage(out, "r/1", {RECORD: ""})
    for act in (out.stamp, out.size, out.sha256, out.read, out.remove):
        with pytest.raises(WriteError, match="does not lie in the output"):
            act(path)
    with pytest.raises(WriteError, match="does not lie in the output"):
        out.write(path, b"")
    with pytest.raises(WriteError, match="does not lie in the output"):
        out.publish("r/1", path, (RECORD,))


def test_many_objects_are_removed_at_once(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exporter.engine.storage.remote._AT_ONCE", 4)
    out = place(bucket)
    with out.open(silence):
        for number in range(3):
            stage(out, f"r/{number}", {"a.txt": "", RECORD: ""})
            out.publish(f"r/{number}", f"a{number}", (RECORD,))
        assert len([path for path in below(bucket) if "staging" in path]) < 4
    assert len(below(bucket)) == 6


def test_a_run_that_was_taken_for_dead_does_not_overwrite_the_other_s_ledger(memory: str) -> None:
    out = place(memory)

    def run() -> None:
        with out.open(silence) as local:
            fill(local / "ledger.sqlite", "un")
            out.write("a/b.txt", b"")
            fsspec.filesystem("memory").pipe_file(f"{memory}/.exporter/lock", b'{"token": "autre"}')

    with pytest.raises(WriteError, match="another run has taken over") as caught:
        run()
    assert "start again" in caught.value.hint
    assert "autre" in below(memory)[".exporter/lock"]
    assert ".exporter/ledger.sqlite" not in below(memory)


@pytest.mark.slow
def test_a_run_that_is_killed_leaves_whole_files_and_holds_up_nobody(bucket: str) -> None:
    program = textwrap.dedent("""
        import itertools, sys
        from exporter.engine.storage import place
        out = place(sys.argv[1])
        with out.open(print):
            for number in itertools.count():
                with out.stage(f"r/{number}") as folder:
                    for name in ("a.txt", "b.txt", "edition.json"):
                        (folder / name).write_text(str(number) * 5000)
                out.publish(f"r/{number}", "home", ("edition.json",))
                print(number, flush=True)
    """)
    command = [sys.executable, "-c", program, bucket]
    for pause in (0, 0.02):
        with subprocess.Popen(command, env=unmeasured(), stdout=subprocess.PIPE) as run:
            assert run.stdout
            while run.stdout.readline() != b"2\n":
                pass
            time.sleep(pause)
            run.kill()
        found = {path.partition("/")[2]: text for path, text in below(bucket).items() if path.startswith("home/")}
        for text in found.values():
            assert text == text[: len(text) // 5000] * 5000
        assert RECORD not in found or len(set(found.values())) == 1
        with place(bucket).open(silence):
            pass
        assert {path.partition("/")[0] for path in below(bucket)} == {"home"}


def test_folders_need_no_fsspec(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom exporter.engine.storage import place\nout = place(sys.argv[1])\n"
        "with out.open(print), out.stage('r/1') as folder: (folder / 'a').write_text('')\n"
        "print([name for name in ('fsspec', 'asyncio') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", program, tmp_path], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"


def test_an_article_takes_two_requests_a_file_and_two_more(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import s3fs  # noqa: PLC0415 - half a second that few tests need

    asked: Counter[str] = Counter()
    call = s3fs.S3FileSystem._call_s3  # noqa: SLF001 - where all requests pass

    async def counted(store: object, method: str, *rest: object, **options: object) -> object:
        asked[method] += 1
        return await call(store, method, *rest, **options)

    out = place(bucket)
    with out.open(silence):
        monkeypatch.setattr(s3fs.S3FileSystem, "_call_s3", counted)
        stage(out, "r/1", {"a.txt": "1", "a.pdf": "2", RECORD: "3"})
        out.publish("r/1", "a", (RECORD,))
        assert asked == {"put_object": 3, "copy_object": 3, "list_objects_v2": 2}
        monkeypatch.undo()
