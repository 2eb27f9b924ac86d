"""Runs that end at any moment, by kill -9: every file is whole, and the next run makes what is missing."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import random
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from exporter import cli
from exporter.engine.publish.verify import verify
from exporter.engine.storage.ledger import Ledger
from exporter.errors import ReadError
from tests import corpus

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES = 100
KILLS = 50
RUNS = multiprocessing.get_context("forkserver")
"""Runs are forked by a process that has loaded what they need: most of a short one is work."""
RUNS.set_forkserver_preload(["__main__", "tests.engine.test_crash", "exporter.cli.app", "exporter.engine.run"])


def command(tmp_path: Path, *options: str) -> list[str]:
    export = ("export", str(tmp_path / "articles"), "--out", str(tmp_path / "out"))
    return [*export, "--to", "txt,vtt", "--voice", "silent", "--jobs", "2", "--quiet", *options]


def started(tmp_path: Path, *options: str) -> multiprocessing.process.BaseProcess:
    run = RUNS.Process(target=exporting, args=(command(tmp_path, *options), surroundings(tmp_path)))
    run.start()
    return run


def exporting(arguments: list[str], environment: dict[str, str]) -> None:
    sys.argv = ["exporter", *arguments]
    os.environ.update(environment)
    cli.main()


def surroundings(tmp_path: Path) -> dict[str, str]:
    return {"EXPORTER_CACHE": str(tmp_path / "cache"), "SOURCE_DATE_EPOCH": "1780000000"}


def first_article(run: multiprocessing.process.BaseProcess, out: Path) -> float:
    """Seconds until an article is published."""
    began = time.monotonic()
    while run.is_alive() and not list(out.glob("*/edition.json")):
        time.sleep(0.01)
    return time.monotonic() - began


def damaged(out: Path) -> list[str]:
    """What `exporter verify` finds wrong in what is there; a record that is being replaced may be missing."""
    try:
        found = [(str(checked.path), checked.trouble) for checked in verify(out)]
    except ReadError:  # killed before there was anything
        return []
    return [f"{path}: {trouble}" for path, trouble in found if trouble and not record_missing(path, trouble)]


def states(out: Path) -> dict[str, int]:
    """Which records there are, each by its number: another one when it was replaced."""
    found = {}
    for path in out.glob("*/edition.json"):
        with suppress(FileNotFoundError):
            found[path.parent.name] = path.stat().st_ino
    return found


def record_missing(path: str, trouble: str) -> bool:
    return trouble == "missing" and path.endswith("/edition.json")


@pytest.mark.slow
def test_killed_at_any_moment_nothing_is_half_and_nothing_lost(tmp_path: Path) -> None:
    corpus.write(ARTICLES, tmp_path / "articles")
    moments = random.Random(11)  # noqa: S311 - moments, not secrets
    started(tmp_path, "--dry-run").join()  # what runs are forked by takes its time to load
    out, seen, amid = tmp_path / "out", 0.0, 0
    for number in range(KILLS):
        options = ("--width", str(40 + number)) if number > KILLS // 5 else ()  # from then on, editions are replaced
        before = states(out)
        run = started(tmp_path, *options)
        if number == 0:
            seen = first_article(run, out)
        else:
            run.join(moments.uniform(0.2, 1.4) * seen)
        amid += run.is_alive() and states(out) != before
        run.kill()
        run.join()
        assert damaged(out) == []
    assert amid > KILLS // 5  # or little was tried
    run = started(tmp_path, "--width", "60")
    run.join()
    assert run.exitcode == 0
    assert damaged(out) == []
    entries = list(Ledger.peek(out / ".exporter/ledger.sqlite"))
    assert len({entry.home for entry in entries}) == ARTICLES
    recorded = {
        file.path: file.sha256 for entry in entries for file in (*(made.file for made in entry.made), entry.record)
    }
    on_disk = {str(path.relative_to(out)): path for path in out.glob("*/*") if not path.parent.name.startswith(".")}
    assert recorded == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in on_disk.items()}
    assert not list((out / ".exporter").rglob("staging/*"))
    again = subprocess.run(
        [sys.executable, "-m", "exporter", *command(tmp_path, "--width", "60", "--dry-run")],
        env={**os.environ, **surroundings(tmp_path)},
        capture_output=True,
        check=True,
    )
    assert b"txt" not in again.stdout
