"""Hours and durations: "14 h 30", "14:30", "0h05", "2 h 05 min 33 s", "1'32''"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.french.numbers import cardinal, integer, ordinal
from exporter.french.rules import before, rule

if TYPE_CHECKING:
    from exporter.french.rules import Rule

_AROUND_THE_CLOCK = "vingt-quatre heures sur vingt-quatre"
_EVERY_DAY = "sept jours sur sept"
_SCREEN = re.compile(r"\b(?:écrans?|dalles?|télé\w*|moniteurs?|tablettes?|ordinateurs?|jantes?|roues?|vinyles?)\b")
_QUOTED = re.compile(r"(?:\A|[\s(])'[^']*\Z")
_OF_MATCH = re.compile(r"\b(?:[àÀ]|[Dd]e|[Dd]ès) la \Z")


def rules() -> tuple[Rule, ...]:
    """Rules for points and lengths of time."""
    free = r"(?<![\w,.:/])"
    seconds = r"(?: ?(?P<s>\d{1,2}) ?s(?:ec)?\b)"
    return (
        rule("around the clock", rf"{free}24 ?h(?:eures)? ?/ ?24(?!\w)", _AROUND_THE_CLOCK),
        rule("around the clock", rf"{free}7 ?j(?:ours)? ?/ ?7(?!\w)", _EVERY_DAY),
        rule("around the clock", rf"{free}24/7(?![\w/])", f"{_AROUND_THE_CLOCK}, {_EVERY_DAY}"),
        rule("duration", rf"{free}(?P<h>\d{{1,3}}) ?[hH] ?(?P<m>\d{{1,2}}) ?(?:min|mn|m)\b{seconds}?", _duration),
        rule(
            "duration",
            rf"{free}(?P<h>\d{{1,3}}) ?[hH] ?(?P<m>[0-5]?\d) ?['′] ?(?P<s>[0-5]?\d) ?(?:''|\"|″)(?!\w)",
            _duration,
        ),
        rule("hours", rf"{free}\d{{1,2}} ?[hH](?: ?[0-5]\d)?(?P<it> ?/ ?)(?=\d{{1,2}} ?[hH](?!\w))", ", "),
        rule(
            "hour",
            r"(?:^|\b(?:[àÀ]|vers|dès|de|avant|après|et|est) )"
            r"(?P<it>00? ?(?:[hH](?: ?(?P<m>[0-5]\d))?|:(?P<n>[0-5]\d)))(?![\w:])",
            _midnight,
        ),
        rule("hour", rf"{free}(?P<h>\d{{1,3}}) ?[hH] ?½", lambda m: f"{_count(m['h'], 'heure')} et demie"),
        rule("hour", rf"{free}(?P<h>\d{{1,3}}) ?[hH](?: ?(?P<m>[0-5]\d))?(?![\w²])", _hour),
        rule("duration", rf"{free}(?P<h>\d{{1,2}}):(?P<m>[0-5]\d):(?P<s>[0-5]\d)(?![\w:])", _duration),
        rule("hour", rf"{free}(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?![\w:])", _hour),
        rule("duration", rf"{free}(?P<m>\d{{1,2}})['′](?P<s>\d\d)(?:''|\"|″)(?P<d>\d+)?(?!\w)", _stopwatch),
        rule("duration", rf"{free}(?P<m>\d{{1,2}})['′](?P<s>[0-5]\d)(?P<d>(?!))?(?![\w'″])", _stopwatch),
        rule("duration", rf"{free}(?P<s>\d{{1,2}}) ?(?:''|″|\"(?=\d))(?P<d>\d+)?(?!\w)", _seconds),
        rule("duration", rf"{free}(?P<s>\d{{1,3}})\"(?P<d>(?!))?(?!\w)", _seconds_or_inches),
        rule("minute", rf"{free}(?P<m>\d{{1,3}})['′](?![\w'])", _minutes),
    )


def _count(text: str, name: str) -> str:
    number = int(text)
    return f"{cardinal(number, feminine=True)} {name}{'s' if number > 1 else ''}"


def _hour(match: re.Match[str]) -> str:
    hours = _count(match["h"], "heure")
    minutes = int(match["m"] or 0)
    return f"{hours} {cardinal(minutes, feminine=True)}" if minutes else hours


def _midnight(match: re.Match[str]) -> str:
    minutes = int(match["m"] or match["n"] or 0)
    return f"minuit {cardinal(minutes, feminine=True)}" if minutes else "minuit"


def _duration(match: re.Match[str]) -> str:
    parts = [("h", "heure"), ("m", "minute"), ("s", "seconde")]
    return " ".join(_count(match[key], name) for key, name in parts if match[key] and int(match[key]))


def _seconds(match: re.Match[str]) -> str:
    said = _count(match["s"], "seconde")
    return f"{said} {integer(match['d'])}" if match["d"] else said


def _seconds_or_inches(match: re.Match[str]) -> str | None:
    """Seconds, or inches of a screen; None where the mark closes a quotation that is open."""
    if match.string.count('"', 0, match.start()) % 2:
        return None
    return _count(match["s"], "pouce").replace("une ", "un ") if _SCREEN.search(before(match)) else _seconds(match)


def _minutes(match: re.Match[str]) -> str | None:
    """A length ("un film de 52'") or a time of a match ("à la 52'"); None where the mark closes a quotation."""
    ahead = before(match)
    if _QUOTED.search(ahead):
        return None
    if _OF_MATCH.search(ahead):
        return f"{ordinal(int(match['m']), feminine=True)} minute"
    return _count(match["m"], "minute")


def _stopwatch(match: re.Match[str]) -> str:
    seconds = int(match["s"])
    said = _count(match["m"], "minute") + (f" {cardinal(seconds)}" if seconds else "")
    return f"{said} {integer(match['d'])}" if match["d"] else said
