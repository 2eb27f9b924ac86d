"""Publishers: which part of a citation names one, and which only says the place, the length or the kind of work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.readers.press import dates
from exporter.readers.press.lines import bare, word_count
from exporter.readers.press.phrases import publisher_score

if TYPE_CHECKING:
    from exporter.readers.press.phrases import Phrases

EDGES = " \u00a0\u202f,;:–—-|·•"
"""What stands between the parts of a citation."""

# What a part between commas says that names no publisher: a length, figures, a quarter of a year.
_MEASURE = re.compile(
    r"(?:env\.\s|environ\s)?\d{1,3}\s?(?:min(?:utes?)?|mn|h|heures?|s|secondes|épisodes?|['’′])\b.*|[\d\s:/–—-]+"
    r"|(?:s\.\s?[ld]\.?)+|(?:(?:premier|deuxième|second|troisième|quatrième)|\d(?:er|e|ème|re|nd)|[IVX]+e?)\s"
    r"(?:trimestre|semestre)\b.*",
    re.IGNORECASE,
)
PRINTED_AT = re.compile(r"(?P<city>[^\W\d_][^\d,:;]{1,30}?)[\s\u00a0\u202f]?:[\s\u00a0\u202f]*(?P<house>\S.*)$")
ARTICLE = re.compile(r"(?:(?:le|la|les|un|une|ce|cette)\s|l[’'])", re.IGNORECASE)
PAGES = re.compile(
    r"(?:pp?\.|pages?|vol\.|volume|tome|t\.|n[°o]\.?|no\.|numéro|coll\.|collection|isbn|issn|doi|chap\.|hors-série"
    r"|\d{1,4}\s?(?:p\b|pages))",
    re.IGNORECASE,
)
_IN = re.compile(r"(?:in|dans|sur)[\s:]+")


def name(words: str, phrases: Phrases) -> str | None:
    """Read a publisher's name, without its city; None for what is none: a place, a length, a kind of work."""
    found = words.strip(EDGES + ".")
    printed = PRINTED_AT.match(found)
    if printed and (bare(printed["city"]) in phrases.cities or word_count(printed["city"]) == 1):
        found = printed["house"]
    if not re.search(r"[^\W\d_]", found) or _MEASURE.fullmatch(found) or PAGES.match(found):
        return None
    return None if bare(found) in phrases.cities or is_genre(found, phrases) or _only_date(found) else found


def names(text: str, phrases: Phrases) -> list[str]:
    """List the parts of a text that may name a publisher."""
    parts = (part.strip(EDGES) for part in re.split(r",|;|\s[–—-]\s", text))
    return [house for part in parts if part and (house := name(_IN.sub("", part), phrases))]


def _only_date(text: str) -> bool:
    found = next(dates.find(text), None)
    return found is not None and not re.search(
        r"\w", text[: found.start].lower().removeprefix("le ") + text[found.end :]
    )


def likeliest(found: list[str], phrases: Phrases) -> str:
    """Choose the first name that is known or speaks of a publisher; else the first."""
    return next((words for words in found if publisher_score(words, phrases) >= 2), found[0])


def is_genre(words: str, phrases: Phrases) -> bool:
    """Tell the words for a kind of work: "podcast", "le livre"."""
    return bare(ARTICLE.sub("", words.strip(EDGES), count=1)) in phrases.genres
