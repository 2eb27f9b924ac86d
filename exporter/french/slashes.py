"""Slashes between figures: seasons, sets and scores, marks, ages, pages; what is left is a fraction or a share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.french.rules import after, before, rule

if TYPE_CHECKING:
    from exporter.french.rules import Rule

_FREE = r"(?<![\w,./-])"
_END = r"(?![\w/]|[,.]\d)"
_CENTURY = 100
_SET = 6
_TIE_BREAK = r"(?: ?\(\d{1,2}(?:[/-]\d{1,2})?\))?"
_SET_BEFORE = re.compile(rf"[0-7][/-][0-7]{_TIE_BREAK}(?:,| et|,? puis)? \Z")
_SET_AFTER = re.compile(rf"{_TIE_BREAK}(?:,| et|,? puis)? [0-7][/-][0-7](?!\d)")
_PLAYED = re.compile(
    r"\b(?:s'impos|impos|batt|bat\b|gagn|perd|victoire|défait|emport|men[éeèa]|inclin|domin|score|match nul)\w*"
    r"(?: [\w'-]+){0,3} \Z",
    re.IGNORECASE,
)
_SHARED = re.compile(r" (?:des?|du)\b| d'")
_SERIES = (
    "page|partie|épisode|étape|volet|numéro|réunion|vidéo|manche|acte|chapitre|test|diapo|feuille|feuillet|planche|photo"
    "|image|question|niveau|leçon|cours|séance|module|fiche|tableau|note|carte|série"
)
_PARTED = re.compile(r"\b(?:les?|aux?|des?|ces|deux|aux|un|du)(?: \w+)? \Z", re.IGNORECASE)


def rules() -> tuple[Rule, ...]:
    """Rules for the slash alone: the figures beside it are said as any others."""
    return (
        rule("season", rf"{_FREE}(?P<a>1[89]\d\d|20\d\d)(?P<it> ?/ ?)(?P<b>(?:1[89]|20)?\d\d){_END}", _season),
        rule("opus", r"\b[Oo]p\. ?\d+(?P<it> ?/ ?)(?=\d)", " numéro "),
        rule("tie-break", r"(?:[67][/-][67]) ?\(\d{1,2}(?P<it>/)\d{1,2}\)", " à "),
        rule("set", rf"{_FREE}(?P<a>[0-7])(?P<it>/)(?P<b>[0-7]){_END}", _set),
        rule("set", r"(?<=\d-\d)(?P<it> ?/ ?)(?=\d-\d)", ", "),
        rule("one or other", rf"{_FREE}(?P<a>\d{{1,2}})(?P<it>/)(?P<b>\d{{1,2}})(?= [a-zà-ÿœ]{{3,}}s\b)", _or),
        rule("score", rf"{_FREE}[1-9]\d{{0,2}}(?P<it>/)0{_END}", " à "),
        rule("score", rf"{_FREE}(?:\d{{1,3}})(?P<it>/)\d{{1,3}}{_END}", _score),
        rule("age", rf"{_FREE}\d{{1,2}}(?P<it>/)(?=\d{{1,2}} (?:ans|mois)\b)", " à "),
        rule("series", rf"\b(?:{_SERIES})s? (?:n° ?)?\d+(?P<it> ?/ ?)(?=\d)", " sur ", re.IGNORECASE),
        rule("mark", r"\(\d{1,2}(?:[,.]\d)?(?P<it>/)(?:4|5|6|10)(?=\))", " sur "),
        rule("mark", rf"{_FREE}(?:[0-5])(?P<it>/)5(?= ?[,;.:!?)](?!\d)|\Z)", _mark),
    )


def _season(match: re.Match[str]) -> str | None:
    """Neighbouring years make one season, others a span: "la saison 2024/25", "1939/1945"."""
    first, second = int(match["a"]), int(match["b"])
    if second in {first + 1, (first + 1) % _CENTURY}:
        return " "
    return " à " if second > first else None


def _set(match: re.Match[str]) -> str | None:
    """Sets come in rows: "6/4, 3/6, 7/6"; one alone may be a fraction."""
    a_row = _SET_BEFORE.search(before(match)) or _SET_AFTER.match(after(match))
    return " à " if a_row and max(int(match["a"]), int(match["b"])) >= _SET else None


def _or(match: re.Match[str]) -> str | None:
    """Neighbours before what is counted: "2/3 enfants", but "les 2/3 restants", "1/4 des voix"."""
    shared = _PARTED.search(before(match)) or re.match(r" (?:des|dans|sans|sous|plus|moins|fois)\b", after(match))
    return " ou " if int(match["b"]) == int(match["a"]) + 1 and not shared else None


def _score(match: re.Match[str]) -> str | None:
    return " à " if _PLAYED.search(before(match)) and not _SHARED.match(after(match)) else None


def _mark(match: re.Match[str]) -> str | None:
    ahead = before(match)
    return " sur " if ahead.strip() and not _PARTED.search(ahead) else None
