"""Calls of notes in copied text, which nobody says: "en 2019[1]", "deux fois[2][3]", "[réf. nécessaire]", "mot¹"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from exporter.french.rules import before, rule
from exporter.french.tables import table

if TYPE_CHECKING:
    from exporter.french.rules import Rule

_DOUBTS = (
    *("réf. nécessaire", "référence nécessaire", "réf. souhaitée", "référence souhaitée", "réf. à confirmer"),
    *("source insuffisante", "source secondaire nécessaire", "citation nécessaire", "précision nécessaire"),
    *("passage problématique", "pas clair", "non neutre", "quand ?", "qui ?", "où ?", "lequel ?", "comment ?"),
)
_NUMBER = r"\d{1,3}(?: ?[,-–] ?\d{1,3})*"
_VOWEL = re.compile("[aeiouyà-ÿ]")
_RAISED = "[⁰¹²³⁴-⁹]"
_COUNTING = re.compile(
    r"(?:^|[\s'(])(?:les?|la|l'|une?|des?|du|d'|[mtsc]es|cet?|cette|aux?|[nv]os|leurs|en|à|et|ou|par|pour|sur|soit) \Z",
    re.IGNORECASE,
)


@cache
def rules() -> tuple[Rule, ...]:
    """Rules for numbers, letters and doubts in brackets, and for raised figures that are no power."""
    doubts = "|".join(map(re.escape, _DOUBTS))
    heard = r"(?<=[^\s(\[«“])"
    call = rf"\[ ?(?:(?:notes?|n\.|réf\.) ?)?(?:{_NUMBER}|{doubts}) ?\]"
    return (
        rule("note call", rf"{heard}(?P<it>(?:{call}|\[(?:[a-z]|(?:N|n|alpha) \d{{1,3}})\])+)(?!\w)", ""),
        rule("note call", rf"{heard} (?:{call})+(?!\w)", _apart, re.IGNORECASE),
        rule("note call", rf"(?:(?<=[^\W\d_]{{3}})|(?<=[^\W\d_]{{3}}\))){_RAISED}+(?:[,⁻-]{_RAISED}+)*(?!\w)", ""),
        rule("note call", rf"(?<=[»”\"’.!?…,;%€]){_RAISED}+(?!\w)", ""),
        rule("note call", rf"(?:(?<=\b1[5-9]\d\d)|(?<=\b20\d\d)){_RAISED}+(?!\w)", ""),
        rule("note call", r"(?<=\w)¹(?![\w⁰¹²³⁴-⁹⁺⁻])", ""),
        rule("note call", rf"(?<!\w)(?P<word>[a-zà-ÿ]{{2}})(?P<it>{_RAISED}{{1,2}})(?!\w)", _short),
    )


def _apart(match: re.Match[str]) -> str | None:
    """A call that a space keeps apart, unless it puts a number right: "les [12] candidats"."""
    return None if _COUNTING.search(before(match) + " ") else ""


def _short(match: re.Match[str]) -> str | None:
    """After a word as short as a unit's symbol: "un appel nu²", but "120 km²", "mc²"."""
    word = match["word"]
    return "" if word not in _units() and _VOWEL.search(word) else None


@cache
def _units() -> frozenset[str]:
    return frozenset((*table("units", "masculine"), *table("units", "feminine")))
