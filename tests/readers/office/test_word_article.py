"""Word documents: their head, their ends, and what is no such document."""

from __future__ import annotations

import io

import docx as python_docx
import pytest

from exporter import walk
from exporter.errors import ReadError
from exporter.events import Understood
from exporter.model import (
    Foreign,
    Listing,
    Paragraph,
    PartialDate,
    Person,
    Section,
    Text,
)
from exporter.ports import Original
from exporter.readers.office import docx
from tests.readers.office.word import (
    STYLES,
    TITLED,
    article,
    document,
    item,
    p,
    part,
    read,
    relations,
    run,
)

TEXT = "Le 14 janvier, à 4 h 30, la sirène de l’ancienne filature a réveillé Valmorin."


# --- The head ----------------------------------------------------------------------------------


def test_the_head_is_understood() -> None:
    found, desk = read(
        document(
            p(TITLED, style="Titre"),
            p("Une nuit et un pont", style="Sous-titre"),
            p("Par Jeanne Castel et Paul Orsini"),
            p("Publié le 28 janvier 2026"),
            p(run("Deux semaines après la crue, le bourg compte ses dégâts ; rien n’est réglé.", "<w:b/>")),
            p(TEXT),
            core="<keywords>crue; Valmorin</keywords><creator>Utilisateur Windows</creator>",
        )
    )
    assert found.metadata.title == TITLED
    assert found.metadata.subtitle == "Une nuit et un pont"
    assert found.metadata.authors == (Person("Jeanne Castel"), Person("Paul Orsini"))
    assert found.metadata.published == PartialDate(2026, 1, 28)
    assert found.metadata.keywords == ("crue", "Valmorin")
    assert found.metadata.language == "fr"
    assert walk.plain(found.lead[0].content).startswith("Deux semaines")  # type: ignore[union-attr]  # a paragraph
    assert found.blocks == (Paragraph((Text(TEXT),)),)
    assert Understood("title", TITLED, "style Title") in desk.events


def test_properties_speak_where_the_text_does_not() -> None:
    core = "<title>La crue</title><creator>Jeanne Castel</creator><modified>2026-01-30T08:00:00Z</modified>"
    found, desk = read(document(p(TEXT), core=core))
    assert found.metadata.title == "La crue"
    assert found.metadata.authors == (Person("Jeanne Castel"),)
    assert found.metadata.published == PartialDate(2026, 1, 30)
    assert [event.code for event in desk.warned] == ["saved-date"]


@pytest.mark.parametrize("core", ["", "<title>Document1</title>", "<title>Microsoft Word - crue.docx</title>"])
def test_the_only_first_heading_is_the_title(core: str) -> None:
    found, _ = read(document(p(TITLED, style="Titre1"), p(TEXT), p("La cote", style="Titre2"), p(TEXT), core=core))
    assert found.metadata.title == TITLED
    assert [walk.plain(section.heading.content) for section in found.sections] == ["La cote"]


def test_a_first_short_line_is_the_title_of_a_document_without_styles() -> None:
    found, _ = read(document(p(run(TITLED, "<w:b/>")), p(TEXT), p(run("Et maintenant ?", "<w:b/>")), p(TEXT)))
    assert found.metadata.title == TITLED
    assert [walk.plain(section.heading.content) for section in found.sections] == ["Et maintenant ?"]


def test_the_users_title_or_the_files_name_stands_in() -> None:
    assert read(document(p(TEXT)), title="La crue")[0].metadata.title == "La crue"
    found, desk = read(document(p(TEXT)), "la-crue_2026.docx")
    assert found.metadata.title == "La crue 2026"
    assert "title" in [event.code for event in desk.warned]
    with pytest.raises(ReadError, match="no title"):
        read(document(p(TEXT)), "-")


def test_the_language_is_that_of_the_words() -> None:
    english = "The river rose by two metres in three hours, and nobody had seen it coming from the hills. " * 3
    assert read(document(p(TITLED, style="Titre"), p(english)))[0].metadata.language == "en"


SHORT = "La crue est passée."
AMERICAN = {"word/styles.xml": part("styles", STYLES.replace("fr-FR", "en-US"))}
STYLED = "language of the styles"
BY_HAND = '<w:lang w:val="{}"/>'


@pytest.mark.parametrize(
    ("body", "decided"),
    [
        (TEXT, ("fr", f"its own words, against {STYLED}: en-US")),
        (SHORT, ("fr", f"its own words, against {STYLED}: en-US")),
        ("The river rose over night.", ("en-US", STYLED)),
        ("OK 42", ("en-US", STYLED)),
        (run(SHORT, BY_HAND.format("fr-CA")), ("fr-CA", "language of the characters")),
        (run(SHORT, BY_HAND.format("de-DE")), ("de", "language of the characters")),
        (run(TEXT, BY_HAND.format("de-DE")), ("fr", "its own words, against language of the characters: de")),
        (run("Oui.", BY_HAND.format("en-GB")) + run(TEXT), ("fr", f"its own words, against {STYLED}: en-US")),
    ],
)  # fmt: skip
def test_the_language_of_a_template_is_outweighed_by_any_words_one_by_hand_by_some(
    body: str, decided: tuple[str, str]
) -> None:
    """Programs that speak English write en-US into every file; what an author marks is meant, where words are few."""
    found, desk = read(document(p("Ondelle", style="Titre"), p(body), others=AMERICAN))
    (told,) = [event for event in desk.events if isinstance(event, Understood) and event.field == "language"]
    assert (found.metadata.language, told.origin) == decided
    assert not [node for node in walk.nodes(found) if isinstance(node, Foreign)]


# --- Ends --------------------------------------------------------------------------------------


def test_sources_credits_and_notices_at_the_end() -> None:
    found = article(
        p(TEXT), p("Suite", style="Titre1"), p(TEXT),
        p("Photo de couverture : Lucie Ferrand"),
        p("Cet article a été relu avec l’aide d’une intelligence artificielle."),
        p("Sources :"),
        p("Agence de bassin, « Bulletin hydrologique », 20 janvier 2026, https://bassin.example/b.pdf"),
        p("Marie Roussel, ", run("Vivre avec les rivières", "<w:i/>"), ", Éditions du Gué, 2024"),
    )  # fmt: skip
    one, two = found.sources
    assert (one.publisher, one.title, one.url) == (
        "Agence de bassin", "Bulletin hydrologique", "https://bassin.example/b.pdf",
    )  # fmt: skip
    assert (two.title, two.date, two.group) == ("Vivre avec les rivières", PartialDate(2024), "Sources")
    assert [credit.name for credit in found.credits] == ["Lucie Ferrand"]
    assert [str(notice.kind) for notice in found.notices] == ["ai"]
    assert isinstance(found.sections[0], Section)
    assert len(found.sections) == 1


def test_sources_in_groups_lists_and_links() -> None:
    link = f'<w:hyperlink r:id="l">{run("Vivre avec les rivières")}</w:hyperlink>'
    data = document(
        p(TITLED, style="Titre"), p(TEXT), p("Sources", style="Titre1"),
        p("Sources primaires", style="Titre2"),
        item("Agence de bassin, « Bulletin », 2026", 1), item("Suite, 2025", 1, 1),
        p("Sources secondaires", style="Titre2"), p(run("Études", "<w:b/>")), p("* * *"), p(link, ", Éditions du Gué"),
        links=(("l", "hyperlink", "https://gue.example/"),),
    )  # fmt: skip
    found, _ = read(data)
    assert [(str(source.kind), source.group, source.url) for source in found.sources] == [
        ("primary", "Sources primaires", None), ("primary", "Sources primaires", None),
        ("secondary", "Études", "https://gue.example/"),
    ]  # fmt: skip
    assert found.sources[2].title == "Vivre avec les rivières"
    assert found.sections == ()


def test_further_reading_is_sources_at_the_end_and_with_links_alone() -> None:
    prose = p(TEXT * 10)
    for heading, body in (("Pour aller plus loin", p("Un livre de 2024")), ("Sources", prose)):
        found = article(p(TEXT), p(heading, style="Titre1"), body)
        assert (found.sources, len(found.sections)) == ((), 1)
    found = article(
        p(TEXT), p("Sources", style="Titre1"), p("Dessous", style="Titre2"), prose, p("Lectures", style="Titre1"),
        p("Voir https://gue.example/ (2024)"), p("Fin", style="Titre1"), p(TEXT),
    )  # fmt: skip
    assert (found.sources, len(found.sections)) == ((), 3)


def test_what_python_docx_writes_is_read() -> None:
    made = python_docx.Document()
    made.core_properties.author = "Jeanne Castel"
    made.add_paragraph(TITLED, style="Title")
    made.add_paragraph(TEXT)
    made.add_heading("La rivière", 1)
    made.add_paragraph("Rue du Four", style="List Bullet")
    made.add_paragraph("Rue des Tanneurs", style="List Bullet")
    buffer = io.BytesIO()
    made.save(buffer)
    found, _ = read(buffer.getvalue(), "sans-suffixe")
    assert found.metadata.title == TITLED
    assert isinstance(found.sections[0].blocks[0], Listing)


def test_what_is_no_word_document_is_refused() -> None:
    assert not docx.accepts(Original("a.docx", b"PK\x03\x04 rien"))
    assert not docx.accepts(Original("a.docx", b"du texte"))
    with pytest.raises(ReadError, match=f"no text: “{TITLED}” was taken for its title"):
        read(document(p(TITLED, style="Titre")))
    with pytest.raises(ReadError, match="no Word document"):
        read(document(others={"word/document.xml": b"<document/>"}))
    assert relations() == b"<Relationships></Relationships>"
