"""Sentences of a language that nobody has taught, by a simplification of Unicode's UAX #29 (sentence boundaries).

A sentence ends behind its marks, the quotes and brackets that close there, and white space (rules SB9 to SB11), but not
before a comma or another mark that goes on (SB8a), or if the next letter is a small one (SB8). A full stop ends none
before a digit (SB6) or within a word ("U.S.", SB7).

Simplified: marks and quotes are those listed here; a line break is a space, since a paragraph was cut already.
Tailored, as the annex allows: SB8 holds for all marks ("“Why?” she asked"), SB6 and SB7 for all but those of East Asia
("page?name=1"); … is read as a full stop, and an initial ("J. Castel") ends nothing.
"""

from __future__ import annotations

import re
from typing import Final

_AMBIGUOUS: Final = ".…․﹒．"
_WIDE: Final = "。！？｡"
_FINAL: Final = f"!?‼⁇⁈⁉؟۔܀܁܂।॥၊။።፧፨᠃᠉﹖﹗{_WIDE}"
_CLOSING: Final = "\"'’”»›“«)\\]}」』】）〉》"
_GOES_ON: Final = ",:;\\-–—、，：；؛،"
_END: Final = re.compile(rf"(?P<marks>[{_AMBIGUOUS}{_FINAL}]+)(?P<closed>[{_CLOSING}]*)(?P<space>\s*)")
_LETTER: Final = re.compile(rf"(?:\d|_|[^\w{_AMBIGUOUS}{_FINAL}])*(?P<letter>[^\W\d_])")
_CONTINUED: Final = re.compile(rf"[{_GOES_ON}{_AMBIGUOUS}{_FINAL}]")
_INITIAL: Final = re.compile(r"(?<!\w)[^\W\d_]$")


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Find the sentences of a text; see `exporter.ports.Language.sentences`."""
    ends = [match.end("space") for match in _END.finditer(text) if match.end() < len(text) and _ends(match, text)]
    pieces = zip((0, *ends), (*ends, len(text)), strict=True)
    found = tuple(_bare(text, low, high) for low, high in pieces)
    return tuple((low, high) for low, high in found if low < high) or ((0, len(text)),)


def _bare(text: str, low: int, high: int) -> tuple[int, int]:
    """A range without the white space at its ends."""
    piece = text[low:high]
    return low + len(piece) - len(piece.lstrip()), high - len(piece) + len(piece.rstrip())


def _ends(match: re.Match[str], text: str) -> bool:
    """Tell whether a sentence ends behind some marks."""
    start, end = match.span()
    marks = match["marks"]
    within = not match["closed"] and not match["space"] and marks[-1] not in _WIDE and text[end].isalnum()
    initial = marks == "." and _INITIAL.search(text, max(0, start - 2), start)
    if within or initial or _CONTINUED.match(text, end):
        return False
    following = _LETTER.match(text, end)
    return following is None or not following["letter"].islower()
