"""Tables as they are heard: every cell with the names of its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Cell, Row, Table

    Placed = tuple[Cell, int]


def body(table: Table) -> Iterator[tuple[tuple[Cell, str], ...]]:
    """Walk the rows of the body: each cell with the words over its column, empty for a cell that is itself a header."""
    head = [placed for row in _place(table.head) for placed in row]
    for row in _place(table.body):
        yield tuple((cell, "" if cell.header else _over(head, column)) for cell, column in row)


def _over(head: list[Placed], column: int) -> str:
    """The words of the header cells over a column, from the top, each once."""
    over = (walk.plain(cell.content).strip() for cell, start in head if start <= column < start + cell.colspan)
    return ", ".join(dict.fromkeys(filter(None, over)))


def _place(rows: tuple[Row, ...]) -> Iterator[list[Placed]]:
    """Give each cell its column, as HTML does: cells that span several rows push those below aside."""
    hanging: list[tuple[int, int, int]] = []
    for number, row in enumerate(rows):
        hanging = [span for span in hanging if span[2] > number]
        placed: list[Placed] = []
        spans = sorted(hanging)
        column = 0
        for cell in row.cells:
            column = _free(spans, column)
            placed.append((cell, column))
            end = column + cell.colspan
            if cell.rowspan > 1:
                hanging.append((column, end, number + cell.rowspan))
            column = end
        yield placed


def _free(spans: list[tuple[int, int, int]], column: int) -> int:
    """The first column from here that no cell above hangs into; ``spans`` are in order."""
    for start, end, _ in spans:
        if start <= column < end:
            column = end
    return column
