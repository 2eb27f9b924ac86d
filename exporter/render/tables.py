"""XHTML of tables: as tables, or row by row as lists of records where a page is too narrow for all columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exporter import walk
from exporter.render import figures, grid, phrasing
from exporter.render.markup import element, escape
from exporter.render.tabular import Tabular

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exporter.model import Caption, Cell, Table
    from exporter.render.figures import Columns
    from exporter.render.grid import Placed
    from exporter.render.phrasing import Style
    from exporter.render.tabular import Entry, Record, Told

_NARROW: Final = 18.0
"""Widths of a letter, in ems, that a table may have on the narrowest screen."""
_LETTER, _GAP = 0.55, 0.8
"""Width of a letter, and of the space between columns, in ems."""


def table(node: Table, style: Style) -> str:
    """Write a table in the form that the edition wants, in a book within an element that scrolls."""
    if style.table(node) == phrasing.RECORDS:
        return _records(node, style)
    caption = "" if node.caption is None else phrasing.inlines(node.caption.content, style)
    node = grid.squared(node)
    aligned = figures.columns(node)
    head = "\n".join(_head(node, aligned, style))
    body = "\n".join(_body(node, aligned, style))
    if not head and not body:
        return element("p", caption) if caption else ""
    parts = (("caption", caption), ("thead", head), ("tbody", body))
    form = style.table(node)
    written = element("table", "".join(element(name, inner) for name, inner in parts if inner), {"class": form or None})
    return _scrolling(node, written, style) if style.epub and breadth(node) > _NARROW else written


def breadth(node: Table) -> float:
    """About how many ems a table is wide at least: its longest words side by side."""
    widest: dict[int, int] = {}
    for one in (one for rows in (node.head, node.body) for row in grid.placed(rows) for one in row):
        length = max(map(len, words(one.cell)), default=0)
        share = -(-length // (one.right - one.left))
        for column in range(one.left, one.right):
            widest[column] = max(widest.get(column, 0), share)
    return sum(_LETTER * letters + _GAP for letters in widest.values())


def words(cell: Cell) -> list[str]:
    """What of a cell must stay in one piece: its words, the whole of a figure."""
    plain = walk.plain(cell.content).strip()
    return [plain] if grid.is_figure(plain) else [word for word in plain.split() if word]


def _scrolling(node: Table, written: str, style: Style) -> str:
    """Have a table that may be wider than the screen scroll by itself, with the keyboard too."""
    shape = Tabular.of(node, style.language)
    names = ", ".join(filter(None, (walk.plain(cell.content).strip() for row in node.head[:1] for cell in row.cells)))
    title = " ".join(walk.plain(node.caption.content).split()) if node.caption else ""
    label = title or (f"{shape.size}{style.language.colon}{names}" if names else shape.size)
    return element("div", written, {"class": "wide", "role": "region", "tabindex": "0", "aria-label": label})


def _head(node: Table, aligned: Columns, style: Style) -> Iterator[str]:
    for row in grid.placed(node.head):
        cells = (_cell(one.cell, style, "col", {"class": aligned.place(one)}) for one in row)
        yield element("tr", "".join(cells))


def _body(node: Table, aligned: Columns, style: Style) -> Iterator[str]:
    for row, pads in zip(grid.placed(node.body), aligned.pads, strict=True):
        looks = ({"class": _class(one, aligned), "data-pad": pad or None} for one, pad in zip(row, pads, strict=True))
        cells = (_cell(one.cell, style, "row", look) for one, look in zip(row, looks, strict=True))
        yield element("tr", "".join(cells))


def _class(one: Placed, aligned: Columns) -> str | None:
    """How a cell of the body is aligned, and whether it is a figure, which must stay on one line."""
    figure = "figure" if grid.is_figure(walk.plain(one.cell.content)) else None
    return " ".join(filter(None, (aligned.place(one), figure))) or None


def _cell(cell: Cell, style: Style, scope: str, look: Mapping[str, str | None]) -> str:
    own, within = style.language_of(cell.content)
    inner = phrasing.inlines(cell.content, within)
    named = inner and (cell.header or scope == "col")
    attributes = {
        "scope": scope if named else None,
        "colspan": str(cell.colspan) if cell.colspan > 1 else None,
        "rowspan": str(cell.rowspan) if cell.rowspan > 1 else None,
        **look,
        **own,
    }
    return element("th" if named else "td", inner, attributes)


# --- Records -----------------------------------------------------------------------------------


def _records(node: Table, style: Style) -> str:
    """Write a table row by row: its head as a listener is told it, then each row with its names over its values."""
    shape = Tabular.of(node, style.language)
    head = "".join(element("p", _told(row, style), {"class": "record-head"}) for row in shape.head() if row)
    items = "\n".join(element("div", _record(record, style), {"class": "record"}) for record in shape.records())
    listed = element("div", items, {"class": "records"}) if items else ""
    return _captioned(node.caption, style) + head + listed


def _captioned(caption: Caption | None, style: Style) -> str:
    inner = "" if caption is None else phrasing.inlines(caption.content, style)
    return element("p", inner, {"class": "caption"}) if inner else ""


def _told(row: tuple[Told, ...], style: Style) -> str:
    return "".join(escape(one.before) + phrasing.inlines(one.cell.content, style) + escape(one.tail) for one in row)


def _record(record: Record, style: Style) -> str:
    names = [*map(escape, record.over), *(_name(one, style) for one in record.names)]
    name = element("p", escape(style.language.colon).join(names), {"class": "record-name"}) if names else ""
    values = (element("p", _value(one, style), {"class": "record-value"}) for one in record.values)
    return "\n".join(filter(None, (name, *values)))


def _value(entry: Entry, style: Style) -> str:
    label = escape(entry.label + style.language.colon) if entry.label else ""
    empty = escape(style.language.labels["cell_empty"])
    inner = empty if entry.cell is None else phrasing.inlines(entry.cell.content, style)
    unit = escape(f"\u202f{entry.unit}") if entry.unit else ""
    return (element("span", label, {"class": "record-label"}) if label else "") + inner + unit


def _name(entry: Entry, style: Style) -> str:
    inner = "" if entry.cell is None else phrasing.inlines(entry.cell.content, style)
    return escape(f"{entry.label} ") + inner if entry.label else inner
