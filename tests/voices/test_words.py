"""Words of a spoken text and their timings."""

from __future__ import annotations

from exporter.speech import WordTiming
from exporter.voices import _words


def test_words_are_found_where_they_stand_without_the_punctuation_around_them() -> None:
    text = "« L’Île », dit-il — à 7 h !"
    assert _words.words(text) == ((2, "L’Île"), (11, "dit-il"), (20, "à"), (22, "7"), (24, "h"))
    assert all(text[start:].startswith(word) for start, word in _words.words(text))


def test_parts_of_a_word_are_joined() -> None:
    heard = [(0, 0, 10), (7, 10, 20), (10, 25, 30)]
    assert _words.timings("lesite.fr est", heard) == (
        WordTiming("lesite.fr", 0, 20),
        WordTiming("est", 25, 30),
    )


def test_a_word_that_nobody_heard_gets_an_empty_interval() -> None:
    assert _words.timings("un deux trois", [(0, 5, 10), (8, 20, 30)]) == (
        WordTiming("un", 5, 10),
        WordTiming("deux", 10, 10),
        WordTiming("trois", 20, 30),
    )


def test_a_text_without_words_has_no_timings() -> None:
    assert _words.timings("— !", []) == ()
