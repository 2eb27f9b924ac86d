"""Heads of tables that fill pages."""

from __future__ import annotations

import pytest

from exporter.model import Article, Cell, Metadata, Paragraph, Row, Table, Text
from tests.writers.pdf import reading

SENTENCE = "La régie a remplacé 42 kilomètres de canalisations, et les fuites sont revenues sous la barre des 12 %. "


def _row(*texts: str, header: bool = False) -> Row:
    return Row(tuple(Cell((Text(text),), header=header) for text in texts))


@pytest.mark.parametrize(
    ("head", "row", "count"),
    [(1, 1, 45), (1, 28, 1), (1, 60, 1), (20, 1, 1), (40, 1, 9)],
    ids=["repeated", "row-of-a-page", "row-of-two-pages", "head-of-half-a-page", "head-of-a-page"],
)
def test_a_head_is_read_once_before_its_rows(head: int, row: int, count: int) -> None:
    rows = tuple(_row(f"Bourg {number}", SENTENCE * row) for number in range(count))
    table = Table((_row("Commune", SENTENCE * head, header=True),), rows)
    paragraph = Paragraph((Text("Avant."),))
    read = reading.read(reading.make(Article(Metadata("T"), blocks=(paragraph, table)))[0])
    assert len(read.pdf.pages) > 1
    (found,) = read.root.find("Table")
    assert [part.role for part in found.kids] == ["THead", "TBody"]
    firsts = [line.kids[0].words.strip() for part in found.kids for line in part.kids]
    assert firsts == ["Commune", *(f"Bourg {number}" for number in range(count))]
    assert found.words.count("canalisations") == head + row * count
    for words in read.artifacts:
        assert sum("Commune" in part for part in words) <= 1
