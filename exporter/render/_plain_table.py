"""Tables in plain text: two columns side by side where they fit, else row by row in the words that a listener hears."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exporter.model import Alignment
from exporter.render import figures, grid
from exporter.render._wrapping import cells, flat, wrap
from exporter.render.tabular import Tabular

if TYPE_CHECKING:
    from exporter.model import Row, Table
    from exporter.render._plain_words import Words
    from exporter.render.figures import Columns
    from exporter.render.tabular import Told

Grid = list[list[str]]

_GAP: Final = "  "
_PAIR: Final = 2


def lines(table: Table, words: Words, width: int) -> list[str]:
    """Write a table, its caption left out."""
    squared = grid.squared(table)
    aligned = figures.columns(squared)
    count = len(aligned.alignments)
    head, body = _grid(squared.head, words, count), _grid(squared.body, words, count)
    sizes = [max((cells(row[column]) for row in head + body), default=0) for column in range(count)]
    if not any(sizes):
        return []
    if count <= _PAIR and sum(sizes) + len(_GAP) * (count - 1) <= width:
        return _aligned(head, _padded(body, squared, aligned), aligned)
    return _told(table, words, width)


def _grid(rows: tuple[Row, ...], words: Words, count: int) -> Grid:
    """The words of cells in rows and columns; a cell that spans several stands in the first."""
    written: Grid = []
    for row in grid.placed(rows):
        written.append([""] * count)
        for one in row:
            written[-1][one.left] = flat(words.plain(one.cell.content))
    return written


def _padded(body: Grid, table: Table, aligned: Columns) -> Grid:
    """Add to figures what their decimal signs need to stand one below the other."""
    for line, row, pads in zip(body, grid.placed(table.body), aligned.pads, strict=True):
        for one, pad in zip(row, pads, strict=True):
            line[one.left] += " " * len(pad)
    return body


def _aligned(head: Grid, body: Grid, aligned: Columns) -> list[str]:
    """Lay columns side by side."""
    sizes = [max(cells(row[column]) for row in head + body) for column in range(len(aligned.alignments))]
    kept = [index for index, size in enumerate(sizes) if size]
    rule = [_GAP.join("-" * sizes[index] for index in kept)] if head else []
    written = [_GAP.join(_set(row[i], sizes[i], aligned.alignments[i]) for i in kept) for row in head + body]
    return [*written[: len(head)], *rule, *written[len(head) :]]


def _set(text: str, size: int, alignment: Alignment) -> str:
    room = size - cells(text)
    before = {Alignment.RIGHT: room, Alignment.CENTER: room // 2}.get(alignment, 0)
    return " " * before + text + " " * (room - before)


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
