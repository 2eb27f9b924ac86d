"""PDF in large print: 18, 20 or 24 pt, ragged right, lines of at most 11 cm; tagged as the other PDF is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

from exporter.errors import UsageError
from exporter.messages import Message
from exporter.options import Option
from exporter.ports import Format
from exporter.writers import pdf
from exporter.writers.pdf.design import BASE, Design

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.model import Article
    from exporter.ports import Issue, World

FORMAT = Format(
    "pdf-large", ".large.pdf", "application/pdf", 3, Message("Large print (18, 20 or 24 pt), PDF/UA-1 and PDF/A-3a")
)
_SHEETS: Final = (BASE, "templates/pdf/large.css", "templates/pdf/large-theme.css")
_RUNNING = 570
"""Points times characters that fit on a line of 11 cm."""

LARGE_PRINT: Final = (18, 20, 24)
"""Sizes in points: what associations of blind and partially sighted people ask for."""


def _large(points: int) -> int:
    if points not in LARGE_PRINT:
        raise UsageError(Message("no size of large print: {points}", points=points), "--large-print 18, 20 or 24")
    return points


@dataclass(frozen=True, slots=True)
class Options:
    """What can be chosen: the size of letters in points, one of `LARGE_PRINT`."""

    large_print: Annotated[int, Option("Points of large print (pdf-large).", among=LARGE_PRINT, read=_large)] = 18


OPTIONS = Options
ready = pdf.ready


def write(article: Article, world: World, out: Path) -> None:
    """Write the PDF; raises `UsageError` for another size, and as `exporter.writers.pdf.write`."""
    pdf.put(article, world, out, design(world.options(Options).large_print))


def bind(issue: Issue, world: World, out: Path) -> None:
    """Write one PDF of several articles; raises as `write`."""
    pdf.put_bound(issue, world, out, design(world.options(Options).large_print))


def design(size: int) -> Design:
    """Give the design for a size in points; raises `UsageError` for one that is no large print."""
    if size not in LARGE_PRINT:
        raise UsageError(
            Message("no large print of {size} points", size=size),
            Message("choose {choices}", choices=", ".join(map(str, LARGE_PRINT))),
        )
    rules = f"html {{ font-size: {size}pt }} @page {{ font-size: {size}pt }}"
    return Design("pdf-large", _SHEETS, rules, running=_RUNNING // size)
