"""What a listener hears of each kind of block."""

from __future__ import annotations

import pytest

from exporter.model import (
    Alt,
    Article,
    Caption,
    Cell,
    Credit,
    Decorative,
    Described,
    Figure,
    Foreign,
    Image,
    Item,
    Listing,
    Metadata,
    Missing,
    Note,
    NoteRef,
    Numbering,
    Paragraph,
    Preformatted,
    Quote,
    Row,
    Rule,
    Table,
    Text,
)
from exporter.narration import UNSPOKEN
from exporter.speech import UtteranceKind
from tests.narration.listening import heard, paragraph, spoken, text, told


def test_a_note_is_told_after_its_sentence_and_only_once() -> None:
    notes = (Note("a", "1", (paragraph("Chiffre de la région. Provisoire."),)),)
    words = (Text("Trois ans."), NoteRef("a"), Text(" Deux millions."), NoteRef("a"))
    items = told(Paragraph(words), notes=notes)
    assert spoken(items) == [
        "Trois ans.",
        "Note : Chiffre de la région.",
        "Provisoire. Fin de la note.",
        "Deux millions.",
    ]
    assert [item.kind for item in items[1:3]] == [UtteranceKind.NOTE] * 2


def test_notes_of_notes_and_notes_without_a_call_are_told() -> None:
    chain = tuple(
        Note(str(number), str(number), (Paragraph((Text(f"Note {number}."), NoteRef(str(number + 1)))),))
        for number in range(400)
    )
    lost = Note("seule", "*", (paragraph("Sans appel."),))
    chapters = heard(Article(Metadata("T"), blocks=(Paragraph((Text("Ici."), NoteRef("0"))),), notes=(*chain, lost)))
    assert sum(item.kind is UtteranceKind.NOTE for item in chapters[0].utterances) == 400
    assert spoken(list(chapters[1].utterances)) == ["Note : Sans appel. Fin de la note."]


def test_ordered_items_say_their_number_and_others_do_not() -> None:
    items = (Item((paragraph("Draguer."),)), Item((paragraph("Bâtir."), paragraph("Peindre."))))
    assert spoken(told(Listing(items, ordered=True, start=3))) == ["trois. Draguer.", "quatre. Bâtir.", "Peindre."]
    assert spoken(told(Listing(items))) == ["Draguer.", "Bâtir.", "Peindre."]


def test_items_say_their_own_number_or_letter() -> None:
    items = (Item((paragraph("Draguer."),)), Item((paragraph("Bâtir."),), 10))
    assert spoken(told(Listing(items, ordered=True))) == ["un. Draguer.", "dix. Bâtir."]
    assert spoken(told(Listing(items[:1], ordered=True, start=2, numbering=Numbering.LOWER_ALPHA))) == ["B. Draguer."]
    assert spoken(told(Listing(items[:1], ordered=True, start=4, numbering=Numbering.LOWER_ROMAN))) == [
        "quatre. Draguer."
    ]


def test_only_a_long_quotation_is_announced_and_closed() -> None:
    short, long = paragraph("Nous attendons."), paragraph(" ".join(["Nous attendons encore la criée ici."] * 12))
    assert spoken(told(Quote((short,), text("Le maire")))) == ["Nous attendons.", "Le maire"]
    words = spoken(told(Quote((long,), text("Le maire"))))
    assert words[0].startswith("Citation : Nous")
    assert words[-2].endswith("ici. Fin de la citation.")
    assert words[-1] == "Le maire"


def test_an_announcement_around_foreign_words_is_made_in_the_article_s_language() -> None:
    long = Paragraph((Foreign("en", text("We are waiting for the boats " * 12)),))
    items = told(Quote((long,)))
    assert items[0].phrases[0].language == "fr"
    assert items[-1].phrases[-1].language == "fr"
    assert items[-1].phrases[-1].spoken == ". Fin de la citation."
    assert items[0].phrases[0].written == ""


@pytest.mark.parametrize(
    ("alt", "words"),
    [
        (Described("Des bateaux"), ["Image : Des bateaux", "Les quais.", "Crédit photo : Anna Riou"]),
        (Described("Les quais."), ["Les quais.", "Crédit photo : Anna Riou"]),
        (Decorative(), ["Les quais.", "Crédit photo : Anna Riou"]),
        (Missing(), ["Les quais.", "Crédit photo : Anna Riou"]),
    ],
)
def test_a_figure_is_described_then_named_then_credited(alt: Alt, words: list[str]) -> None:
    figure = Figure(Image("a.jpg", alt), Caption(text("Les quais.")), Credit("photo", "Anna Riou", text("© Anna Riou")))
    assert spoken(told(figure)) == words


@pytest.mark.parametrize(
    ("credit", "words"),
    [
        (Credit("photo", "Anna Riou", text("Photo : Anna Riou")), "Photo : Anna Riou"),
        (Credit("infographie", "Anna Riou", text("Anna Riou")), "Crédit infographie : Anna Riou"),
        (Credit("photo", "Anna Riou", text("(c) Anna Riou")), "Crédit photo : Anna Riou"),
        (Credit("image", "Anna Riou"), "Crédit image : Anna Riou"),
        (Credit("image", "Autre", text("Image de Anna Riou")), "Image de Anna Riou"),
    ],
)
def test_a_credit_says_what_it_credits_once(credit: Credit, words: str) -> None:
    (item,) = told(Figure(credit=credit))
    assert spoken([item]) == [words]
    assert item.kind is UtteranceKind.CREDIT


def cells(*words: str, header: bool = False) -> Row:
    return Row(tuple(Cell(text(word), header) for word in words))


def test_a_table_names_the_column_of_every_value() -> None:
    head = (cells("Port", "Bateaux", header=True),)
    body = (Row((Cell(text("Brest"), header=True), Cell(text("12")))), Row((Cell(text("Sète"), header=True), Cell(()))))
    items = told(Table(head, body, Caption(text("Les ports."))))
    assert spoken(items) == ["Tableau : Les ports.", "Colonnes : Port", "Bateaux", "Brest", "Bateaux : douze", "Sète"]


def test_a_table_without_head_or_caption_is_read_row_by_row() -> None:
    assert spoken(told(Table((), (cells("Brest", "Sète"), cells("Nantes"))))) == ["Tableau. Brest", "Sète", "Nantes"]


def test_values_find_their_column_beside_cells_that_span() -> None:
    head = (
        Row((Cell(text("Port"), header=True, rowspan=2), Cell(text("Bateaux"), header=True, colspan=2))),
        cells("2025", "2026", header=True),
    )
    body = (Row((Cell(text("Brest"), rowspan=2), Cell(text("1")), Cell(text("2")))), cells("3", "4"))
    items = told(Table(head, body))
    assert [item.written for item in items][-5:] == ["Brest", "1", "2", "3", "4"]
    before, after = "Bateaux, deux mille vingt-cinq", "Bateaux, deux mille vingt-six"
    assert spoken(items)[-5:] == [
        "Port : Brest",
        f"{before} : un",
        f"{after} : deux",
        f"{before} : trois",
        f"{after} : quatre",
    ]


def test_code_is_named_and_verse_is_read() -> None:
    code = "for x in y:\n    print(x)"
    (item,) = told(Preformatted(text(code), "python"))
    assert (item.written, item.spoken) == (code, "Code informatique.")
    assert [edit.rule for edit in item.phrases[0].edits] == [UNSPOKEN]
    assert spoken(told(Preformatted(text("{ a: [1] }"))))[0] == "Code informatique."
    assert told(Preformatted(text("Sous le pont\n  coule la Seine")))[0].spoken == "Sous le pont\n  coule la Seine"


def test_a_rule_is_a_silence() -> None:
    before, after = told(paragraph("Avant."), Rule(), paragraph("Après."))
    assert before.pause > told(paragraph("Avant."), paragraph("Après."))[0].pause
    assert after.spoken == "Après."
