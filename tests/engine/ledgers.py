"""Articles to enter in a ledger, and other processes that do so."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from exporter.engine.records import Entry, File, Made
from tests.processes import unmeasured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.events import Event

PROGRAM = """
import itertools, os, resource, sys
from pathlib import Path
from exporter.engine.storage import ledger_file
from exporter.engine.storage.ledger import Ledger
from exporter.errors import WriteError
from tests.engine.ledgers import article, say

path = Path(sys.argv[1])
"""
ROOT = Path(__file__).parents[2]


def article(number: int, edition: int = 0, home: str = "") -> Entry:
    """An article whose entry says in each place which of its editions it is of."""
    home = home or f"le-gue-{number}"
    mark = f"{edition:064x}"

    def file(name: str) -> File:
        return File(f"{home}/{name}", 1000 + edition, mark, f"{edition}:{number}")

    made = [
        Made(name, file(f"{home}.{name}"), f'{{"version": {edition // 100}}}', f'{{"own": {edition}}}', 0.5, pages)
        for name, pages in (("epub", None), ("pdf", f'["{edition}"]'), ("txt", None))
    ]
    kept = tuple(made[: 1 + edition % 3])
    return Entry(f"file:../{number}.txt", home, mark, mark, f"Le gué {edition}", file("edition.json"), kept)


def say(*words: object) -> None:
    """Tell the test that started this process."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def quiet(event: Event) -> None:
    """Expect that there is nothing to report."""
    raise AssertionError(event)


@contextmanager
def process(code: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """Another process, which has what the tests have; gone at the end."""
    command = [sys.executable, "-c", PROGRAM + code, *map(str, arguments)]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=unmeasured(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as started:
        try:
            yield started
        finally:
            started.kill()


def line(of: subprocess.Popen[str]) -> str:
    assert of.stdout
    return of.stdout.readline().strip()


def paths(files: Iterator[File]) -> list[str]:
    return [file.path for file in files]
