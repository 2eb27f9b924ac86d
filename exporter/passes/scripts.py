"""Scripts: words in other letters than Latin, whose letters tell the language well enough for a voice to try."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LETTERS = {
    "ar": ("\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc", 2),
    "he": ("\u0590-\u05ff", 2),
    "el": ("\u0370-\u03ff\u1f00-\u1fff", 3),
    "ru": ("\u0400-\u04ff", 2),
    "zh": ("\u3040-\u30ff\u4e00-\u9fff", 1),
    "ko": ("\uac00-\ud7af", 1),
    "hi": ("\u0900-\u097f", 2),
    "bn": ("\u0980-\u09ff", 2),
    "ta": ("\u0b80-\u0bff", 2),
    "th": ("\u0e00-\u0e7f", 2),
    "ka": ("\u10a0-\u10ff", 2),
    "hy": ("\u0530-\u058f", 2),
}
_SCRIPTS = {
    code: re.compile(rf"[{letters}]{{{fewest},}}(?:[^\w\n]{{1,3}}[{letters}]+)*")
    for code, (letters, fewest) in _LETTERS.items()
}
_KANA = re.compile("[\u3040-\u30ff]")
_UKRAINIAN = re.compile("[іїєґ]", re.IGNORECASE)


def runs(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of words in other letters than Latin, script by script; letters enough to be no symbol ("π", "α")."""
    if not text.isascii():
        yield from (match.span() for pattern in _SCRIPTS.values() for match in pattern.finditer(text))


def language(text: str) -> str | None:
    """The language of words that are all in one such script; None for others."""
    found = (code for code, pattern in _SCRIPTS.items() if pattern.fullmatch(text))
    return None if text.isascii() else next((_refined(code, text) for code in found), None)


def _refined(code: str, text: str) -> str:
    if code == "zh" and _KANA.search(text):
        return "ja"
    return "uk" if code == "ru" and _UKRAINIAN.search(text) else code
