"""Dates and years: "12/03/2026", "1er mai", "2019-2024", "les 24-25 mai"."""

from __future__ import annotations

import re
from datetime import date

from exporter.french.expansions import full_stop
from exporter.french.numbers import cardinal
from exporter.french.rules import Rule, after, before, rule
from exporter.french.tables import words

_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
_SHORT = {
    "janv": "janvier",
    "févr": "février",
    "fév": "février",
    "avr": "avril",
    "juil": "juillet",
    "sept": "septembre",
    "oct": "octobre",
    "nov": "novembre",
    "déc": "décembre",
}
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH_NAME = f"(?:{'|'.join((*_MONTHS, *_SHORT))})"
_WEEKDAY = "(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun\\.|mar\\.|mer\\.|jeu\\.|ven\\.|sam\\.|dim\\.)"
_CENTURY = 100
_DECADE = 10
_NAMED = re.compile(r"(?:\b(?:[Ee]n|[Pp]our|[Dd]ès)|\b[Ll]'(?:année|hiver)|\b[Ee]ntre \d{4}.\d{4} et) \Z")
_PAIR = re.compile(r"\b(?:années|ans|exercices|entre) \Z", re.IGNORECASE)
_BEHIND, _AHEAD = 70, 25
"""So many characters around two years tell whether they are a season."""
_PIVOT = 50


def figures() -> tuple[Rule, ...]:
    """Rules for whole dates in figures, which look like codes and versions."""
    return (
        rule("date", r"(?<![\w/.-])(?P<y>\d{4})([-/])(?P<m>\d{2})\2(?P<d>\d{2})(?=T\d|(?![\w/-]))", _date),
        rule("date", r"(?<![\w/.-])(?P<d>\d{2})\.(?P<m>\d{2})\.(?P<y>\d{4}|\d{2})(?![\w/-]|\.\d)", _date),
        rule("date", r"(?<![\w/.-])(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>(?:19|20)\d\d)(?![\w/-]|\.\d)", _date),
        rule("date", r"(?<![\w/.-])(?P<d>\d{1,2}|1er)([-/])(?P<m>\d{1,2})\2(?P<y>\d{4}|\d{2})(?![\w/-]|\.\d)", _date),
    )


def rules() -> tuple[Rule, ...]:
    """Rules for days and months, months cut short, first days and ranges of years."""
    return (
        rule(
            "date",
            r"\b(?:le|du|au|dès le|au) (?P<it>(?P<d>\d{1,2})/(?P<m>\d{1,2}))"
            r"(?![\w/]|,\d| (?:des?\b|du\b|d'|h\b|\d{3}))",
            _date,
            re.IGNORECASE,
        ),
        rule("date", rf"\b{_WEEKDAY} (?P<it>(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}}))(?![\w/]|,\d)", _date, re.IGNORECASE),
        rule("date", r"(?<![\w,./-])(?P<d>1er|\d{1,2})/(?P<m>0[1-9])(?![\w/]|,\d)", _date),
        rule("date", r"(?<![\w,./-])(?P<d>0[1-9])/(?P<m>1[0-2]|[1-9])(?![\w/]|,\d)", _date),
        rule("date", r"(?<![\w,./-])(?P<m>0?[1-9]|1[0-2])/(?P<y>(?:19|20)\d\d)(?![\w/-]|,\d)", _month_of_year),
        rule("days", rf"(?<![\d/])\d{{1,2}}(?:/\d{{1,2}})+(?= {_MONTH_NAME}\b)", _days),
        rule("days", rf"\b[Ll]es {_DAY}(?P<it> ?[-–] ?)(?={_DAY} {_MONTH_NAME}\b)", " et "),
        rule("first day", rf"(?<![\w,.])0?1(?= {_MONTH_NAME}\b)", "premier"),
        rule("day", rf"(?<![\w,.])0(?P<d>[2-9])(?= {_MONTH_NAME}\b)", lambda m: cardinal(int(m["d"]))),
        rule("month", rf"(?:(?<=\d )|(?<=\der ))(?P<m>{'|'.join(_SHORT)})(?:\.|(?= \d{{4}}\b))", _month),
        rule(
            "month", rf"\b(?:[Ee]n|[Dd]ébut|[Mm]i-|[Ff]in|[Dd]epuis) ?(?P<it>(?P<m>{'|'.join(_SHORT)})\.)(?!\w)", _month
        ),
        rule(
            "month", rf"\b(?P<m>{'|'.join(_SHORT)})(?:\. ?| )(?=\d{{4}}\b)", lambda m: f"{_SHORT[m['m'].lower()]} ", 2
        ),
        rule(
            "years",
            r"(?<![\w,./-])(?P<a>1\d{3}|20\d\d)(?P<it> ?[-–] ?)(?P<b>1\d{3}|20\d\d|\d\d)(?![\w/-]|[,.]\d)",
            _years,
        ),
        rule("years", r"\b(?:guerre (?:de )?|années )\d\d(?P<it> ?[-–] ?)(?=\d\d\b)", " ", re.IGNORECASE),
        rule("years", r"(?<![\w,./-])(?:14|39)(?P<it>[-–])(?:(?<=14.)18|(?<=39.)45)(?![\w/-]|[,.]\d)", " "),
    )


def _seasonal(ahead: str, rest: str) -> bool:
    """Tell whether neighbouring years are one season, by the words of the clause around them."""
    if _PAIR.search(ahead):
        return bool(re.match(r" et \d", rest))
    near = re.split(r"[.;:!?] ", ahead)[-1] + re.split("[.;:!?]", rest[:_AHEAD])[0]
    return bool(_NAMED.search(ahead)) or not words("nouns", "seasons").isdisjoint(re.findall(r"\w+", near.lower()))


def _date(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    day, month, year = int(groups["d"].removesuffix("er")), int(groups["m"]), groups.get("y")
    full = _full_year(year) if year else 2000
    try:
        date(full, month, day)
    except ValueError:
        return None
    said = f"{'premier' if day == 1 else cardinal(day)} {_MONTHS[month - 1]}"
    return f"{said} {cardinal(full, invariable=True)}" if year else said


def _month_of_year(match: re.Match[str]) -> str:
    return f"{_MONTHS[int(match['m']) - 1]} {cardinal(int(match['y']), invariable=True)}"


def _full_year(year: str) -> int:
    number = int(year)
    if len(year) > len("99"):
        return number
    return number + (2000 if number < _PIVOT else 1900)


def _days(match: re.Match[str]) -> str:
    return " ".join(cardinal(int(day)) for day in match[0].split("/"))


def _month(match: re.Match[str]) -> str:
    return _SHORT[match["m"]] + full_stop(match)


def _years(match: re.Match[str]) -> str | None:
    """Neighbouring years may be one season, which newsreaders say as a name; else they are a span or a pair.

    "La saison deux mille vingt-six deux mille vingt-sept", "en 2026-2027", "2026-27", but "la période deux mille
    vingt-six à deux mille vingt-sept" and "les années deux mille vingt-six et deux mille vingt-sept".
    """
    first, second = int(match["a"]), int(match["b"])
    ahead = before(match, _BEHIND)
    if second == (first + 1) % _CENTURY or (second == first + 1 and _seasonal(ahead, after(match))):
        return " "
    if second in {first + 1, first + _DECADE * (not first % _DECADE)} and _PAIR.search(ahead):
        return " et "
    return " à " if second > first or second < _CENTURY else None
