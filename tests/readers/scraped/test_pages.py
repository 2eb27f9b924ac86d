"""Pages of known truth: what they say is found again, and hardly a sentence of the article is lost."""

from __future__ import annotations

import pytest

from tests.readers import desk, marks
from tests.readers.scraped.pages import Page

SAMPLE = range(60)
ENOUGH = {"title": 0.95, "lead": 0.94, "headings": 0.95, "sources: count": 0.95}
"""What a judgement that has learned from the world's pages makes of these; of all else at least `MOST`."""

MOST = 0.98
SENTENCES = 0.99


@pytest.fixture(scope="module")
def measured() -> marks.Marks:
    return marks.measure(SAMPLE)


def test_hardly_a_sentence_of_the_article_is_lost(measured: marks.Marks) -> None:
    assert marks.rates(measured)["sentences kept"] >= SENTENCES


def test_what_a_page_says_is_found_again(measured: marks.Marks) -> None:
    assert {name: rate for name, rate in marks.rates(measured).items() if rate < ENOUGH.get(name, MOST)} == {}


def test_the_sample_holds_all_that_is_measured(measured: marks.Marks) -> None:
    pages = [Page(seed).truth for seed in SAMPLE]
    for name in ("kicker", "publisher", "lead", "updated", "minutes", "sources", "credits", "notices", "notes"):
        assert sum(bool(getattr(truth, name)) for truth in pages) >= 5, name
    assert len(measured["junk left out"]) > 500


def test_a_page_is_the_same_for_the_same_seed() -> None:
    assert Page(7).text == Page(7).text != Page(8).text


SPORT = """Skip to main content
Le Quotidien du Lac | Actualités, info en direct
Abonnez-vous dès 1 €
Rechercher
SPORT

Football : Annecy-le-Haut renverse Montclar au bout du suspense (3-2)

Annecy-le-Haut a battu Montclar 3-2 ce samedi au Parc des sports. Un but à la 94e minute a tout changé.

Par La rédaction - Le 14 févr. 2026 à 22:31

Menés 0-2 à la mi-temps, les Hauts-Valois ont marqué trois fois. Le public n’a pas quitté les gradins.

Source : AFP

À lire aussi
Le musée cherche un toit
"""


def test_the_top_of_a_page_with_a_motto_an_offer_and_a_rubric() -> None:
    assert desk.tree(*desk.read(SPORT)).splitlines() == [
        "title: Football : Annecy-le-Haut renverse Montclar au bout du suspense (3-2)",
        "kicker: SPORT",
        "publisher: Le Quotidien du Lac",
        "published: 2026-02-14",
        "dateline: Le 14 févr. 2026 à 22:31",
        "author: La rédaction",
        "lead",
        "  ¶ Annecy-le-Haut a battu Montclar 3-2 ce samedi au Parc des sports. Un but à la 94e minute a tout changé.",
        "¶ Menés 0-2 à la mi-temps, les Hauts-Valois ont marqué trois fois. Le public n’a pas quitté les gradins.",
        "source other [Source] publisher=AFP ← AFP",
        "dropped 1 navigation: Skip to main content",
        "dropped 2 navigation: Le Quotidien du Lac | Actualités, info en direct",
        "dropped 3 subscription: Abonnez-vous dès 1 €",
        "dropped 4 search: Rechercher",
        "dropped 17 related: À lire aussi",
        "dropped 18 related: Le musée cherche un toit",
    ]


BODY = (
    "Le conseil a voté lundi la reconstruction du pont, emporté par la crue de novembre dernier.\n\n"
    "Les travaux dureront deux ans et coûteront quatre millions d’euros, selon la mairie.\n"
)


def test_a_sentence_that_begins_like_a_name_is_no_byline() -> None:
    sentence = "Pour Ana Roy, ingénieure, la pierre est le seul choix qui dure."
    document = desk.article(f"Le pont sera rebâti\n\n{sentence}\n\n{BODY}")
    assert document.metadata.authors == ()
    assert f"¶ {sentence}" in desk.tree(document, desk.Desk())


def test_names_that_head_portraits_are_headings() -> None:
    document = desk.article(f"Les gens du pont\n\nAlice Morel\n\n{BODY}\nMarc Petit\n\n{BODY}")
    assert document.metadata.authors == ()
    assert len(document.sections) == 2


def test_a_day_without_its_year_is_the_dateline() -> None:
    document = desk.article(f"Le pont sera rebâti\n\nParu le 3 mars\n\n{BODY}")
    assert (document.metadata.dateline, document.metadata.published) == ("Paru le 3 mars", None)


def test_the_day_of_the_visit_is_not_the_article_s() -> None:
    document = desk.article(f"Mardi 3 mars 2026\nMenu\nRechercher\n\nLe pont sera rebâti\n\nPar Ana Roy\n\n{BODY}")
    assert document.metadata.published is None


def test_a_place_below_a_rubric_is_a_rubric() -> None:
    assert desk.article(f"Actualités\nBrisac\nLe pont de Brisac sera rebâti\n\n{BODY}").metadata.kicker == (
        "Actualités – Brisac"
    )
