"""Whether a source's line says more than its fields."""

from __future__ import annotations

import pytest

from exporter.french import FRENCH
from exporter.model import PartialDate, Source, Text
from exporter.render import citation

DAY = PartialDate(2026, 2, 3)


def source(line: str, date: PartialDate | None = DAY) -> Source:
    return Source((Text(line),), "La Vigie", "Listen to bees", "en", date)


@pytest.mark.parametrize(
    "line",
    [
        "La Vigie – Listen to bees (3 février 2026)",
        "La Vigie – Listen to bees (3 February 2026)",
        "La Vigie, « Listen to bees », 03/02/2026",
        "Listen to bees, La Vigie, 2026-02-03",
    ],
)
def test_a_line_that_its_fields_hold(line: str) -> None:
    assert citation.complete(source(line), FRENCH)
    assert citation.tells_date(source(line), FRENCH)


@pytest.mark.parametrize(
    "line",
    [
        "La Vigie – Listen to bees (3 février 2026), consulté hier",
        "La Vigie – Listen to bees (3 février 2026, Helsinki)",
        "La Vigie – Listen to bees, page février 2026",
    ],
)
def test_a_line_that_says_more(line: str) -> None:
    assert not citation.complete(source(line), FRENCH)


def test_a_line_without_its_date() -> None:
    assert citation.complete(source("La Vigie – Listen to bees"), FRENCH)
    assert not citation.tells_date(source("La Vigie – Listen to bees"), FRENCH)
    assert not citation.tells_date(source("La Vigie – Listen to bees", None), FRENCH)
