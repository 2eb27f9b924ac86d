"""Dates as the French web writes them, with the English, German, Spanish and Italian months of foreign sources."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.model import PartialDate
from exporter.readers.press.lines import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS = (
    "janvier janv jan january januar jänner enero gennaio",
    "février fevrier févr fevr fév fev february feb februar febrero febbraio",
    "mars mar march märz marzo",
    "avril avr april apr abril aprile",
    "mai may mayo maggio",
    "juin june jun juni junio giugno",
    "juillet juil july jul juli julio luglio",
    "août aout august aug agosto",
    "septembre sept sep september septiembre settembre",
    "octobre oct october okt oktober octubre ottobre",
    "novembre nov november noviembre",
    "décembre decembre déc dec december dez dezember diciembre dicembre",
)
MONTHS = {fold(name): number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_NAME = "|".join(sorted({name for names in _MONTHS for name in names.split()}, key=len, reverse=True))
_YEAR = r"(?:1\d|20)\d{2}"
_DATE = re.compile(
    rf"\b(?P<iso>{_YEAR})-(?P<im>\d{{2}})(?:-(?P<id>\d{{2}}))?(?:T[\d:.+Z-]+)?\b(?!-)"
    rf"|\b(?P<d>\d{{1,2}})(?:er|\.|st|nd|rd|th)?\s(?:de\s|of\s)?(?P<m>{_NAME})\b\.?,?\s(?:de\s)?(?P<y>{_YEAR})\b"
    rf"|\b(?P<am>{_NAME})\b\.?\s(?P<ad>\d{{1,2}})(?:st|nd|rd|th)?,\s?(?P<ay>{_YEAR})\b"
    rf"|\b(?P<mm>{_NAME})\b\.?\s(?:de\s)?(?P<my>{_YEAR})\b"
    rf"|\b(?P<nd>\d{{1,2}})(?P<s>[/.-])(?P<nm>\d{{1,2}})(?P=s)(?P<ny>{_YEAR}|\d{{2}})\b"
    rf"|\b(?P<sm>0?[1-9]|1[0-2])/(?P<sy>{_YEAR})\b"
    rf"|\b(?P<year>{_YEAR})\b",
    re.IGNORECASE,
)
WRITTEN = (
    rf"\d{{1,2}}(?:er|\.|st|nd|rd|th)?\s(?:{_NAME})\b\.?,?\s{_YEAR}\b"
    rf"|(?:{_NAME})\b\.?\s\d{{1,2}}(?:st|nd|rd|th)?,\s?{_YEAR}\b"
)
"""A date in words, with its day."""
WEEKDAY = (
    "(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
)
DAY = re.compile(rf"\b\d{{1,2}}(?:er)? (?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b")
"""A day without its year, in folded text."""

TIME = re.compile(
    r"\b[012]?\d\s?(?:h|:|heures?)\s?(?:[0-5]\d)?(?::[0-5]\d)?"
    r"(?:\s?(?:min|gmt|cet|utc|[ap]\.?m\.?(?:\s(?:gmt|bst|[ecmp][sd]?t)\b)?))?(?:\b|(?<=m\.))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text, at ``[start, end)``."""

    start: int
    end: int
    date: PartialDate


def find(text: str) -> Iterator[Found]:
    """Find the dates of a text, in order; what looks like one but does not exist is left out."""
    for match in _DATE.finditer(text):
        date = _date(match.groupdict())
        if date is not None:
            yield Found(*match.span(), date)


def first(text: str) -> PartialDate | None:
    """The first date of a text."""
    return next((found.date for found in find(text)), None)


def _date(group: dict[str, str | None]) -> PartialDate | None:
    try:
        return _parts(group)
    except ValueError:
        return None


def _parts(group: dict[str, str | None]) -> PartialDate:
    year = group["iso"] or group["y"] or group["ay"] or group["my"] or group["ny"] or group["sy"] or group["year"] or ""
    name = group["m"] or group["am"] or group["mm"]
    number = group["im"] or group["nm"] or group["sm"]
    day = group["id"] or group["d"] or group["ad"] or group["nd"]
    month = MONTHS[fold(name)] if name else int(number) if number else None
    return PartialDate(int(year) if len(year) == 4 else 2000 + int(year), month, int(day) if day else None)
