"""Sentences of a language that nobody has taught, by a simplification of Unicode's UAX #29 (sentence boundaries).

A sentence ends behind its marks, the quotes and brackets that close there, and white space (rules SB9 to SB11), but not
before a comma or another mark that goes on (SB8a). A full stop ends none before a digit (SB6), within a word ("U.S.",
SB7), or if the next letter is a small one (SB8).

Simplified: marks and quotes are those listed here; a line break is a space, since a paragraph was cut already.
Tailored, as the annex allows: … is read as a full stop, an initial ("J. Castel") ends nothing, and only marks of East
Asia end a sentence right before a letter ("page?name=1").
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
    end, last = match.end(), match["marks"][-1]
    within = not match["closed"] and not match["space"] and last not in _WIDE and text[end].isalnum()
    if within or _CONTINUED.match(text, end):
        return False
    return last not in _AMBIGUOUS or _stops(match, text)


def _stops(match: re.Match[str], text: str) -> bool:
    """Tell whether a full stop is one."""
    start, end = match.span()
    if len(match["marks"]) == 1 and _INITIAL.search(text, max(0, start - 2), start):
        return False
    following = _LETTER.match(text, end)
    return following is None or not following["letter"].islower()
