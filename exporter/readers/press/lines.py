"""Lines and passages: the text as it lies on the page, and the folded form in which phrases are looked up."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

KEY_LIMIT = 1500
"""Longest text, in characters, that phrases are looked up in."""

_FOLDED = {"’": "'", "‘": "'", "ʼ": "'", "–": "-", "—": "-", "‐": "-", "‑": "-", "…": "...", "œ": "oe", "æ": "ae"}
_MARKS = re.compile("[\u0300-\u036f]")
_SPACE_RUN = re.compile(r"[ \t\u00a0\u202f]{2,}|\t")
_OPENERS = frozenset('©([«"“/<>&@#+-')
_CLOSERS = frozenset(')?%€°»"”*]')
_BULLET = re.compile(r"^[-+<>/&#]+ *(?=\D)")
_ENDED = re.compile(r"[.!?…:;](?:[\s\u00a0\u202f]*[»”\"’)\]])*(?:\s?(?:\[\d{1,3}\]|[¹²³⁴-⁹]+))*$")
_STOPPED = re.compile(r"[.](?:[\s\u00a0\u202f]*[»”\"’)\]])*(?:\s?(?:\[\d{1,3}\]|[¹²³⁴-⁹]+))*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank: ``number`` from 1, ``text`` without its ends' spaces, ``gap`` after a blank line."""

    number: int
    text: str
    indent: int
    gap: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines that belong together: a paragraph, a heading, an item. ``key`` is folded, empty if the text is long."""

    lines: tuple[Line, ...]
    text: str
    key: str

    @property
    def number(self) -> int:
        """The number of the first line."""
        return self.lines[0].number

    @property
    def gap(self) -> bool:
        """Tell whether a blank line stands before the passage."""
        return self.lines[0].gap

    @property
    def indent(self) -> int:
        """Columns of white space before the first line."""
        return self.lines[0].indent


def split(text: str) -> tuple[Line, ...]:
    """Cut a text into its lines, blank ones left out."""
    found: list[Line] = []
    gap = True
    for number, raw in enumerate(text.split("\n"), 1):
        stripped = raw.strip()
        if stripped:
            indent = len(raw[: len(raw) - len(raw.lstrip())].expandtabs(4)) if raw[0].isspace() else 0
            found.append(Line(number, stripped, indent, gap))
        gap = not stripped
    return tuple(found)


def passage(lines: tuple[Line, ...], text: str | None = None) -> Passage:
    """Make a passage of lines that are one text."""
    words = tidy(lines[0].text if text is None else text)
    return Passage(lines, words, bare(words) if len(words) <= KEY_LIMIT else "")


def below(removed: Passage, kept: Passage) -> Passage:
    """Give a passage the blank line that stood above the one that was taken out before it."""
    if kept.gap or not removed.gap:
        return kept
    return replace(kept, lines=(replace(kept.lines[0], gap=True), *kept.lines[1:]))


def without(passages: Sequence[Passage], taken: Container[int]) -> list[Passage]:
    """Leave out the passages at these places; what stood apart from the text above still does."""
    rest: list[Passage] = []
    above: Passage | None = None
    for index, kept in enumerate(passages):
        if index in taken:
            above = kept if above is None or kept.gap else above
            continue
        rest.append(below(above, kept) if above else kept)
        above = None
    return rest


def tidy(text: str) -> str:
    """Make runs of spaces one; a no-break space wins over its neighbours."""
    return _SPACE_RUN.sub(_widest, text).strip()


def _widest(run: re.Match[str]) -> str:
    return next((sign for sign in run[0] if sign in "\u00a0\u202f"), " ")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Fold for comparison: lower case, no accents, plain dashes, apostrophes and single spaces."""
    folded = text.casefold()
    if not folded.isascii():
        for sign, plain in _FOLDED.items():
            folded = folded.replace(sign, plain)
        folded = _MARKS.sub("", unicodedata.normalize("NFD", folded))
    return " ".join(folded.split())


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """Fold, and take off decoration: bullets and arrows before, points and exclamation marks after."""
    folded = fold(text)
    start, end = 0, len(folded)
    while start < end and not (folded[start].isalnum() or folded[start] in _OPENERS):
        start += 1
    while end > start and not (folded[end - 1].isalnum() or folded[end - 1] in _CLOSERS):
        end -= 1
    stripped = folded[start:end]
    return stripped if stripped[:1].isalnum() else _BULLET.sub("", stripped)


def ended(text: str) -> bool:
    """Tell whether a text ends like a sentence, a question or an announcement."""
    return _ENDED.search(text[-40:]) is not None


def stopped(text: str) -> bool:
    """Tell whether a text ends with a full stop, which headings and titles do not."""
    return _STOPPED.search(text[-40:]) is not None and not text.endswith("...")


def word_count(text: str) -> int:
    """Count the words of a text, at most 200."""
    return len(text[:2000].split(None, 200))


def prose(text: str) -> bool:
    """Tell whether a text is a sentence or more: a stop at its end and eight words, or very long."""
    return (stopped(text) and word_count(text) >= 8) or len(text) > 240
