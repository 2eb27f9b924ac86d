"""What a person is told of each line of a copied page: what it was taken for, how sure, and why."""

from __future__ import annotations

import pytest

from exporter.errors import ReadError
from exporter.events import Judged
from exporter.ports import Original
from exporter.readers import scraped
from exporter.readers.scraped.judge.weights import ROLES
from tests.readers import desk

PAGE = """Aller au contenu
Menu
Se connecter

La halle de Brisac rouvre ses portes

Par Anne Roy
Publié le 3 mars 2026

La halle de Brisac a rouvert samedi après deux ans de travaux, devant plusieurs centaines d’habitants.

Les maraîchers ont retrouvé leurs places sous la charpente, que la commune a fait restaurer par des artisans.

Lire aussi : Le marché de Lorgues déménage
Partager sur Facebook
Mentions légales
"""


def judged(text: str) -> list[Judged]:
    return [event for event in desk.read(text)[1].events if isinstance(event, Judged)]


def test_every_line_is_told_once_in_its_order() -> None:
    told = judged(PAGE)
    assert [(event.line, event.text) for event in told] == [
        (number, line) for number, line in enumerate(PAGE.split("\n"), 1) if line
    ]


def test_each_has_a_role_a_certainty_and_its_strongest_reasons() -> None:
    for event in judged(PAGE):
        assert event.role in ROLES or event.rule
        assert 0 <= event.sure <= 1
        assert 1 <= len(event.reasons) <= 3


def test_the_roles_are_what_a_reader_sees() -> None:
    roles = {event.text: event.role for event in judged(PAGE)}
    assert roles["La halle de Brisac rouvre ses portes"] == "title"
    assert roles["Par Anne Roy"] == "byline"
    assert roles["Publié le 3 mars 2026"] == "date"
    assert {roles[line] for line in ("Menu", "Partager sur Facebook", "Mentions légales")} == {"junk"}


def test_the_same_page_gives_the_same_judgement() -> None:
    assert judged(PAGE) == judged(PAGE)


RULED = """Menu
Se connecter
CULTURE
La halle de Brisac rouvre ses portes après deux ans de travaux

Les maraîchers attendaient ce toit depuis la grêle

Par Anne Roy
Publié le 3 mars 2026

La halle de Brisac a rouvert samedi après deux ans de travaux [1], devant plusieurs centaines d’habitants.

Ce qu’il a fallu

- deux cents ardoises
- un treuil

Les maraîchers ont retrouvé leurs places sous la charpente, que la commune a fait restaurer par des artisans.

Photo : Léo Roux

Cet article a été traduit par une intelligence artificielle.

[1] La halle date de 1862, et son toit de 1911.

Sources
Le Courrier de Brisac, « La halle avant l’heure », 2 janvier 2026

Partager sur Facebook
Mentions légales
"""


def test_what_a_rule_decided_is_told_as_it_ended_and_with_the_rule() -> None:
    told = {event.text: event for event in judged(RULED)}
    ended = {
        "Menu": "junk",
        "CULTURE": "kicker",
        "Les maraîchers attendaient ce toit depuis la grêle": "subtitle",
        "- un treuil": "listing",
        "Photo : Léo Roux": "credit",
        "Cet article a été traduit par une intelligence artificielle.": "notice",
        "Sources": "source",
        "Le Courrier de Brisac, « La halle avant l’heure », 2 janvier 2026": "source",
        "[1] La halle date de 1862, et son toit de 1911.": "note",
        "Mentions légales": "junk",
    }
    assert {text: told[text].role for text in ended} == ended
    assert all(told[text].rule for text in ended if ended[text] not in ROLES or ended[text] == "junk")


def test_lines_that_end_as_nothing_are_exactly_those_that_are_reported() -> None:
    for text in (PAGE, RULED):
        left = [event.line for event in judged(text) if event.role == "junk"]
        assert left == [event.line for event in desk.read(text)[1].dropped]


def test_an_article_that_was_copied_alone_is_kept_by_rule() -> None:
    verse = "Une étoile filante"
    text = f"Chanson du moulin\n\nJ’ai posé ma valise au bord de la rivière.\n\n{verse}\n"
    told = {event.text: event for event in judged(text)}
    assert told[verse].role != "junk"


def test_without_a_title_every_line_is_told_all_the_same() -> None:
    place = desk.Desk()
    text = "Une phrase bien assez longue pour être prise pour un paragraphe, et rien d’autre.\n" * 2
    with pytest.raises(ReadError, match="no title"):
        scraped.read(Original("page.txt", text.encode()), place)
    assert any(isinstance(event, Judged) for event in place.events)
