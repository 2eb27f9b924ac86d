"""Lettering: what a font can draw, and words set in lines that look well. Widths are in ems."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

_HINGE: Final = re.compile("(?<=[-\u2010\u2011\u00a0])")
"""Where a word that is wider than a line may be cut."""
_SHORTEST: Final = 2
_WEAKNESS: Final = {1: 1.0, 2: 1.0, 3: 1.0, 4: 0.4}  # by letters


def drawable(text: str, font: FreeTypeFont) -> str:
    """Keep what the font can draw; spaces become ordinary or no-break ones, letters it lacks their plain form."""
    shown = "".join(_shown(character, font) for character in unicodedata.normalize("NFC", text))
    return " ".join(part for part in shown.split(" ") if part)


def lost(text: str, font: FreeTypeFont) -> list[str]:
    """Visible characters of a text that would be missing."""
    normal = unicodedata.normalize("NFC", text)
    return [one for one in normal if not _shown(one, font) and unicodedata.category(one) not in ("Cf", "Mn", "Cc")]


def _shown(character: str, font: FreeTypeFont) -> str:
    if character in "\u00a0\u202f\u2007":
        return "\u00a0"
    if character.isspace():
        return " "
    if _has_glyph(character, font):
        return character
    plain = unicodedata.normalize("NFKD", character)
    return plain if plain != character and all(_has_glyph(part, font) for part in plain) else ""


@lru_cache(maxsize=8192)
def _has_glyph(character: str, font: FreeTypeFont) -> bool:
    """Tell whether a character has a picture of its own; one that nobody may assign shows that of the others."""
    if unicodedata.category(character)[0] == "C":
        return False
    mask, missing = font.getmask(character), font.getmask("\U0010ffff")
    return mask.size != missing.size or bytes(mask) != bytes(missing)


# --- Lines -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Words:
    """Words with their widths, what it costs to end a line with each, and the width of a space; widths are in ems."""

    words: tuple[str, ...]
    widths: tuple[float, ...]
    costs: tuple[float, ...]
    space: float

    @classmethod
    def measured(cls, text: str, font: FreeTypeFont, widest: float = math.inf) -> Words:
        """Measure the words of a text, which are parted by ordinary spaces alone; cut those wider than ``widest``."""
        words = tuple(piece for word in text.split(" ") for piece in _pieces(word, font, widest * font.size) if piece)
        widths = tuple(font.getlength(word) / font.size for word in words)
        return cls(words, widths, tuple(map(_cost, words)), font.getlength(" ") / font.size)

    def line(self, start: int, end: int) -> str:
        """The line of the words ``[start, end)``."""
        return " ".join(self.words[start:end])


def _pieces(word: str, font: FreeTypeFont, room: float) -> tuple[str, ...]:
    """Cut a word wider than ``room`` pixels: after hyphens and no-break spaces, without them between letters."""
    if len(word) < _SHORTEST or math.isinf(room) or font.getlength(word) <= room:
        return (word,)
    hinged = [part for part in _HINGE.split(word) if part]
    parts = list(word) if len(hinged) == 1 else [piece for part in hinged for piece in _pieces(part, font, room)]
    lines = parts[:1]
    for part in parts[1:]:
        if font.getlength(lines[-1] + part) <= room:
            lines[-1] += part
        else:
            lines.append(part)
    return tuple(line.strip("\u00a0") for line in lines)


def first_lines(words: Words, measure: float, most: int) -> tuple[str, ...]:
    """Break into at most ``most`` lines; what is missing is marked by an ellipsis, which has its room."""
    lines = break_lines(words, measure)
    if len(lines) <= most:
        return lines
    lines = break_lines(words, measure - 1)
    return (*lines[: most - 1], lines[most - 1].rstrip(" ,;:…") + "…")


def break_lines(words: Words, measure: float) -> tuple[str, ...]:
    """Break into as few lines as possible, of nearly equal width, none ending in a weak word. Widths are in ems."""
    count = len(words.words)
    best: list[tuple[int, float, int]] = [(0, 0.0, 0), *[(count + 1, 0.0, 0)] * count]
    costs = (*words.costs[:-1], 0.0)
    for start in range(count):
        lines, cost, _ = best[start]
        total = 0.0
        for end in range(start + 1, count + 1):
            total += words.widths[end - 1]
            width = total + words.space * (end - start - 1)
            if width > measure and end > start + 1:
                break
            best[end] = min(best[end], (lines + 1, cost + ((1 - width / measure) ** 2 + costs[end - 1]), start))
    ends = [count]
    while ends[-1]:
        ends.append(best[ends[-1]][2])
    return tuple(words.line(start, end) for start, end in pairwise(reversed(ends)))


def count_lines(words: Words, measure: float) -> int:
    """How many lines `break_lines` makes, which takes much less to find out."""
    lines, start, total = 0, 0, 0.0
    for end, width in enumerate(words.widths, 1):
        total += width
        if end == start + 1 or total + words.space * (end - start - 1) <= measure:
            lines += end == start + 1
        else:
            lines, start, total = lines + 1, end - 1, width
    return lines


def _cost(final: str) -> float:
    """What it costs to end a line, but for the last one, with a word: less than nothing at a pause."""
    pause = final[-1:] in ":,;.?!—–"
    return 0.2 * weakness(final) - 0.06 * pause


def weakness(line: str) -> float:
    """Tell how much the last word of a line leans on the next one (le, des, par, avec): 0 to 1."""
    final = line.rsplit(" ", 1)[-1]
    return _WEAKNESS.get(len(final), 0.0) if final.isalpha() and final.islower() else 0.0
