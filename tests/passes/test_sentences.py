"""Sentences: every word is in one, each has its own id, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from exporter import walk
from exporter.french import FRENCH
from exporter.model import (
    Article,
    Caption,
    Credit,
    Emphasis,
    Figure,
    Heading,
    LineBreak,
    Metadata,
    NoteRef,
    Paragraph,
    Quote,
    Section,
    Sentence,
    Stanza,
    Text,
    Verse,
)
from exporter.passes.sentences import identify
from tests import strategies


def test_prose_is_cut_into_sentences_and_other_runs_are_one() -> None:
    article = Article(
        Metadata("Titre"),
        blocks=(
            Quote((Paragraph((Text("Oui. "), Emphasis((Text("Non. Peut-être."),)))),), (Text("M. Petit. Élu."),)),
            Figure(
                caption=Caption((Text("Une ruche. Vide."),)), credit=Credit("photo", "Ève", (Text("Photo : Ève. DR."),))
            ),
        ),
        sections=(Section("section-1", Heading((Text("Pourquoi ? Comment ?"),)), 1),),
    )
    found = [(sentence.id, walk.plain(sentence.content)) for sentence in walk.sentences(identify(article, FRENCH))]
    assert found == [
        ("s1", "Oui. "),
        ("s2", "Non. "),
        ("s3", "Peut-être."),
        ("s4", "M. Petit. Élu."),
        ("s5", "Une ruche. "),
        ("s6", "Vide."),
        ("s7", "Photo : Ève. DR."),
        ("s8", "Pourquoi ? Comment ?"),
    ]


def _verses(*lines: str) -> list[str]:
    content = tuple(node for line in lines for node in (LineBreak(), Text(line)))[1:]
    article = identify(Article(Metadata("Titre"), blocks=(Verse((Stanza(content),)),)), FRENCH)
    return [walk.plain(sentence.content) for sentence in walk.sentences(article)]


def test_sentences_of_verse_go_over_lines_and_end_where_lines_end() -> None:
    assert _verses("La barque est pleine", "et dort.", "Qui vient ? Personne.", "La nuit.") == [
        "La barque est pleine\net dort.\n",
        "Qui vient ? Personne.\n",
        "La nuit.",
    ]


def test_a_long_sentence_of_verse_is_cut_into_its_lines() -> None:
    assert len(_verses(*["un vers sans point"] * 8)) == 1
    assert _verses(*["un vers sans point"] * 9) == ["un vers sans point\n"] * 8 + ["un vers sans point"]


def test_a_sentence_keeps_its_markup_and_its_notes_call() -> None:
    content = (Text("Un "), Emphasis((Text("mot. Et"),)), NoteRef("note-1"), Text(" un autre."))
    (paragraph,) = identify(Article(Metadata("Titre"), blocks=(Paragraph(content),)), FRENCH).blocks
    assert paragraph == Paragraph(
        (
            Sentence("s1", (Text("Un "), Emphasis((Text("mot. "),)))),
            Sentence("s2", (Emphasis((Text("Et"),)), NoteRef("note-1"), Text(" un autre."))),
        )
    )


def test_figures_are_numbered_wherever_they_stand() -> None:
    quote = Quote((Figure(), Paragraph((Text("mot"),)), Figure()))
    article = Article(Metadata("Titre"), lead=(Figure(),), sections=(Section("", Heading((Text("Un"),)), 1, (quote,)),))
    figures = [node.id for node in walk.nodes(identify(article, FRENCH)) if isinstance(node, Figure)]
    assert figures == ["f1", "f2", "f3"]


@given(strategies.articles())
def test_no_character_is_lost_and_ids_are_unique(article: Article) -> None:
    identified = identify(article, FRENCH)
    bare = walk.map_content(identified, lambda _, content: walk.without_sentences(content))
    assert "".join(walk.words(bare).split("\n")) == "".join(walk.words(article).split("\n"))
    ids = [sentence.id for sentence in walk.sentences(identified)]
    assert ids == [f"s{number}" for number in range(1, len(ids) + 1)]


@given(strategies.articles())
def test_every_word_is_in_one_sentence(article: Article) -> None:
    outside = walk.map_content(
        identify(article, FRENCH),
        lambda _, content: tuple(replace(node, content=()) for node in content if isinstance(node, Sentence)),
    )
    assert walk.words(outside) == ""


@given(strategies.articles())
def test_sentences_that_are_there_are_found_anew(article: Article) -> None:
    identified = identify(article, FRENCH)
    assert identify(identified, FRENCH) == identified
