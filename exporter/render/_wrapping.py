"""Words in lines of so many cells: no line is broken at a no-break space or inside an address."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_BREAKING: Final = re.compile(r"[ \t\n\x0b\x0c\r\x85\u2028\u2029\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+")
_NO_BREAK: Final = re.compile("[\u00a0\u2007\u202f]")
_TAB: Final = 4

HARD_BREAK: Final = "\N{RECORD SEPARATOR}"
"""Stands for a line break that belongs to the text; a control character, so that no word can hold it."""


def clean(text: str) -> str:
    """Take control characters out, which a terminal might obey; white space stays."""
    return _CONTROL.sub("", text)


def cells(text: str) -> int:
    """Columns that a line takes on a terminal: wide characters two, combining ones none (Unicode Annex 11)."""
    return len(text) if text.isascii() else sum(map(_cell, text))


@lru_cache(maxsize=4096)  # an article has some hundred different characters, the article after it much the same
def _cell(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def flat(text: str) -> str:
    """Put a run of words on one line."""
    return " ".join(_words(text.replace(HARD_BREAK, " ")))


def wrap(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """Break a run of words into lines of at most ``width`` cells where words allow it.

    ``first`` stands before the first line, ``rest`` (by default as many spaces) before the others.
    """
    indent = " " * cells(first) if rest is None else rest
    lines: list[str] = []
    for part in text.split(HARD_BREAK):
        words = _words(part)
        if words:
            lines += _fill(words, width, first if not lines else indent, indent)
    return lines


def _words(text: str) -> list[str]:
    return [word for word in _BREAKING.split(text) if word]


def _fill(words: list[str], width: int, first: str, rest: str) -> list[str]:
    lines = [first + words[0]]
    taken, indent = cells(lines[0]), cells(rest)
    for word in words[1:]:
        size = cells(word)
        if taken + 1 + size <= width:
            lines[-1] += " " + word
            taken += 1 + size
        else:
            lines.append(rest + word)
            taken = indent + size
    return lines


def verbatim(text: str, indent: str) -> list[str]:
    """Keep lines as they are, but for tabs."""
    lines = text.replace(HARD_BREAK, "\n").splitlines()
    return [(indent + line.expandtabs(_TAB)).rstrip() for line in lines]


def finish(lines: list[str]) -> str:
    """Join lines: ordinary spaces only, none at an end, NFC, one newline at the end."""
    spaced = (_NO_BREAK.sub(" ", line).rstrip() for line in lines)
    return unicodedata.normalize("NFC", "\n".join(spaced)).strip("\n") + "\n"
