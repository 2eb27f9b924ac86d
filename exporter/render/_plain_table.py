"""Tables in plain text: two columns side by side where they fit, else row by row in the words that a listener hears."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from exporter.render import grid
from exporter.render._wrapping import cells, flat, wrap
from exporter.render.tabular import Tabular

if TYPE_CHECKING:
    from exporter.model import Row, Table
    from exporter.render._plain_words import Words
    from exporter.render.tabular import Told

Grid = list[list[str]]

_GAP: Final = "  "
_PAIR: Final = 2
_NUMBER: Final = re.compile(r"[-+−–]?[\d\s\u00a0\u202f.,]*\d[\s\u00a0\u202f]?[%‰€$°]?")


def lines(table: Table, words: Words, width: int) -> list[str]:
    """Write a table, its caption left out."""
    head, body = _grid(table.head, words), _grid(table.body, words)
    count = max((len(row) for row in head + body), default=0)
    columns = [0] * count
    for row in head + body:
        columns[: len(row)] = [max(size, cells(text)) for size, text in zip(columns, row, strict=False)]
    if not any(columns):
        return []
    if count <= _PAIR and sum(columns) + len(_GAP) * (count - 1) <= width:
        for row in head + body:
            row.extend([""] * (count - len(row)))
        return _aligned(head, body, columns)
    return _told(table, words, width)


def _grid(rows: tuple[Row, ...], words: Words) -> Grid:
    """Place cells in rows and columns; a cell that spans several stands in the first."""
    placed: Grid = [[] for _ in rows]
    taken: set[tuple[int, int]] = set()
    spanning = grid.honours_spans(rows)
    for index, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while (index, column) in taken:
                column += 1
            down, across = (cell.rowspan, cell.colspan) if spanning else (1, 1)
            taken |= {(index + y, column + x) for y in range(down) for x in range(across)}
            placed[index] += [""] * (column + 1 - len(placed[index]))
            placed[index][column] = flat(words.plain(cell.content))
    return placed


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


def _told(table: Table, words: Words, width: int) -> list[str]:
    """Write what a listener is told: how large it is, the names of the columns, then a list of rows."""
    shape = Tabular.of(table, words.language)
    written = wrap(f"{shape.size}.", width)
    for row in filter(None, shape.head()):
        written += wrap(_line(row, words), width)
    for row in filter(None, shape.rows()):
        written += wrap(_line(row, words), width, "- ", "  ")
    return written


def _line(row: tuple[Told, ...], words: Words) -> str:
    return "".join(f"{told.before}{flat(words.plain(told.cell.content))}{told.tail}" for told in row)
