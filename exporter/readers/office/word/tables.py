"""Tables of a Word document; those that only lay out a page leave their contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.model import LineBreak
from exporter.readers.office.grid import WIDEST, Cell, Line
from exporter.readers.office.word.formats import is_on, value
from exporter.readers.packed import markup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from exporter.readers.flow.tree import Element
    from exporter.walk import Content


def is_layout(table: Element) -> bool:
    """Tell a table of one column, or with pictures or other tables in it."""
    if next(markup.below(table, "drawing", "pict"), None) is not None:
        return True
    return sum(markup.local(one) == "tbl" for one in table.iter()) > 1 or max(map(_width, rows(table)), default=0) <= 1


def _width(row: Element) -> int:
    return sum(1 for _ in cells(row))


def rows(table: Element) -> Iterator[Element]:
    """The rows of a table, those in content controls included, without those that were deleted."""
    return _inside(table, "tr")


def cells(row: Element) -> Iterator[Element]:
    """The cells of a row."""
    return _inside(row, "tc")


def _inside(element: Element, name: str) -> Iterator[Element]:
    for one in element:
        if markup.local(one) == name:
            yield one
        elif markup.local(one) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _inside(one, name)


def is_deleted(row: Element) -> bool:
    """Tell a row that was deleted with its change tracked."""
    return markup.child(row, "trPr", "del") is not None


class Grid:
    """Puts the rows of a table together: cells that go on in the next row are one."""

    def __init__(self) -> None:
        """Begin with no row."""
        self.lines: list[Line] = []
        self._above: dict[int, Cell] = {}

    def row(self, element: Element, read: Callable[[Element], Content]) -> None:
        """Add a row, its cells read by a function."""
        properties = markup.child(element, "trPr")
        line = Line(header=is_on(properties, "tblHeader") is True)
        column = _count(value(properties, "gridBefore"), 0)
        for one in cells(element):
            told = markup.child(one, "tcPr")
            span = _count(value(told, "gridSpan"), 1)
            merged = markup.child(told, "vMerge")
            above = self._above.get(column)
            if merged is not None and markup.attribute(merged, "val") != "restart" and above is not None:
                above.rowspan += 1
                extra = read(one)
                above.content = (
                    (*above.content, LineBreak(), *extra) if above.content and extra else above.content or extra
                )
            else:
                cell = Cell(read(one), column, span)
                self._above[column] = cell
                line.cells.append(cell)
            column += span
        self.lines.append(line)


def _count(written: str, least: int) -> int:
    return min(max(int(written), least), WIDEST) if written.isdigit() and len(written) < 7 else least  # noqa: PLR2004 - no table is as wide
