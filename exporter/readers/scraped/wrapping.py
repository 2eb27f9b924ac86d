"""Hard-wrapped lines made paragraphs again.

A text was wrapped at a column if its lines keep breaking in mid-sentence below one width. A break then belongs to the
wrapping exactly when the first word of the next line would not have fitted; a line that had room for it ends a
paragraph, a heading, a verse or an address. Lines of a text that was not wrapped are paragraphs as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from exporter.readers.press import dates, markers
from exporter.readers.press.lines import Line, Passage, ended, fold, passage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exporter.readers.press.phrases import Compounds

_WIDEST = 130
_NARROWEST = 28
_RAGGED = 14
_ADDRESSES = ("http://", "https://", "www.")
_SYLLABLE = 3
"""First halves of so few letters are no words of their own, but for the known ones."""
_CLOSING = "?!:;»)…,"
_CUT = re.compile(r"(?P<head>[^\W\d_]+)-$")
_FIRST_PART = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(?:19|20)\d\d\b")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_OPEN_END = re.compile(
    r"(?:[,:–—(«]|\b(?:le|la|les|l[’']|de|du|des|d[’']|et|ou|à|en|un|une|au|aux|sur|pour|par|dans|qui|que|avec|sans"
    r"|son|sa|ses|leur|ce|cette|ne|pas|plus|est|sont))$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Column:
    """Where a text was wrapped: ``width`` in characters, ``ragged`` if its lines may end before they have to."""

    width: int
    ragged: bool


def join(lines: Sequence[Line], alone: Callable[[Line], bool], compounds: Compounds) -> tuple[Passage, ...]:
    """Gather lines into passages; a line for which ``alone`` holds is joined only to a line that breaks off for it."""
    column = _column(lines)
    hyphens = _Hyphens(lines, compounds)
    found: list[Passage] = []
    group: list[Line] = []
    for line in lines:
        if group and not _continues(group, line, column, alone):
            found.append(_gather(group, hyphens))
            group = []
        group.append(line)
    if group:
        found.append(_gather(group, hyphens))
    return tuple(found)


def _gather(group: list[Line], hyphens: _Hyphens) -> Passage:
    if len(group) == 1:
        return passage(tuple(group))
    parts = [group[0].text]
    for line in group[1:]:
        glue, previous = hyphens.glue(parts[-1], line.text)
        parts[-1:] = [previous, glue, line.text]
    return passage(tuple(group), "".join(parts))


# --- The column --------------------------------------------------------------------------------


def _column(lines: Sequence[Line]) -> Column | None:
    """Find the column at which the text was wrapped; None if it was not."""
    broken = [(a, b) for a, b in pairwise(lines) if not b.gap and _mid_sentence(a, b)]
    lengths = sorted(_length(a) for a, _ in broken)
    if not lengths:
        return None
    width = lengths[int(len(lengths) * 0.95)]
    total = sum(len(line.text) for line in lines)
    long = (line.text for line in lines if len(line.text) > width + _RAGGED)
    beyond = sum(len(text) for text in long if " " in text and not any(address in text for address in _ADDRESSES))
    near = sum(length >= width - 2 * _RAGGED for length in lengths)
    if width > _WIDEST or beyond * 4 >= total or near * 3 < len(lengths) * 2:
        return None
    loose = sum(not _full(a, b, width) for a, b in broken)
    return Column(width, ragged=loose * 20 > len(broken))


def _length(line: Line) -> int:
    return line.indent + len(line.text)


def _mid_sentence(a: Line, b: Line) -> bool:
    """Tell whether a line breaks in mid-sentence: no end before, no capital, mark or number after."""
    if len(a.text) < _NARROWEST or not b.text[0].islower() or ended(a.text):
        return False
    return not markers.item(b.text) and not b.text.startswith(_ADDRESSES) and not _tabular(a) and not _tabular(b)


def _tabular(line: Line) -> bool:
    return ("\t" in line.text or "|" in line.text or "   " in line.text) and markers.row(line.text)


# --- One break ---------------------------------------------------------------------------------


def _continues(group: list[Line], line: Line, column: Column | None, alone: Callable[[Line], bool]) -> bool:
    """Tell whether a line goes on with the group's sentence."""
    last = group[-1]
    if line.gap or markers.rule(last.text) or (_starts(line) and not _awaited(last, line, column)):
        return False
    hanging = line.indent > group[0].indent and bool(markers.item(group[0].text) or markers.note(group[0].text))
    if column is None:
        return hanging and line.text[0].islower() and not alone(line)
    if _indented(group, line):
        return False
    if _broken_off(last, line, column):
        return True
    if alone(last) or alone(line):
        return False
    return _full(last, line, column.width) or (hanging and not ended(last.text)) or _ragged(last, line, column)


def _starts(line: Line) -> bool:
    """Tell whether a line starts something by its first characters alone."""
    text = line.text
    if markers.item(text) or markers.note(text) or markers.rule(text) or _tabular(line):
        return True
    return text.startswith((*_ADDRESSES, "©", "> "))


def _awaited(last: Line, line: Line, column: Column | None) -> bool:
    """Tell whether a wrapped sentence needs the address that begins a line ("voir sur …")."""
    return column is not None and line.text.startswith(_ADDRESSES) and _OPEN_END.search(last.text[-20:]) is not None


def _indented(group: list[Line], line: Line) -> bool:
    """Tell whether a line is indented like a paragraph's first."""
    listed = len(group) == 1 and markers.item(group[0].text)
    return line.indent > group[-1].indent + 1 and not listed


def _full(last: Line, line: Line, width: int) -> bool:
    """Tell whether the next line's first word would not have fitted on the last line."""
    first = line.text.split(None, 1)[0]
    return _length(last) + 1 + len(first) > width


def _broken_off(last: Line, line: Line, column: Column) -> bool:
    """Tell whether a full line stops in mid-sentence or mid-word, so that the next one must go on with it."""
    if line.text[0] in _CLOSING:
        return True
    if ended(last.text):
        return False
    if _CUT.search(last.text[-60:]) and line.text[0].islower():
        return True
    open_end = _OPEN_END.search(last.text[-20:]) is not None or _cuts_date(last, line)
    return _full(last, line, column.width) and (line.text[0].islower() or open_end)


def _cuts_date(last: Line, line: Line) -> bool:
    """Tell whether a break stands between a day and its year."""
    return _YEAR.match(line.text) is not None and any(
        found.end() >= len(fold(last.text[-20:])) for found in dates.DAY.finditer(fold(last.text[-20:]))
    )


def _ragged(last: Line, line: Line, column: Column) -> bool:
    """Tell whether a line that had room all the same goes on: it stops in mid-sentence, not far from the edge."""
    if not column.ragged or ended(last.text):
        return False
    room = column.width - _length(last)
    return room <= (max(_RAGGED, column.width // 3) if line.text[0].islower() else _RAGGED // 2)


# --- Hyphens -----------------------------------------------------------------------------------


class _Hyphens:
    """What a hyphen at the end of a line means, judged by the words of the whole text."""

    def __init__(self, lines: Sequence[Line], compounds: Compounds) -> None:
        self._lines = lines
        self._compounds = compounds
        self._words: frozenset[str] | None = None
        self._often = False

    def glue(self, before: str, after: str) -> tuple[str, str]:
        """Say what stands between two lines, and the first one without its hyphen if that was typesetting."""
        cut, tail = _CUT.search(before[-60:]), _FIRST_PART.match(after)
        if cut is None or tail is None:
            stuck = before.endswith("-") and before[-2:-1].isalnum() and tail is not None
            return ("" if stuck else " "), before
        if not after[0].islower() or before[-60:].rsplit(None, 1)[-1].count("-") > 1:
            return "", before
        return "", (before if self._own(cut["head"].lower(), tail[0].lower()) else before[:-1])

    def _own(self, head: str, tail: str) -> bool:
        """Tell whether the hyphen belongs to the word."""
        words = self._vocabulary()
        if head + tail in words:
            return False
        if f"{head}-{tail}" in words or head in self._compounds.heads or tail in self._compounds.tails:
            return True
        return not self._often and len(head) > _SYLLABLE and self._compounds.rests.fullmatch(tail) is None

    def _vocabulary(self) -> frozenset[str]:
        if self._words is None:
            self._words = frozenset(word for line in self._lines for word in _WORDS.findall(line.text.lower()))
            cuts = sum(line.text.endswith("-") for line in self._lines)
            self._often = cuts >= 3 and cuts * 16 >= len(self._lines)
        return self._words
