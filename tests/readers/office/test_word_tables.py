"""Tables of Word documents: which row is their head, how their columns are aligned."""

from __future__ import annotations

import pytest

from exporter.model import Alignment, Table, Text
from tests.readers.office.word import article, p, run, table

TEXT = "La crue est passée dans la nuit sans faire de victimes."


def test_bold_first_row_and_column_are_heads() -> None:
    bold = [tuple(p(run(word, "<w:b/>")) if i == 0 or j == 0 else word for j, word in enumerate(row))
            for i, row in enumerate((("Seuil", "Cote"), ("Jaune", "1,80 m"), ("Rouge", "3,20 m")))]  # fmt: skip
    made = article(p(TEXT), table(*bold)).blocks[1]
    assert isinstance(made, Table)
    assert [[cell.header for cell in row.cells] for row in (*made.head, *made.body)] == [
        [True, True], [True, False], [True, False],
    ]  # fmt: skip
    assert made.body[0].cells[0].content == (Text("Jaune"),)


def _aligned(words: str, name: str) -> str:
    return p(words, properties=f'<w:jc w:val="{name}"/>')


def test_columns_are_aligned_as_most_of_their_cells() -> None:
    rows = [("Port", _aligned("Bateaux", "center"), "Note")]
    rows += [
        (name, _aligned(count, "right"), _aligned("bon", "end")) for name, count in (("Brest", "1"), ("Sète", "12"))
    ]
    made = article(p(TEXT), table(*rows, ("Metz", "3", "x"), head=True)).blocks[1]
    assert isinstance(made, Table)
    assert made.columns == (Alignment.AUTO, Alignment.RIGHT, Alignment.RIGHT)


def test_alignment_comes_from_the_style_of_a_paragraph_too() -> None:
    styles = '<w:style w:styleId="Chiffre"><w:name w:val="Chiffre"/><w:pPr><w:jc w:val="right"/></w:pPr></w:style>'
    cell = p("12", style="Chiffre")
    made = article(p(TEXT), table(("Port", "Bateaux"), ("Brest", cell), head=True), styles=styles).blocks[1]
    assert isinstance(made, Table)
    assert made.columns == (Alignment.AUTO, Alignment.RIGHT)


def _heads(*rows: tuple[str, ...], look: str = "", styles: str = "") -> int:
    written = table(*rows).replace("<w:tbl>", f"<w:tbl><w:tblPr>{look}</w:tblPr>")
    made = article(p(TEXT), written, styles=styles).blocks[1]
    assert isinstance(made, Table)
    return len(made.head)


def test_a_first_row_of_names_over_figures_is_a_head_though_nothing_marks_it() -> None:
    assert _heads(("Port", "Bateaux", "Tonnes"), ("Brest", "12", "1 204,5"), ("Sète", "3", "12 t")) == 1
    assert _heads(("", "Bateaux"), ("Brest", "12"), ("Sète", "3"), ("Metz", "0 %")) == 1


@pytest.mark.parametrize(
    "rows",
    [
        (("Brest", "12"), ("Sète", "3"), ("Metz", "4"), ("Lyon", "5")),
        (("Brest", "Fermé"), ("Sète", "3"), ("Metz", "4")),
        (("brest", "fermé", "fermé"), ("Sète", "3", "4"), ("Metz", "4", "5")),
        (("Port", "Port"), ("Sète", "3"), ("Metz", "4"), ("Lyon", "5")),
        (("Le port de Brest est resté fermé trois jours.", "Oui", "Oui"), ("Sète", "3", "4"), ("Metz", "4", "5")),
        (("Port", "Ville"), ("Kerroc’h", "Ploemeur"), ("Doëlan", "Clohars")),
        (("Port", "Bateaux"), ("Sète", "3", "4")),
    ],
)
def test_a_first_row_that_may_be_like_the_others_is_none(rows: tuple[tuple[str, ...], ...]) -> None:
    assert _heads(*rows) == 0


def test_a_table_style_that_sets_the_first_row_apart_makes_it_a_head() -> None:
    rows = (("Port", "Ville"), ("Kerroc’h", "Ploemeur"), ("Doëlan", "Clohars"))
    apart = '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>'
    styles = f'<w:style w:type="table" w:styleId="Grille"><w:name w:val="Grille"/>{apart}</w:style>'
    used = '<w:tblStyle w:val="Grille"/>'
    assert _heads(*rows, look=f'{used}<w:tblLook w:firstRow="1"/>', styles=styles) == 1
    assert _heads(*rows, look=f'{used}<w:tblLook w:val="04A0"/>', styles=styles) == 1
    assert _heads(*rows, look=f'{used}<w:tblLook w:val="0480" />', styles=styles) == 0
    assert _heads(*rows, look=f'{used}<w:tblLook w:firstRow="0" w:val="04A0"/>', styles=styles) == 0
    assert _heads(*rows, look='<w:tblStyle w:val="Autre"/><w:tblLook w:firstRow="1"/>', styles=styles) == 0
