"""What options say is checked before any work begins."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from exporter.cli import options
from exporter.errors import UsageError


@pytest.mark.parametrize(
    ("text", "size"),
    [("148x210", (148.0, 210.0)), ("210 × 297 mm", (210.0, 297.0)), ("107,5x178.5mm", (107.5, 178.5))],
)
def test_sizes_of_pages(text: str, size: tuple[float, float]) -> None:
    assert options.trim(text) == size


@pytest.mark.parametrize(
    "text", ["A5", "148", "148x", "50x210", "148x100", "148x2000", "148x210cm", "-148x210", "1e2x210"]
)
def test_what_is_no_size_of_a_page(text: str) -> None:
    with pytest.raises(UsageError, match="no size of a page"):
        options.trim(text)


@pytest.mark.parametrize(("text", "size"), [("3mm", 3.0), ("0", 0.0), ("3,5 mm", 3.5), ("20", 20.0)])
def test_bleeds(text: str, size: float) -> None:
    assert options.bleed(text) == size


@pytest.mark.parametrize("text", ["", "3cm", "21mm", "-1mm"])
def test_what_is_no_bleed(text: str) -> None:
    with pytest.raises(UsageError, match="no bleed"):
        options.bleed(text)


def test_an_output_is_a_folder_or_an_address() -> None:
    assert options.place("dist/éditions") == Path("dist/éditions")
    assert options.place("s3://seau/éditions") == "s3://seau/éditions"


def test_large_print_has_three_sizes() -> None:
    assert [options.large_print(points) for points in (18, 20, 24)] == [18, 20, 24]
    with pytest.raises(UsageError, match="no size of large print: 16"):
        options.large_print(16)


@pytest.mark.parametrize(
    ("text", "day"),
    [(None, None), ("2026", date(2026, 1, 1)), ("2026-03", date(2026, 3, 1)), ("2026-03-09", date(2026, 3, 9))],
)
def test_since_when(text: str | None, day: date | None) -> None:
    assert options.day(text) == day


def test_since_no_day() -> None:
    with pytest.raises(UsageError, match="not a date: hier"):
        options.day("hier")


def test_all_formats_are_those_that_can_hold_what_is_asked_for() -> None:
    alone = set(options.formats("all")) - set(options.formats("all", bound=True))
    assert alone == {"vtt", "srt", "clips", "pdf-print"}
    assert options.formats("srt,txt", bound=True) == ("srt", "txt")


def test_an_issue_has_a_title_or_is_none() -> None:
    assert (options.bundle(None), options.bundle(" Le  numéro\n")) == (None, "Le numéro")
    with pytest.raises(UsageError, match="an issue without a title"):
        options.bundle(" \n")
