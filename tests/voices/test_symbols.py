"""Symbols of the Kokoro model: which it knows, and how many it takes at once."""

from __future__ import annotations

import pytest

from exporter.voices import _symbols
from exporter.voices._phonemes import Sound

VOCABULARY = _symbols.vocabulary()


def text_of(symbols: tuple[_symbols.Symbol, ...]) -> str:
    return "".join(symbol.character for symbol in symbols)


def test_the_vocabulary_is_the_models() -> None:
    assert len(VOCABULARY) == 114
    assert (VOCABULARY["a"], VOCABULARY[" "], VOCABULARY["ʁ"]) == (43, 16, 128)


def test_symbols_that_the_model_does_not_know_are_left_out() -> None:
    sounds = (Sound(" ", None), Sound("a🙂b[ ", 0), Sound(" —  ", None), Sound("c ", 4))
    symbols = _symbols.spread(sounds, VOCABULARY)
    assert text_of(symbols) == "ab — c"
    assert [symbol.offset for symbol in symbols] == [0, 0, None, None, None, 4]


def test_sounds_without_a_word_are_nothing_to_say() -> None:
    assert _symbols.spread((Sound("… ", None), Sound("[", 3)), VOCABULARY) == ()


def test_a_short_utterance_is_one_batch_without_a_pause() -> None:
    symbols = _symbols.spread((Sound("bɔ̃ʒˈuʁ", 0), Sound(".", None)), VOCABULARY)
    assert list(_symbols.batches(symbols)) == [(symbols, 0.0)]
    assert list(_symbols.batches(())) == []


@pytest.mark.parametrize(
    ("glue", "pause"), [(", ", 0.15), (". ", 0.3), (" — ", 0.15), (" ", 0.05), ("", 0.05)], ids=repr
)
def test_a_long_utterance_is_cut_where_it_breathes(glue: str, pause: float) -> None:
    sounds = tuple(sound for word in range(120) for sound in (Sound("ʃanta", word * 7), Sound(glue, None)))
    symbols = _symbols.spread(sounds, VOCABULARY)
    found = list(_symbols.batches(symbols))
    joined = "".join(text_of(batch) for batch, _ in found)
    assert joined.replace(" ", "") == text_of(symbols).replace(" ", "")
    assert [silence for _, silence in found] == [pause] * (len(found) - 1) + [0.0]
    assert all(text_of(batch).endswith(glue.rstrip()) for batch, _ in found)
    assert not any(text_of(batch).startswith(" ") or text_of(batch).endswith(" ") for batch, _ in found)
    lengths = [len(batch) for batch, _ in found]
    assert max(lengths) <= _symbols.MOST
    assert min(lengths) > max(lengths) / 2
