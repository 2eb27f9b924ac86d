"""Languages of parts: a foreign title is marked in the line where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given

from exporter import walk
from exporter.model import Article, Emphasis, Foreign, Metadata, NoteRef, Source, Text
from exporter.passes.languages import detect, mark_source_titles
from tests import strategies


def marked(source: Source, language: str = "fr") -> walk.Content:
    return mark_source_titles(Article(Metadata("Titre", language), sources=(source,))).sources[0].content


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Les fontaines oubliées de la ville", "fr"),
        ("What the bees teach the city", "en"),
        ("Warum die Bienen auf dem Dach bleiben", "de"),
        ("Por qué las abejas vuelven a la ciudad", "es"),
        ("Perché le api tornano nella città", "it"),
    ],
)
def test_common_words_tell_the_language_of_a_title(title: str, language: str) -> None:
    assert detect(title) == language


def test_a_hint_decides_where_words_do_not() -> None:
    assert detect("Bienen 2026", "de") == "de"
    assert detect("OTAN", "fr") == "fr"
    assert detect("2026", "en") == "en"
    assert detect("2026") is detect("OTAN") is None


def test_letters_tell_where_no_common_word_stands() -> None:
    assert detect("Honigbienen überwintern draußen") == "de"


def test_a_title_without_any_sign_is_left_to_the_model() -> None:
    assert detect("Ruches urbaines") == "fr"
    assert detect("Abejas urbanas") == "es"


def test_a_foreign_title_is_marked_in_its_line() -> None:
    source = Source((Text("NPR – The "), Emphasis((Text("Hives"),)), Text(" (2026)")), title="The Hives", language="en")
    assert marked(source) == (
        Text("NPR – "),
        Foreign("en", (Text("The "), Emphasis((Text("Hives"),)))),
        Text(" (2026)"),
    )


def test_a_title_that_opens_the_line_takes_its_notes_call_along_once() -> None:
    source = Source((NoteRef("note-1"), Text("Hives, 2026")), title="Hives", language="en-GB")
    assert marked(source) == (Foreign("en-GB", (NoteRef("note-1"), Text("Hives"))), Text(", 2026"))


def test_lines_without_a_foreign_title_stay() -> None:
    line: walk.Content = (Text("Le Rucher – Les ruches"),)
    for source in (
        Source(line, title="Les ruches", language="fr-CA"),
        Source(line, title="Les ruches"),
        Source(line, language="en"),
        Source(line, title="The Hives", language="en"),
        Source((Foreign("en", line),), title="Les ruches", language="en"),
    ):
        assert marked(source) == source.content


def test_an_article_in_another_language_has_other_foreign_titles() -> None:
    source = Source((Text("Les ruches"),), title="Les ruches", language="fr")
    assert marked(source, "en") == (Foreign("fr", source.content),)


@given(strategies.articles())
def test_no_word_of_a_source_is_lost(article: Article) -> None:
    for before, after in zip(article.sources, mark_source_titles(article).sources, strict=True):
        assert walk.plain(after.content) == walk.plain(before.content)
