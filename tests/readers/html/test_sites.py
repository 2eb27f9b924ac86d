"""Pages as the common systems write them: a blog, an encyclopedia."""

from __future__ import annotations

from pathlib import Path

from exporter import walk
from exporter.model import Figure, Quote
from tests.readers.html import browser

FOLDER = Path(__file__).parent
BLOG = (FOLDER / "levees.html").read_text(encoding="utf-8")
ENCYCLOPEDIA = (FOLDER / "pont.html").read_text(encoding="utf-8")


def test_a_blog_s_author_is_not_its_administrator() -> None:
    found = browser.metadata(BLOG)
    assert [person.name for person in found.authors] == ["Inès Le Bihan"]
    assert (found.title, str(found.published), str(found.updated)) == (
        "Les digues de la Loire",
        "2026-02-11",
        "2026-02-12",
    )


def test_a_blog_s_article_is_whole_and_nothing_but_it() -> None:
    article = browser.article(BLOG)
    assert walk.words(article.lead[0]).startswith("Elles ont trois siècles")
    assert [walk.plain(section.heading.content) for section in article.sections] == ["Qui paie ?"]
    assert [walk.plain(node.attribution) for node in walk.nodes(article) if isinstance(node, Quote)] == [
        "Un maire de la vallée"
    ]
    assert [walk.words(note) for note in article.notes] == ["Rapport annuel de la taxe, page 14."]
    assert [notice.kind for notice in article.notices] == ["licence"]
    assert "Merci pour cette enquête" not in walk.words(article)
    assert "crue oubliée" not in walk.words(article)


def test_a_blog_s_sources_are_of_two_kinds() -> None:
    assert [
        (source.kind, source.publisher, source.title, source.language) for source in browser.article(BLOG).sources
    ] == [
        ("primary", "Archives départementales", "Registre des levées, 1783", "fr"),
        ("primary", "Agence de l’eau", "Bilan de la taxe Gemapi", "fr"),
        ("secondary", "The River Times", "Who owns the river banks?", "en"),
        ("secondary", "youtube.com", "Les levées vues du ciel", "fr"),
    ]


def test_an_encyclopedia_s_references_are_notes() -> None:
    article = browser.article(ENCYCLOPEDIA)
    assert [walk.words(note).replace("\n", "") for note in article.notes] == [
        "Jeanne Roux, Ponts de la Sèvre, Éditions du Bief, 1998, p. 12.",
        "Archives départementales, série C.",
    ]
    assert article.sources == ()


def test_an_encyclopedia_s_headings_and_pictures_are_bare() -> None:
    article = browser.article(ENCYCLOPEDIA)
    assert [walk.plain(section.heading.content) for section in article.sections] == ["Histoire"]
    (picture,) = [node for node in walk.nodes(article) if isinstance(node, Figure)]
    assert picture.caption is not None
    assert walk.plain(picture.caption.content) == "Le pont en 1905."
