"""Lines about the article: who wrote it and when, in any order."""

from __future__ import annotations

import pytest

from exporter.model import PartialDate
from exporter.readers.press import facts
from exporter.readers.press.phrases import load
from tests.readers.desk import Desk

DAY = PartialDate(2026, 3, 4)


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Smith, 4 March 2026",
        "By Jane Smith, March 4, 2026",
        "By Jane Smith, Mar. 4, 2026, 10:30 a.m. ET",
        "By Jane Smith 4 March 2026",
        "By Jane Smith, on Wednesday, March 4, 2026",
        "By Jane Smith—March 4, 2026",
        "By Jane Smith | March 4, 2026 at 9:05 pm GMT",
        "March 4, 2026 by Jane Smith",
        "Wednesday, March 4th, 2026, by Jane Smith",
        "Published 4 March 2026 by Jane Smith",
        "Par Jane Smith, 4 mars 2026",
        "4 mars 2026 par Jane Smith",
    ],
)
def test_a_byline_and_its_date_are_told_apart_whatever_stands_between(line: str) -> None:
    found = facts.read(line, load(Desk()))
    assert found is not None
    assert ([person.name for person in found.people], found.published) == (["Jane Smith"], DAY)


def test_capitals_and_several_names_are_as_good() -> None:
    def names(line: str) -> list[str]:
        found = facts.read(line, load(Desk()))
        return [person.name for person in found.people] if found else []

    assert names("BY JANE SMITH, MARCH 4, 2026") == ["JANE SMITH"]
    assert names("By Jane Smith and Owen Birch on March 4, 2026") == ["Jane Smith", "Owen Birch"]


@pytest.mark.parametrize(
    "line", ["By the river, on 4 March 2026", "By March 4, 2026 it was over", "Par beau temps, le 4 mars 2026"]
)
def test_what_only_begins_like_a_byline_is_none(line: str) -> None:
    found = facts.read(line, load(Desk()))
    assert found is None or not found.people
