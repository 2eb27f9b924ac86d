"""Tables on pages of any size: no word is cut, nothing hangs out or lies on something else, what is long takes time."""

from __future__ import annotations

import io
import random
import re
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import page as page_validation
import pikepdf
import pytest

from exporter import walk
from exporter.french import FRENCH
from exporter.model import Article, Block, Caption, Cell, Metadata, Paragraph, Quote, Row, Strong, Table, Text
from exporter.passes import prepare
from exporter.render import grid
from tests import growth
from tests.thorough import THOROUGH, tries
from tests.writers.pdf import measures, reading, rules
from tests.writers.pdf.press import proof
from tests.writers.pdf.test_design import LOOKS, make

if TYPE_CHECKING:
    from tests.writers.pdf.measures import Run

MILLIMETRE = 72 / 25.4
PRESS = "press"
ROUNDS = 15 if THOROUGH else 1
"""Articles of four tables in each of the looks: 300 tables and more, or a few."""
SIDES = {"classic": (21.5, 21.5), "moderne": (23.5, 27.5)}
"""Margins in millimetres that a table may take a part of: those left, at the left and the right."""
NAMES = (
    *("Quai", "Commune", "Habitants", "Circonscription", "Superficie", "Observations", "Établissement", "Total"),
    *("Exploitant", "Taux", "Recettes", "Arrondissement", "Logements", "Évolution", "Hydrocarbures-Atlantique"),
)
WORDS = (
    *("vent", "de", "nord-ouest", "mer agitée", "visibilité", "établissements", "intercommunaux", "la bouée", "relevé"),
    *("Saint-Jean-du-Doigt", "anticonstitutionnellement", "électroencéphalographiques", "réapprovisionnement", "et"),
)
FIGURES = ("0", "120,5", "1\u202f204,55", "–3\u00a0%", "12\u202f345\u202f678,90\u00a0€", "3.7\u00a0m", "98,4")
SENTENCE = "Le port publie le détail de ses trafics."


def _cell(words: str, *, bold: bool = False, header: bool = False, colspan: int = 1, rowspan: int = 1) -> Cell:
    text = Text(words)
    return Cell((Strong((text,)),) if bold else (text,), header, colspan, rowspan)


def _table(some: random.Random, *, wide: bool = False) -> Table:
    """A table of any shape, with names over some columns, cells that span rows, figures of any length."""
    columns, rows = some.randint(8, 16) if wide else some.randint(2, 9), some.choice((1, 3, 5, 30))
    figured = [column > 0 and some.random() < 0.6 for column in range(columns)]
    head = [tuple(_cell(" ".join(some.sample(NAMES, some.randint(1, 2))), header=True) for _ in range(columns))]
    if some.random() < 0.5 and columns > 3:
        over = (
            _cell(some.choice(NAMES), header=True, rowspan=2),
            _cell("Importations", header=True, colspan=columns - 1),
        )
        head = [over, head[0][1:]]
    body = [_line(some, figured) for _ in range(rows)]
    if some.random() < 0.3:
        body.append((_cell("Ensemble", header=True, colspan=2), *body[0][2:]))
    caption = Caption((Text("Les établissements de la côte"),)) if some.random() < 0.7 else None
    return Table(tuple(map(Row, head)), tuple(map(Row, body)), caption)


def _line(some: random.Random, figured: list[bool]) -> tuple[Cell, ...]:
    first = _cell(some.choice(NAMES), header=True)
    others = (
        some.choice(FIGURES) if figure else " ".join(some.sample(WORDS, some.randint(1, 6))) for figure in figured[1:]
    )
    return (first, *(_cell(words, bold=some.random() < 0.1) for words in others))


def _article(seed: int) -> Article:
    some = random.Random(seed)  # noqa: S311 - no secret
    between = Paragraph((Text(SENTENCE),))
    tables: list[Block] = [_table(some), _table(some), _table(some, wide=True), Quote((_table(some),))]
    return Article(Metadata("Ports"), blocks=tuple(block for table in tables for block in (between, table)))


def _made(article: Article, look: str | int) -> bytes:
    return proof.make(article)[0] if look == PRESS else make(article, look)[0]


def _margins(look: str | int, run: Run, width: float) -> tuple[float, float]:
    """Where text may begin and end, in points."""
    if look == PRESS:
        inner, outer = 0.47 * (148 - 110) + 9, 0.53 * (148 - 110) + 9
        left, right = (inner, outer) if run.page % 2 == 0 else (outer, inner)
    elif isinstance(look, int):
        left, right = 40.0, 60.0
    else:
        turned = width > 600
        left, right = (22.8, 22.8) if turned else SIDES[look]
    return left * MILLIMETRE, width - right * MILLIMETRE


def _assert_whole(article: Article, runs: list[Run]) -> None:
    """Each word is in one piece, but for one that ends a line at its own hyphen or is too long for large print."""
    words = {piece for text in walk.nodes(article) if isinstance(text, Text) for piece in _pieces(text.text)}
    shown = [piece for run in runs for piece in _pieces(run.words)]
    assert words <= set(shown) | {word for word in words if len(word) >= 20}
    known = words | {piece.rstrip(":;,.") for piece in words}
    cut = [one for run in runs if run.words.strip() for one in _pieces(run.words)[-1:] if _is_part(one, known)]
    assert all(len(word) >= 20 for one in cut for word in known if word.startswith(one))


def _is_part(piece: str, known: set[str]) -> bool:
    bare = piece.rstrip(":;,.")
    return len(bare) > 2 and bare not in known and any(word.startswith(bare) for word in known)


def _pieces(words: str) -> list[str]:
    """What must not be cut: figures with all their signs, words up to a hyphen."""
    if grid.is_figure(words.strip()):
        return [re.sub(r"\s", "", words)]  # which spaces the font has is no matter
    return [piece for piece in re.split(r"[ \n]+|(?<=-)", words.strip()) if piece]


def _assert_apart(runs: list[Run]) -> None:
    """No words lie on others."""
    ordered = sorted(runs, key=lambda run: (run.page, round(run.baseline), run.left))
    for one, other in pairwise(ordered):
        if one.page == other.page and round(one.baseline) == round(other.baseline):
            assert other.left >= one.right - 1, (one.words, other.words)


@pytest.mark.slow
@pytest.mark.parametrize("look", [*LOOKS, PRESS])
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_every_cell_of_any_table_is_whole_and_in_its_place(look: str | int, seed: int) -> None:
    article = _article(seed)
    data = _made(article, look)
    with pikepdf.open(io.BytesIO(data)) as file:
        widths = [float(sheet.MediaBox[2]) for sheet in file.pages]
    runs = [run for run in measures.runs(data) if not run.artifact and run.words.strip(" \u2010")]
    _assert_whole(prepare(article, FRENCH), runs)
    _assert_apart(runs)
    for run in runs:
        left, right = _margins(look, run, widths[run.page])
        assert left - 1 <= run.left <= run.right <= right + 1, run
    if look != PRESS:
        assert rules.faults(data) == []
        for profile in ("ua1", "3a"):
            assert "no failures" in str(page_validation.validate_pdf_bytes(data, profile=profile))
    if isinstance(look, int):
        assert set(widths) == {widths[0]}


def _numbers(columns: int, rows: int) -> Article:
    names = tuple(_cell(f"Colonne {column}", header=True) for column in range(columns))
    body = tuple(Row(tuple(_cell(f"{row * column}") for column in range(columns))) for row in range(rows))
    return Article(Metadata("Nombres"), blocks=(Table((Row(names),), body),))


@pytest.mark.slow
@pytest.mark.parametrize("look", ["classic", PRESS])
def test_the_time_of_a_table_grows_with_its_rows(look: str) -> None:
    """One of 40 columns, which is set as records, and one of six."""
    for columns, rows in ((40, tries(5, 75)), (6, tries(15, 75))):
        assert growth.is_linear(partial(_set, columns, look), rows)


def _set(columns: int, look: str, rows: int) -> None:
    _made(_numbers(columns, rows), look)


def _forms(table: Table, look: str | int = "classic") -> list[str]:
    """What a table is set as: the roles of what holds its words."""
    root = reading.read(_made(Article(Metadata("Ports"), blocks=(table,)), look)).root
    return [role for role in ("Table", "Caption", "TH", "TD") if any(root.find(role))]


def _wide(columns: int, rows: int) -> Table:
    names = tuple(_cell(f"Arrondissement {column}", header=True) for column in range(columns))
    body = tuple(Row(tuple(_cell(f"Établissement {row}") for _ in range(columns))) for row in range(rows))
    return Table((Row(names),), body, Caption((Text("Les ports"),)))


def _sizes(table: Table, look: str | int = "classic") -> list[tuple[int, int]]:
    """The width of each page in millimetres and the sizes of type in points that its table has at least."""
    data = _made(Article(Metadata("Ports"), blocks=(Paragraph((Text(SENTENCE),)), table)), look)
    runs = measures.runs(data)
    with pikepdf.open(io.BytesIO(data)) as file:
        widths = [round(float(sheet.MediaBox[2]) / MILLIMETRE) for sheet in file.pages]
    sizes = [
        [run.size for run in runs if run.page == page and run.words.startswith("Établ")] for page in range(len(widths))
    ]
    return [(width, round(min(size, default=0))) for width, size in zip(widths, sizes, strict=True)]


def test_a_table_that_does_not_fit_is_set_wider_then_smaller_then_turned_then_as_records() -> None:
    assert _sizes(_wide(4, 3)) == [(210, 10)]
    assert _sizes(_wide(5, 3)) == [(210, 8)]
    assert {size for size in _sizes(_wide(6, 20)) if size[1]} == {(297, 10)}
    assert {size for size in _sizes(_wide(8, 20)) if size[1]} == {(297, 8)}
    assert {width for width, _ in _sizes(_wide(14, 20))} == {210}
    assert _forms(_wide(14, 4)) == []


def test_what_is_short_as_records_is_not_turned() -> None:
    assert {width for width, _ in _sizes(_wide(8, 3))} == {210}
    assert _forms(_wide(8, 3)) == []


def test_text_after_a_turned_page_stands_upright() -> None:
    article = Article(Metadata("Ports"), blocks=(_wide(8, 8), Paragraph((Text(SENTENCE),))))
    with pikepdf.open(io.BytesIO(_made(article, "classic"))) as file:
        assert [float(sheet.MediaBox[2]) > 600 for sheet in file.pages][-2:] == [True, False]


def test_large_print_makes_records_of_what_is_wider_than_a_line() -> None:
    assert _forms(_wide(2, 3), 18) == ["Table", "Caption", "TH", "TD"]
    assert _forms(_wide(6, 3), 18) == []


def test_a_record_says_the_names_over_each_of_its_values() -> None:
    over = Row((_cell("Quai", header=True, rowspan=2), _cell("Importations", header=True, colspan=7)))
    names = Row(tuple(_cell(f"Trimestre {number}", header=True) for number in range(7)))
    first = Row((_cell("Nord", header=True, rowspan=2), *(_cell(f"{number},5") for number in range(7))))
    second = Row((*(_cell(f"1{number},5") for number in range(6)), Cell(())))
    article = Article(Metadata("Ports"), blocks=(Table((over, names), (first, second), Caption((Text("Trafics"),))),))
    words = reading.read(_made(article, 18)).root.text
    assert "Trafics" in words
    for told in (
        "Importations, Trimestre 1 : 1,5",
        "Importations, Trimestre 5 : 15,5",
        "Importations, Trimestre 6 : vide",
    ):
        assert told in words.replace("\u00a0", " ").replace("\u202f", " ")
    assert words.count("Nord") == 2


def test_a_table_in_a_quotation_has_less_room() -> None:
    assert _forms(_wide(4, 3)) == ["Table", "Caption", "TH", "TD"]
    root = reading.read(_made(Article(Metadata("Ports"), blocks=(Quote((_wide(4, 3),)),)), "classic")).root
    assert not any(root.find("Table"))


def test_a_caption_stays_with_its_table() -> None:
    for lines in range(34, 44, tries(3, 1)):
        filler = tuple(Paragraph((Text("Ligne."),)) for _ in range(lines))
        data = _made(Article(Metadata("Ports"), blocks=(*filler, _wide(3, 20))), "classic")
        runs = measures.runs(data)
        places = [run.page for run in runs if run.words.startswith(("Les ports", "Établissement 0"))]
        assert len(set(places)) == 1


def test_names_over_columns_and_beside_rows_say_how_far_they_reach() -> None:
    over = (_cell("Quai", header=True, rowspan=2), _cell("Importations", header=True, colspan=2))
    names = (_cell("T1", header=True), _cell("T2", header=True))
    body = ((_cell("Nord", header=True, rowspan=2), _cell("1"), _cell("2")), (_cell("3"), _cell("4")))
    article = Article(Metadata("Ports"), blocks=(Table((Row(over), Row(names)), tuple(map(Row, body))),))
    found = list(reading.read(_made(article, "classic")).root.find("TH"))
    told = {node.words.strip(): {key: str(value) for key, value in node.entries["/A"].items()} for node in found}
    assert [(name, told[name]["/Scope"]) for name in told] == [
        ("Quai", "/Column"), ("Importations", "/Column"), ("T1", "/Column"), ("T2", "/Column"), ("Nord", "/Row"),
    ]  # fmt: skip
    assert told["Importations"]["/ColSpan"] == told["Quai"]["/RowSpan"] == told["Nord"]["/RowSpan"] == "2"


def test_the_head_is_repeated_on_each_page() -> None:
    data = _made(_numbers(4, 80), "classic")
    runs = measures.runs(data)
    with pikepdf.open(io.BytesIO(data)) as file:
        assert {run.page for run in runs if run.words.startswith("Colonne 1")} == set(range(len(file.pages)))
