"""The form in which each table is set: as it is, wider, smaller, on a page turned, or row by row as records.

A word must never be cut because its column is narrow, nor a column hang beyond the margin. So the longest words of all
columns are set side by side, in a page that nobody sees, in each form that the design's stylesheets know; the first
form in which they have room is taken. A form that they do not know is no wider than the one before, and never taken.
"""

from __future__ import annotations

from dataclasses import replace
from heapq import nlargest
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

import weasyprint
from weasyprint.formatting_structure import boxes

from exporter import walk
from exporter.model import Cell, Code, Item, Note, NoteRef, Quote, Row, Strong, Table, Text
from exporter.render import grid, phrasing, tables
from exporter.writers.pdf import faces, glyphs, styles
from exporter.writers.pdf.design import TEXT_FONT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from exporter.model import Article
    from exporter.ports import World
    from exporter.writers.pdf.design import Design

_FORMS: Final = ("", "broad", "broad small", "turned", "turned small")
"""Classes that stylesheets know, in the order in which they are tried."""
_NESTED: Final = ("", "small")
"""What a table in a quotation, a list or a note may be."""
_PAGE: Final = 45
"""Lines of a page: a table whose records take more is turned, if it fits then."""
_INDENT: Final = 0.85
"""What each level of nesting leaves of a line, at least."""
_ROOM: Final = 0.98
"""How much of a line may be taken: emphasis within a word is not measured."""
_MOST: Final = 60
"""Columns of a table that is measured; one of more fits no page."""
_LONGEST: Final = 6
"""Words of a column that are measured, those with the most letters: the widest is among them."""
_CALL: Final = "00"
"""As wide as the call of a note."""


def forms(article: Article, world: World, design: Design) -> Callable[[Table], str]:
    """Choose the form of each table of an article, by its class or `phrasing.RECORDS`."""
    depths = {table: depth for table, depth in _placed(article, 0) if tables.breadth(table) > design.room}
    measured = [table for table in depths if _columns(table) <= _MOST]
    chosen = dict.fromkeys(depths, phrasing.RECORDS)
    if measured:
        widths = _widths(measured, world, design, phrasing.Style(world.language(article.metadata.language)))
        for place, table in enumerate(measured):
            chosen[table] = _form(str(place), _tried(table, depths[table]), depths[table], widths)
    return lambda table: chosen.get(table, "")


def _tried(table: Table, depth: int) -> tuple[str, ...]:
    """The forms that a table may have: what is short as records leaves no two pages half empty for a third one."""
    if depth:
        return _NESTED
    return _FORMS if len(table.body) * _columns(table) > _PAGE else tuple(one for one in _FORMS if "turned" not in one)


def _form(name: str, forms: tuple[str, ...], depth: int, widths: Mapping[str, float]) -> str:
    for form in forms:
        needed = widths[f"{name} small" if "small" in form else name]
        room = widths["room " if depth else f"room {form}"]
        if needed <= room * _ROOM * _INDENT**depth:
            return form
    return phrasing.RECORDS


def _placed(node: Any, depth: int) -> Iterator[tuple[Table, int]]:  # noqa: ANN401 - any node
    """All tables below a node, each with how many indents it stands in."""
    if isinstance(node, Table):
        yield node, depth
        return
    for child in walk.children(node):
        yield from _placed(child, depth + isinstance(node, Quote | Item | Note))


def _columns(table: Table) -> int:
    return max((cell.right for row in grid.placed((*table.head, *table.body)) for cell in row), default=0)


# --- Measuring ---------------------------------------------------------------------------------


def _widths(measured: Iterable[Table], world: World, design: Design, style: phrasing.Style) -> dict[str, float]:
    """Widths that tables need, by their number and " small", and lines have, by "room " and their form; in pixels."""
    looks = styles.of(design, world)
    covered = glyphs.coverage(world.resource(TEXT_FONT)) - set(design.replaced)
    page = _page(measured, style, glyphs.Fonts(covered, lambda _: None, faces.Faces(world).of))
    source = weasyprint.HTML(string=page, base_url="article:", url_fetcher=styles.Fetcher(world, {}))
    document = source.render(stylesheets=list(looks.sheets), font_config=looks.fonts)
    found: dict[str, float] = {}
    for sheet in document.pages:
        for name, width in _named(sheet._page_box):  # noqa: SLF001 - no public way to the boxes
            found[name] = max(width, found.get(name, 0))
    return found


def _page(measured: Iterable[Table], style: phrasing.Style, fonts: glyphs.Fonts) -> str:
    rulers = [f'<div class="{form}"><p title="room {form}">x</p></div>' for form in _FORMS]
    probes = []
    for place, table in enumerate(measured):
        probe = tables.table(_probe(table), style)
        for name, size in ((str(place), ""), (f"{place} small", " small")):
            probes.append(probe.replace("<table", f'<table title="{name}" class="probe{size}"', 1))
    body = "".join([*rulers, '<div style="width: 1px">', *probes, "</div>"])
    fitted = glyphs.fit(body, fonts)
    return f'<article><section class="section">{fitted}</section></article>'


def _named(box: Any) -> Iterator[tuple[str, float]]:  # noqa: ANN401 - WeasyPrint has no types
    name = None if box.element is None else box.element.get("title")
    if name and isinstance(box, boxes.TableBox | boxes.BlockBox) and not getattr(box, "is_table_wrapper", False):
        yield name, box.border_width()
    for child in getattr(box, "children", ()):
        yield from _named(child)


def _probe(table: Table) -> Table:
    """A table of as many columns, which needs as much room: the whole head, and the longest words of the body."""
    table = grid.squared(table)
    held: dict[tuple[int, int], list[Cell]] = {}
    for one in (one for row in grid.placed(table.body) for one in row):
        held.setdefault((one.left, one.right), []).extend(_words(one.cell))
    longest = {place: nlargest(_LONGEST, cells, key=_length) for place, cells in held.items()}
    single = [longest.get((column, column + 1)) or [Cell(())] for column in range(_columns(table))]
    lines = [tuple(cell or Cell(()) for cell in line) for line in zip_longest(*single)]
    for (left, right), cells in longest.items():
        if right - left > 1:
            lines += [(*[Cell(())] * left, replace(cell, colspan=right - left)) for cell in cells]
    return Table(table.head, tuple(map(Row, lines)))


def _words(cell: Cell) -> Iterator[Cell]:
    """The pieces of a cell that stay whole, each in a cell like it."""
    kinds = {type(node) for node in walk.nodes(cell)}
    calls = _CALL if NoteRef in kinds else ""
    kind = Code if Code in kinds else Strong
    for word in tables.words(cell):
        inner = Text(word if grid.is_figure(word) else word + calls)
        content = (kind((inner,)),) if kinds & {Code, Strong} else (inner,)
        yield Cell(content, cell.header)


def _length(cell: Cell) -> int:
    return max(map(len, walk.plain(cell.content).split("-")))
