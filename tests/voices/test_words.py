"""Words of a spoken text and their timings."""

from __future__ import annotations

from exporter.speech import WordTiming
from exporter.voices import _words


def test_words_are_found_where_they_stand_without_the_punctuation_around_them() -> None:
    text = "« L’Île », dit-il — à 7 h !"
    assert [word for _, word in _words.words(text)] == ["L’Île", "dit-il", "à", "7", "h"]
    assert all(text[offset:].startswith(word) for offset, word in _words.words(text))


def test_what_was_heard_of_the_signs_around_a_word_is_the_words() -> None:
    assert _words.timings("un #mot", [(0, 0, 5), (3, 5, 9), (4, 9, 20)]) == (
        WordTiming("un", 0, 5),
        WordTiming("mot", 5, 20),
    )


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
