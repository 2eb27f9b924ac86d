"""What a listener hears of the sources."""

from __future__ import annotations

import pytest

from exporter.model import (
    Article,
    Metadata,
    PartialDate,
    Source,
    SourceKind,
)
from exporter.speech import UtteranceKind
from tests.narration.listening import NBSP, spoken, text, utterances


def test_sources_are_told_group_by_group_titles_in_their_language() -> None:
    harbours = Source(
        text("Baltic Post – Harbours are back (20 janvier 2026)"),
        "Baltic Post",
        "Harbours are back",
        "en",
        PartialDate(2026, 1, 20),
        kind=SourceKind.PRIMARY,
        group="Sources primaires",
    )
    report = Source(text("Région, Rapport, consulté le 3 mars 2026"), "Région", "Rapport", group="Rapports")
    items = utterances(Article(Metadata("T"), sources=(harbours, report)))[2:]
    assert [item.id for item in items if item.kind is not UtteranceKind.SOURCE] == ["sources", "sources-1", "sources-2"]
    assert [item.written.replace(NBSP, " ") for item in items] == [
        "Sources",
        "Sources primaires",
        "Baltic Post. Harbours are back. 20 janvier 2026.",
        "Rapports",
        "Région, Rapport, consulté le 3 mars 2026",
    ]
    assert [phrase.language for phrase in items[2].phrases] == ["fr", "en", "fr"]


def test_the_label_sources_is_not_said_twice_and_a_lone_group_needs_none() -> None:
    for group in ("Sources", None):
        article = Article(Metadata("T"), sources=(Source(text("Archives"), group=group),))
        assert spoken(utterances(article))[2:] == ["Sources", "Archives"]


def test_a_group_without_a_label_is_named_after_its_kind_beside_others() -> None:
    sources = (
        Source(text("Archives"), kind=SourceKind.PRIMARY),
        Source(text("Presse"), group="Pour aller plus loin"),
    )
    items = spoken(utterances(Article(Metadata("T"), sources=sources)))
    assert items[2:] == ["Sources", "Sources primaires", "Archives", "Pour aller plus loin", "Presse"]


def test_a_source_says_its_authors_and_the_address_that_its_line_shows() -> None:
    line = "Yann Morel, Rapport, 03/02/2026, https://exemple.fr/rapport"
    source = Source(
        text(line), None, "Rapport", None, PartialDate(2026, 2, 3), "https://exemple.fr/rapport", ("Yann Morel",)
    )
    (item,) = utterances(Article(Metadata("T"), sources=(source,)))[3:]
    assert item.written.replace(NBSP, " ") == "Rapport. 3 février 2026. Par Yann Morel. https://exemple.fr/rapport."


@pytest.mark.parametrize("written", ["3 February 2026", "February 3, 2026", "3. februar 2026"])
def test_a_month_in_the_title_s_language_is_said_in_the_article_s(written: str) -> None:
    date = PartialDate(2026, 2, 3)
    source = Source(text(f"Harbour Review – Bees ({written})"), "Harbour Review", "Bees", "en", date)
    (item,) = utterances(Article(Metadata("T"), sources=(source,)))[3:]
    assert item.written.replace(NBSP, " ") == "Harbour Review. Bees. 3 février 2026."


def test_a_word_that_no_field_holds_keeps_the_line() -> None:
    source = Source(text("Revue – Ports, février, numéro 2026"), "Revue", "Ports", None, PartialDate(2026, 2))
    (item,) = utterances(Article(Metadata("T"), sources=(source,)))[3:]
    assert item.written == "Revue – Ports, février, numéro 2026"


def test_a_source_without_a_line_is_said_too() -> None:
    items = utterances(Article(Metadata("T"), sources=(Source((), "Région", "Rapport"),)))
    assert (items[-1].id, items[-1].written) == ("s1", "Région. Rapport.")
