"""Dates as French print writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from exporter.model import PartialDate

MONTHS: Final = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
"""The months, January first."""


def write_out(date: PartialDate) -> str:
    """Write a date out at its own precision: ``1er mai 2026``, ``mai 2026`` or ``2026``.

    Day and month are tied by U+00A0; year and month may part at the end of a line.
    """
    if date.month is None:
        return str(date.year)
    month = f"{MONTHS[date.month - 1]} {date.year}"
    if date.day is None:
        return month
    return f"{'1er' if date.day == 1 else date.day}\u00a0{month}"
