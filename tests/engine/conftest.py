"""For tests: a site and a store that speaks S3, both of our own, and texts that are watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exporter.engine import run
from tests.engine import archives, buckets, watching, website

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.engine.website import Site


@pytest.fixture
def site() -> Iterator[Site]:
    with website.serving() as served:
        yield served


@pytest.fixture(scope="session")
def _s3() -> Iterator[str]:
    with buckets.serving() as address:
        yield address


@pytest.fixture
def bucket(_s3: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty bucket, with what is needed to write to it in the environment."""
    return buckets.bucket(_s3, monkeypatch)


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with watching.texts(tmp_path, monkeypatch):
        yield tmp_path


@pytest.fixture
def at_one_moment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Runs with a cache of their own, whose editions bear one date."""
    monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780000000")


@pytest.fixture
def at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs that make all articles in this process: where it is not the point who does."""
    monkeypatch.setattr(run, "hands", archives.at_hand)
