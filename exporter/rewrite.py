"""Edits: how one text becomes another while every character stays accounted for.

Typesetting and the spoken form are both lists of edits over the written text, so that markup, word timings and
captions can always be carried from one form to the other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

UNSPOKEN: Final = "unspoken"
"""The rule of an edit that names something instead of reading it out: program code, a number of ten thousand digits."""


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace ``[start, end)`` of a text by ``text``; ``rule`` names the reason.

    ``phonemes`` (IPA) say how the new text sounds where its letters would mislead a voice.
    """

    start: int
    end: int
    text: str
    rule: str = ""
    phonemes: str = ""


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
