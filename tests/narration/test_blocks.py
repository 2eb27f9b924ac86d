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
from exporter.speech import Utterance, UtteranceKind
from tests.narration.listening import NBSP, heard, paragraph, spoken, text, told


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


def shown(items: list[Utterance]) -> list[str]:
    """What is said, a row a line, as captions show it."""
    lines = [""]
    for item in items:
        lines[-1] += item.captioned.replace(NBSP, " ").replace("\u202f", " ")
        lines += [""] * (not item.goes_on)
    return lines[:-1]


def test_a_pair_of_columns_is_told_as_names_and_values() -> None:
    head = (cells("Port", "Bateaux", header=True),)
    body = (Row((Cell(text("Brest"), header=True), Cell(text("12")))), Row((Cell(text("Sète"), header=True), Cell(()))))
    items = told(Table(head, body, Caption(text("Les ports."))))
    assert shown(items) == [
        "Les ports. Tableau de 2 lignes et 2 colonnes.",
        "Colonnes : Port ; Bateaux.",
        "Brest : 12.",
        "Sète : vide.",
    ]
    assert [item.written for item in items] == ["Les ports.", "Port", "Bateaux", "Brest", "12", "Sète"]
    assert spoken(items)[0] == "Les ports. Tableau de deux lignes et deux colonnes."


def test_rows_are_told_with_the_names_of_their_columns() -> None:
    head = (cells("Région", "2025", "2026", "Part (%)"),)
    body = (cells("Bretagne", "120,5", "131,2", "12"), cells("Corse", "n.c.", "", "–"), cells("Loire", "", "", ""))
    items = told(Table(head, body, Caption(text("Récoltes"))))
    assert shown(items) == [
        "Récoltes. Tableau de 3 lignes et 4 colonnes.",
        "Colonnes : Région ; 2025 ; 2026 ; Part (%).",
        "Bretagne : 2025, 120,5 ; 2026, 131,2 ; Part, 12 %.",
        "Corse : 2025, n.c. 2026, vide ; Part, vide.",
        "Loire : 3 cases vides.",
    ]
    assert "Part, douze pour cent." in spoken(items)


def test_a_table_without_head_or_caption_is_read_row_by_row() -> None:
    items = told(Table((), (cells("Brest", "Sète", "Metz"), cells("", "Nantes !", "Lyon"), cells("", "", ""))))
    assert shown(items) == ["Tableau de 3 lignes et 3 colonnes. Brest ; Sète ; Metz.", "vide ; Nantes ! Lyon."]


def test_names_over_several_columns_and_beside_several_rows_are_told() -> None:
    head = (
        Row((Cell(text("Port"), rowspan=2), Cell(text("Bar (€/kg)"), colspan=2), Cell(text("Sole"), colspan=2))),
        cells("2025", "2026", "2025", "2026"),
    )
    body = (
        Row((Cell(text("Brest"), rowspan=2), *cells("1", "2", "3", "4").cells)),
        Row((Cell(text("fermé"), colspan=2), *cells("5", "").cells)),
        Row((Cell(text("Hors criée"), colspan=5),)),
    )
    assert shown(told(Table(head, body))) == [
        "Tableau de 3 lignes et 5 colonnes. Colonnes : Port ; Bar (€/kg), sur 2 colonnes ; Sole, sur 2 colonnes.",
        "Bar (€/kg) : 2025 ; 2026 ; Sole : 2025 ; 2026.",
        "Brest : Bar, 2025, 1 €/kg ; Bar, 2026, 2 €/kg ; Sole, 2025, 3 ; Sole, 2026, 4.",
        "Brest : Bar, de 2025 à 2026, fermé ; Sole, 2025, 5 ; Sole, 2026, vide.",
        "Hors criée.",
    ]


def test_brackets_in_a_head_are_told_once_unless_they_tell_columns_apart() -> None:
    head = (cells("Rang", "Prix (hors taxes)", "Prix (avec taxes)", "Masse (en kg)", "Recette (en euros)", "Note (1)"),)
    body = (cells("1", "2", "3", "4", "5", "6"),)
    assert shown(told(Table(head, body)))[1] == (
        "Rang 1 : Prix (hors taxes), 2 ; Prix (avec taxes), 3 ; Masse, 4 kg ; Recette, 5 ; Note (1), 6."
    )


def test_a_long_table_says_where_it_ends() -> None:
    items = told(Table((), tuple(cells(f"Port {number}", "non") for number in range(30))))
    assert shown(items)[0] == "Tableau de 30 lignes et 2 colonnes. Port 0 : non."
    assert shown(items)[-1] == "Port 29 : non. Fin du tableau."
    assert not any("Fin" in line for line in shown(items)[:-1])


def test_a_long_table_is_a_chapter_that_the_next_one_leads_past() -> None:
    rows = tuple(cells(f"Port {number}", "non") for number in range(30))
    tables = (Table((), rows, Caption(text("Les ports"))), Table((), rows))
    chapters = heard(Article(Metadata("T"), blocks=(paragraph("Un."), *tables, paragraph("Deux."))))
    assert [(one.id, one.kind, one.title, one.level) for one in chapters] == [
        ("opening", "opening", "T", 1),
        ("opening-table-1", "table", "Les ports", 2),
        ("opening-table-2", "table", "Tableau de 30 lignes et 2 colonnes", 2),
        ("opening-continued-2", "opening", "T (suite)", 1),
    ]
    assert spoken(list(chapters[1].utterances))[0] == "Les ports. Tableau de trente lignes et deux colonnes."
    assert spoken(list(chapters[3].utterances)) == ["Deux."]


def test_a_caption_without_a_table_and_notes_in_cells_are_told() -> None:
    assert shown(told(Table((), (cells("", ""),), Caption(text("Rien"))))) == ["Rien"]
    note = Note("a", "1", (paragraph("Estimé."),))
    row = Row((Cell(text("Brest")), Cell((Text("12"), NoteRef("a"))), Cell((NoteRef("a"),))))
    assert [item.kind for item in told(Table((), (row,)), notes=(note,))] == ["cell", "cell", "note"]


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
