"""One text as a page, as Markdown and as a book gives one document: its elements are understood once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from exporter import walk
from exporter.model import (
    Abbreviation,
    Article,
    Caption,
    Code,
    Emphasis,
    Figure,
    Foreign,
    Link,
    Listing,
    NoteRef,
    Preformatted,
    Quote,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)
from tests.readers.book import book
from tests.readers.html import browser
from tests.readers.markdown import paper

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.readers.desk import Desk

HERE = Path(__file__).parent
METADATA = (
    "<dc:title>Le moulin de la Vanelle tourne de nouveau</dc:title><dc:language>fr</dc:language>"
    "<dc:source>https://vanelle.example/moulin</dc:source>"
)


def _page() -> tuple[Article, Desk]:
    return browser.read((HERE / "moulin.html").read_bytes())


def _markdown() -> tuple[Article, Desk]:
    return paper.read((HERE / "moulin.md").read_bytes())


def _book() -> tuple[Article, Desk]:
    return book.read(book.epub({"texte.xhtml": (HERE / "moulin.xhtml").read_bytes()}, metadata=METADATA))


@pytest.mark.parametrize("part", ["lead", "blocks", "sections", "notes", "sources", "credits", "notices"])
@pytest.mark.parametrize("other", [_markdown, _book])
def test_a_page_markdown_and_a_book_say_the_same(part: str, other: Callable[[], tuple[Article, Desk]]) -> None:
    assert getattr(other()[0], part) == getattr(_page()[0], part)
    assert other()[0].metadata.title == _page()[0].metadata.title


def test_nothing_of_the_text_is_lost_on_the_way() -> None:
    article = _page()[0]
    kinds = [type(node) for node in walk.nodes(article)]
    for kind in (Abbreviation, Code, Emphasis, Figure, Preformatted, Quote, Strong, Subscript, Superscript, Table):
        assert kind in kinds, kind
    assert kinds.count(Listing) == kinds.count(Foreign) == kinds.count(NoteRef) == 2
    assert [section.heading.content for section in article.sections] == [
        (Text("Trois hivers de travaux"),),
        (Text("Et maintenant"),),
    ]
    assert [walk.words(note).replace("\n", "") for note in article.notes] == [
        "La roue pèse quatre tonnes, à sec.",
        "Voir le dictionnaire des métiers de la vallée.",
    ]
    assert [(source.title, source.publisher, source.url) for source in article.sources] == [
        ("Bilan de trois hivers", "Association de la Vanelle", "https://vanelle.example/bilan"),
        ("Les moulins de la vallée", "Éditions du Bief", None),
    ]
    assert "#section-1" in [node.url for node in walk.nodes(article) if isinstance(node, Link)]
    assert not _page()[1].dropped


def test_captions_credits_and_speakers_are_told_apart() -> None:
    nodes = list(walk.nodes(_page()[0]))
    (figure,) = (node for node in nodes if isinstance(node, Figure))
    assert figure.caption == Caption((Text("La roue du moulin en "), Emphasis((Text("janvier"),)), Text(".")))
    assert figure.credit
    assert (figure.credit.role, figure.credit.name) == ("photo", "Lise Aubanel")
    (table,) = (node for node in nodes if isinstance(node, Table))
    assert table.caption == Caption((Text("Les débits du bief, en litres par seconde"),))
    assert [len(rows) for rows in (table.head, table.body)] == [1, 2]
    (quote,) = (node for node in nodes if isinstance(node, Quote))
    assert quote.attribution == (Text("Paul Garance, meunier"),)


@pytest.mark.parametrize("tags", [("blockquote",), ("ul", "li"), ("dl", "dd"), ("figure", "ul", "li"), ("div", "b")])
def test_what_is_nested_deeper_than_anybody_follows_is_read(tags: tuple[str, ...]) -> None:
    times = 90 // len(tags)
    opened = "".join(f"<{tag}>" for tag in tags) * times
    closed = "".join(f"</{tag}>" for tag in reversed(tags)) * times
    body = f"{browser.PROSE}{opened}Au fond du bief{closed}{browser.PROSE}"
    for article in (browser.article(browser.page(body)), paper.article(f"# T\n\n{body}"), book.article(body)):
        assert walk.words(article).count("Au fond du bief") == 1
