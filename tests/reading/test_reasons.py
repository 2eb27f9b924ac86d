"""What a person is told of each line of a copied page: what it was taken for, how sure, and why."""

from __future__ import annotations

from exporter.events import Judged
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
        assert event.role in ROLES
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
