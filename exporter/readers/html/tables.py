"""Tables of data: their rows, heads and captions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.model import Caption, Cell, LineBreak, Row, Table
from exporter.readers.html import inline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Inline
    from exporter.readers.html.flow import Flow, Run
    from exporter.readers.html.inline import Surroundings
    from exporter.readers.html.tree import Element

_WIDEST = 1000
_LONGEST_CELL = 1200


def table(element: Element, flow: Flow, kept: frozenset[Run], around: Surroundings) -> Table | None:
    """Read a table; None for one that lays out the page, or that is none of the article's."""
    runs = list(flow.below(element))
    own = [run for run in runs if run in kept]
    if not own or next(element.iterdescendants("table"), None) is not None:
        return None
    rows = [row for line in element.iter("tr") if (row := _row(line, flow, around)).cells]
    if len(rows) < 2 or max(len(row.cells) for row in rows) < 2 or _layout(element, runs):  # noqa: PLR2004 - one row or column is none
        return None
    heads = sum(1 for _ in _leading(rows, element))
    caption = next((inline.content(run.parts, around) for run in runs if run.block.tag == "caption"), None)
    return Table(tuple(rows[:heads]), tuple(rows[heads:]), Caption(caption) if caption else None)


def _layout(element: Element, runs: list[Run]) -> bool:
    """Tell a table that only lays out the page."""
    if element.get("role") in ("presentation", "none"):
        return True
    return any(len(run.text) > _LONGEST_CELL for run in runs)


def _row(line: Element, flow: Flow, around: Surroundings) -> Row:
    return Row(tuple(_cell(cell, flow, around) for cell in line if cell.tag in ("td", "th")))


def _cell(cell: Element, flow: Flow, around: Surroundings) -> Cell:
    """A cell; what stands in several blocks is parted by line breaks."""
    content: list[Inline] = []
    for run in flow.below(cell):
        words = inline.spoken(run.block, inline.content(run.parts, around), around)
        if words:
            content += [LineBreak(), *words] if content else words
    return Cell(tuple(content), cell.tag == "th", _span(cell.get("colspan")), _span(cell.get("rowspan")))


def _span(written: str | None) -> int:
    match = re.match(r"\s*(\d{1,6})", written or "")
    return min(max(int(match[1]), 1), _WIDEST) if match else 1


def _leading(rows: list[Row], element: Element) -> Iterator[Row]:
    """The rows at the top that are heads: those of ``<thead>``, or whose cells all are."""
    head = element.find("thead")
    count = len(head.findall("tr")) if head is not None else 0
    for place, row in enumerate(rows[:-1]):
        if place >= count and not all(cell.header for cell in row.cells):
            return
        yield row
