"""Letters: whom they greet is no title, what they are about is one."""

from __future__ import annotations

import pytest

from exporter.errors import ReadError
from tests.readers import desk

SALUTATIONS = [
    "Chers adhérents,",
    "Madame, Monsieur,",
    "Mesdames, Messieurs,",
    "Chères amies, chers amis,",
    "Cher(e)s collègues,",
    "Chers·ères voisins,",
    "Mes chers concitoyens,",
    "Monsieur le Maire,",
    "Cher Paul,",
    "Bonjour,",
    "Bonjour à toutes et à tous !",
    "Chers amis !",
]
TEXT = (
    "Nous vous convions à l’assemblée de notre association, samedi prochain à la salle des fêtes de Kermor.\n\n"
    "Ordre du jour\n\nLe bureau présentera les comptes de l’année, puis chacun pourra prendre la parole.\n"
)


@pytest.mark.parametrize("greeting", SALUTATIONS)
def test_a_salutation_is_no_title(greeting: str) -> None:
    with pytest.raises(ReadError, match="no title"):
        desk.read(f"{greeting}\n\n{TEXT}")


@pytest.mark.parametrize("greeting", SALUTATIONS)
@pytest.mark.parametrize("given", [None, "L’assemblée"])
def test_a_salutation_below_the_title_is_the_letter_s_first_line(greeting: str, given: str | None) -> None:
    above = "" if given else "L’assemblée\n\n"
    found = desk.tree(*desk.read(f"{above}{greeting}\n\n{TEXT}", given)).splitlines()
    assert found[:2] == ["title: L’assemblée", f"¶ {greeting}"]


@pytest.mark.parametrize(
    "title",
    ["Chers voisins, taisez-vous", "Monsieur le Préfet, sauvez le phare", "Bonjour tristesse", "Cher pétrole !"],
)
def test_a_title_may_begin_like_a_salutation(title: str) -> None:
    assert desk.article(f"{title}\n\n{TEXT}").metadata.title == title


def test_the_subject_of_a_letter_is_its_title() -> None:
    document, place = desk.read(
        "12 rue du Port\n29000 Kermor\n\nKermor, le 12 mars 2026\n\n"
        f"Objet : assemblée générale\n\nMadame, Monsieur,\n\n{TEXT}"
    )
    assert document.metadata.title == "Objet : assemblée générale"
    assert str(document.metadata.published) == "2026-03-12"
    assert desk.tree(document, place).splitlines()[3:5] == ["¶ 12 rue du Port ⏎ 29000 Kermor", "¶ Madame, Monsieur,"]
    assert not place.dropped
