"""The body: headings and their levels, lists, quotations, tables, figures, notes, notices."""

from __future__ import annotations

import pytest

from exporter import walk
from exporter.model import Link, Listing, NoticeKind, Numbering, Quote, Rule, Table
from tests.readers import desk

TITLE = "Le pont de Brisac sera rebâti\n\n"
PROSE = "Le conseil a voté lundi la reconstruction du pont, emporté par la crue de novembre.\n\n"


def drawn(body: str) -> list[str]:
    """Read a body and draw it, title left out."""
    return desk.tree(*desk.read(TITLE + body)).splitlines()[1:]


def headings(body: str) -> list[str]:
    return [line for line in drawn(body) if line.startswith("#")]


@pytest.mark.parametrize(
    ("heads", "levels"),
    [
        (("Un vieux pont", "Un pont neuf"), (1, 1)),
        (("1. Un vieux pont", "2. Un pont neuf"), (1, 1)),
        (("I. Un vieux pont", "II. Un pont neuf"), (1, 1)),
        (("I. Un vieux pont", "1. La crue", "2. Le vote", "II. Un pont neuf"), (1, 2, 2, 1)),
        (("1. Un vieux pont", "1.1 La crue", "1.1.1 La nuit", "1.2 Le vote", "2. Un pont neuf"), (1, 2, 3, 2, 1)),
        (("A. Un vieux pont", "1. La crue", "B. Un pont neuf", "1. Le vote"), (1, 2, 1, 2)),
        (("UN VIEUX PONT", "La crue", "UN PONT NEUF", "Le vote"), (1, 2, 1, 2)),
        (("Avant", "1. La crue", "2. Le vote", "Après"), (1, 1, 1, 1)),
        (("Avant", "1. La crue", "2. Le vote", "Après", "1. Le chantier", "2. La fête"), (1, 2, 2, 1, 2, 2)),
        (("Et après ?", "« Nous rebâtirons » : la promesse", "Un chantier hors norme !"), (1, 1, 1)),
    ],
)
@pytest.mark.parametrize("blank", ["\n\n", "\n"])
def test_short_lines_between_paragraphs_are_headings(
    heads: tuple[str, ...], levels: tuple[int, ...], blank: str
) -> None:
    body = PROSE.strip() + blank + blank.join(f"{head}{blank}{PROSE.strip()}" for head in heads)
    assert headings(body) == [f"{'#' * level} {head}" for level, head in zip(levels, heads, strict=True)]


def test_a_last_short_line_is_no_heading() -> None:
    assert not headings(f"{PROSE}Fin provisoire de l’histoire\n")


def test_the_questions_of_an_interview_are_paragraphs() -> None:
    questions = (
        "Pourquoi la pierre ?",
        "Avez-vous songé au bois ?",
        "Quand verrez-vous la première arche ?",
        "Et vos moutons ?",
    )
    found = drawn("".join(f"{question}\n\n{PROSE}" for question in questions))
    assert [line for line in found if "?" in line] == [f"¶ **{question}**" for question in questions]


def test_lists_nest_by_their_indent() -> None:
    found = drawn(f"{PROSE}Le plan prévoit :\n- du bois\n  - du chêne\n  - du hêtre\n- de la pierre\n\n{PROSE}")
    assert found[1:7] == ["¶ Le plan prévoit :", "list", "  ¶ du bois", "  list", "    ¶ du chêne", "    ¶ du hêtre"]


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        (("1.", "2."), "list from 1"),
        (("3)", "4)"), "list from 3"),
        (("a)", "b)"), "list from 1"),
        (("•", "•"), "list"),
        (("–", "–"), "list"),
        (("*", "*"), "list"),
        (("—", "—"), "list"),
        (("✓", "✓"), "list"),
    ],
)
def test_every_usual_mark_makes_a_list(marks: tuple[str, str], expected: str) -> None:
    found = drawn(f"{PROSE}Le plan prévoit deux choses :\n{marks[0]} du bois\n{marks[1]} de la pierre\n\n{PROSE}")
    assert found[2:5] == [expected, "  ¶ du bois", "  ¶ de la pierre"]


def listed(marks: tuple[str, ...]) -> Listing:
    """The list that a body with these marks holds."""
    lines = "\n".join(f"{mark} une pile de pierre" for mark in marks)
    document = desk.article(f"{TITLE}{PROSE}Le plan prévoit :\n{lines}\n\n{PROSE}")
    (found,) = (node for node in walk.nodes(document) if isinstance(node, Listing))
    return found


def test_items_keep_the_numbers_they_were_written_with() -> None:
    ranking = listed(("1.", "2.", "10.", "11.", "14."))
    assert walk.numbers(ranking) == (1, 2, 10, 11, 14)
    assert [item.number for item in ranking.items] == [None, None, 10, None, 14]
    lettered = listed(("b)", "c)", "e)"))
    assert (lettered.numbering, walk.numbers(lettered)) == (Numbering.LOWER_ALPHA, (2, 3, 5))
    assert all(item.number is None for item in listed(("-", "-")).items)


def test_a_dialogue_s_dash_is_kept_with_its_words() -> None:
    document = desk.article(f"{TITLE}{PROSE}— Et les moutons ? demanda l’enfant.\n\n{PROSE}")
    assert "— Et les moutons ? demanda l’enfant." in walk.words(document)


@pytest.mark.parametrize("dash", ["— ", "– ", "- ", ""])
def test_a_quotation_with_its_author(dash: str) -> None:
    document = desk.article(
        f"{TITLE}{PROSE}« Nous rebâtirons le pont, pierre après pierre. »\n{dash}Rose Lambrecht, maire\n\n{PROSE}"
    )
    (quote,) = [block for block in document.blocks if isinstance(block, Quote)]
    assert walk.plain(quote.attribution) == "Rose Lambrecht, maire"


@pytest.mark.parametrize(
    "rows",
    [
        "Pont\tArches\tAnnée\nBrisac\t3\t1854\nLorgues\t5\t1902\n",
        "Pont | Arches | Année\nBrisac | 3 | 1854\nLorgues | 5 | 1902\n",
        "| Pont | Arches | Année |\n|---|---|---|\n| Brisac | 3 | 1854 |\n| Lorgues | 5 | 1902 |\n",
        "Pont      Arches   Année\nBrisac    3        1854\nLorgues   5        1902\n",
    ],
)
def test_rows_become_a_table(rows: str) -> None:
    document = desk.article(f"{TITLE}{PROSE}{rows}\n{PROSE}")
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    cells = [[walk.plain(cell.content) for cell in row.cells] for row in (*table.head, *table.body)]
    assert cells == [["Pont", "Arches", "Année"], ["Brisac", "3", "1854"], ["Lorgues", "5", "1902"]]
    assert all(cell.header for row in table.head for cell in row.cells)
    assert len(table.head) == 1


@pytest.mark.parametrize("line", ["* * *", "***", "---", "⁂", "_____"])
def test_a_line_of_stars_is_a_break(line: str) -> None:
    document = desk.article(f"{TITLE}{PROSE}{line}\n\n{PROSE}")
    assert document.blocks[1] == Rule()


@pytest.mark.parametrize(
    ("line", "role", "name"),
    [
        ("Crédit: Adobe Stock", "image", "Adobe Stock"),
        ("Crédits photo : Ana Roy / AFP", "photo", "Ana Roy / AFP"),
        ("Photo : Ana Roy", "photo", "Ana Roy"),
        ("(Photo Ana Roy)", "photo", "Ana Roy"),
        ("© AFP", "image", "AFP"),
        ("© Ana Roy / La Gazette", "image", "Ana Roy / La Gazette"),
        ("Photo © Ana Roy, tous droits réservés", "photo", "Ana Roy, tous droits réservés"),
        ("Illustration : Léa Blanc", "illustration", "Léa Blanc"),
        ("Photo d’illustration : Pexels", "photo", "Pexels"),
        ("Traduit de l’anglais par Ana Roy", "translation", "Ana Roy"),
        ("Crédit image : Unsplash", "image", "Unsplash"),
    ],
)
@pytest.mark.parametrize("place", ["{line}\n\n{prose}{prose}", "{prose}{line}\n\n{prose}", "{prose}{prose}{line}\n"])
def test_a_credit_is_found_wherever_it_stands(line: str, role: str, name: str, place: str) -> None:
    document, desk_ = desk.read(TITLE + place.format(line=line, prose=PROSE))
    assert [(credit.role, credit.name, walk.plain(credit.content)) for credit in document.credits] == [
        (role, name, line)
    ]
    assert len(document.blocks) == 2
    assert not desk_.dropped


@pytest.mark.parametrize(
    "lines",
    [
        "Légende : Le pont en 1902.\nCrédit : Ana Roy",
        "Le pont en 1902. © Ana Roy",
        "Le pont en 1902. Photo : Ana Roy",
        "Le pont en 1902. (Photo Ana Roy)",
        "Le pont en 1902.\n© Ana Roy",
    ],
)
def test_a_caption_and_its_credit_make_a_figure(lines: str) -> None:
    (line,) = [line for line in drawn(f"{PROSE}{lines}\n\n{PROSE}") if line.startswith("figure")]
    assert "Le pont en 1902." in line
    assert line.endswith(": Ana Roy")


@pytest.mark.parametrize(
    "line",
    [
        "Photo de famille devant la mairie : personne ne sourit, sauf le berger et son chien.",
        "Crédit agricole et patience, voilà ce qu’il fallut pour rebâtir le moulin.",
        "Illustration parfaite de cette lenteur : le registre n’est toujours pas signé.",
        "Par ailleurs, Ana Roy a quitté la salle avant le vote.",
        "Source de vie pour la vallée, la rivière reste une menace.",
    ],
)
def test_prose_that_begins_like_a_label_is_prose(line: str) -> None:
    assert f"¶ {line}" in drawn(f"{PROSE}{line}\n\n{PROSE}")


def test_calls_lead_to_the_notes() -> None:
    found = drawn(
        "Le pont[1] fut bâti en 1854 [2], puis emporté³ par la crue, comme tant d’autres ponts.\n\n"
        "Notes\n\n[1] Un pont de pierre.\n2. Ou 1855.\n³ Le 4 novembre.\n"
    )
    assert found == [
        "¶ Le pont⟨note-1⟩ fut bâti en 1854⟨note-2⟩, puis emporté⟨note-3⟩ par la crue, comme tant d’autres ponts.",
        "note 1",
        "  ¶ Un pont de pierre.",
        "note 2",
        "  ¶ Ou 1855.",
        "note 3",
        "  ¶ Le 4 novembre.",
    ]


def test_notes_without_a_heading_are_notes_if_they_are_called() -> None:
    found = drawn(
        "Le pont fut bâti en 1854 (1) et l’on ne sait par qui*, ni pour combien d’argent.\n\n(1) Ou 1855.\n\n* Un "
        "inconnu.\n"
    )
    assert found[0] == "¶ Le pont fut bâti en 1854⟨note-1⟩ et l’on ne sait par qui⟨note-2⟩, ni pour combien d’argent."
    assert found[1:] == ["note 1", "  ¶ Ou 1855.", "note *", "  ¶ Un inconnu."]


def test_a_bracket_without_its_note_stays() -> None:
    assert drawn("Le pont [1] fut bâti en 1854, mais nul ne sait plus par qui ni comment.\n") == [
        "¶ Le pont [1] fut bâti en 1854, mais nul ne sait plus par qui ni comment."
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Ce contenu a été créé avec l'aide de l'IA.", NoticeKind.AI),
        ("Article généré par intelligence artificielle", NoticeKind.AI),
        ("Texte rédigé avec l’assistance de ChatGPT, relu par la rédaction", NoticeKind.AI),
        (
            "Cet article a été en partie rédigé par une intelligence artificielle et vérifié par un journaliste.",
            NoticeKind.AI,
        ),
        ("Image générée par IA", NoticeKind.AI),
        ("Rectificatif : le pont compte trois arches, et non quatre.", NoticeKind.CORRECTION),
        ("Correction du 12 mars : le pont compte trois arches.", NoticeKind.CORRECTION),
        ("Mise à jour : le vote a été reporté.", NoticeKind.CORRECTION),
        ("Mise à jour du 12 mars à 14 h : le vote a été reporté.", NoticeKind.CORRECTION),
        ("Erratum. Le pont compte trois arches.", NoticeKind.CORRECTION),
        ("Cet article est republié à partir de La Gazette sous licence Creative Commons.", NoticeKind.LICENCE),
        ("CC BY-SA 4.0", NoticeKind.LICENCE),
        ("Contenu sponsorisé", NoticeKind.SPONSORED),
        ("Article en partenariat avec la Mutuelle des Plateaux", NoticeKind.SPONSORED),
        ("Publi-rédactionnel", NoticeKind.SPONSORED),
        ("Déclaration d’intérêts : l’autrice conseille la ville de Brisac.", NoticeKind.OTHER),
        ("Les prénoms ont été modifiés.", NoticeKind.OTHER),
    ],
)
@pytest.mark.parametrize("place", ["{line}\n\n{prose}{prose}", "{prose}{prose}{line}\n"])
def test_a_notice_is_told_by_its_words(line: str, kind: NoticeKind, place: str) -> None:
    document = desk.article(TITLE + place.format(line=line, prose=PROSE))
    assert [(notice.kind, walk.plain(notice.content)) for notice in document.notices] == [(kind, line)]
    assert len(document.blocks) == 2


@pytest.mark.parametrize(
    "line",
    [
        "L’intelligence artificielle a transformé le métier de tailleur de pierre, dit-on à Brisac.",
        "Ce texte, voté à l’unanimité, interdit le passage des camions sur le nouveau pont.",
        "La correction des copies a pris trois jours aux enseignants de la vallée.",
        "Le partenariat avec la région n’a jamais été signé par la précédente équipe.",
    ],
)
def test_prose_about_such_things_is_prose(line: str) -> None:
    assert not desk.article(f"{TITLE}{PROSE}{line}\n\n{PROSE}").notices


def test_addresses_in_prose_are_links_with_harmless_schemes_only() -> None:
    document = desk.article(
        f"{TITLE}Voir https://exemple.fr/a_(b)?c=d, www.exemple.fr. ou ana.roy@exemple.fr ; jamais "
        f"javascript:alert(1), "
        "ni data:text/html,x ni ftp://exemple.fr, quoi qu’en dise la mairie.\n"
    )
    links = [(node.url, walk.plain(node.content)) for node in walk.nodes(document) if isinstance(node, Link)]
    assert links == [
        ("https://exemple.fr/a_(b)?c=d", "https://exemple.fr/a_(b)?c=d"),
        ("https://www.exemple.fr", "www.exemple.fr"),
        ("mailto:ana.roy@exemple.fr", "ana.roy@exemple.fr"),
    ]
    assert "javascript:alert(1)" in walk.words(document)


def test_deep_indents_end_in_a_shallow_tree() -> None:
    items = "".join(f"{'  ' * depth}- niveau {depth}\n" for depth in range(3000))
    document = desk.article(f"{TITLE}{PROSE}{items}")
    assert sum(isinstance(node, Listing) for node in walk.nodes(document)) <= 6
    assert "niveau 2999" in walk.words(document)


def test_keywords_and_address_of_the_article() -> None:
    document = desk.article(f"{TITLE}https://exemple.fr/pont\n\n{PROSE}Mots-clés : pont, crue, Brisac\n")
    assert document.metadata.keywords == ("pont", "crue", "Brisac")
    assert document.metadata.url == "https://exemple.fr/pont"


@pytest.mark.parametrize(
    "words",
    [
        "4 m² et 8 m³",
        "E = mc²",
        "10³ habitants",
        "x² et λ²",
        "(a + b)²",
        "2 km² de prés",
        "f(2) à l’arrivée",
        "à 3² près",
    ],
)
def test_a_power_is_no_call(words: str) -> None:
    found = drawn(
        f"La crue, c’est {words}, et ce pont³ en sait quelque chose[2], dit-on[1].\n\n"
        "Notes\n1. Un.\n2. Deux.\n3. Trois.\n"
    )
    assert found[0] == f"¶ La crue, c’est {words}, et ce pont⟨note-3⟩ en sait quelque chose⟨note-2⟩, dit-on⟨note-1⟩."


@pytest.mark.parametrize("words", ["la TVA²", "en 1902²", "le PS²", "40 %²", "l’eau »²", "(en crue)²", "la fin.²"])
def test_a_raised_number_behind_a_word_is_a_call(words: str) -> None:
    found = drawn(f"Le conseil a parlé lundi de {words} et de rien d’autre.\n\nNotes\n1. Un.\n2. Deux.\n")
    assert found[0] == f"¶ Le conseil a parlé lundi de {words.removesuffix('²')}⟨note-2⟩ et de rien d’autre."
