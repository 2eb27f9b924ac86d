"""What a run leaves alone, and when it gives up: dry runs, and disks without room."""

from __future__ import annotations

import subprocess
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from exporter.engine import run
from exporter.errors import DiskFullError
from exporter.events import Event, Failed, Planned, Pruned, Wrote
from tests.engine.archives import ask, carry_out, made, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(12):
        write(articles / f"{number}.txt", f"Le gué {number}")
    return articles


@contextmanager
def mounted(folder: Path, size: str) -> Iterator[Path]:
    """A small disk of its own."""
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("only root can mount a disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def state(folder: Path) -> dict[str, tuple[int, int, int]]:
    """All that is known of a folder and of what is below it, but for when it was last looked at."""
    found = {str(one): one.stat() for one in (folder, *folder.rglob("*"))}
    return {name: (status.st_mtime_ns, status.st_ctime_ns, status.st_size) for name, status in found.items()}


def test_a_dry_run_leaves_everything_as_it_is(folder: Path) -> None:
    carry_out(ask(folder))
    (folder / "0.txt").unlink()
    write(folder / "1.txt", "Le gué", "Il a changé de nom.")
    asked = replace(ask(folder), dry_run=True, prune=True)
    before = state(folder.parent / "out")
    events = carry_out(asked)
    assert state(folder.parent / "out") == before
    assert [event.reason for event in events if isinstance(event, Planned) and event.reason != "fresh"] == ["source"]
    assert (
        len([event for event in events if isinstance(event, Pruned)]) == 4
    )  # of the one that is gone, and of the earlier title


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_full_disk_ends_a_run_which_goes_on_when_there_is_room(folder: Path, tmp_path: Path, jobs: int) -> None:
    with mounted(tmp_path / "disk", "500k") as disk:
        asked = replace(ask(folder, "epub-text"), out=disk / "out", jobs=jobs)
        events: list[Event] = []
        with pytest.raises(DiskFullError, match=f"disk full while writing {disk}/out") as caught:
            run.export(asked, events.append)
        assert "staging" not in caught.value.message
        assert not [event for event in events if isinstance(event, Failed)]
        there = {event.article for event in events if isinstance(event, Wrote)}
        subprocess.run(["mount", "-o", "remount,size=40m", disk], check=True)
        assert len(made(asked)) == 12 - len(there)
        assert made(asked) == []
