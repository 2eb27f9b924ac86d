"""Text cut into pieces that a service takes: at the ends of sentences, else of clauses, else between words."""

from __future__ import annotations

import re
from typing import Final

_ENDS: Final = (
    re.compile(r"[.!?…][»”\")\]\s]*\s"),
    re.compile(r"(?:[;:]|\s[–—])\s"),
    re.compile(r"[,)»”]\s"),
    re.compile(r"[ \t\n]"),
)
_SHORTEST: Final = 25
"""A piece shorter than this breaks the melody of its sentence: a weaker end further on is better."""


def chunks(text: str, longest: int) -> tuple[str, ...]:
    """Cut text into pieces of at most ``longest`` characters, without white space at their ends; none is empty."""
    pieces: list[str] = []
    rest = text.strip()
    while len(rest) > longest:
        place = _best_end(rest[: longest + 1], longest)
        pieces.append(rest[:place].rstrip())
        rest = rest[place:].lstrip()
    return (*pieces, rest) if rest else tuple(pieces)


def _best_end(window: str, longest: int) -> int:
    """Find the last strongest end in a window that is not too close to its start; a word too long is cut."""
    for pattern in _ENDS:
        places = [match.end() for match in pattern.finditer(window) if match.end() >= min(_SHORTEST, longest)]
        if places:
            return places[-1]
    spaces = [match.end() for match in _ENDS[-1].finditer(window)]
    return spaces[-1] if spaces else longest
