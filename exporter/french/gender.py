"""Gender of what a number counts: "vingt et une femmes", "vingt et un jours"."""

from __future__ import annotations

import re

from exporter.french.tables import words

_WINDOW = 80
_JOINED = re.compile(r"(?:\s?[-–]\s?|\s(?:à|ou|et)\s)\d(?:[\d ]*\d)?")
_WORD = re.compile(r"\s([^\W\d_]+(?:-[^\W\d_]+)*)")


def counts_feminine(text: str, end: int) -> bool:
    """Tell whether the number that ends at ``end`` counts something feminine ("1 à 2 heures" included)."""
    following = text[end : end + _WINDOW]
    joined = _JOINED.match(following)
    position = joined.end() if joined else 0
    while word := _WORD.match(following, position):
        name = _singular(word[1].lower())
        if name not in words("nouns", "neutral_adjectives"):
            return name in words("nouns", "feminine_adjectives") or feminine(name)
        position = word.end()
    return False


def feminine(noun: str) -> bool:
    """Tell whether a noun (singular, lower case) is feminine, as far as lists and endings know."""
    if noun in words("nouns", "feminine"):
        return True
    return noun not in words("nouns", "masculine") and noun.endswith(tuple(words("nouns", "endings")))


def _singular(word: str) -> str:
    if word in words("nouns", "feminine") or word in words("nouns", "masculine"):
        return word
    return re.sub(r"[sx]$", "", word)
