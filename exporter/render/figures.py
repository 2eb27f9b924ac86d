"""Columns of figures: which they are, and how their decimal signs come to stand one over the other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from exporter import walk
from exporter.model import Alignment
from exporter.render import grid

if TYPE_CHECKING:
    from exporter.model import Table
    from exporter.render.grid import Placed

_PARTS: Final = re.compile(r"(?P<whole>.*?\d)(?P<decimals>[.,]\d+)?(?P<unit>\D*)")
_THOUSANDS: Final = re.compile(r"\.\d{3}")


@dataclass(frozen=True, slots=True)
class Columns:
    """How the columns of a table are aligned.

    ``alignments`` has one for each, ``auto`` for words of which nothing is said; ``pads`` tells for each cell of the
    body what is to follow it unseen, so that its decimal sign stands below the others.
    """

    alignments: tuple[Alignment, ...]
    pads: tuple[tuple[str, ...], ...]

    def place(self, cell: Placed) -> str | None:
        """Name the alignment of a cell; None where it is as words are. What spans columns stands over their middle."""
        told = set(self.alignments[cell.left : cell.right])
        if cell.right - cell.left > 1:
            return "center" if told == {Alignment.RIGHT} or Alignment.CENTER in told else None
        return next((str(one) for one in told if one is not Alignment.AUTO), None)


def columns(table: Table) -> Columns:
    """Tell how the columns of a table whose rows are square are aligned."""
    rows = grid.placed(table.body)
    width = max((cell.right for row in (*grid.placed(table.head), *rows) for cell in row), default=0)
    held: list[list[Placed]] = [[] for _ in range(width)]
    for cell in chain.from_iterable(rows):
        if cell.right - cell.left == 1 and _words(cell):
            held[cell.left].append(cell)
    told = (*table.columns, *[Alignment.AUTO] * width)[:width]
    found = tuple(_alignment(one, cells) for one, cells in zip(told, held, strict=True))
    pads: dict[int, str] = {}
    for one, cells in zip(found, held, strict=True):
        if one is Alignment.RIGHT:
            pads |= _pads(cells)
    return Columns(found, tuple(tuple(pads.get(id(cell), "") for cell in row) for row in rows))


def _words(cell: Placed) -> str:
    return walk.plain(cell.cell.content).strip()


def _alignment(told: Alignment, cells: list[Placed]) -> Alignment:
    figured = told is Alignment.AUTO and cells and all(grid.is_figure(_words(cell)) for cell in cells)
    return Alignment.RIGHT if figured else told


def _pads(cells: list[Placed]) -> dict[int, str]:
    """What each figure lacks of the longest decimals, by the identity of its cell; nothing where units differ."""
    parts = [(cell, _PARTS.fullmatch(_words(cell))) for cell in cells if any(map(str.isdigit, _words(cell)))]
    known = [(cell, part) for cell, part in parts if part is not None]
    decimals = [part["decimals"] or "" for _, part in known]
    if len({part["unit"] for _, part in known}) > 1 or all(_THOUSANDS.fullmatch(one) for one in filter(None, decimals)):
        return {}
    longest = max(decimals, key=len)
    return {id(cell): longest[len(own) :] for (cell, _), own in zip(known, decimals, strict=True)}
