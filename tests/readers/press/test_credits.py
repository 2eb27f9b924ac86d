"""Credits: a label stands before a name, a heading may begin with the same word; who made text and pictures."""

from __future__ import annotations

import pytest

from exporter import walk
from exporter.model import Figure
from tests.readers import desk

HEAD = "La bouée de Kermor\n\n"
PROSE = "Le bateau est parti à l’aube, comme chaque lundi, avec trois hommes et un chien à son bord.\n\n"


@pytest.mark.parametrize(
    "line",
    [
        "UNE BOUÉE LUMINEUSE",
        "Une : la bouée fait les gros titres",
        "CARTE BLANCHE AU MAIRE",
        "SON DERNIER VOYAGE",
        "MONTAGE FINANCIER DÉLICAT",
        "PHOTOGRAPHE MALGRÉ LUI",
        "CRÉDIT MUNICIPAL EN CRISE",
        "Crédit Agricole",
        "Crédits : ce qui change en janvier",
        "Droits : ce que dit la loi",
        "VIDÉO : LE MAIRE S’EXPLIQUE",
        "PHOTO VOLÉE D’UNE STAR",
    ],
)
def test_a_heading_may_begin_with_a_credit_s_word(line: str) -> None:
    document = desk.article(f"{HEAD}{PROSE}{line}\n\n{PROSE}")
    assert not document.credits
    assert [walk.plain(section.heading.content) for section in document.sections] == [line]


@pytest.mark.parametrize("line", ["UNE BOUÉE LUMINEUSE", "Crédits : ce qui change en janvier", "CARTES SUR TABLE"])
def test_a_title_may_begin_with_a_credit_s_word(line: str) -> None:
    assert desk.article(f"{line}\n\n{PROSE}{PROSE}").metadata.title == line


@pytest.mark.parametrize(
    ("line", "role", "name"),
    [
        ("Photo de une : Yann Corre", "photo", "Yann Corre"),
        ("PHOTO YANN CORRE, LE PHARE", "photo", "YANN CORRE, LE PHARE"),
        ("Photo : Yann Corre (Ouest Images)", "photo", "Yann Corre (Ouest Images)"),
        ("Illustration Rose Kerbrat", "illustration", "Rose Kerbrat"),
        ("Carte : Rose Kerbrat", "illustration", "Rose Kerbrat"),
        ("Image copyright Reuters", "image", "copyright Reuters"),
        ("Crédit Yann Corre", "image", "Yann Corre"),
        ("Crédit : archives municipales de Kermor", "image", "archives municipales de Kermor"),
    ],
)
def test_a_label_before_a_name_is_a_credit(line: str, role: str, name: str) -> None:
    document = desk.article(f"{HEAD}{PROSE}{line}\n\n{PROSE}")
    assert [(credit.role, credit.name, walk.plain(credit.content)) for credit in document.credits] == [
        (role, name, line)
    ]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("YANN CORRE / AFP", "YANN CORRE / AFP"),
        ("Yann Corre/AFP", "Yann Corre/AFP"),
        ("YANN CORRE / OUEST-FRANCE", "YANN CORRE / OUEST-FRANCE"),
        ("YANN CORRE / LE COURRIER DE KERMOR", "YANN CORRE / LE COURRIER DE KERMOR"),
        ("Kermor Images / Getty", "Kermor Images / Getty"),
        ("PHOTO OUEST-FRANCE", "OUEST-FRANCE"),
        ("PHOTO LE TÉLÉGRAMME", "LE TÉLÉGRAMME"),
        ("Photo Sud Ouest", "Sud Ouest"),
        ("© Le Télégramme", "Le Télégramme"),
        ("© LE TÉLÉGRAMME", "LE TÉLÉGRAMME"),
    ],
)
def test_pictures_are_signed_by_who_took_them_and_an_agency_or_a_paper(line: str, name: str) -> None:
    document = desk.article(f"{HEAD}{PROSE}{line}\n\n{PROSE}")
    assert [(credit.name, walk.plain(credit.content)) for credit in document.credits] == [(name, line)]
    assert not document.sections


@pytest.mark.parametrize(
    "signed", ["YANN CORRE / AFP", "Yann Corre / Le Courrier", "PHOTO OUEST-FRANCE", "Photo Yann Corre"]
)
def test_a_caption_may_end_with_a_picture_s_signature(signed: str) -> None:
    (_, figure, _) = desk.article(f"{HEAD}{PROSE}La bouée au petit matin. {signed}\n\n{PROSE}").blocks
    assert isinstance(figure, Figure)
    assert figure.caption is not None
    assert figure.credit is not None
    assert walk.plain(figure.caption.content) == "La bouée au petit matin."
    assert walk.plain(figure.credit.content) == signed


@pytest.mark.parametrize(
    "line", ["LIVRES / CINÉMA", "VIE LOCALE / LES BRÈVES", "PHOTO DE FAMILLE", "LE MAIRE / LE CURÉ", "Pêche / Le bilan"]
)
def test_a_heading_may_have_a_slash_or_capitals(line: str) -> None:
    document = desk.article(f"{HEAD}{PROSE}{line}\n\n{PROSE}")
    assert not document.credits
    assert [walk.plain(section.heading.content) for section in document.sections] == [line]


def test_a_byline_with_a_slash_stays_one() -> None:
    document = desk.article(f"{HEAD}Par Anne Le Guen / AFP\n\n{PROSE}{PROSE}")
    assert [person.name for person in document.metadata.authors][:1] == ["Anne Le Guen"]


MADE = [
    "Texte : Anne Le Guen / Photos : Yann Corre",
    "Texte : Anne Le Guen, photos : Yann Corre",
    "Texte : Anne Le Guen ; photos : Yann Corre",
    "Texte : Anne Le Guen\nPhotos : Yann Corre",
    "Textes Anne Le Guen / Photos Yann Corre",
    "Texte par Anne Le Guen, photos de Yann Corre",
]


@pytest.mark.parametrize("made", MADE)
@pytest.mark.parametrize("after", ["", "\n\nAnne Le Guen est reporter à Kermor et prépare un livre sur les bouées."])
def test_below_the_text_stands_who_made_text_and_pictures(made: str, after: str) -> None:
    document = desk.article(f"{HEAD}{PROSE}{PROSE}{made}{after}")
    assert [person.name for person in document.metadata.authors] == ["Anne Le Guen"]
    assert [(credit.role, credit.name) for credit in document.credits] == [("photo", "Yann Corre")]
    assert len(document.blocks) == 2 + bool(after)


@pytest.mark.parametrize("made", MADE)
def test_below_a_byline_they_are_credits_too(made: str) -> None:
    document = desk.article(f"{HEAD}Par Anne Le Guen\n\n{PROSE}{PROSE}{made}")
    assert [person.name for person in document.metadata.authors] == ["Anne Le Guen"]
    assert ("photo", "Yann Corre") in [(credit.role, credit.name) for credit in document.credits]
    assert len(document.blocks) == 2


def test_another_writer_below_the_text_is_credited() -> None:
    document = desk.article(f"{HEAD}Par Anne Le Guen\n\n{PROSE}{PROSE}Texte : Loïc Morvan / Photos : Yann Corre")
    assert [walk.plain(credit.content) for credit in document.credits] == ["Texte : Loïc Morvan / Photos : Yann Corre"]


def test_text_and_photos_may_have_one_author() -> None:
    document = desk.article(f"{HEAD}{PROSE}{PROSE}Texte et photos : Anne Le Guen")
    assert [person.name for person in document.metadata.authors] == ["Anne Le Guen"]
    assert [(credit.role, credit.name) for credit in document.credits] == [("photo", "Anne Le Guen")]
