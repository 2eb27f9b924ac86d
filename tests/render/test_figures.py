"""Columns of figures stand to the right, one decimal sign below the other."""

from __future__ import annotations

import pytest

from exporter.model import Alignment, Cell, Row, Table, Text
from exporter.render import figures, grid

AUTO, LEFT, CENTER, RIGHT = Alignment


def _table(*lines: tuple[str, ...], columns: tuple[Alignment, ...] = ()) -> Table:
    rows = tuple(Row(tuple(Cell((Text(words),)) for words in line)) for line in lines)
    return grid.squared(Table(rows[:1], rows[1:], columns=columns))


@pytest.mark.parametrize(
    "words",
    ["0", "–3,5 %", "1 204,5", "1 204,5 €", "12.50", "± 3", "3.7 m", "≈ 40 km²", "$", "12 rue", "n° 3", "2025-01"],
)
def test_figures_are_told_from_words(words: str) -> None:
    assert grid.is_figure(words) is (words not in ("$", "n° 3", "2025-01"))


def test_a_column_of_figures_stands_to_the_right_whatever_heads_it() -> None:
    found = figures.columns(_table(("Quai", "Tonnes", "Note"), ("Nord", "1 204,5", "12"), ("Sud", "0", "néant")))
    assert found.alignments == (AUTO, RIGHT, AUTO)


def test_what_the_source_says_counts_more() -> None:
    table = _table(("A", "B", "C"), ("1", "un", "2"), columns=(LEFT, RIGHT))
    assert figures.columns(table).alignments == (LEFT, RIGHT, RIGHT)


def test_decimal_signs_stand_one_below_the_other() -> None:
    found = figures.columns(
        _table(("Quai", "Tonnes"), ("Nord", "1 204,55"), ("Est", "–0,5"), ("Sud", "12"), ("Ouest", ""))
    )
    assert [row[1] for row in found.pads] == ["", "5", ",55", ""]


def test_units_that_differ_and_thousands_are_left_alone() -> None:
    assert not any(map(any, figures.columns(_table(("A",), ("1,5 km",), ("12 m",))).pads))
    assert not any(map(any, figures.columns(_table(("A",), ("1.500",), ("12",))).pads))
    assert [row[0] for row in figures.columns(_table(("A",), ("1,5 km",), ("12 km",))).pads] == ["", ",5"]


def test_a_head_over_columns_of_figures_stands_over_their_middle() -> None:
    head = Row((Cell((Text("Port"),), header=True), Cell((Text("Tonnes"),), header=True, colspan=2)))
    body = Row(tuple(Cell((Text(words),)) for words in ("Brest", "1", "2")))
    table = grid.squared(Table((head,), (body,)))
    found = figures.columns(table)
    assert [found.place(cell) for cell in grid.placed(table.head)[0]] == [None, "center"]
    assert [found.place(cell) for cell in grid.placed(table.body)[0]] == [None, "right", "right"]
    words = figures.columns(grid.squared(Table((head,), (Row((*body.cells[:2], Cell((Text("deux"),)))),))))
    assert words.place(grid.placed(table.head)[0][1]) is None
