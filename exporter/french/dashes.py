"""Dashes: of dialogue, of incises, and hyphens that stand for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from exporter.french.sentences import sentences
from exporter.rewrite import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIXED: Final = "\u00a0"
_DIALOGUE: Final = re.compile(r"(?:\A|(?<=\n)|(?<=«\u00a0))(?!–\d)([–—])[^\S\n]?(?=[^\s–—-])")
_SPACED: Final = re.compile(r"(?<=[\w»”’)\].…!?,%€])[ \u00a0]([–—])[ \u00a0](?=[\w«“(\[])")


def dashes(text: str) -> Iterator[Edit]:
    """Tie a dialogue's dash to its first word and both dashes of an incise to what they enclose.

    A dash that touches a number is its minus sign: "–0,2 %".
    """
    edits = [Edit(match.start(), match.end(), f"{match[1]}{_FIXED}", "dash") for match in _DIALOGUE.finditer(text)]
    if _SPACED.search(text):  # few texts have one: it is worth knowing before looking for sentences
        for low, high in sentences(text):
            edits += _incises(text, low, high)
    return iter(sorted(edits))


def _incises(text: str, low: int, high: int) -> Iterator[Edit]:
    spaced = list(_SPACED.finditer(text, low, high))
    for left, right in zip(spaced[::2], spaced[1::2], strict=False):
        yield Edit(left.start(), left.end(), f" {left[1]}{_FIXED}", "incise")
        yield Edit(right.start(), right.end(), f"{_FIXED}{right[1]} ", "incise")
