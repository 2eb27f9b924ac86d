"""The top of a page: title, rubric, subtitle, names and dates, in the orders and wordings of French pages."""

from __future__ import annotations

import pytest

from exporter.errors import ReadError
from exporter.model import Metadata, PartialDate, Person
from tests.readers import desk

BODY = (
    "Le conseil a voté lundi la reconstruction du pont, emporté par la crue de novembre dernier.\n\n"
    "Les travaux dureront deux ans et coûteront quatre millions d’euros, selon la mairie.\n"
)
TITLE = "Le pont de Brisac sera rebâti"


def top(text: str) -> Metadata:
    document = desk.article(f"{text}\n\n{BODY}")
    assert len(document.blocks) == 2
    assert not document.sections
    return document.metadata


@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        "LE PONT DE BRISAC SERA REBÂTI",
        "Brisac : le pont sera rebâti",
        "Le pont sera rebâti — mais plus tard",
        "Le pont de Brisac sera-t-il rebâti ?",
        "« Nous rebâtirons le pont »",
        "Pont de Brisac : « Nous le rebâtirons », promet la maire",
        "2026, l’année du pont",
        "Le pont. Et après ?",
        "Le pont sera rebâti !",
        "Eau, sol, climat : trois ponts à rebâtir",
        "Un pont, deux rives…",
        "Paris - Lyon en vélo",
        "5 réponses à vos questions sur le pont",
        "Dossier : le pont dans tous ses états",
        "Recherche pont désespérément",
    ],
)
def test_a_title_stays_as_it_was_written(title: str) -> None:
    assert top(title) == Metadata(title)


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        (f"{TITLE} | La Gazette", "La Gazette"),
        (f"{TITLE} - Le Journal du Val", "Le Journal du Val"),
        (f"{TITLE} – gazette.fr", "gazette.fr"),
        (f"{TITLE} — Ouest-France", "Ouest-France"),
    ],
)
def test_the_site_s_name_comes_off_the_title(line: str, publisher: str) -> None:
    assert top(line) == Metadata(TITLE, publisher=publisher)


def test_a_title_on_two_lines_is_one() -> None:
    assert top("LE PONT DE BRISAC SERA REBÂTI :\nLA MAIRE PROMET LA PIERRE").title == (
        "LE PONT DE BRISAC SERA REBÂTI : LA MAIRE PROMET LA PIERRE"
    )


def test_a_repeated_title_is_reported_once() -> None:
    document, place = desk.read(f"{TITLE} - La Gazette\nCulture locale\n\n{TITLE}\n\n{BODY}")
    assert document.metadata.title == TITLE
    assert document.metadata.publisher == "La Gazette"
    assert [event.reason for event in place.dropped] == ["duplicate-title", "navigation"]


@pytest.mark.parametrize(
    ("kicker", "expected"),
    [
        ("INTERNATIONAL", "INTERNATIONAL"),
        ("Reportage", "Reportage"),
        ("Reportage à Brisac", "Reportage à Brisac"),
        ("Société | Logement", "Société | Logement"),
        ("GUERRE DES PONTS", "GUERRE DES PONTS"),
        ("International\n\nReportage", "International – Reportage"),
    ],
)
def test_a_rubric_above_the_title_is_the_kicker(kicker: str, expected: str) -> None:
    metadata = top(f"{kicker}\n\n{TITLE}")
    assert (metadata.title, metadata.kicker) == (TITLE, expected)


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Par Ana Roy", (Person("Ana Roy"),)),
        ("PAR ANA ROY", (Person("ANA ROY"),)),
        (
            "Par Ana Roy et Élie Ben Salem, envoyés spéciaux à Brisac",
            (Person("Ana Roy", "envoyés spéciaux à Brisac"), Person("Élie Ben Salem", "envoyés spéciaux à Brisac")),
        ),
        (
            "Par Ana Roy, Marc de La Tour et L. Petit",
            (Person("Ana Roy"), Person("Marc de La Tour"), Person("L. Petit")),
        ),
        ("De notre correspondante à Brisac, Ana Roy", (Person("Ana Roy", "correspondante à Brisac"),)),
        ("De notre envoyée spéciale Ana Roy", (Person("Ana Roy", "envoyée spéciale"),)),
        ("Ana Roy", (Person("Ana Roy"),)),
        ("Ana Roy (avec AFP)", (Person("Ana Roy", "avec AFP"),)),
        ("Ana Roy, correspondante à Brisac", (Person("Ana Roy", "correspondante à Brisac"),)),
        ("Propos recueillis par Ana Roy", (Person("Ana Roy"),)),
        ("Entretien réalisé par Ana Roy", (Person("Ana Roy"),)),
        ("Rédigé par Zoé", (Person("Zoé"),)),
        ("Par la rédaction", (Person("la rédaction"),)),
        ("Par la rédaction, avec Jeanne Castel", (Person("la rédaction"), Person("Jeanne Castel"))),
        ("Par Jeanne Castel avec Léo Roux", (Person("Jeanne Castel"), Person("Léo Roux"))),
        ("Par la rédaction, avec l’AFP", (Person("la rédaction", "avec l’AFP"),)),
        ("Par Jeanne Castel, avec Le Héron", (Person("Jeanne Castel", "avec Le Héron"),)),
        ("Avec AFP", (Person("AFP"),)),
        ("Auteur : Ana Roy", (Person("Ana Roy"),)),
        ("Par Jardins et Vergers de France", (Person("Jardins et Vergers de France"),)),
    ],
)
def test_a_byline_gives_the_names(line: str, people: tuple[Person, ...]) -> None:
    assert top(f"{TITLE}\n\n{line}") == Metadata(TITLE, authors=people)


def test_a_pen_name_in_small_letters_stands_beside_a_date() -> None:
    expected = Metadata(
        TITLE, authors=(Person("anaroy"),), dateline="mardi 3 mars 2026", published=PartialDate.parse("2026-03-03")
    )
    assert top(f"{TITLE}\n\nmardi 3 mars 2026, par anaroy") == expected


def test_buttons_that_stick_together_are_nobody_s_name() -> None:
    page = f"Accueil\nConnexion\n\n{TITLE}\n\nPartager FacebookTwitterWhatsAppPinterest\n\n{BODY}"
    assert desk.article(page).metadata.authors == ()


def test_bread_crumbs_are_not_the_title() -> None:
    crumbs = f"Accueil du site > Actualités > {TITLE}"
    assert desk.article(f"{crumbs}\n{TITLE}\n\n{BODY}").metadata.title == TITLE


def test_the_author_is_named_below_the_first_paragraphs() -> None:
    paragraph = "La commune de Brisac attendait ce vote depuis la crue, et les habitants l’ont suivi dans la salle."
    text = "\n\n".join((f"Accueil\nConnexion\n\n{TITLE}", *(f"{paragraph} ({n})." for n in range(5))))
    page = f"{text}\n\nUn texte de Ana Roy\n\n{BODY}\nMentions légales\nPlan du site\n"
    assert desk.article(page).metadata.authors == (Person("Ana Roy"),)


@pytest.mark.parametrize(
    ("line", "published", "updated"),
    [
        ("Publié le 20 janvier 2026 à 18h30", "2026-01-20", None),
        ("Publié le 20 janvier 2026 à 18h30, mis à jour le 21 janvier 2026 à 9h", "2026-01-20", "2026-01-21"),
        ("Publié le mardi 20 janvier 2026 - Modifié le 21/01/2026", "2026-01-20", "2026-01-21"),
        ("20/01/2026", "2026-01-20", None),
        ("20.01.2026, 15:30", "2026-01-20", None),
        ("le 3 mars 2026", "2026-03-03", None),
        ("Le 1er mars 2026", "2026-03-01", None),
        ("Brisac, le 3 mars 2026", "2026-03-03", None),
        ("Mars 2026", "2026-03", None),
        ("Mis à jour le 3 mars 2026", None, "2026-03-03"),
        ("Mis à jour il y a 2 heures", None, None),
        ("Publié hier à 18h30", None, None),
        ("2026-03-03T18:30:00+01:00", "2026-03-03", None),
        ("3 mars 2026 12 commentaires", "2026-03-03", None),
        ("3 mars 2026 | 1 réaction", "2026-03-03", None),
    ],
)
def test_a_line_of_dates_is_kept_and_understood(line: str, published: str | None, updated: str | None) -> None:
    metadata = top(f"{TITLE}\n\n{line}")
    assert metadata.dateline == line
    assert metadata.published == (PartialDate.parse(published) if published else None)
    assert metadata.updated == (PartialDate.parse(updated) if updated else None)


@pytest.mark.parametrize(
    ("line", "minutes"),
    [("Lecture : 4 min", 4), ("Temps de lecture 5 minutes", 5), ("5 min de lecture", 5), ("3 min", 3)],
)
def test_the_reading_time_is_a_number(line: str, minutes: int) -> None:
    assert top(f"{TITLE}\n\n{line}") == Metadata(TITLE, reading_minutes=minutes)


def test_one_line_may_hold_all_the_facts() -> None:
    metadata = top(f"{TITLE}\nPar Ana Roy | Publié le 3 mars 2026 à 18h30 | Lecture : 4 min | Société")
    assert metadata == Metadata(
        TITLE,
        kicker="Société",
        authors=(Person("Ana Roy"),),
        published=PartialDate(2026, 3, 3),
        dateline="Publié le 3 mars 2026 à 18h30",
        reading_minutes=4,
    )


def test_text_and_photos_have_each_their_author() -> None:
    document = desk.article(f"{TITLE}\n\nTexte : Ana Roy – Photos : Marc Lô\n\n{BODY}")
    assert document.metadata.authors == (Person("Ana Roy"),)
    assert [(credit.role, credit.name) for credit in document.credits] == [("photo", "Marc Lô")]


def test_a_lead_stands_above_the_facts() -> None:
    lead = "Emporté par la crue, l’ouvrage retrouvera ses trois arches."
    document = desk.article(f"{TITLE}\n\n{lead}\n\nPar Ana Roy\n\n{BODY}")
    assert len(document.lead) == 1
    assert len(document.blocks) == 2


def test_a_line_without_a_full_stop_above_the_facts_is_the_subtitle() -> None:
    assert (
        top(f"{TITLE}\n\nTrois arches, deux ans de travaux\n\nPar Ana Roy").subtitle
        == "Trois arches, deux ans de travaux"
    )


def test_days_as_headings_are_not_the_article_s_date() -> None:
    text = f"{TITLE}\n\n3 mars 2026\n\n{BODY}\n4 mars 2026\n\n{BODY}"
    document = desk.article(text)
    assert document.metadata.published is None
    assert len(document.sections) == 2


def test_an_agency_s_first_words_give_the_date() -> None:
    text = (
        f"{TITLE}\n\nBRISAC, 12 mars 2026 (AFP) - Le pont sera rebâti, a annoncé jeudi la préfecture du département.\n"
    )
    document = desk.article(text)
    assert document.metadata.published == PartialDate(2026, 3, 12)
    assert "BRISAC, 12 mars 2026 (AFP)" in desk.tree(document, desk.Desk())


def test_a_text_without_a_title_is_refused_with_the_way_out() -> None:
    with pytest.raises(ReadError) as caught:
        desk.read(BODY)
    assert "title" in caught.value.message
    assert "--title" in caught.value.hint


def test_the_user_s_title_makes_up_for_a_missing_one() -> None:
    document = desk.article(BODY, title=TITLE)
    assert document.metadata.title == TITLE
    assert len(document.blocks) == 2


def test_the_user_s_title_replaces_the_page_s_and_the_loss_is_reported() -> None:
    document, place = desk.read(f"Le pont\n\n{BODY}", title=TITLE)
    assert document.metadata.title == TITLE
    assert len(document.blocks) == 2
    assert [(event.text, event.reason) for event in place.dropped] == [("Le pont", "title-replaced")]


def test_the_user_s_title_is_found_on_the_page() -> None:
    document, place = desk.read(f"{TITLE.upper()}\n\n{BODY}", title=TITLE)
    assert document.metadata.title == TITLE
    assert [event.reason for event in place.dropped] == ["duplicate-title"]
    assert len(document.blocks) == 2


def test_a_menu_of_rubrics_is_no_title() -> None:
    """A small page whose menu was copied with it, and nothing else of the website."""
    menu = "Politique\nSociété\nÉconomie\nSports\n"
    body = (
        "Le bac d’Orcel ne passera plus pendant deux semaines, le temps que sa coque soit repeinte à quai.\n"
        "Les cars feront le détour par le pont de Vaubrun, matin et soir, sans changer l’heure de la classe.\n"
    )
    article, told = desk.read(f"{menu}Bac : deux semaines de pause\n{body}")
    assert article.metadata.title == "Bac : deux semaines de pause"
    assert {event.text for event in told.dropped} == set(menu.split())
    assert desk.read(f"Société\nÉconomie et partage\n\n{body}")[0].metadata.title == "Économie et partage"
