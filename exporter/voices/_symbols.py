"""Symbols: what the Kokoro model reads, one token each, and how many of them at once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from exporter import resources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.voices._phonemes import Sound

# The model takes 512 tokens, one of padding at each end.
MOST = 510

_VOCABULARY = "assets/voices/kokoro-vocabulary.json"
# Silence where an utterance had to be cut in two, by the mark it was cut after, in seconds.
_PAUSES = {".": 0.3, "!": 0.3, "?": 0.3, "…": 0.3, ";": 0.25, ":": 0.25, ",": 0.15, "—": 0.15}
_LEAST_PAUSE = 0.05


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol of the model's vocabulary and the place in the spoken text it belongs to, None between words."""

    character: str
    offset: int | None


def vocabulary() -> dict[str, int]:
    """The symbols that the model knows, with their tokens."""
    return cast("dict[str, int]", json.loads(resources.read(_VOCABULARY)))


def spread(sounds: tuple[Sound, ...], known: dict[str, int]) -> tuple[Symbol, ...]:
    """Spread sounds into symbols that the model knows; empty if none of them belongs to a word."""
    symbols: list[Symbol] = []
    for sound in sounds:
        for character in sound.phonemes:
            doubled = character == " " and (not symbols or symbols[-1].character == " ")
            if character in known and not doubled:
                symbols.append(Symbol(character, None if character == " " else sound.offset))
    spoken = any(symbol.offset is not None for symbol in symbols)
    return _without_last_space(tuple(symbols)) if spoken else ()


def batches(symbols: tuple[Symbol, ...]) -> Iterator[tuple[tuple[Symbol, ...], float]]:
    """Cut symbols into batches that the model takes, of about one length, each with the pause after it in seconds."""
    while len(symbols) > MOST:
        end = _end(symbols, len(symbols) // -(-len(symbols) // MOST))
        batch, symbols = _without_last_space(symbols[:end]), symbols[end:]
        yield batch, _PAUSES.get(batch[-1].character, _LEAST_PAUSE)
    if symbols:
        yield symbols, 0.0


def _end(symbols: tuple[Symbol, ...], target: int) -> int:
    """Find the end of a batch near ``target``: after a pause, else between words, else anywhere."""
    for marks in (frozenset(_PAUSES), frozenset(" ")):
        ends = [index + 1 for index in range(target // 2, MOST - 1) if symbols[index].character in marks]
        if ends:
            nearest = min(ends, key=lambda end: abs(end - target))
            return nearest + (symbols[nearest].character == " ")
    return target


def _without_last_space(symbols: tuple[Symbol, ...]) -> tuple[Symbol, ...]:
    return symbols[:-1] if symbols[-1].character == " " else symbols
