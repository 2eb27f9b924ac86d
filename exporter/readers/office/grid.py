"""Tables of text processors: their heads are told by formatting where nothing else tells them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from exporter.model import Cell as TableCell
from exporter.model import LineBreak, NoteRef, Row, Strong, Table
from exporter.readers.flow.parts import text, unmarked
from exporter.walk import Content

WIDEST: Final = 1000


@dataclass(slots=True)
class Cell:
    """A cell while its table is read; ``column`` counts from 0."""

    content: Content
    column: int
    colspan: int
    rowspan: int = 1
    header: bool = False


@dataclass(slots=True)
class Line:
    """A row while its table is read."""

    cells: list[Cell] = field(default_factory=list)
    header: bool = False


def table(lines: list[Line]) -> Table | None:
    """Make a table of its rows; None if it has no words."""
    lines = [line for line in lines if line.cells]
    if not any(text(cell.content) for line in lines for cell in line.cells):
        return None
    heads = next((index for index, line in enumerate(lines) if not line.header), 0) or _bold_head(lines)
    body = lines[heads:]
    named = all(_bold(line.cells[0]) or not text(line.cells[0].content) for line in body)
    if named and not all(_bold(cell) for line in body for cell in line.cells):
        for line in body:
            line.cells[0].header = bool(text(line.cells[0].content))
    made = [_row(line, head=index < heads, left=len(lines) - index) for index, line in enumerate(lines)]
    return Table(tuple(made[:heads]), tuple(made[heads:]))


def _bold_head(lines: list[Line]) -> int:
    """Tell whether the first row, and it alone, is all bold."""
    if len(lines) < 2:  # noqa: PLR2004 - a head needs a body
        return 0
    first = all(_bold(cell) for cell in lines[0].cells[1:]) and (
        _bold(lines[0].cells[0]) or not lines[0].cells[0].content
    )
    return int(first and not all(_bold(cell) for cell in lines[1].cells))


def _bold(cell: Cell) -> bool:
    return bool(text(cell.content)) and all(
        isinstance(node, Strong | LineBreak | NoteRef) or not text((node,)) for node in cell.content
    )


def _row(line: Line, *, head: bool, left: int) -> Row:
    return Row(
        tuple(
            TableCell(
                unmarked(cell.content) if head or cell.header else cell.content,
                head or cell.header,
                min(cell.colspan, WIDEST),
                min(cell.rowspan, left, WIDEST),
            )
            for cell in line.cells
        )
    )
