"""Each written word has its time, whatever the voice says in its place."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.french import FRENCH
from exporter.render.timing import Word, speech_end, words
from exporter.rewrite import Edit
from exporter.speech import Clip, Phrase, Utterance, UtteranceKind, WordTiming

if TYPE_CHECKING:
    from collections.abc import Callable

RATE = 1000


def utterance(*phrases: Phrase, pause: float = 0.5) -> Utterance:
    return Utterance("s1", UtteranceKind.SENTENCE, phrases, pause)


def spoken_words(text: str, step: int, start: int) -> tuple[WordTiming, ...]:
    """A voice that takes as long for each character, from the first letter on."""
    found = list(re.finditer(r"\w(?:\S*\w)?", text))
    first = found[0].start() if found else 0
    return tuple(
        WordTiming(item.group(), start + step * (item.start() - first), start + step * (item.end() - first))
        for item in found
    )


def clip(said: Utterance, step: int = 10, start: int = 0, *, timed: bool = True) -> Clip:
    heard = spoken_words(said.spoken, step, start)
    end = (heard[-1].end if heard else start) + round(said.pause * RATE)
    return Clip(said, start, end, "", heard if timed else ())


def times(found: tuple[Word, ...], said: Utterance) -> list[tuple[str, int, int]]:
    return [(said.written[word.first : word.last], word.start, word.end) for word in found]


def test_words_spoken_as_written_have_the_voices_times() -> None:
    said = utterance(Phrase("fr", "« Le pont\u00a0», dit-elle."))
    assert times(words(clip(said, start=100), RATE), said) == [
        ("Le", 100, 120),
        ("pont", 130, 170),
        ("dit-elle", 210, 290),
    ]


def test_a_number_is_heard_as_long_as_its_words() -> None:
    text = "En 1998, oui"
    said = utterance(Phrase("fr", text, (Edit(3, 7, "mille neuf cent", "number"),)))
    assert times(words(clip(said), RATE), said) == [("En", 0, 20), ("1998", 30, 180), ("oui", 200, 230)]


def test_words_of_one_edit_share_its_time() -> None:
    said = utterance(Phrase("fr", "3,20 m", (Edit(0, 6, "trois mètres vingt", ""),)))
    assert times(words(clip(said), RATE), said) == [("3,20", 0, 150), ("m", 150, 180)]


def test_a_word_takes_along_the_signs_that_are_spoken_with_it() -> None:
    edits = (Edit(0, 2, "monsieur", ""), Edit(8, 12, "cinq euros", ""))
    said = utterance(Phrase("fr", "M. Viau (5 €)", edits))
    assert times(words(clip(said), RATE), said) == [("M", 0, 80), ("Viau", 90, 130), ("5", 140, 240)]


def test_what_is_announced_belongs_to_no_word() -> None:
    edits = (Edit(0, 0, "Citation\u00a0: ", ""), Edit(3, 3, ". Fin de citation.", ""))
    said = utterance(Phrase("fr", "Oui", edits))
    assert times(words(clip(said), RATE), said) == [("Oui", 110, 140)]


def test_a_word_that_is_not_spoken_takes_no_time() -> None:
    said = utterance(Phrase("fr", "un (2) mot", (Edit(3, 7, "", ""),)))
    assert times(words(clip(said), RATE), said) == [("un", 0, 20), ("2", 30, 30), ("mot", 30, 60)]


def test_each_word_has_the_language_it_begins_in() -> None:
    said = utterance(Phrase("fr", "Dans l’"), Phrase("en", "Uncle Sam"), Phrase("fr", ", non"))
    found = words(clip(said), RATE)
    assert [word.language for word in found] == ["fr", "fr", "en", "fr"]
    assert [text for text, _, _ in times(found, said)] == ["Dans", "l’Uncle", "Sam", "non"]


@pytest.mark.parametrize(
    "heard",
    [
        (),
        (WordTiming("autre", 0, 50),),
        (WordTiming("Un", 0, 60), WordTiming("deux", 50, 110)),
        (WordTiming("Un", 0, 60), WordTiming("deux", 60, 700)),
    ],
    ids=["no times", "other words", "overlapping", "beyond the speech"],
)
def test_without_good_times_letters_take_equally_long(heard: tuple[WordTiming, ...]) -> None:
    said = utterance(Phrase("fr", " Un, deux."))
    found = words(Clip(said, 0, 590, "", heard), RATE)
    assert times(found, said) == [("Un", 0, 20), ("deux", 40, 80)]


def test_speech_ends_where_the_pause_begins() -> None:
    said = utterance(Phrase("fr", "Un"), pause=0.25)
    assert speech_end(Clip(said, 100, 1000, ""), RATE) == 750
    assert speech_end(Clip(said, 100, 200, ""), RATE) == 100


def test_nothing_written_has_no_times() -> None:
    said = utterance(Phrase("fr", "", (Edit(0, 0, "Fin.", ""),)))
    assert words(clip(said), RATE) == ()
    assert words(clip(utterance(Phrase("fr", "…"))), RATE) == ()


TEXTS = st.lists(
    st.sampled_from(["le", "12", "km/h", "«\u00a0", "\u00a0»", "Ve", " ", " ", "\n", "…", ", ", "É", "😀", "_"]),
    max_size=14,
).map("".join)


@st.composite
def phrases(draw: Callable[[st.SearchStrategy[object]], object]) -> Phrase:
    written = str(draw(TEXTS))
    edges = draw(st.lists(st.integers(0, len(written)), max_size=6).map(sorted))
    assert isinstance(edges, list)
    edits = tuple(Edit(one, other, str(draw(TEXTS)), "r") for one, other in zip(edges[::2], edges[1::2], strict=False))
    return Phrase(str(draw(st.sampled_from(["fr", "en"]))), written, edits)


@given(st.lists(phrases(), min_size=1, max_size=3), st.integers(0, 20), st.booleans())
def test_every_written_word_is_heard_inside_its_clip_in_order(parts: list[Phrase], step: int, timed: bool) -> None:  # noqa: FBT001
    said = utterance(*parts)
    one = clip(said, step, start=37, timed=timed)
    found = words(one, RATE)
    written = [token for token in said.written.split() if any(char.isalnum() or char == "_" for char in token)]
    assert len(found) == len(written)
    assert all(said.written[word.first : word.last] in token for word, token in zip(found, written, strict=True))
    edges = [one.start, *(edge for word in found for edge in (word.start, word.end)), speech_end(one, RATE)]
    assert all(before <= after for before, after in pairwise(edges))


TOKENS = ("le", "pont", "1998", "3", "km", "XXe", "M.", "Viau", "n°", "12", "%", "TGV", "https://exemple.fr")


@given(st.lists(st.sampled_from(TOKENS), min_size=1))
def test_french_speech_can_be_followed_word_by_word(tokens: list[str]) -> None:
    text = " ".join(tokens)
    said = utterance(Phrase("fr", text, FRENCH.spoken(text)))
    found = words(clip(said), RATE)
    assert [said.written[word.first : word.last] for word in found] == re.findall(r"\w(?:\S*\w)?", text)
    assert all(one.end <= other.start for one, other in pairwise(found))
