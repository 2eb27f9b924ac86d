"""Two articles in one text: nothing is lost, and it is told."""

from __future__ import annotations

import pytest

from tests.readers import desk

FIRST = (
    "La bouée de Kermor\n\nPar Anne Le Guen\n\n12 mars 2026\n\n"
    "Le bateau est parti à l’aube, comme chaque lundi, avec trois hommes et un chien à son bord.\n\n"
    "La mer était calme et le vent soufflait du nord, si bien que personne ne se méfiait de rien.\n\n"
)
TEXT = (
    "\n\nLe marché du samedi quittera la place de l’Église en mai, pour six mois de travaux bruyants.\n\n"
    "Les commerçants s’installeront sur le quai, entre la criée et la capitainerie, dit la mairie.\n"
)
TITLE = "Le marché change de place\n\n"


@pytest.mark.parametrize(
    "head",
    [
        f"{TITLE}Par Loïc Morvan\n\n14 mars 2026",
        f"{TITLE}Par Loïc Morvan, le 14 mars 2026",
        f"{TITLE}Loïc Morvan\n\n14 mars 2026",
        f"{TITLE}Par Loïc Morvan",
        f"{TITLE}Publié le 14 mars 2026 à 9 h",
        f"{TITLE}Les travaux d’eau commencent en mai et dureront six mois.\n\nPar Loïc Morvan\n\n14 mars 2026",
        f"* * *\n\n{TITLE}Par Loïc Morvan\n\n14 mars 2026",
    ],
)
def test_a_second_article_is_told_of(head: str) -> None:
    document, place = desk.read(FIRST + head + TEXT)
    assert [(event.code, event.message.partition(": ")[2]) for event in place.warned] == [
        ("two-articles", TITLE.strip())
    ]
    drawn = desk.tree(document, place)
    assert all(words in drawn for words in ("Loïc Morvan" if "Loïc" in head else "14 mars", "La mer", "La bouée"))
    assert not place.dropped


@pytest.mark.parametrize(
    "below",
    [
        f"Un encadré\n\nPar Loïc Morvan{TEXT.rpartition('Les commerçants')[0]}",
        f"La perte\n\n3 novembre 1923{TEXT}La découverte\n\n9 mars 2026{TEXT}",
        f"Le retour au port{TEXT}Anne Le Guen\n\n12 mars 2026\n",
        f"Chers lecteurs,{TEXT}",
    ],
)
def test_a_box_and_a_chronology_are_no_second_article(below: str) -> None:
    assert not desk.read(FIRST + below)[1].warned
