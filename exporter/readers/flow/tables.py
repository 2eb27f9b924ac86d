"""Tables of data: their rows, heads and captions."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from exporter.model import Caption, Cell, Code, LineBreak, Row, Table
from exporter.readers.flow import columns, inline

if TYPE_CHECKING:
    from collections.abc import Collection

    from exporter.model import Alignment, Figure
    from exporter.readers.flow.flow import Flow, Run
    from exporter.readers.flow.inline import Surroundings
    from exporter.readers.flow.tree import Element
    from exporter.walk import Content

_WIDEST = 1000
_LONGEST_CELL = 1200


class Rows:
    """Reads rows of cells, and gathers the pictures in them that no words describe."""

    def __init__(self, flow: Flow, around: Surroundings) -> None:
        """Begin a table of this flow."""
        self._flow, self._around = flow, around
        self.pictures: list[Figure] = []

    def row(self, line: Element) -> Row:
        """Read a row."""
        return Row(tuple(map(self._cell, _cells(line))))

    def _cell(self, cell: Element) -> Cell:
        content = self.content(cell)
        return Cell(content, cell.tag == "th", _span(cell.get("colspan")), _span(cell.get("rowspan")))

    def content(self, element: Element) -> Content:
        """Read what stands in an element; several blocks in it are parted by line breaks."""
        found: Content = ()
        for run in self._flow.below(element):
            written = inline.of(run, self._around, flat=True)
            self.pictures += (*written.before, *written.after)
            words = (Code(written.content),) if written.content and run.block.tag == "pre" else written.content
            found = (*found, LineBreak(), *words) if found and words else found or words
        return found


def table(element: Element, flow: Flow, kept: Collection[Run], around: Surroundings) -> list[Table | Figure] | None:
    """Read a table and the pictures in it; None for one that lays out the page, or that is none of the article's."""
    runs = flow.below(element)
    if not any(run in kept for run in runs) or _layout(element, runs, around):
        return None
    reading = Rows(flow, around)
    rows = [(reading.row(line), line) for line in element.iter("tr")]
    spanned = any(cell.rowspan > 1 for row, _ in rows for cell in row.cells)
    rows = [one for one in rows if one[0].cells and (spanned or any(cell.content for cell in one[0].cells))]
    heads = sum(1 for _ in takewhile(_is_head, rows[:-1]))
    whole = [row for row, _ in rows]
    aligned = columns.aligned(whole[heads:], [_alignments(line) for _, line in rows[heads:]], columns.declared(element))
    named = element.find("caption")
    caption = reading.content(named) if named is not None else ()
    title = Caption(caption) if caption else None
    return [Table(tuple(whole[:heads]), tuple(whole[heads:]), title, aligned), *reading.pictures]


def _alignments(line: Element) -> list[Alignment]:
    return list(map(columns.of_cell, _cells(line)))


def _layout(element: Element, runs: list[Run], around: Surroundings) -> bool:
    """Tell a table that only lays out the page: with another in it, or without heads and of few cells or pictures."""
    if next(element.iterdescendants("table"), None) is not None or element.get("role") in ("presentation", "none"):
        return True
    rows = [len(_cells(line)) for line in element.iter("tr")]
    told = element.getparent().tag == "figure" or next(element.iter("th", "caption"), None) is not None
    if rows and told:
        return False
    if any(one in around.pictures for one in element.iter("img")):
        return True
    return len(rows) < 2 or max(rows) < 2 or any(len(run.text) > _LONGEST_CELL for run in runs)  # noqa: PLR2004 - one is none


def _cells(line: Element) -> list[Element]:
    return [cell for cell in line if cell.tag in ("td", "th")]


def _is_head(one: tuple[Row, Element]) -> bool:
    """Tell a row that heads the others: it stands in ``<thead>``, or all its cells are heads."""
    row, line = one
    return line.getparent().tag == "thead" or all(cell.header for cell in row.cells)


def _span(written: str | None) -> int:
    match = re.match(r"\s*(\d{1,6})", written or "")
    return min(max(int(match[1]), 1), _WIDEST) if match else 1
