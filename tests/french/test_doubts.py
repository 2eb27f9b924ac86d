"""Words of French whose sound is a guess."""

from __future__ import annotations

import pytest

from exporter.french import FRENCH
from exporter.neutral import NEUTRAL


def doubts(text: str) -> dict[str, str]:
    return {text[doubt.start : doubt.end]: doubt.kind for doubt in FRENCH.doubts(text)}


def test_names_that_no_table_has() -> None:
    assert doubts("Le maire de Plouzélambre, Goulven Kerzauzon, attend.") == {
        "Plouzélambre": "name",
        "Goulven": "name",
        "Kerzauzon": "name",
    }


def test_words_with_a_capital_that_are_no_names() -> None:
    assert doubts("Le Conseil d’État et M. le Premier ministre saluent l’Église. Mais Reims attend.") == {}


def test_sigles_that_are_in_no_list() -> None:
    assert doubts("La SNCF, l’OTAN et le GRETSI.") == {"GRETSI": "sigle"}


def test_a_sigle_that_nobody_could_read_is_spelled_without_a_doubt() -> None:
    assert doubts("Le BRGM et la DGCCRF enquêtent sur NVIDIA.") == {}


def test_what_a_rule_or_a_table_says_is_in_no_doubt() -> None:
    assert (
        doubts("MM. Louis et Roy, au XXIe siècle, à Paris, Reims et Lyon : 3 Md€, 5 GHz, Nguyễn, The Guardian.") == {}
    )


def test_the_further_a_spelling_is_from_french_the_greater_the_doubt() -> None:
    plain, strange = (FRENCH.doubts(f"Voici {name}.")[0].weight for name in ("Plouzélambre", "Xwooghk"))
    assert (plain, strange > 2) == (0, True)


@pytest.mark.parametrize(
    "text", ["LE MAIRE PARLE", "Il n’a PAS dit cela.", "Jeanne MARTIN a signé.", "L’INSEE compte."]
)
def test_capitals_that_are_no_sigle(text: str) -> None:
    assert "sigle" not in doubts(text).values()


def test_an_untaught_language_doubts_nothing() -> None:
    assert NEUTRAL.doubts("Goulven Kerzauzon") == ()
