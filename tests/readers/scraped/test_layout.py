"""What the lines of a text are by their place among others: series of headings, ingredients, turns of talk."""

from __future__ import annotations

import pytest

from tests.readers import desk

TITLE = "Le pont de Brisac sera rebâti\n\n"
PROSE = "Le conseil a voté lundi la reconstruction du pont, emporté par la crue de novembre.\n\n"


def drawn(body: str) -> list[str]:
    """Read a body and draw it, title left out."""
    return desk.tree(*desk.read(TITLE + body)).splitlines()[1:]


def headings(body: str) -> list[str]:
    return [line for line in drawn(body) if line.startswith("#")]


@pytest.mark.parametrize(
    "heads",
    [
        ("1) Le vote", "2) Les tarifs de la cantine", "3) Questions diverses"),
        ("1. Le vote", "2/ Les tarifs", "#3 : Questions", "4. La crue"),
        ("Jour 1 : la crue", "Jour 2 : le vote (3 h, 2 tours)", "Jour 3 : le retour"),
    ],
)
def test_where_most_of_a_series_are_headings_all_are(heads: tuple[str, ...]) -> None:
    short = "Adopté par tous.\n\n"
    body = PROSE + "".join(f"{head}\n{short if place == 1 else PROSE}" for place, head in enumerate(heads))
    assert headings(body) == [f"# {head}" for head in heads]


def test_a_numbered_heading_below_a_lettered_list_is_one() -> None:
    plan = "Le plan du maire prévoit ceci :\na) du bois\nb) du fer\n\n"
    found = headings(f"1. Le vote\n\n{PROSE}2. Le plan\n\n{plan}3. La suite\n\n{PROSE}")
    assert found == ["# 1. Le vote", "# 2. Le plan", "# 3. La suite"]


def test_a_numbered_list_below_numbered_headings_stays_a_list() -> None:
    body = f"1. Le vote\n\n{PROSE}2. Le plan\n\n{PROSE}3. du bois\n4. du fer\n5. de la pierre\n\n{PROSE}"
    assert headings(body) == ["# 1. Le vote", "# 2. Le plan"]


@pytest.mark.parametrize(
    "line", ["Salut les voisins ! Voici le récit promis. 😀", "Note : 4/5", "Q : Un conseil ?\nR : Nager."]
)
def test_greetings_marks_and_questions_with_their_speaker_are_no_headings(line: str) -> None:
    assert not headings(f"{PROSE}{line}\n\n{PROSE}")


def test_a_quoted_line_of_its_own_is_a_heading() -> None:
    assert headings(f"{PROSE}« Un point de non-retour »\n\n{PROSE}") == ["# « Un point de non-retour »"]


def test_a_quotation_below_a_heading_keeps_its_author_and_work() -> None:
    found = drawn(
        f"{PROSE}Deuxième point\n« Le pont dort sous la lune, et la crue l’attend. »\nRose Lambrecht, Le Pont\n\n"
    )
    assert "quote of Rose Lambrecht, Le Pont" in found


def test_ingredients_are_a_list() -> None:
    found = drawn(f"{PROSE}Ingrédients\n1 kg de coings\n150 g de sucre\n½ c. à c. de cannelle\nRemuez le tout.\n")
    assert found[2:6] == ["list", "  ¶ 1 kg de coings", "  ¶ 150 g de sucre", "  ¶ ½ c. à c. de cannelle"]


def test_what_people_say_in_turn_is_no_list() -> None:
    found = drawn(f"{PROSE}— Vous reviendrez ?\n— Peut-être.\n\n{PROSE}")
    assert found[1:3] == ["¶ — Vous reviendrez ?", "¶ — Peut-être."]


def test_a_table_of_numbered_rows_is_a_table() -> None:
    found = drawn(f"{PROSE}\tPts\tJ\n1. Lorgues\t57\t18\n2. Brisac\t55\t18\n\n{PROSE}")
    assert found[1:5] == ["table", "  =  | Pts | J", "  - 1. Lorgues | 57 | 18", "  - 2. Brisac | 55 | 18"]
