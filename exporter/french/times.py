"""Hours and durations: "14 h 30", "14:30", "0h05", "2 h 05 min 33 s", "1'32''"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.french.numbers import cardinal, integer
from exporter.french.rules import rule

if TYPE_CHECKING:
    import re

    from exporter.french.rules import Rule

_AROUND_THE_CLOCK = "vingt-quatre heures sur vingt-quatre"
_EVERY_DAY = "sept jours sur sept"


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
        rule("hour", rf"{free}(?P<h>\d{{1,3}}) ?[hH](?: ?(?P<m>[0-5]\d))?(?![\w²])", _hour),
        rule("duration", rf"{free}(?P<h>\d{{1,2}}):(?P<m>[0-5]\d):(?P<s>[0-5]\d)(?![\w:])", _duration),
        rule("hour", rf"{free}(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?![\w:])", _hour),
        rule("duration", rf"{free}(?P<m>\d{{1,2}})['′](?P<s>\d\d)(?:''|\"|″)(?P<d>\d+)?(?!\w)", _stopwatch),
        rule("duration", rf"{free}(?P<s>\d{{1,2}}) ?(?:''|″|\"(?=\d))(?P<d>\d+)?(?!\w)", _seconds),
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


def _stopwatch(match: re.Match[str]) -> str:
    said = f"{_count(match['m'], 'minute')} {cardinal(int(match['s']))}"
    return f"{said} {integer(match['d'])}" if match["d"] else said
