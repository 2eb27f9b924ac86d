"""What all tests share: golden files, and properties that are tried on the same examples every time."""

from __future__ import annotations

import gc
import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.thorough import tries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# Where tests run side by side, threads of one that wait for each other take the time of the others.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

gc.set_threshold(50_000, 5, 2)  # as the command line does, and for its reason

# Building an article is slow next to looking at it, and a test's time depends on the machine.
settings.register_profile(
    "house",
    deadline=None,
    derandomize=True,
    max_examples=tries(40, 400),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the golden files with what the code gives now")


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtestloop(session: pytest.Session) -> Iterator[None]:
    """Leave no half file of coverage to be put together: tests have processes killed, some while they write theirs."""
    result = yield
    for path in session.config.rootpath.glob(".coverage.*"):
        if _is_damaged(path):
            path.unlink(missing_ok=True)
    return result


def _is_damaged(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(path)) as connection:
            found: list[tuple[str]] = connection.execute("PRAGMA quick_check").fetchall()
            connection.execute("SELECT count(*) FROM coverage_schema")
    except sqlite3.DatabaseError:
        return True
    return found != [("ok",)]


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with the golden file at a path; with ``--accept`` write it there instead."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--accept"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.read_text(encoding="utf-8") == text, "read the difference, then `make accept`"

    return compare
