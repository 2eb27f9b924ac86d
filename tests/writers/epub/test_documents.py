from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree
from PIL import Image

from exporter import walk
from exporter.engine.work.world import LocalWorld
from exporter.french import FRENCH
from exporter.model import (
    Article,
    Heading,
    Metadata,
    Note,
    Paragraph,
    Section,
    Text,
)
from exporter.passes import prepare
from exporter.settings import Settings
from exporter.writers.epub import text
from tests import samples
from tests.writers.epub.reading import LANG, OPF, TYPE, XHTML, Book, examples, export, issue, squeezed

if TYPE_CHECKING:
    from pathlib import Path


def _check(book: Book, article: Article, prefix: str = "") -> None:
    found = squeezed(book.text(prefix))
    for leaf in walk.words(replace(article, sources=())).split("\n"):
        assert squeezed(leaf) in found
    for source in article.sources:  # as its line has it, or put together anew from what was understood
        fields = (source.title, source.publisher, source.url, *source.authors)
        as_understood = bool(source.title) and all(squeezed(field) in found for field in fields if field)
        assert as_understood or squeezed(walk.plain(source.content)) in found


def _check_structure(book: Book) -> None:
    for root in book.documents.values():
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        assert root.findtext(f"{XHTML}head/{XHTML}title").strip()
    assert not book.broken_links()


@pytest.mark.slow
def test_any_article_is_there_word_for_word_and_every_link_leads_somewhere(tmp_path: Path) -> None:
    articles = [prepare(example, FRENCH) for example in examples()]
    world = LocalWorld(Settings(), lambda _: None, None, None)
    text.bind(issue(articles, world), world, tmp_path / "a.epub")
    book = Book(tmp_path / "a.epub")
    _check_structure(book)
    for number, article in enumerate(articles, 1):
        _check(book, article, f"article-{number:02}-")


def test_a_short_article_flows_as_one_page_and_needs_no_page_of_contents(book: Book) -> None:
    _check(book, samples.prepared())
    _check_structure(book)
    assert book.spine() == ["cover.xhtml", "text.xhtml"]
    parts = {element.get("id") for element in book.documents["text.xhtml"].iter(f"{XHTML}h2")}
    assert {"notes", "sources", "colophon"} < parts


def test_a_long_article_has_a_page_for_each_section(tmp_path: Path) -> None:
    words = Paragraph((Text("Le bac traverse. " * 1340),))
    section = Section("retour", Heading((Text("Le retour"),)), 1, (Paragraph((Text("Il revient."),)),))
    book = export(
        prepare(Article(Metadata("Le bac"), blocks=(words,), sections=(section,)), FRENCH), tmp_path / "a.epub"
    )
    assert book.spine()[1:4] == ["contents.xhtml", "opening.xhtml", "section-1.xhtml"]


def test_a_whole_article_is_there_in_pages(cut: Book) -> None:
    _check(cut, samples.prepared())
    _check_structure(cut)
    assert cut.spine() == [
        "cover.xhtml",
        "contents.xhtml",
        "opening.xhtml",
        "section-1.xhtml",
        "section-2.xhtml",
        "notes.xhtml",
        "sources.xhtml",
        "colophon.xhtml",
    ]


def test_every_sentence_can_be_spoken_over(book: Book) -> None:
    ids = [element.get("id") for root in book.documents.values() for element in root.iter()]
    for sentence in walk.sentences(samples.prepared()):
        assert ids.count(sentence.id) == 1
    assert {"title", "kicker", "subtitle", "byline", "publisher", "dateline", "sources", "sources-1"} <= set(ids)


def test_every_call_has_its_note_and_the_way_back(book: Book) -> None:
    (call,) = book.of_type("noteref")
    (note,) = book.of_type("footnote")
    assert call.get("href") == f"#{note.get('id')}"
    (back,) = [a for a in book.documents["text.xhtml"].iter(f"{XHTML}a") if a.get("role") == "doc-backlink"]
    file, _, sentence = back.get("href").partition("#")
    (called,) = [element for element in book.documents[file].iter() if element.get("id") == sentence]
    assert call in list(called.iter())


def test_a_call_leads_to_the_page_of_the_notes(cut: Book) -> None:
    (call,) = cut.of_type("noteref")
    (note,) = cut.of_type("footnote")
    assert call.get("href") == f"notes.xhtml#{note.get('id')}"


def test_a_note_that_nothing_calls_has_no_way_back(tmp_path: Path) -> None:
    note = Note("n", "1", (Paragraph((Text("Seule."),)),))
    book = export(prepare(Article(Metadata("T"), notes=(note,)), FRENCH), tmp_path / "a.epub")
    assert not list(book.documents["text.xhtml"].iter(f"{XHTML}a"))


def test_titles_of_sources_are_in_their_language(book: Book) -> None:
    cites = list(book.documents["text.xhtml"].iter(f"{XHTML}cite"))
    assert [(cite.get("lang"), cite.get(LANG)) for cite in cites] == [("fr", "fr"), ("en", "en")]
    (section,) = (found for found in book.of_type("bibliography") if found.tag == f"{XHTML}section")
    assert section.get("role") == "doc-bibliography"


def test_a_label_that_repeats_the_heading_is_left_out(tmp_path: Path) -> None:
    article = replace(
        samples.ONDELLE, sources=tuple(replace(source, group="Sources") for source in samples.ONDELLE.sources)
    )
    book = export(prepare(article, FRENCH), tmp_path / "a.epub")
    assert book.text().count("Sources") == 3  # contents, landmarks, the heading


def test_who_wrote_is_told_before_the_text(book: Book) -> None:
    text = " ".join("".join(book.documents["text.xhtml"].itertext()).split())
    assert text.index("Par Jeanne Castel") < text.index("l’aide de l’IA.") < text.index("nous avons corrigé la cote")
    assert text.index("nous avons corrigé la cote") < text.index("Photo de couverture")
    assert text.index("Photo de couverture") < text.index("Deux semaines après")


def test_the_colophon_tells_where_the_text_comes_from(book: Book) -> None:
    text = " ".join("".join(book.documents["text.xhtml"].itertext()).split())
    for words in (
        "Éditeur : Le Courrier de la vallée",
        "https://courrier.example/2026/01/la-crue-de-l-ondelle",
        "Mots-clés : crue, Valmorin",
        "Édition produite le 2 février 2026",
    ):
        assert words in text


# --- Navigation --------------------------------------------------------------------------------


def _outline(element: Any) -> list[Any]:  # noqa: ANN401 - lxml has no types
    return [
        (item.find(f"{XHTML}a").text, *(_outline(inner) for inner in item.findall(f"{XHTML}ol"))) for item in element
    ]


def test_the_contents_follow_the_sections(book: Book) -> None:
    (toc,) = book.of_type("toc")[:1]
    assert toc.findtext(f"{XHTML}h1") == "Sommaire"
    assert [entry[0] for entry in _outline(toc.find(f"{XHTML}ol"))] == [
        "La crue de l’Ondelle\u00a0: une nuit, un pont et beaucoup de questions",
        "Une rivière que l’on croyait connaître",
        "Et maintenant\u202f?",
        "Notes",
        "Sources",
        "Colophon",
    ]
    assert _outline(toc.find(f"{XHTML}ol"))[1][1] == [("La cote d’alerte",)]


def test_older_reading_systems_find_the_same_contents(book: Book) -> None:
    ncx = etree.fromstring(book.files["toc.ncx"])
    labels = [text.text for text in ncx.iter("{*}text")][1:]
    assert labels[1:4] == ["Une rivière que l’on croyait connaître", "La cote d’alerte", "Et maintenant\u202f?"]
    ids = [point.get("id") for point in ncx.iter("{*}navPoint")]
    assert len(ids) == len(set(ids)) == len(labels)


def test_landmarks_name_the_parts(book: Book, cut: Book) -> None:
    (landmarks,) = cut.of_type("landmarks")
    kinds = [link.get(TYPE) for link in landmarks.iter(f"{XHTML}a")]
    assert kinds == ["cover", "toc", "bodymatter", "endnotes", "bibliography", "colophon"]
    (landmarks,) = book.of_type("landmarks")
    assert [(link.get(TYPE), link.get("href")) for link in landmarks.iter(f"{XHTML}a")] == [
        ("cover", "cover.xhtml"),
        ("bodymatter", "text.xhtml"),
        ("endnotes", "text.xhtml#notes"),
        ("bibliography", "text.xhtml#sources"),
        ("colophon", "text.xhtml#colophon"),
    ]


def test_the_cover_is_a_picture_with_words(book: Book) -> None:
    (image,) = book.documents["cover.xhtml"].iter(f"{XHTML}img")
    assert image.get("alt").startswith("Couverture de «\u00a0La crue de l’Ondelle")
    assert Image.open(io.BytesIO(book.files[image.get("src")])).size == (1400, 2240)
    (item,) = [item for item in book.package.iter(f"{OPF}item") if item.get("properties") == "cover-image"]
    assert item.get("href") == image.get("src")


@pytest.mark.parametrize("made", ["book", "cut"])
def test_each_document_begins_with_its_first_heading(request: pytest.FixtureRequest, made: str) -> None:
    for name, root in request.getfixturevalue(made).documents.items():
        levels = [int(element.tag[-1]) for element in root.iter() if str(element.tag)[len(XHTML) :] in _HEADINGS]
        assert name == "cover.xhtml" or levels[0] == 1
        assert all(lower - upper <= 1 for upper, lower in pairwise(levels))


_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
