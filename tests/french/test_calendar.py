"""Dates as a French reader expects them."""

from __future__ import annotations

import pytest

from exporter.french import FRENCH
from exporter.model import PartialDate


@pytest.mark.parametrize(
    ("date", "written"),
    [
        ("2026-01-20", "20\u00a0janvier 2026"),
        ("2026-05-01", "1er\u00a0mai 2026"),
        ("2026-08-31", "31\u00a0août 2026"),
        ("2026-12", "décembre 2026"),
        ("2026", "2026"),
    ],
)
def test_a_date_is_written_out_as_far_as_it_is_known(date: str, written: str) -> None:
    assert FRENCH.date(PartialDate.parse(date)) == written
