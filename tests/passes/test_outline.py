"""The outline: ids by place, levels without gaps, calls that lead somewhere."""

from __future__ import annotations

from hypothesis import given

from exporter import walk
from exporter.model import (
    Anchor,
    Article,
    Emphasis,
    Heading,
    LineBreak,
    Link,
    Metadata,
    Note,
    NoteRef,
    Paragraph,
    Section,
    Text,
)
from exporter.passes.outline import outline
from tests import strategies


def section(words: str, level: int, *inner: Section) -> Section:
    return Section("anything", Heading((Text(words),)), level, sections=inner)


def test_sections_are_numbered_by_their_place_and_levels_have_no_gaps() -> None:
    article = outline(Article(Metadata("Titre"), sections=(section("Un", 4), section("Deux", 1, section("Dedans", 9)))))
    assert [(node.id, node.level) for node in walk.nodes(article) if isinstance(node, Section)] == [
        ("section-1", 1),
        ("section-2", 1),
        ("section-2-1", 2),
    ]


def test_calls_follow_their_notes_and_a_call_without_a_note_is_left_out() -> None:
    def note(name: str, words: str) -> Note:
        return Note(name, "1", (Paragraph((Text(words), NoteRef("b c"))),))

    content = (Text("a"), NoteRef("b c"), Emphasis((Text("d"), NoteRef("nowhere"), NoteRef("é"))), LineBreak())
    notes = (note("é", "une"), note("b c", "deux"), note("é", "encore une"))
    article = outline(Article(Metadata("Titre"), blocks=(Paragraph(content),), notes=notes))
    assert [item.id for item in article.notes] == ["note-1", "note-2", "note-3"]
    assert article.blocks == (
        Paragraph((Text("a"), NoteRef("note-2"), Emphasis((Text("d"), NoteRef("note-1"))), LineBreak())),
    )
    assert article.notes[0].blocks == (Paragraph((Text("une"), NoteRef("note-2"))),)


def test_anchors_are_numbered_and_links_follow_the_first_of_a_name() -> None:
    link = Link("#bief", (Text("là"), Anchor("pont")))
    words = (Text("a"), Anchor("bief"), link, Anchor("bief"), Link("#ailleurs", (Text("b"),)))
    article = outline(Article(Metadata("Titre"), blocks=(Paragraph(words),)))
    led = Link("#place-1", (Text("là"), Anchor("place-2")))
    told = (Text("a"), Anchor("place-1"), led, Anchor("place-3"), Link("#ailleurs", (Text("b"),)))
    assert article.blocks == (Paragraph(told),)


@given(strategies.articles())
def test_an_outlined_article_stays_as_it_is(article: Article) -> None:
    assert outline(article) == article
