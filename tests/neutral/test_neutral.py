"""A language that nobody has taught: cut into sentences, and otherwise left as it is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.model import PartialDate
from exporter.neutral import NEUTRAL, Neutral
from exporter.rewrite import Edit

SENTENCES = {
    "It left. It came back.": 2,
    "Who was it? Nobody knew! Then it rained.": 3,
    "“It left.” “Where to?” He shrugged.": 3,
    "(It was late.) They went home.": 2,
    "He paid 3.50 for it. She paid 4.": 2,
    "The U.S. and e.g. the ferry, that is i.e. the boat, agreed. Nobody else did.": 2,
    "J. Castel and A. B. Morel wrote it. Both are dead.": 2,
    "“Why?” she asked. “Because!” he cried.": 2,
    "Wait … she said. Then … It was gone.": 3,
    "See https://boat.example/a?b=1 and a.b.c there. It is long.": 2,
    "Es regnet. Über Nacht fror es. Écoute!": 3,
    "是的。他走了！真的？": 3,
    "Привет. Как дела?": 2,
    "هل عاد؟ نعم. غداً.": 3,
    "वह गया। वह लौटा।": 2,
    "Version 2.0 is out. 3 boats have it.": 1,
    "Well... maybe. Yes?! No.": 3,
    "No end": 1,
    "…": 1,
}
"""How many sentences there are."""


@pytest.mark.parametrize(("text", "count"), SENTENCES.items())
def test_sentences_end_as_unicode_has_it(text: str, count: int) -> None:
    found = [text[low:high] for low, high in NEUTRAL.sentences(text)]
    assert len(found) == count, found
    assert "".join(found).replace(" ", "") == text.replace(" ", "")


@given(st.text(st.sampled_from('aZ1 .!?…"”)。,\n«é'), max_size=60))
def test_sentences_are_in_order_and_leave_nothing_out_but_space(text: str) -> None:
    end = 0
    for low, high in NEUTRAL.sentences(text):
        assert end <= low <= high
        assert not text[end:low].strip()
        end = high
    assert not text[end:].strip()


@pytest.mark.parametrize("text", [". " * 40_000, "a." * 40_000, "…1" * 40_000, '"' * 80_000, ". 1" * 40_000])
def test_sentences_take_time_by_the_length_of_the_text(text: str) -> None:
    began = time.process_time()
    NEUTRAL.sentences(text)
    assert time.process_time() - began < 10  # what grows by the square takes minutes


def test_nothing_is_rewritten() -> None:
    fixed = (Edit(0, 2, "ten", "lexicon"),)
    assert NEUTRAL.spoken('10% of "it"', fixed) == fixed
    assert NEUTRAL.spoken('10% of "it"') == NEUTRAL.typeset('10% of "it" : 3 !') == ()
    assert NEUTRAL.foreign("Wir schaffen das nicht") is None


def test_it_may_be_any_language() -> None:
    assert (NEUTRAL.code, Neutral("de").code) == ("und", "de")
    assert Neutral("de").labels["tag"] == "en"


@pytest.mark.parametrize(("date", "written"), [("2026-05-01", "1 May 2026"), ("2026-05", "May 2026"), ("2026", "2026")])
def test_dates_are_plain_english(date: str, written: str) -> None:
    assert NEUTRAL.date(PartialDate.parse(date)) == written


def test_sources_are_worded_with_what_is_known() -> None:
    assert NEUTRAL.cited("A. Birch, The Post", "Ferries", "May 2026") == "A. Birch, The Post – Ferries (May 2026)"
    assert (NEUTRAL.cited("", "Ferries", ""), NEUTRAL.cited("", "", "2026")) == ("Ferries", "(2026)")
