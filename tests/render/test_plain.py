from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings

from exporter import model, walk
from exporter.french import FRENCH
from exporter.model import Article, Block, Cell, Item, Link, Listing, Metadata, Numbering, Paragraph, Row, Table, Text
from exporter.passes import prepare
from exporter.render import plain
from exporter.render._wrapping import cells, wrap
from tests import samples, strategies

WIDTH = 72


def _text(article: Article, width: int = WIDTH) -> str:
    return plain.article_text(article, FRENCH, width)


def _blocks(*blocks: Block) -> str:
    return _text(Article(Metadata("T"), blocks=blocks)).split("=\n", 1)[1].strip("\n")


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def _squeezed(text: str) -> str:
    """Words alone; an exponent's hyphen is a minus once it is raised."""
    return "".join(unicodedata.normalize("NFKC", text).replace("−", "-").split())


@pytest.mark.slow
@settings(max_examples=60)
@given(strategies.articles())
def test_every_word_of_any_article_is_there(article: Article) -> None:
    text = _text(prepare(article, FRENCH))
    squeezed = _squeezed(text)
    for leaf in walk.words(prepare(article, FRENCH)).split("\n"):
        assert _squeezed(leaf) in squeezed
    assert _squeezed(prepare(article, FRENCH).metadata.title) in squeezed


@settings(max_examples=40)
@given(strategies.articles())
def test_any_text_is_clean(article: Article) -> None:
    text = _text(prepare(article, FRENCH))
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert text == unicodedata.normalize("NFC", text)
    assert not re.search("[ \\t]$|[\u00a0\u202f\r\x1e]", text, re.MULTILINE)


def test_no_line_is_wider_than_asked_unless_a_word_is() -> None:
    wide = [line for line in _text(samples.prepared()).split("\n") if cells(line) > WIDTH]
    assert wide
    assert all(line.split()[-1].startswith("https://") for line in wide)


def test_no_line_breaks_at_a_no_break_space() -> None:
    paragraph = _paragraph("mot " * 17 + "vraiment\u202f! " + "mot " * 16 + "20\u00a0janvier 2026")
    lines = _blocks(paragraph).split("\n")
    assert any("vraiment !" in line for line in lines)
    assert any("20 janvier" in line for line in lines)


def test_words_have_their_reading_in_brackets() -> None:
    port = model.Ruby("みなと", (Text("港"),))
    assert _blocks(
        Paragraph((port, Text(" et "), model.Ruby("quay", (Text("quai"),)), model.Ruby("", (Text("."),))))
    ) == ("港（みなと） et quai (quay).")


def test_an_address_is_never_broken() -> None:
    url = "https://exemple.fr/une-adresse-qui-est/plus-longue/que-la-ligne/de-soixante-douze-cellules?a=1"
    assert url in _blocks(_paragraph(f"Voir {url} ici.")).split("\n")


def test_headings_are_underlined_by_their_level() -> None:
    text = _text(samples.prepared())
    assert "questions\n==" in text
    assert "\n\n\nEt maintenant ?\n---------------\n" in text
    assert "La cote d’alerte\n................\n" in text


def test_the_front_tells_who_when_and_how_long() -> None:
    text = _text(samples.prepared())
    assert text.startswith("Environnement\n\nLa crue de l’Ondelle : une nuit")
    assert "\nPar Jeanne Castel (correspondante à Valmorin) et Paul Orsini\n" in text
    assert "\nPublié le 28 janvier 2026. Mis à jour en février 2026\nTemps de lecture : 4 min\n" in text


def test_lists_nest_with_hanging_indents() -> None:
    inner = Listing((Item((_paragraph("un"),)), Item((_paragraph("deux"),))))
    outer = Listing((Item((_paragraph("mot " * 20), inner)), Item((_paragraph("fin"),))), ordered=True, start=9)
    line = " 9. " + "mot " * 16 + "mot"
    assert _blocks(outer) == f"{line}\n    mot mot mot\n    - un\n    - deux\n10. fin"


def test_items_keep_their_own_numbers_and_letters() -> None:
    one = Item((_paragraph("un"),))
    listing = Listing((one, replace(one, number=10), one), ordered=True)
    assert _blocks(listing) == " 1. un\n10. un\n11. un"
    assert _blocks(Listing((one, one), ordered=True, numbering=Numbering.LOWER_ALPHA)) == "a) un\nb) un"
    assert _blocks(Listing((one, one), ordered=True, start=4, numbering=Numbering.UPPER_ROMAN)) == "IV) un\n V) un"


def test_items_of_several_paragraphs_are_set_apart() -> None:
    item = Item((_paragraph("a"), _paragraph("b")))
    assert _blocks(Listing((item, item))) == "- a\n\n  b\n\n- a\n\n  b"


def test_a_quotation_is_heard_as_one() -> None:
    quote = model.Quote((_paragraph("Il pleut."), _paragraph("Encore.")), (Text("Odile"),))
    assert _blocks(quote) == "    « Il pleut.\n\n    Encore. »\n    — Odile"


def test_guillemets_of_a_quotation_are_not_doubled() -> None:
    quote = model.Quote((_paragraph("«\u00a0Il pleut.\u00a0»"),), (Text("— Odile"),))
    assert _blocks(quote) == "    « Il pleut. »\n    — Odile"


def test_pictures_become_words() -> None:
    text = _text(samples.prepared())
    assert "[Image : Le pont de pierre, dont" in " ".join(text.split())
    assert "— Photo : Lucie Ferrand" in " ".join(text.split())
    assert "\n[Image] La rue des Tanneurs" in text
    assert "\n[Image sans description] La vallée.\n" in text


def test_narrow_tables_are_aligned_and_numbers_stand_to_the_right() -> None:
    head = (Row((Cell((Text("Ville"),)), Cell((Text("Habitants"),)))),)
    body = tuple(
        Row((Cell((Text(name),)), Cell((Text(number),))))
        for name, number in (("Valmorin", "3\u202f200"), ("Ry", "870"))
    )
    expected = "Ville     Habitants\n--------  ---------\nValmorin      3 200\nRy              870"
    assert _blocks(Table(head, body)) == expected


def test_wide_tables_are_read_row_by_row() -> None:
    text = _text(samples.prepared())
    assert "\nColonnes : Lieu ; Ce qui a été fait ; Ce qui reste à faire" in text
    assert "\n- Pont de pierre : Ce qui a été fait, Contrôle des piles ; Ce qui reste\n  à faire" in text


def test_cells_that_span_keep_their_place() -> None:
    body = (
        Row((Cell((Text("a"),), rowspan=2), Cell((Text("b"),), colspan=2))),
        Row((Cell((Text("c"),)), Cell((Text("d"),)))),
    )
    assert _blocks(Table((), body)) == "Tableau de 2 lignes et 3 colonnes.\n- a ; b.\n- c ; d."


def test_enormous_spans_are_no_work() -> None:
    cell = Cell((Text("a"),), colspan=1000, rowspan=1000)
    assert _blocks(Table((), (Row((cell, Cell((Text("b"),)))),) * 200)).startswith("a  b\na  b\n")


def test_a_table_without_words_leaves_its_caption() -> None:
    assert _blocks(Table((), (Row((Cell(()),)),), model.Caption((Text("Rien"),)))) == "Rien"


def test_wide_tables_without_a_head_are_lists_of_cells() -> None:
    row = Row((Cell((Text("mot " * 12),)), Cell((Text("fin " * 12),))))
    lines = _blocks(Table((), (row,))).splitlines()
    assert lines[0] == "Tableau de 1 ligne et 2 colonnes."
    assert (
        " ".join(line.strip() for line in lines[1:]) == f"- {'mot ' * 12}".rstrip() + f" : {'fin ' * 12}".rstrip() + "."
    )


def test_notes_and_links_are_called_and_listed() -> None:
    text = _text(samples.prepared())
    assert "3,20 m [1]" in text
    assert "\n[1] Hauteur lue" in text
    assert "guichet en ligne [lien 1]" in text
    assert "\n[lien 1] https://valmorin.example/crue?lang=fr&page=2\n" in text


def test_a_link_that_shows_its_address_has_no_call() -> None:
    url = "https://exemple.fr/a"
    shown = Paragraph((Link(url, (Text(url),)), Text(" "), Link("javascript:alert(1)", (Text("ici"),))))
    assert _blocks(shown) == f"{url} ici"


def test_a_call_without_its_note_disappears() -> None:
    assert _blocks(Paragraph((Text("mot"), model.NoteRef("rien")))) == "mot"


def test_sources_are_numbered_through_their_groups() -> None:
    text = _text(samples.prepared())
    assert "Sources primaires\n.................\n\n1. Agence de bassin – Bulletin" in text
    assert "(20 janvier\n   2026)\n   https://bassin.example" in text
    assert "2. River Institute – Rising Waters" in text
    assert "– en anglais\n   https://rivers.example/rising-waters\n" in text


@pytest.mark.parametrize(
    ("line", "expected"), [("RUSI", "1. RUSI (janvier 2026)"), ("RUSI 2026-01", "1. RUSI 2026-01")]
)
def test_a_date_that_the_line_does_not_tell_is_added(line: str, expected: str) -> None:
    source = model.Source((Text(line),), date=model.PartialDate(2026, 1))
    assert expected in _text(Article(Metadata("T"), sources=(source,))).split("\n")


def test_a_line_does_not_say_twice_its_number_or_its_language() -> None:
    line = "[1] “Harbour boom”, The Guardian (en anglais)"
    source = model.Source((Text(line),), "The Guardian", "Harbour boom", "en")
    lines = _text(Article(Metadata("T"), sources=(source, source))).split("\n")
    assert "1. “Harbour boom”, The Guardian (en anglais)" in lines
    assert f"2. {line}" in lines


def test_kinds_name_the_groups_that_have_no_label() -> None:
    primary = model.Source((Text("A"),), kind=model.SourceKind.PRIMARY, group=None)
    grouped = model.Source((Text("B"),), group="Pour aller plus loin")
    text = _text(Article(Metadata("T"), sources=(primary, grouped)))
    assert "Sources primaires\n" in text
    assert "Pour aller plus loin\n" in text


def test_credits_notices_and_origin_close_the_text() -> None:
    licence = model.Notice(model.NoticeKind.LICENCE, (Text("Reproduction libre."),))
    text = _text(prepare(replace(samples.ONDELLE, notices=(*samples.ONDELLE.notices, licence)), FRENCH))
    end = text[text.index("\nCrédits\n-------\n") :]
    assert "Photo de couverture : Lucie Ferrand" in end
    assert "\nMentions\n--------\n\nReproduction libre.\n" in end
    assert "Éditeur : Le Courrier de la vallée\n" in end
    assert end.endswith("Mots-clés : crue, Valmorin\n")


def test_who_wrote_and_what_was_wrong_is_told_before_the_text() -> None:
    text = _text(samples.prepared())
    assert text.index("Temps de lecture") < text.index("l’aide de l’IA.") < text.index("Deux semaines après")
    assert text.index("nous avons corrigé la cote de 1993.") < text.index("Deux semaines après")


def test_exponents_stay_raised_and_ordinals_stay_words() -> None:
    text = _text(samples.prepared())
    assert "140 m³/s" in text
    assert "1re fois" in text
    assert "H2O" in text


def test_an_abbreviation_is_spelled_out_once() -> None:
    text = " ".join(_text(samples.prepared()).split())
    assert text.count("Service de prévision des crues") == 1
    assert "Le SPC (Service de prévision des crues) avait" in text


def test_an_expansion_that_the_article_gives_is_not_repeated() -> None:
    short = model.Abbreviation("Organisation mondiale", (Text("OM"),))
    assert _blocks(Paragraph((Text("Organisation mondiale ("), short, Text(")")))) == "Organisation mondiale (OM)"


def test_preformatted_lines_keep_their_spaces() -> None:
    assert (
        _blocks(model.Preformatted((Text("a  b \n\tc"), model.LineBreak(), Text("d")))) == "    a  b\n        c\n    d"
    )


def test_a_terminal_is_not_taken_over() -> None:
    assert _blocks(_paragraph("a\x1b[31mb\x07\u009bc")) == "a[31mbc"


def test_a_section_without_words_has_a_name() -> None:
    section = model.Section("section-1", model.Heading(()), 1, (_paragraph("a"),))
    assert "Section\n-------\n\na\n" in _text(Article(Metadata("T"), sections=(section,)))


def test_a_credit_alone_is_told_by_its_role() -> None:
    article = replace(samples.ONDELLE, credits=(model.Credit("infographie", "Zoé"),))
    assert "\ninfographie : Zoé\n" in _text(article)


def test_wide_characters_take_two_cells() -> None:
    assert cells("漢字e\u0301") == 5
    assert wrap("漢字 漢字", 8) == ["漢字", "漢字"]


def test_an_absurd_width_still_leaves_room_for_words() -> None:
    assert _text(samples.prepared(), 1).startswith("Environnement\n")


def test_deep_nesting_keeps_words_readable() -> None:
    block: Block = _paragraph("mot mot")
    for _ in range(40):
        block = Listing((Item((block,)),))
    assert "mot mot" in _blocks(block)
