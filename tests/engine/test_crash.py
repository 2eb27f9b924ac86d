"""Runs that end at any moment, by kill -9: every file is whole, and the next run makes what is missing."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from exporter.engine.ledger import Ledger
from exporter.engine.verify import verify
from exporter.errors import ReadError
from tests import corpus

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES = 100
KILLS = 50


def command(tmp_path: Path, *options: str) -> list[str]:
    export = (sys.executable, "-m", "exporter", "export", str(tmp_path / "articles"), "--out", str(tmp_path / "out"))
    return [*export, "--to", "txt,vtt", "--voice", "silent", "--jobs", "2", "--quiet", *options]


def damaged(out: Path) -> list[str]:
    """What `exporter verify` finds wrong in what is there; a record that is being replaced may be missing."""
    try:
        found = [(str(checked.path), checked.trouble) for checked in verify(out)]
    except ReadError:  # killed before there was anything
        return []
    return [f"{path}: {trouble}" for path, trouble in found if trouble and not record_missing(path, trouble)]


def record_missing(path: str, trouble: str) -> bool:
    return trouble == "missing" and path.endswith("/edition.json")


@pytest.mark.slow
def test_killed_at_any_moment_nothing_is_half_and_nothing_lost(tmp_path: Path) -> None:
    corpus.write(ARTICLES, tmp_path / "articles")
    environment = {**os.environ, "EXPORTER_CACHE": str(tmp_path / "cache"), "SOURCE_DATE_EPOCH": "1780000000"}
    moments = random.Random(11)  # noqa: S311 - moments, not secrets
    out, whole = tmp_path / "out", 0
    for number in range(KILLS):
        options = ("--width", str(40 + number)) if number > KILLS // 5 else ()  # from then on, editions are replaced
        with subprocess.Popen(command(tmp_path, *options), env=environment) as running:
            time.sleep(moments.uniform(0.2, 2.0))
            whole += running.poll() is not None
            running.send_signal(signal.SIGKILL)
        assert damaged(out) == []
    assert whole < KILLS // 2  # or little was tried
    subprocess.run(command(tmp_path, "--width", "60"), env=environment, check=True)
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
        command(tmp_path, "--width", "60", "--dry-run"), env=environment, capture_output=True, check=True
    )
    assert b"txt" not in again.stdout
