"""When each written word is heard.

A voice times the words that it speaks. Edits lead from the written form to the spoken one, so that they lead back:
"3 km" is heard from "trois" to "kilomètres". Words inside of one edit share its time by their letters.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from exporter.rewrite import shift

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.rewrite import Edit
    from exporter.speech import Clip, Utterance

_WORD: Final = re.compile(r"\w(?:\S*\w)?")


@dataclass(frozen=True, slots=True)
class Word:
    """A written word: ``[first, last)`` of its utterance's written form, heard in ``[start, end)``, in samples."""

    first: int
    last: int
    language: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Span:
    """``[first, last)`` of one scale lies on ``[start, end)`` of another, evenly."""

    first: int
    last: int
    start: int
    end: int

    def at(self, position: float) -> float:
        """Carry a position over; outside of the span it keeps its distance to the nearer end."""
        if position >= self.last:
            return self.end + position - self.last
        return self.start + (position - self.first) * (self.end - self.start) / (self.last - self.first)


def speech_end(clip: Clip, rate: int) -> int:
    """Where in its track the speech of a clip ends and its pause begins, in samples."""
    return max(clip.start, clip.end - round(clip.utterance.pause * rate))


def words(clip: Clip, rate: int) -> tuple[Word, ...]:
    """Time the written words of a clip: white space separates them, each has a letter or digit, signs around are shed.

    Intervals are in order, disjoint and inside of the clip's speech; one is empty where nothing was heard of a word.
    """
    heard = _heard(clip, speech_end(clip, rate))
    languages = _languages(clip.utterance)
    befores = [span.first for span in heard]
    afters = [span.last for span in heard]
    places = [match.span() for match in _WORD.finditer(clip.utterance.written)]
    found = []
    for (first, last), (said, still) in zip(places, _said(places, tuple(_edits(clip.utterance))), strict=True):
        start = _start(heard, bisect_right(afters, said), said)
        end = _end(heard, bisect_left(befores, still) - 1, still)
        language = languages[bisect_right(languages, (first, "\uffff")) - 1][1]
        found.append(Word(first, last, language, round(start), round(max(start, end))))
    return tuple(found)


def _said(places: Sequence[tuple[int, int]], edits: Sequence[_Span]) -> Iterator[tuple[float, float]]:
    """Where words lie in the spoken form; one takes the signs around it along if they were edited with it ("3 %")."""
    firsts = [edit.first for edit in edits]
    befores = [0, *(last for _, last in places)]
    afters = [*(first for first, _ in places[1:]), sys.maxsize]
    for (first, last), before, after in zip(places, befores, afters, strict=False):
        opening, closing = bisect_right(firsts, first) - 1, bisect_left(firsts, last) - 1
        start, end = first, last
        if opening >= 0 and before <= edits[opening].first and first < edits[opening].last:
            start = edits[opening].first
        if closing >= 0 and last < edits[closing].last:
            end = min(after, edits[closing].last)
        yield _carry(edits, opening, start), _carry(edits, closing, end)


def _edits(utterance: Utterance) -> Iterator[_Span]:
    """The edits of all phrases: written ranges on spoken ones."""
    grown = 0
    for edit in _shifted(utterance):
        start = edit.start + grown
        yield _Span(edit.start, edit.end, start, start + len(edit.text))
        grown += len(edit.text) - (edit.end - edit.start)


def _shifted(utterance: Utterance) -> Iterator[Edit]:
    length = 0
    for phrase in utterance.phrases:
        yield from shift(phrase.edits, length)
        length += len(phrase.written)


def _languages(utterance: Utterance) -> list[tuple[int, str]]:
    """Where each language begins in the written form."""
    found, length = [], 0
    for phrase in utterance.phrases:
        if phrase.written:
            found.append((length, phrase.language))
        length += len(phrase.written)
    return found


def _heard(clip: Clip, end: int) -> tuple[_Span, ...]:
    """Ranges of the spoken form on samples: the voice's words, or all of it if the voice did not time them well."""
    spoken = clip.utterance.spoken
    spans: list[_Span] = []
    place = 0
    for word in clip.words:
        place = spoken.find(word.text, place)
        if place < 0:
            break
        spans.append(_Span(place, place + len(word.text), word.start, word.end))
        place += len(word.text)
    if clip.words and place >= 0 and _ordered(spans, clip.start, end):
        return tuple(spans)
    stripped = spoken.strip()
    first = spoken.find(stripped)
    return (_Span(first, first + len(stripped), clip.start, end),)


def _ordered(spans: Sequence[_Span], start: int, end: int) -> bool:
    edges = [start, *(edge for span in spans for edge in (span.start, span.end)), end]
    return all(one <= other for one, other in pairwise(edges))


def _carry(spans: Sequence[_Span], index: int, position: float) -> float:
    """Carry a position over by the span before it, on which it may lie."""
    return position if index < 0 else spans[index].at(position)


def _start(heard: Sequence[_Span], index: int, position: float) -> float:
    """When a spoken position begins to be heard: between two words, with the next."""
    if index == len(heard):
        return heard[-1].end
    return heard[index].at(max(position, heard[index].first))


def _end(heard: Sequence[_Span], index: int, position: float) -> float:
    """When a spoken position is no longer heard: between two words, with the one before."""
    if index < 0:
        return heard[0].start
    return heard[index].at(min(position, heard[index].last))
