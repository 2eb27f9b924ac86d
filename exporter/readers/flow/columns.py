"""How the columns of a table are aligned, from what a file says of its cells."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from exporter.model import Alignment
from exporter.readers.flow.parts import text
from exporter.render import grid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.model import Row
    from exporter.readers.flow.tree import Element

_WIDEST: Final = 1000
_NAMES: Final = {
    "left": Alignment.LEFT,
    "start": Alignment.LEFT,
    "center": Alignment.CENTER,
    "right": Alignment.RIGHT,
    "end": Alignment.RIGHT,
}
_STYLE: Final = re.compile(r"(?:^|;)\s*text-align\s*:\s*([a-z]+)", re.IGNORECASE)
_CLASS: Final = re.compile(
    r"(?:^|\s)(?:(?:has-)?text-(?:align-)?)?(left|center|right|start|end)(?=\s|$)", re.IGNORECASE
)
"""``text-right``, ``has-text-align-right`` and ``right``, as frameworks, editors and our own books call it."""


def alignment(name: str | None) -> Alignment:
    """The alignment that a file calls so, as CSS, Word and OpenDocument do."""
    return _NAMES.get((name or "").strip().lower(), Alignment.AUTO)


def said(element: Element) -> Alignment:
    """The alignment that an element of HTML gives its words: by its style, its class or an attribute."""
    told = _STYLE.search(element.get("style") or "") or _CLASS.search(element.get("class") or "")
    return alignment(told[1] if told else element.get("align"))


def of_cell(cell: Element) -> Alignment:
    """The alignment of a cell of HTML: its own, or that of its row, of the rows around it or of the table."""
    told = said(cell)
    for around in cell.iterancestors("tr", "tbody", "thead", "tfoot", "table"):
        if told is not Alignment.AUTO or around.tag == "table":
            break
        told = said(around)
    return told


def declared(table: Element) -> list[Alignment]:
    """What the ``<col>`` of a table say of its columns."""
    found: list[Alignment] = []
    for one in table.iter("col", "colgroup"):
        if one.tag == "col" or one.find("col") is None:
            written = one.get("span") or ""
            found += [said(one)] * (int(written) if written.isdecimal() and len(written) <= 3 else 1)  # noqa: PLR2004
    return found[:_WIDEST]


def aligned(
    rows: Sequence[Row], cells: Sequence[Sequence[Alignment]], columns: Sequence[Alignment] = ()
) -> tuple[Alignment, ...]:
    """How columns are aligned: as most of their ``cells`` that have words say, or else as is said of ``columns``."""
    told: dict[int, Counter[Alignment]] = {}
    for placed, line in zip(grid.placed(rows), cells, strict=True):
        for cell, one in zip(placed, line, strict=True):
            if cell.right - cell.left == 1 and text(cell.cell.content):
                told.setdefault(cell.left, Counter())[one] += 1
    width = max([len(columns), *(column + 1 for column in told)])
    found = [_most(told.get(column)) for column in range(width)]
    found = [columns[i] if one is Alignment.AUTO and i < len(columns) else one for i, one in enumerate(found)]
    while found and found[-1] is Alignment.AUTO:
        found.pop()
    return tuple(found)


def _most(told: Counter[Alignment] | None) -> Alignment:
    if not told:
        return Alignment.AUTO
    ((one, count),) = told.most_common(1)
    return one if 2 * count > told.total() else Alignment.AUTO
