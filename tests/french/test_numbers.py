"""Numbers in words, in the traditional spelling."""

from __future__ import annotations

import pytest

from exporter.french.gender import counts_feminine
from exporter.french.numbers import amount, cardinal, fraction, integer, number, ordinal


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "zéro"),
        (16, "seize"),
        (17, "dix-sept"),
        (21, "vingt et un"),
        (22, "vingt-deux"),
        (60, "soixante"),
        (70, "soixante-dix"),
        (71, "soixante et onze"),
        (80, "quatre-vingts"),
        (81, "quatre-vingt-un"),
        (91, "quatre-vingt-onze"),
        (99, "quatre-vingt-dix-neuf"),
        (100, "cent"),
        (101, "cent un"),
        (200, "deux cents"),
        (280, "deux cent quatre-vingts"),
        (999, "neuf cent quatre-vingt-dix-neuf"),
        (1000, "mille"),
        (1001, "mille un"),
        (80_000, "quatre-vingt mille"),
        (200_000, "deux cent mille"),
        (1_000_000, "un million"),
        (80_000_000, "quatre-vingts millions"),
        (200_000_200, "deux cents millions deux cents"),
        (3_000_000_000, "trois milliards"),
        (2 * 10**12, "deux billions"),
        (-52, "moins cinquante-deux"),
    ],
)
def test_a_cardinal_is_spelled_out(value: int, words: str) -> None:
    assert cardinal(value) == words


def test_a_number_beyond_all_names_is_said_digit_by_digit() -> None:
    assert cardinal(10**36) == "un" + " zéro" * 36
    assert integer("7" * 5000) == " ".join(["sept"] * 5000)


@pytest.mark.parametrize(
    ("value", "words"),
    [(1, "une"), (21, "vingt et une"), (81, "quatre-vingt-une"), (71, "soixante et onze"), (2, "deux")],
)
def test_one_agrees_with_a_feminine(value: int, words: str) -> None:
    assert cardinal(value, feminine=True) == words


def test_years_and_pages_take_no_plural() -> None:
    assert cardinal(1980, invariable=True) == "mille neuf cent quatre-vingt"
    assert cardinal(200, invariable=True) == "deux cent"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1, "premier"),
        (2, "deuxième"),
        (4, "quatrième"),
        (5, "cinquième"),
        (9, "neuvième"),
        (21, "vingt et unième"),
        (80, "quatre-vingtième"),
        (100, "centième"),
        (200, "deux centième"),
        (1000, "millième"),
        (1_000_000, "millionième"),
        (2_000_000, "deux millionième"),
    ],
)
def test_a_rank_is_spelled_out(value: int, words: str) -> None:
    assert ordinal(value) == words


def test_a_rank_agrees() -> None:
    assert ordinal(1, feminine=True, plural=True) == "premières"
    assert ordinal(3, plural=True) == "troisièmes"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("08", "zéro huit"),
        ("000", "zéro zéro zéro"),
        ("1 250", "mille deux cent cinquante"),
        ("1.250.000", "un million deux cent cinquante mille"),
        ("10,000", "dix mille"),
        ("3,5", "trois virgule cinq"),
        ("3,05", "trois virgule zéro cinq"),
        ("3,1416", "trois virgule un quatre un six"),
        ("0.75", "zéro point soixante-quinze"),
        ("100.000,5", "cent mille virgule cinq"),
    ],
)
def test_a_number_is_said_as_it_is_written(written: str, words: str) -> None:
    assert number(written) == words


def test_fractions() -> None:
    assert [fraction(1, 2), fraction(2, 3), fraction(3, 4), fraction(1, 20)] == [
        "un demi",
        "deux tiers",
        "trois quarts",
        "un vingtième",
    ]


def test_plural_begins_at_two() -> None:
    assert [amount("1,9") < 2, amount("2") < 2, amount("1 000") < 2] == [True, False, False]


@pytest.mark.parametrize(
    ("following", "feminine"),
    [
        (" femmes", True),
        (" jeunes femmes", True),
        (" autres personnes", True),
        (" nouvelles plaintes", True),
        (" manifestations", True),
        (" députées", True),
        (" à 30 heures", True),
        (" voix", True),
        (" hommes", False),
        (" lycées", False),
        (" millions", False),
        (" %", False),
        (", femmes", False),
        ("", False),
    ],
)
def test_the_noun_decides_the_gender(following: str, feminine: bool) -> None:  # noqa: FBT001  # one column of the table
    assert counts_feminine("21" + following, 2) is feminine
