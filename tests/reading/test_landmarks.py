"""What an editor points at is what the article is: its title, its first and its last line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exporter import walk
from exporter.errors import ReadError
from exporter.events import Dropped, Judged
from exporter.ports import Landmarks, Original
from exporter.readers import scraped
from tests.readers.desk import Desk

if TYPE_CHECKING:
    from exporter.model import Article

PAGE = """Aller au contenu
Menu
Se connecter

Le bac d’Orcel fermera deux semaines en avril

La passerelle de Vaubrun rouvre aux piétons

Par Jeanne Castel
Publié le 3 mars 2026

La passerelle de Vaubrun a rouvert samedi après deux ans de travaux, devant plusieurs centaines d’habitants.

Les ouvriers ont remplacé les câbles un à un, sans jamais couper le passage des barques sous le tablier.

Le maire promet que les vélos y passeront dès le mois de mai, si les essais de charge sont concluants.

Le club de pétanque de Vaubrun fête ses vingt ans avec une soirée ouverte à tous les habitants du quartier.

Sources

Le Courrier de Vaubrun, « La passerelle avant l’heure », 2 janvier 2026

Partager sur Facebook
Mentions légales
"""
BAC, PASSERELLE = "Le bac d’Orcel fermera deux semaines en avril", "La passerelle de Vaubrun rouvre aux piétons"
CABLES = "Les ouvriers ont remplacé les câbles un à un"
MAY = "Le maire promet que les vélos y passeront dès le mois de mai"


def read(text: str = PAGE, **pointed: str) -> tuple[Article, Desk]:
    desk = Desk()
    return scraped.read(Original("page.txt", text.encode(), landmarks=Landmarks(**pointed)), desk), desk


def words(line: str, text: str = PAGE) -> str:
    return scraped.words(Original("page.txt", text.encode()), line)


@pytest.mark.parametrize("title", [BAC, PASSERELLE])
def test_the_line_that_was_pointed_at_is_the_title(title: str) -> None:
    document, desk = read(title=title)
    assert document.metadata.title == title
    assert not [event for event in desk.warned if event.code == "two-titles"]


def test_the_article_ends_with_the_line_that_was_pointed_at_and_its_sources_stay() -> None:
    document, desk = read(end=MAY)
    assert "mois de mai" in walk.words(document)
    assert "pétanque" not in walk.words(document)
    assert [source.publisher for source in document.sources] == ["Le Courrier de Vaubrun"]
    assert [event.reason for event in desk.dropped if "pétanque" in event.text] == ["after-end"]


def test_a_line_that_pages_are_known_to_say_is_kept_where_it_is_pointed_at() -> None:
    assert "Partager sur Facebook" in walk.words(read(end="Partager sur Facebook")[0])


def test_the_article_begins_with_the_line_that_was_pointed_at() -> None:
    document, desk = read(begin=PASSERELLE)
    assert document.metadata.title == PASSERELLE
    assert {event.reason for event in desk.dropped if event.line < 7} == {"before-begin"}


def test_a_first_paragraph_that_is_pointed_at_leaves_title_author_and_date() -> None:
    document, _ = read(title=PASSERELLE, begin=CABLES)
    assert document.metadata.title == PASSERELLE
    assert [person.name for person in document.metadata.authors] == ["Jeanne Castel"]
    assert str(document.metadata.published) == "2026-03-03"
    assert "a rouvert samedi" not in walk.words(document)
    assert "les câbles" in walk.words(document)


def test_nothing_that_is_left_out_goes_untold() -> None:
    _, desk = read(begin=CABLES, end=MAY)
    dropped = {event.line for event in desk.events if isinstance(event, Dropped)}
    left = {event.line for event in desk.events if isinstance(event, Judged) and event.role == "junk"}
    assert left == dropped


def test_a_line_is_remembered_by_its_words() -> None:
    assert words("5") == BAC
    assert words("le bac d'orcel") == BAC
    assert words(BAC) == BAC


def test_words_hold_when_lines_above_change() -> None:
    remembered = words("7")
    assert read(f"Accueil\nRechercher\n{PAGE}", title=remembered)[0].metadata.title == PASSERELLE


def test_a_long_line_is_remembered_by_its_beginning() -> None:
    long = f"Il faut le dire {'encore ' * 60}une fois."
    text = PAGE.replace("Sources", f"{long}\n\nSources")
    remembered = words("20", text)
    assert remembered.endswith("encore …")
    assert len(remembered) < 130
    assert "une fois" in walk.words(read(text, end=remembered)[0])


def test_of_two_lines_that_say_the_same_the_one_with_the_number_is_meant() -> None:
    text = PAGE.replace("Menu\n", f"Menu\n{PASSERELLE}\n")
    document, desk = read(text, title=words("8", text))
    assert document.metadata.title == PASSERELLE
    assert [event.line for event in desk.events if isinstance(event, Judged) and event.role == "title"] == [8]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("999", "no line has this number or these words: 999"),
        ("6", "no line has this number or these words: 6"),
        ("Le tram", "no line has this number or these words: Le tram"),
        ("…", "no line has this number or these words: …"),
        ("Le", "several lines say “Le”: 5, 14, 16, 18"),
    ],
)
def test_a_line_that_is_not_there_or_several_times_is_one_clear_error(line: str, message: str) -> None:
    with pytest.raises(ReadError) as raised:
        words(line)
    assert raised.value.message.startswith(message)
    assert raised.value.hint


def test_a_line_that_nothing_tells_from_another_is_an_error() -> None:
    with pytest.raises(ReadError, match="line 1 cannot be told from another"):
        words("1", "Encore\n" * 40)


def test_a_line_that_has_gone_is_told_with_what_it_was_for() -> None:
    with pytest.raises(ReadError, match="end-line: no line has this number or these words: Elle rouvrira"):
        read(end="Elle rouvrira en mai.")


def test_an_end_above_the_beginning_is_an_error() -> None:
    with pytest.raises(ReadError, match="end-line stands above"):
        read(begin=MAY, end=CABLES)
