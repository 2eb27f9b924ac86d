from __future__ import annotations

from hypothesis import given

from exporter import walk
from exporter.model import Cell, Row, Table, Text
from exporter.render import grid
from tests import strategies


def _cell(text: str, colspan: int = 1, rowspan: int = 1) -> Cell:
    return Cell((Text(text),) if text else (), colspan=colspan, rowspan=rowspan)


def _shape(rows: tuple[Row, ...]) -> list[list[tuple[str, int, int]]]:
    return [[(walk.plain(cell.content), cell.colspan, cell.rowspan) for cell in row.cells] for row in rows]


def test_short_rows_are_filled() -> None:
    table = grid.squared(Table((), (Row((_cell("a"),)), Row((_cell("b"), _cell("c"))))))
    assert _shape(table.body) == [[("a", 1, 1), ("", 1, 1)], [("b", 1, 1), ("c", 1, 1)]]


def test_a_cell_reaches_down_no_further_than_its_table() -> None:
    table = grid.squared(Table((), (Row((_cell("a", rowspan=9), _cell("b"))), Row((_cell("c"),)))))
    assert _shape(table.body) == [[("a", 1, 2), ("b", 1, 1)], [("c", 1, 1)]]


def test_a_cell_does_not_reach_over_another() -> None:
    rows = (Row((_cell("a"), _cell("b", rowspan=2))), Row((_cell("c", colspan=2),)))
    assert _shape(grid.squared(Table((), rows)).body) == [[("a", 1, 1), ("b", 1, 2)], [("c", 1, 1)]]


def test_spans_shrink_to_the_columns_there_are() -> None:
    rows = (Row((_cell("a", colspan=1000),)), Row((_cell("b"), _cell("c"))))
    assert _shape(grid.squared(Table((), rows)).body) == [[("a", 2, 1)], [("b", 1, 1), ("c", 1, 1)]]


def test_a_ragged_table_of_malice_is_not_filled_up() -> None:
    rows = (Row((_cell("a"),) * 2000), *(Row((_cell("b"),)) for _ in range(2000)))
    assert sum(len(row.cells) for row in grid.squared(Table((), rows)).body) == 4000


def test_a_thousand_spans_of_a_thousand_are_not_honoured() -> None:
    rows = (Row((_cell("a", colspan=1000),) * 1000),)
    assert _shape(grid.squared(Table((), rows)).body) == [[("a", 1, 1)] * 1000]


@given(strategies.tables())
def test_any_table_is_square_and_whole(table: Table) -> None:
    squared = grid.squared(table)
    assert walk.words(squared) == walk.words(table)
    widths = {width for rows in (squared.head, squared.body) for width in _widths(rows)}
    assert len(widths) <= 1


def _widths(rows: tuple[Row, ...]) -> list[int]:
    widths = [0] * len(rows)
    for top, row in enumerate(rows):
        for cell in row.cells:
            for line in range(top, top + cell.rowspan):
                widths[line] += cell.colspan
    return widths
