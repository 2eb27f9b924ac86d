"""Files are whole or absent."""

from __future__ import annotations

import errno
import os
import re
import subprocess
from pathlib import Path

import pytest

from exporter.engine.storage import files as store
from exporter.engine.storage.files import disk, folder, sweep, whole
from exporter.errors import WriteError


def test_a_file_appears_whole(tmp_path: Path) -> None:
    target = tmp_path / "sous" / "texte.txt"
    with whole(target) as part:
        part.write_text("complet", encoding="utf-8")
        assert not target.exists()
    assert target.read_text(encoding="utf-8") == "complet"
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_a_broken_write_leaves_what_was_there(tmp_path: Path, error: type[BaseException]) -> None:
    target = tmp_path / "texte.txt"
    target.write_text("ancien", encoding="utf-8")

    def write() -> None:
        with whole(target) as part:
            part.write_text("à moitié", encoding="utf-8")
            raise error

    with pytest.raises(error):
        write()
    assert target.read_text(encoding="utf-8") == "ancien"
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_is_named() -> None:
    with pytest.raises(WriteError, match="disk full") as caught, disk(Path("x")):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert "free some space" in caught.value.hint


def test_a_real_full_disk(tmp_path: Path) -> None:
    target = tmp_path / "texte.txt"
    with pytest.raises(WriteError, match="disk full"), whole(target), Path("/dev/full").open("wb") as full:
        full.write(b"x" * 10_000)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "error",
    [
        FileNotFoundError(errno.ENOENT, "No such file or directory", "/usr/lib/libabsent.so"),
        OSError("cannot load library 'libabsent.so'"),
        PermissionError(errno.EACCES, "Permission denied", ""),
    ],
)
def test_what_does_not_concern_the_output_stays_what_it_is(tmp_path: Path, error: OSError) -> None:
    with pytest.raises(type(error), match=re.escape(str(error))), whole(tmp_path / "a.txt"):
        raise error


@pytest.mark.parametrize("code", [errno.EROFS, errno.EIO, errno.EDQUOT])
def test_what_the_disk_refuses_concerns_the_output(tmp_path: Path, code: int) -> None:
    with pytest.raises(WriteError, match=r"a\.txt"), whole(tmp_path / "a.txt"):
        raise OSError(code, os.strerror(code))


def test_a_target_that_cannot_be_replaced_is_an_error_of_the_output(tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(WriteError, match=r"cannot write .*a\.txt"), whole(tmp_path / "a.txt") as part:
        part.write_text("x", encoding="utf-8")


def test_folders_that_stay_empty_go_again(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with folder(tmp_path / "a/b/c"):
        assert (tmp_path / "a/b/c").is_dir()
    assert not list((tmp_path / "a").iterdir())
    with folder(tmp_path / "a/b/c"):
        (tmp_path / "a/b/kept").write_text("", encoding="utf-8")
    assert [path.name for path in (tmp_path / "a/b").iterdir()] == ["kept"]


def part(name: str, process: int, machine: str = "") -> str:
    return f".{name}.{machine or store.host()}-{process}-0123abcd.part"


def test_parts_of_processes_that_are_gone_are_swept_up(tmp_path: Path) -> None:
    with subprocess.Popen(["true"]) as gone:
        gone.wait()
    old = part("old.txt", 1, "e15e3ee5")
    for name in (part("a.txt", gone.pid), part("b.txt", os.getpid()), part("c.txt", 10**20), old):
        (tmp_path / name).write_text("", encoding="utf-8")
    os.utime(tmp_path / old, (0, 0))
    kept = {part("a.txt", os.getppid()), part("d.txt", gone.pid, "e15e3ee5"), "a.txt", ".notes.part", ".a.txt.1.part"}
    for name in kept:
        (tmp_path / name).write_text("", encoding="utf-8")
    sweep(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == kept
    sweep(tmp_path / "nowhere")


def test_a_part_is_known_as_this_process_s(tmp_path: Path) -> None:
    with whole(tmp_path / "a.txt") as first, whole(tmp_path / "a.txt") as second:
        assert first.name != second.name
        assert first.name[:-14] == second.name[:-14] == part("a.txt", os.getpid())[:-14]
        first.write_text("x", encoding="utf-8")
        second.write_text("y", encoding="utf-8")


def test_machines_of_the_same_name_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hosts = set()
    for start in ("one", "another", ""):
        (tmp_path / "boot_id").write_text(start, encoding="ascii")
        monkeypatch.setattr(store, "_STARTED", tmp_path / ("boot_id" if start else "nowhere"))
        hosts.add(store.host.__wrapped__())
    assert len(hosts) == 3
