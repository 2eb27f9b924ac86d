"""Words of a spoken text, and their timings."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from exporter.speech import WordTiming

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# White space separates words; a word has a letter or a digit, and sheds the punctuation around it.
_TOKEN = re.compile(r"\S+")
_CORE = re.compile(r"\w(?:\S*\w)?")


def words(text: str) -> tuple[tuple[int, str], ...]:
    """Find the words of a text with the offset of each."""
    return tuple((offset, word) for _, offset, word in _found(text))


def timings(text: str, heard: Iterable[tuple[int, int, int]]) -> tuple[WordTiming, ...]:
    """Time every word of ``text`` from parts of words: their offset in the text, start and end in samples, in order.

    A word of which nothing was heard gets an empty interval where the word before it ends.
    """
    found = tuple(_found(text))
    tokens = [token for token, _, _ in found]
    spans: dict[int, tuple[int, int]] = {}
    for offset, start, end in heard:
        index = max(bisect_right(tokens, offset) - 1, 0)
        spans[index] = (spans.get(index, (start, end))[0], end)
    timed: list[WordTiming] = []
    for index, (_, _, word) in enumerate(found):
        last = timed[-1].end if timed else 0
        start, end = spans.get(index, (last, last))
        timed.append(WordTiming(word, max(start, last), max(end, last)))
    return tuple(timed)


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    """Each word after its offset, and before that the offset of what stands before it without a space."""
    for token in _TOKEN.finditer(text):
        if core := _CORE.search(token.group()):
            yield token.start(), token.start() + core.start(), core.group()
