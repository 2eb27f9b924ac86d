"""Tables of a book."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from exporter.model import Caption, Cell, Row, Table
from exporter.readers.flow.parts import text
from exporter.readers.packed import markup

if TYPE_CHECKING:
    from exporter.readers.book.pages import Page
    from exporter.readers.packed.markup import Element

_WIDEST: Final = 1000


def table(element: Element, page: Page) -> Table | None:
    """Read a table; None for one that lays out a page: of one column, or with pictures or tables in it."""
    lines = list(markup.below(element, "tr"))
    inner = any(markup.local(one) in ("table", "img", "svg") for one in element.iter() if one is not element)
    if inner or max((len(line) for line in lines), default=0) <= 1:
        return None
    rows = [row for line in lines if (row := _row(line, page)).cells]
    head = markup.child(element, "thead")
    count = sum(1 for _ in markup.below(head, "tr")) if head is not None else 0
    if not count and len(rows) > 1 and all(cell.header for cell in rows[0].cells):
        count = 1
    named = markup.child(element, "caption")
    caption = page.content(named) if named is not None else ()
    return Table(tuple(rows[:count]), tuple(rows[count:]), Caption(caption) if text(caption) else None)


def _row(line: Element, page: Page) -> Row:
    cells = [one for one in line if markup.local(one) in ("td", "th")]
    return Row(
        tuple(
            Cell(page.content(one), markup.local(one) == "th", _span(one.get("colspan")), _span(one.get("rowspan")))
            for one in cells
        )
    )


def _span(written: str | None) -> int:
    match = re.match(r"\s*(\d{1,6})", written or "")
    return min(max(int(match[1]), 1), _WIDEST) if match else 1
