"""Tables in plain text: aligned when they fit, else row by row, each cell after the name of its column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from exporter.render._wrapping import cells, flat, wrap

if TYPE_CHECKING:
    from exporter.model import Row, Table
    from exporter.render._plain_words import Words

Grid = list[list[str]]

_GAP: Final = "  "
_LARGEST: Final = 100_000
"""Places in a table that spans are honoured in; a larger one is malice, not a table."""

_NUMBER: Final = re.compile(r"[-+−–]?[\d\s\u00a0\u202f.,]*\d[\s\u00a0\u202f]?[%‰€$°]?")


def lines(table: Table, words: Words, width: int) -> list[str]:
    """Write a table, its caption left out."""
    head, body = _grid(table.head, words), _grid(table.body, words)
    count = max((len(row) for row in head + body), default=0)
    for row in head + body:
        row.extend([""] * (count - len(row)))
    columns = [max(cells(row[index]) for row in head + body) for index in range(count)]
    if not any(columns):
        return []
    if sum(columns) + len(_GAP) * (count - 1) <= width:
        return _aligned(head, body, columns)
    return _linear(head, body, words, width)


def _grid(rows: tuple[Row, ...], words: Words) -> Grid:
    """Place cells in rows and columns; a cell that spans several stands in the first."""
    grid: Grid = [[] for _ in rows]
    taken: set[tuple[int, int]] = set()
    spanning = sum(cell.colspan * cell.rowspan for row in rows for cell in row.cells) <= _LARGEST
    for index, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while (index, column) in taken:
                column += 1
            down, across = (cell.rowspan, cell.colspan) if spanning else (1, 1)
            taken |= {(index + y, column + x) for y in range(down) for x in range(across)}
            grid[index] += [""] * (column + 1 - len(grid[index]))
            grid[index][column] = flat(words.plain(cell.content))
    return grid


def _aligned(head: Grid, body: Grid, columns: list[int]) -> list[str]:
    """Lay columns side by side, numbers to the right."""
    kept = [index for index, size in enumerate(columns) if size]
    right = {index for index in kept if body and all(_NUMBER.fullmatch(row[index]) or not row[index] for row in body)}
    rule = [_GAP.join("-" * columns[index] for index in kept)] if head else []
    written = [
        _GAP.join(_padded(row[index], columns[index], right=index in right) for index in kept) for row in head + body
    ]
    return [*written[: len(head)], *rule, *written[len(head) :]]


def _padded(text: str, size: int, *, right: bool) -> str:
    padding = " " * (size - cells(text))
    return padding + text if right else text + padding


def _linear(head: Grid, body: Grid, words: Words, width: int) -> list[str]:
    """Write the names of the columns, then a list of rows."""
    names = [", ".join(filter(None, column)) for column in zip(*head, strict=True)]
    written = []
    if any(names):
        columns = " ; ".join(filter(None, names))
        written += wrap(words.language.labels["table_head"].format(columns=columns), width)
    for row in body:
        named = zip(names or [""] * len(row), row, strict=True)
        parts = [f"{name}\u00a0: {text}" if name else text for name, text in named if text]
        for index, part in enumerate(parts):
            written += wrap(part, width, "  " if index else "- ", "    ")
    return written
