"""Lists without marks: ingredients and bare words are items, verse and addresses are not."""

from __future__ import annotations

import pytest

from tests.readers import desk

PROSE = "Une tarte simple pour les soirs d’hiver, que ma grand-mère préparait chaque dimanche au village.\n\n"


def drawn(body: str) -> list[str]:
    return desk.tree(*desk.read(f"Tarte aux poireaux\n\n{PROSE}{body}\n\n{PROSE}")).splitlines()[2:-1]


@pytest.mark.parametrize("heading", ["Ingrédients", "Ingrédients :", "Ingrédients pour 4 personnes", "Il vous faut :"])
@pytest.mark.parametrize(
    "lines",
    [
        "3 poireaux\n1 pâte brisée\n20 cl de crème\nsel, poivre\n2 œufs",
        "sel, poivre\n3 poireaux\n1 pâte brisée",
        "3 poireaux\n20 cl de crème\nSel\nPoivre du moulin\nNoix de muscade",
        "poireaux\ncrème\nsel",
        "Poireaux : 3\nCrème : 20 cl\nSel, poivre",
        "2 c. à soupe d’huile\nun filet de citron\nquelques brins de persil\nle jus d’une orange",
        "250 g de farine\nun peu de sel fin et de poivre du moulin fraîchement concassé",
    ],
)
@pytest.mark.parametrize("blank", ["\n", "\n\n"])
def test_every_ingredient_is_an_item(heading: str, lines: str, blank: str) -> None:
    assert drawn(f"{heading}{blank}{lines}")[1:] == ["list", *(f"  ¶ {line}" for line in lines.split("\n"))]


def test_ingredients_may_stand_apart() -> None:
    found = drawn("Ingrédients\n\n3 poireaux\n\n1 pâte brisée\n\n20 cl de crème\n\nsel, poivre\n\n2 œufs")
    assert found[:2] == ["# Ingrédients", "list"]
    assert len(found) == 7


def test_each_part_of_a_recipe_has_its_list() -> None:
    found = drawn(
        "Ingrédients\n\nPour la pâte :\n250 g de farine\n1 pincée de sel\nPour la garniture :\n3 poireaux\nsel, poivre"
    )
    assert found == [
        "# Ingrédients",
        "¶ Pour la pâte :",
        "list",
        "  ¶ 250 g de farine",
        "  ¶ 1 pincée de sel",
        "¶ Pour la garniture :",
        "list",
        "  ¶ 3 poireaux",
        "  ¶ sel, poivre",
    ]


def test_what_heads_the_next_step_is_no_ingredient() -> None:
    found = drawn("3 poireaux\n1 pâte brisée\n20 cl de crème\nFaire cuire\nLavez les poireaux et coupez-les.")
    assert found[-2:] == ["¶ Faire cuire", "¶ Lavez les poireaux et coupez-les."]


@pytest.mark.parametrize("above", ["", "On a trouvé à bord :\n\n"])
@pytest.mark.parametrize("words", ["lanterne\ncordage\ntonneau", "Lanterne\nCordage\nTonneau"])
def test_bare_words_are_a_list(above: str, words: str) -> None:
    assert drawn(above + words)[bool(above) :] == ["list", *(f"  ¶ {word}" for word in words.split("\n"))]


@pytest.mark.parametrize(
    "lines",
    [
        "La mer s’en va\nle vent la suit\nle jour s’éteint",
        "Mairie de Kermor\n12 rue du Port\n29000 Kermor",
    ],
)
@pytest.mark.parametrize("above", ["", "Il chantait :\n\n"])
def test_verse_and_addresses_are_lines(lines: str, above: str) -> None:
    assert drawn(above + lines)[bool(above) :] == [f"¶ {lines.replace(chr(10), ' ⏎ ')}"]


def test_headings_may_begin_with_a_number() -> None:
    assert drawn(f"3 questions à Rose\n\n{PROSE}10 conseils pour l’hiver")[::2] == [
        "# 3 questions à Rose",
        "# 10 conseils pour l’hiver",
    ]
