"""Captions: a narration as cues of at most two short lines, in the written form, on one timeline."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

from exporter.render import timing
from exporter.render._wrapping import clean
from exporter.speech import UtteranceKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.speech import Clip, Track

WIDTH: Final = 65
"""Characters of a line, at most."""

_LINGER: Final = 0.3
"""Seconds for which a cue stays in the pause that follows it."""

_BREAKING: Final = re.compile(r"[^\S\u00a0\u2007\u202f]+")
_WORD: Final = re.compile(r"[^ ]+ ?")
_AFTER_STOP: Final = (".", "!", "?", "…", ";", ":")
_AFTER_PART: Final = (",", "»", "”", ")", "–", "—")
_SHORT: Final = 3
"""Letters. A word so short is an article or a preposition: it belongs to what follows."""

_WEIGHT: Final = 0.2
"""How much of a line's or cue's length a better place to cut it is worth."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word with the signs and the space around it, heard in ``[start, end)``, in milliseconds.

    It ``ends`` a line of verse, or not.
    """

    text: str
    language: str
    start: int
    end: int
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown in ``[start, end)``, in milliseconds; ``id`` is its utterance's, numbered from the second on.

    It is ``quoted`` where the voice of quotations speaks.
    """

    id: str
    start: int
    end: int
    lines: tuple[tuple[Piece, ...], ...]
    quoted: bool = False


def cues(tracks: Sequence[Track]) -> tuple[Cue, ...]:
    """Cut a narration into cues, in order, none of them empty or overlapping another."""
    found: list[Cue] = []
    offset = 0
    for track in tracks:
        for clips in _rows(track.clips):
            for cue in _cued(clips, _Clock(offset, track.rate)):
                start = max(cue.start, found[-1].end if found else 0)
                found.append(replace(cue, start=start, end=max(cue.end, start + 1)))
        offset += track.length
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Clock:
    """Tells the time of a track's samples: it begins ``offset`` samples into the narration."""

    offset: int
    rate: int

    def __call__(self, sample: int) -> int:
        """Milliseconds from the beginning of the narration."""
        return round((self.offset + sample) * 1000 / self.rate)


def _rows(clips: Sequence[Clip]) -> Iterator[tuple[Clip, ...]]:
    """Put the cells of a table's row together; every other clip is by itself."""
    row: list[Clip] = []
    for clip in clips:
        row.append(clip)
        if not clip.utterance.goes_on:
            yield tuple(row)
            row = []
    if row:
        yield tuple(row)


def _cued(clips: tuple[Clip, ...], clock: _Clock) -> Iterator[Cue]:
    units = tuple(_units(tuple(piece for clip in clips for piece in _framed(clip, clock))))
    if not units:
        return
    text = _Text(units)
    cuts = tuple(text.cues(0, len(units)))
    clip = clips[-1]
    starts = [clock(clips[0].start), *(units[first][0].start for first, _ in cuts[1:])]
    speech_end = timing.speech_end(clip, clock.rate)
    end = clock(min(clip.end, speech_end + round(_LINGER * clock.rate)))
    for number, ((first, last), (start, stop)) in enumerate(zip(cuts, pairwise([*starts, end]), strict=True), 1):
        id_ = clips[0].utterance.id if number == 1 else f"{clips[0].utterance.id}_{number}"
        yield Cue(id_, start, stop, tuple(text.lines(first, last)), clips[0].utterance.quoted)


# --- Words -------------------------------------------------------------------------------------


def _framed(clip: Clip, clock: _Clock) -> Iterator[Piece]:
    """The words of a clip between those that stand around its cell, which are shown when its own are."""
    pieces = list(_pieces(clip, clock))
    if not pieces:
        return
    first, last = pieces[0], pieces[-1]
    for word in _WORD.findall(clean(_BREAKING.sub(" ", clip.utterance.lead))):
        yield from _short(Piece(word, first.language, first.start, first.start))
    tail = _WORD.findall(last.text.rstrip() + clean(_BREAKING.sub(" ", clip.utterance.tail)))
    yield from pieces[:-1]
    if not clip.utterance.tail:
        yield last
        return
    for number, word in enumerate(tail):
        yield from _short(Piece(word, last.language, last.end if number else last.start, last.end))


def _pieces(clip: Clip, clock: _Clock) -> Iterator[Piece]:
    """The words of a clip, with all that is written between them."""
    written, verse = clip.utterance.shown, clip.utterance.kind is UtteranceKind.VERSE
    words = timing.words(clip, clock.rate)
    if not words:
        language = clip.utterance.phrases[0].language
        words = (timing.Word(0, len(written), language, clip.start, timing.speech_end(clip, clock.rate)),)
    edges = [0, *(_edge(written, one.last, other.first) for one, other in pairwise(words)), len(written)]
    for word, (first, last) in zip(words, pairwise(edges), strict=True):
        text = clean(_BREAKING.sub(" ", written[first:last]))
        text = text if first else text.lstrip()
        if text.strip():
            ends = verse and "\n" in written[first:last].lstrip()
            yield from _short(Piece(text, word.language, clock(word.start), clock(word.end), ends))


def _edge(written: str, end: int, start: int) -> int:
    """Where between two words the second begins: after the last space where a line may break, else after any."""
    between = written[end:start]
    spaces = list(_BREAKING.finditer(between)) or list(re.finditer(r"\s", between))
    return end + spaces[-1].end()


def _short(piece: Piece) -> Iterator[Piece]:
    """Cut a word that is longer than a line."""
    text, length = piece.text, len(piece.text.rstrip())
    for first in range(0, length, WIDTH):
        last = min(first + WIDTH, length)
        start, end = (piece.start + (piece.end - piece.start) * place // length for place in (first, last))
        shown = text[first:last] if last < length else text[first:]
        yield Piece(shown, piece.language, start, end, piece.ends and last == length)


def _units(pieces: tuple[Piece, ...]) -> Iterator[tuple[Piece, ...]]:
    """Keep together what no-break spaces tie, unless it is longer than a line."""
    unit: list[Piece] = []
    for piece in pieces:
        unit.append(piece)
        if piece.text.endswith(" ") or piece is pieces[-1] or len(piece.text) == WIDTH:
            whole = len(_joined(unit)) <= WIDTH
            yield from (tuple(unit),) if whole else ((part,) for part in unit)
            unit = []


def _joined(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces).rstrip()


# --- Lines and cues ----------------------------------------------------------------------------


class _Text:
    """Units in a row; ranges of them fill lines and cues."""

    def __init__(self, units: tuple[tuple[Piece, ...], ...]) -> None:
        self._units = units
        texts = ["".join(piece.text for piece in unit) for unit in units]
        self._starts = list(accumulate(map(len, texts), initial=0))
        self._ends = [start + len(text.rstrip()) for start, text in zip(self._starts, texts, strict=False)]
        self._costs = [_cost(text.rstrip()) for text in texts]
        self._verse = [place for place, unit in enumerate(units, 1) if unit[-1].ends]

    def cues(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Ranges that fill two lines at most."""
        if self._inner_ends(first, last):
            yield from self._versed(first, last)
            return
        if self._length(first, last) <= WIDTH or self._breaks(first, last):
            yield first, last
            return
        fifth = (last - first) // 5
        cut = self._best(first, last, range(first + max(1, fifth), last - fifth))
        yield from self.cues(first, cut)
        yield from self.cues(cut, last)

    def _inner_ends(self, first: int, last: int) -> list[int]:
        """Where lines of verse end inside of a range."""
        return [place for place in self._verse if first < place < last]

    def _versed(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Two lines of verse a cue; one that is too long is cut as other words are."""
        held = first
        for start, end in pairwise((first, *self._inner_ends(first, last), last)):
            if self._length(start, end) > WIDTH:
                yield from ((held, start),) if held < start else ()
                yield from self.cues(start, end)
                held = end
            elif held < start:
                yield held, end
                held = end
        yield from ((held, last),) if held < last else ()

    def lines(self, first: int, last: int) -> Iterator[tuple[Piece, ...]]:
        """The lines of a range that fills two at most."""
        ends = self._inner_ends(first, last)
        if not ends and self._length(first, last) > WIDTH:
            ends = [self._best(first, last, self._breaks(first, last))]
        cuts = (first, *ends, last)
        for start, end in pairwise(cuts):
            yield tuple(piece for unit in self._units[start:end] for piece in unit)

    def _length(self, first: int, last: int) -> int:
        return self._ends[last - 1] - self._starts[first]

    def _breaks(self, first: int, last: int) -> range:
        """Where a range that is too long for one line can be broken so that both are short enough."""
        latest = bisect_right(self._ends, self._starts[first] + WIDTH, first, last)
        earliest = latest
        while earliest > first + 1 and self._length(earliest - 1, last) <= WIDTH:
            earliest -= 1
        return range(earliest, latest + 1) if self._length(latest, last) <= WIDTH else range(0)

    def _best(self, first: int, last: int, cuts: Sequence[int]) -> int:
        """The place that is natural and near the middle."""
        middle = (self._starts[first] + self._ends[last - 1]) / 2
        length = self._length(first, last)
        return min(cuts, key=lambda cut: self._costs[cut - 1] * _WEIGHT + abs(self._starts[cut] - middle) / length)


def _cost(word: str) -> int:
    """How bad it is to cut after a word."""
    if word.endswith(_AFTER_STOP):
        return 0
    if word.endswith(_AFTER_PART):
        return 1
    return 3 if len(word) <= _SHORT else 2
