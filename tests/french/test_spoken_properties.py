"""What holds of every spoken form, whatever the text."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from exporter.french.spoken import spoken
from exporter.rewrite import apply
from tests.growth import is_linear

_PIECES = st.sampled_from(
    [
        *("12", "2026", "1 250", "3,5", "0", "08", "1er", "XXIe", "Louis XIV", "M. Dupont", "MM.", "etc.", "p. 12"),
        *("«\u00a0Non\u00a0!\u00a0»", "(AFP)", "— oui —", "–", "-", "/", "%", "\u202f%", "€", "M€", "km/h", "h", "30"),
        *("SNCF", "OTAN", "COVID-19", "LE PARI", "https://exemple.fr/a?b=c", "a.b@exemple.fr", "#MeToo", "@nom"),
        *("12/03/2026", "14 h 30", "01 23 45 67 89", "+33 1 23 45 67 89", "½", "²", "🎉", "°C", "n°", "§", "\u00ad"),
        *("étudiant·e·s", "le(la)", "1/2", "24/7", "3-1", "...", "…", "\n", "\u0663", "①", "₂", "A380", "J. K."),
        *("[1]", "mot[2][3]", "–3 %", "– 5 000", "−", "élu/e/s", "agent-e-s", "salarié.es", "10^6", "2.10⁶", "½ heure"),
        *("6/4, 7/6 (7/5)", "3/5", "2024/25", "03/2019", "5'30", '45"', "1'234'567", "64,320.50", "v2.1", "J-10"),
        *("vent de NO", "Xe-XIIe", "320 p.", "2 c. à s.", "sf mar.", "C. trav.", "/trajet", "¹", "1 h ½", "52'"),
    ]
)
_TEXTS = st.one_of(st.text(max_size=80), st.lists(_PIECES | st.text(max_size=4), max_size=12).map(" ".join))
_JOINED = st.one_of(_TEXTS, st.lists(_PIECES, max_size=12).map("".join))


def say(text: str) -> str:
    return apply(text, spoken(text))


@given(_JOINED)
@settings(max_examples=400, deadline=None)
@example("9" * 10_000)
@example("+" + "1" * 5_000 + "a")
@example("I" * 5_000)
def test_edits_are_valid_and_leave_no_digit(text: str) -> None:
    edits = spoken(text)
    assert all(edit.rule for edit in edits)
    assert all(edit.phonemes or edit.text != text[edit.start : edit.end] for edit in edits)
    assert not re.search(r"\d", apply(text, edits))


@given(st.lists(_PIECES, max_size=12).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_the_spoken_form_of_a_spoken_form_is_itself(text: str) -> None:
    once = say(text)
    assert _words(say(once)) == _words(once)


@given(
    st.lists(
        st.sampled_from(
            ["le", "la", "maison", "est", "grande", "et", "vide,", "une", "femme", "parle", ";", "il", "dort"]
        ),
        max_size=30,
    )
)
def test_plain_words_stay_as_they_are(plain: list[str]) -> None:
    assert spoken(" ".join(plain)) == ()


@pytest.mark.parametrize(
    "text",
    [
        *("12 345,6 € ", "M. Dupont (SNCF) – 3-1. ", *"1IaA(«/-@#. ", "1 ", "a.", "A.", "1/", "1-", "[1]", '45"'),
        *("– 3 ", "–3 a–", "6/4, ", "a/e/", "ab·e·", "10^", "½ ", "1'000", "1,000", "N-S", "vent N ", "52' "),
    ],
)
def test_long_texts_take_linear_time(text: str) -> None:
    assert is_linear(lambda length: spoken(text * (length // len(text))), 10_000)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
