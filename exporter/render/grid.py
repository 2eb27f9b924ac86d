"""Tables made regular: every row as wide as the others, no cell over another, no span wider than there are columns.

HTML lets browsers guess where rows are ragged and spans collide; PDF/UA does not, and a span of a thousand columns is
a way to make a renderer work for hours.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from exporter.model import Cell, Row, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

LARGEST: Final = 100_000
"""Places in a table whose spans and gaps are honoured; what asks for more is malice, not a table."""
_FIGURE: Final = re.compile(
    r"[-+−–±<>≤≥≈~]?[\s\u00a0\u202f]?\d[\d\s\u00a0\u202f.,]*(?:[\s\u00a0\u202f]?[%‰€$£°]|[\s\u00a0\u202f]?[^\W\d]{1,4}[²³]?)?"
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell in the grid: it covers columns ``[left, right)`` and rows ``[top, bottom)``."""

    cell: Cell
    top: int
    bottom: int
    left: int
    right: int


def squared(table: Table) -> Table:
    """Clip spans to the table, take out columns where no cell starts, and fill the gaps with empty cells."""
    head, body = placed(table.head), placed(table.body)
    starts = sorted({one.left for row in (*head, *body) for one in row})
    columns = tuple(table.columns[start] for start in starts if start < len(table.columns))
    return replace(table, head=_filled(head, starts), body=_filled(body, starts), columns=columns)


def is_figure(words: str) -> bool:
    """Tell a figure, with its sign and a short unit if it has them, from words."""
    return _FIGURE.fullmatch(words.strip()) is not None


def honours_spans(rows: tuple[Row, ...]) -> bool:
    """Tell whether the cells cover no more than `LARGEST` places."""
    return sum(cell.colspan * cell.rowspan for row in rows for cell in row.cells) <= LARGEST


def _modest(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    if honours_spans(rows):
        return rows
    return tuple(Row(tuple(replace(cell, colspan=1, rowspan=1) for cell in row.cells)) for row in rows)


def placed(rows: Sequence[Row]) -> list[list[Placed]]:
    """Place cells as HTML does: each in the first column that no cell above reaches into; rows without cells go."""
    rows = _modest(tuple(row for row in rows if row.cells))
    taken: dict[int, int] = {}
    grid: list[list[Placed]] = []
    for top, row in enumerate(rows):
        grid.append([])
        left = 0
        for cell in row.cells:
            while taken.get(left, 0) > top:
                left += 1
            right = left + 1
            while right < left + cell.colspan and taken.get(right, 0) <= top:
                right += 1
            bottom = min(top + cell.rowspan, len(rows))
            taken.update(dict.fromkeys(range(left, right), bottom))
            grid[-1].append(Placed(cell, top, bottom, left, right))
            left = right
    return grid


def _filled(grid: list[list[Placed]], starts: list[int]) -> tuple[Row, ...]:
    covered: list[int] = [0] * len(grid)
    rows: list[list[Cell]] = []
    for row in grid:
        rows.append([])
        for one in row:
            width = bisect_left(starts, one.right) - bisect_left(starts, one.left)
            for line in range(one.top, one.bottom):
                covered[line] += width
            rows[-1].append(replace(one.cell, colspan=width, rowspan=one.bottom - one.top))
    gaps = [len(starts) - count for count in covered]
    if sum(gaps) > LARGEST:
        return tuple(Row(tuple(cells)) for cells in rows)
    return tuple(Row((*cells, *[Cell(())] * gap)) for cells, gap in zip(rows, gaps, strict=True))
