"""Numbers that name instead of count: articles of law, telephone numbers, ISBN, versions, coordinates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.french.numbers import cardinal, digits, integer
from exporter.french.rules import CLAIMED, after, before, rule

if TYPE_CHECKING:
    from exporter.french.rules import Rule

_CARDINAL_POINTS = {"N": "nord", "S": "sud", "E": "est", "O": "ouest", "W": "ouest"}
_ANGLES = (("d", "degré"), ("m", "minute"), ("s", "seconde"))
_HELPLINE = 2
_LONG_GROUP = 3


def rules() -> tuple[Rule, ...]:
    """Rules for references, the longest forms first."""
    article = r"\b(?:art\. ?|[Aa]rticles? |[Aa]rt\. )"
    code = r"(?:[LRDA](?:O|\*)?\.? ?)?\d+(?:-\d+)*"
    return (
        rule("isbn", r"\b(?=\d{1,5}-)(?P<it>(?:97[89][- ]?)?(?:\d[- ]?){9}[\dX])(?<=[- ][\dX])(?![\w-])", _isbn),
        rule("isbn", r"(?<=ISBN )(?P<it>97[89]\d{10}|\d{9}[\dX])(?!\w)", lambda m: digits(m[0])),
        rule(
            "phone",
            r"(?<![\w+])(?P<plus>\+|00 ?)(?P<country>\d{1,3})"
            r"(?P<rest>(?:[ .-]?\(0\))?(?:[ .-]?\d{1,4}+){3,8}+)(?!\w)",
            _abroad,
        ),
        rule("phone", r"(?<![\w,.])0[1-9](?:([ .-]?)\d\d)(?:\1\d\d){3}(?!\w|,\d)", lambda m: _pairs(m[0])),
        rule("phone", r"(?<![\w,.])0 ?8\d\d(?: \d{2,3}){2,3}(?!\w|,\d)", lambda m: _listing(m[0])),
        rule(
            "phone",
            r"\b(?:[Ll]e|[Aa]u|[Nn]uméro|appel\w+|compos\w+) (?P<it>3[01269]\d\d)"
            r"(?= ?[,.;:!?)»(]|\Z| (?:est|et|ou|pour)\b)",
            _helpline,
        ),
        rule(
            "code",
            r"\b(?:[Nn][°ºo]|[Nn]uméro|[Ll]oi|[Dd]écret|[Oo]rdonnance|[Rr]èglement|[Dd]irective|[Pp]ourvoi) ?"
            r"(?:\([A-Z]+\) )?(?:[Nn][°º] ?)?\d[\d.]*(?P<it>[-/])(?=\d+(?![-/\d]))",
            _joint,
        ),
        rule("code", r"(?<![\w/])\d+(?P<it>/)\d+/[A-Z]{2,}(?!\w)", ", "),
        rule("code", r"(?<=\d)(?P<it>/)(?=[A-Z]{2,}(?!\w))", ", "),
        rule("article of law", r"(?<![\w,.-])49[.-]3(?!\w|[,.-]\d)", "quarante-neuf trois"),
        rule("article of law", rf"{article}(?P<it>{code})(?!\w|[,.]\d)", _article),
        rule("article of law", r"(?<![\w.])(?P<it>[LRDA]\.? ?\d+(?:-\d+)+)(?!\w|,\d)", _article),
        rule(
            "version",
            r"(?<![\w.,])(?:v|V(?=\d+\.\d))(?P<it>\d{1,3}(?:\.\d+){0,3})(?![\w/-]|[,.]\d)",
            lambda m: " point ".join(integer(part) for part in m["it"].split(".")),
        ),
        rule("version", rf"(?<![\w.,])(?P<it>[vV])(?={CLAIMED})", _named_version),
        rule("version", r"(?<![\w,])\d+(?:\.\d+){2,}(?!\w)", _version),
        rule("version", r"\b(?:[Vv]ersion |v)(?P<it>\d+\.\d+)(?!\w|,\d)", _version),
        rule(
            "coordinates",
            r"(?<![\w,.])(?P<d>\d{1,3}) ?° ?(?P<m>\d{1,2}) ?['′]"
            r"(?: ?(?P<s>\d{1,2})(?:[.,]\d+)? ?(?:''|\"|″))?(?: ?(?P<to>[NSEOW])(?!\w))?",
            _coordinates,
        ),
        rule(
            "coordinates",
            r"(?P<d>\d{1,3}(?:[.,]\d+)?) ?° ?(?P<it>(?P<to>[NSEOW])(?!\w))",
            lambda m: f" {_CARDINAL_POINTS[m['to']]}",
        ),
        rule("code", r"(?<![\w-])[A-Z]{2,}-\d+(?P<it>-)(?=\d)", " tiret "),
        rule("code", r"(?<=[A-Z])\.(?=\d)", " point "),
        rule("aeroplane", r"\b(?:Boeing|Airbus|Embraer|ATR|Antonov|Tupolev) [A-Z]?\d+(?P<it>-)(?=\d)", " "),
        rule("aeroplane", r"(?<=\d )MAX(?!\w)", "Max"),
        rule("countdown", r"(?<![\w-])[JH](?P<it> ?[-–] ?)(?=\d{1,3}(?!\w))", " moins "),
        rule("department", r"\b(?:[Ll]e|[Dd]u|[Aa]u) 9(?P<it>-)(?=[1-5](?![\w-]|,\d))", " "),
    )


def _joint(match: re.Match[str]) -> str:
    """What joins the numbers of a text of law, and those of a part and all parts: "n° 3/4"."""
    if match["it"] == "-":
        return " tiret "
    return " sur " if re.match(r"[Nn][°ºo] ?\d{1,2}/\d{1,2}(?!\d)", match[0] + after(match, 3)) else " barre oblique "


def _pairs(text: str) -> str:
    bare = re.sub(r"\D", "", text)
    return ", ".join(integer(bare[index : index + 2]) for index in range(0, len(bare), 2))


def _listing(text: str) -> str:
    return ", ".join(integer(group) for group in re.findall(r"\d+", text.replace(" ", "", text.startswith("0 "))))


def _abroad(match: re.Match[str]) -> str | None:
    rest = match["rest"].replace("(0)", "")
    groups = re.findall(r"\d+", rest)
    if match["plus"] != "+" and len("".join(groups)) < len("12345678"):
        return None
    said = ", ".join(integer(group) if len(group) <= _LONG_GROUP else _pairs(group) for group in groups)
    prefix = "plus" if match["plus"] == "+" else "zéro zéro"
    return f"{prefix} {cardinal(int(match['country']))}, {said}"


def _helpline(match: re.Match[str]) -> str:
    """Four-figure numbers are said in pairs: "le trente-neuf dix-neuf"."""
    number = match["it"]
    return f"{integer(number[:_HELPLINE])} {integer(number[_HELPLINE:])}"


def _isbn(match: re.Match[str]) -> str:
    groups = re.split(r"[- ]", match["it"])
    return (
        ", ".join(digits(group) + (" X" if group.endswith("X") else "") for group in groups).replace("  ", " ").strip()
    )


def _article(match: re.Match[str]) -> str:
    letter = re.match(r"([A-Z]*)(\*?)\.? ?", match["it"])
    name = letter[1] + " " if letter and letter[1] else ""
    return name + " tiret ".join(integer(group, invariable=True) for group in re.findall(r"\d+", match["it"]))


def _named_version(match: re.Match[str]) -> str:
    return "" if before(match).lower().endswith("version ") else "version "


def _version(match: re.Match[str]) -> str | None:
    text = match[match.re.groups]
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3}){2,}", text):
        return None
    return " point ".join(integer(part) for part in text.split("."))


def _coordinates(match: re.Match[str]) -> str:
    parts = [_angle(match[key], name) for key, name in _ANGLES if match[key]]
    return " ".join((*parts, _CARDINAL_POINTS[match["to"]])) if match["to"] else " ".join(parts)


def _angle(text: str, name: str) -> str:
    number = int(text)
    return f"{cardinal(number, feminine=name != 'degré')} {name}{'s' if number > 1 else ''}"
