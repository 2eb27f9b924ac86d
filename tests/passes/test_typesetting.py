"""Typesetting: French spaces and quotes everywhere, but never in code or in other languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from exporter import walk
from exporter.french import FRENCH
from exporter.model import (
    Article,
    Code,
    Credit,
    Emphasis,
    Foreign,
    Metadata,
    Paragraph,
    Preformatted,
    Source,
    Text,
)
from exporter.passes.typesetting import typeset
from tests import strategies

if TYPE_CHECKING:
    from exporter.model import Inline


def set_paragraph(*content: Inline) -> str:
    (paragraph,) = typeset(Article(Metadata("Titre"), blocks=(Paragraph(content),)), FRENCH).blocks
    assert isinstance(paragraph, Paragraph)
    return walk.plain(paragraph.content)


def test_rules_work_across_markup() -> None:
    assert set_paragraph(Text("Est-ce "), Emphasis((Text("vrai"),)), Text(" ?")) == "Est-ce vrai\u202f?"


@pytest.mark.parametrize("frozen", [Code((Text("a ? b : c"),)), Foreign("en", (Text("Why ? So : yes"),))])
def test_code_and_foreign_words_stay_as_they_are(frozen: Inline) -> None:
    assert set_paragraph(Text("Dis : "), frozen, Text(" !")) == "Dis\u00a0: " + walk.plain((frozen,)) + "\u202f!"


def test_preformatted_lines_stay_as_they_are() -> None:
    lines = Preformatted((Text("si a ? b : c"),))
    assert typeset(Article(Metadata("Titre"), blocks=(lines,)), FRENCH).blocks == (lines,)


def test_titles_sources_and_credits_are_set_too() -> None:
    metadata = Metadata("Que faire ?", subtitle="Et après ?", kicker="Enquête : ruches", dateline="Publié : hier")
    source = Source((Text("Où vont-elles ?"),), title="Où vont-elles ?", group="Lire : sources")
    article = typeset(Article(metadata, sources=(source,), credits=(Credit("photo", "Ève : DR"),)), FRENCH)
    assert article.metadata == Metadata(
        "Que faire\u202f?", subtitle="Et après\u202f?", kicker="Enquête\u00a0: ruches", dateline="Publié\u00a0: hier"
    )
    assert article.sources[0].title == walk.plain(article.sources[0].content) == "Où vont-elles\u202f?"
    assert article.sources[0].group == "Lire\u00a0: sources"
    assert article.credits[0].name == "Ève\u00a0: DR"


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Why now ?"), ("fr-CA", "Why now\u202f?"), (None, "Why now\u202f?")]
)
def test_a_foreign_title_keeps_its_own_typography(language: str | None, title: str) -> None:
    source = Source((), title="Why now ?", language=language)
    assert typeset(Article(Metadata("Titre"), sources=(source,)), FRENCH).sources[0].title == title


@given(strategies.articles())
def test_an_article_that_is_set_stays_set_and_no_letter_is_added_or_moved(article: Article) -> None:
    """Letters only ever go, where an ordinal is too long: 1ère is 1re. One test, because articles are slow to draw."""

    def letters(words: str) -> str:
        return "".join(character for character in words if character.isalnum())

    once = typeset(article, FRENCH)
    assert typeset(once, FRENCH) == once
    before = iter(letters(walk.words(article)))
    assert all(letter in before for letter in letters(walk.words(once)))
