"""Links on paper."""

from __future__ import annotations

from exporter import walk
from exporter.model import (
    Article,
    Code,
    Emphasis,
    LineBreak,
    Link,
    Metadata,
    Note,
    NoteRef,
    Paragraph,
    Source,
    Text,
)
from exporter.writers.pdf.press.addresses import noted

URL = "https://mairie.example/crue"


def _article(*content: Text | Link | Emphasis | Code | LineBreak, notes: tuple[Note, ...] = ()) -> Article:
    return Article(Metadata("T"), blocks=(Paragraph(content),), notes=notes)


def _notes(article: Article) -> list[tuple[str, str]]:
    return [(note.label, walk.words(note)) for note in article.notes]


def test_a_link_becomes_words_with_a_call_and_its_address_a_note() -> None:
    told = noted(_article(Text("Voir "), Link(URL, (Emphasis((Text("le guichet"),)),)), LineBreak(), Text("ici")))
    (paragraph,) = told.blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.content == (
        Text("Voir "),
        Emphasis((Text("le guichet"),)),
        NoteRef("address-1"),
        LineBreak(),
        Text("ici"),
    )
    assert _notes(told) == [("a", URL)]


def test_an_address_is_noted_once() -> None:
    told = noted(
        _article(Link(URL, (Text("ici"),)), Link("https://autre.example/", (Text("là"),)), Link(URL, (Text("et"),)))
    )
    assert _notes(told) == [("a", URL), ("b", "https://autre.example/")]
    calls = [node.note for node in walk.nodes(told) if isinstance(node, NoteRef)]
    assert calls == ["address-1", "address-2", "address-1"]


def test_letters_of_other_notes_are_left_to_them() -> None:
    note = Note("x", "a", (Paragraph((Text("Ici."),)),))
    assert _notes(noted(_article(Link(URL, (Text("ici"),)), notes=(note,)))) == [("a", "Ici."), ("b", URL)]


def test_words_that_are_the_address_need_no_note() -> None:
    told = noted(_article(Link("https://www.mairie.example/", (Text("mairie.example"),))))
    assert not told.notes
    told = noted(_article(Link("mailto:redaction@mairie.example", (Text("redaction@mairie.example"),))))
    assert not told.notes


def test_an_address_that_nobody_should_follow_is_not_printed() -> None:
    assert not noted(_article(Link("javascript:alert(1)", (Text("ici"),)))).notes


def test_a_mail_address_is_printed_without_its_scheme() -> None:
    assert _notes(noted(_article(Link("mailto:redaction@mairie.example", (Text("écrire"),))))) == [
        ("a", "redaction@mairie.example")
    ]


def test_links_in_notes_and_deep_in_the_words_are_found_those_of_sources_left() -> None:
    note = Note("n", "1", (Paragraph((Link(URL, (Text("ici"),)),)),))
    source = Source((Link("https://source.example/", (Text("Une source"),)),))
    article = Article(
        Metadata("T"), blocks=(Paragraph((Code((Link(URL, (Text("x"),)),)),)),), sources=(source,), notes=(note,)
    )
    told = noted(article)
    assert told.sources == (source,)
    assert _notes(told) == [("1", "ici"), ("a", URL)]
