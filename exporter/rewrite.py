"""Edits: how one text becomes another while every character stays accounted for.

Typesetting and the spoken form are both lists of edits over the written text, so that markup, word timings and
captions can always be carried from one form to the other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

UNSPOKEN: Final = "unspoken"
"""The rule of an edit that names something instead of reading it out: program code, a number of ten thousand digits."""


@dataclass(frozen=True, slots=True, order=True)
class Sounding:
    """How ``[start, end)`` of a spoken form sounds, in IPA: for a voice that can be told so.

    An empty range adds a sound to the word that ends there: a liaison. ``ʔ`` before a vowel keeps the words before it
    from being linked or elided.
    """

    start: int
    end: int
    phonemes: str

    def moved(self, by: int) -> Sounding:
        """The same at another place."""
        return replace(self, start=self.start + by, end=self.end + by)


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace ``[start, end)`` of a text by ``text``; ``rule`` names the reason.

    ``phonemes`` (IPA) say how the new text sounds where its letters would mislead a voice, ``within`` how words of it
    do, by their places in it.
    """

    start: int
    end: int
    text: str
    rule: str = ""
    phonemes: str = ""
    within: tuple[Sounding, ...] = ()


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Carry out edits, which are in order and do not overlap; raises `ValueError` if they do or lie outside."""
    parts: list[str] = []
    position = 0
    for edit in edits:
        if not position <= edit.start <= edit.end <= len(text):
            raise ValueError(f"edit out of order or range: {edit}")
        parts += (text[position : edit.start], edit.text)
        position = edit.end
    return "".join((*parts, text[position:]))


def shift(edits: Iterable[Edit], by: int) -> tuple[Edit, ...]:
    """Move edits by a number of characters."""
    return tuple(replace(edit, start=edit.start + by, end=edit.end + by) for edit in edits)


def soundings(edits: Iterable[Edit]) -> Iterator[Sounding]:
    """The stretches of the new text whose phonemes are given, in order."""
    grown = 0
    for edit in edits:
        start = edit.start + grown
        whole = (Sounding(0, len(edit.text), edit.phonemes),) if edit.phonemes else edit.within
        yield from (one.moved(start) for one in whole)
        grown += len(edit.text) - (edit.end - edit.start)
