"""The clock and the sample of all EPUB tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import samples
from tests.writers.epub.reading import CUT, Book, export, pictures

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1770000000")


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """The sample with its pictures."""
    return export(samples.prepared(), tmp_path / "a.epub", folder=pictures(tmp_path))


@pytest.fixture
def cut(tmp_path: Path) -> Book:
    """The sample with a page for each of its sections."""
    return export(samples.prepared(), tmp_path / "a.epub", folder=pictures(tmp_path), chosen=CUT)
