"""What pages say around articles: buttons, menus, invitations, each recognised by its own words.

In doubt a line stays: only a whole line that pages are known to say is told.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from exporter.readers.press import markers
from exporter.readers.press.lines import KEY_LIMIT, bare, prose, stopped

if TYPE_CHECKING:
    from exporter.readers.press.phrases import Phrases

_ITEMS = re.compile(r"\s*[|·•›»>/→]\s*|\s+[-–—]\s+|\t+| {2,}")
_CREDIT = re.compile(r"(?:photo|credit|illustration|image|dessin|video|visuel)s?\b")
_BARS = re.compile(r"[|·•→\t]")
_TOKEN = re.compile(r"[^\s,|/·•()+:-][^\s,|/·•()+:]*")
_ENTRIES = 40


def reason(text: str, phrases: Phrases) -> str | None:
    """Tell why a line is not part of an article, taken by itself; None if it may be."""
    return known(text, bare(text), phrases) if len(text) <= KEY_LIMIT else None


@lru_cache(maxsize=8192)
def known(text: str, key: str, phrases: Phrases) -> str | None:
    """Tell as `reason`, of a text whose bare form is at hand."""
    if not key:
        return None if re.search(r"\w", text) or markers.rule(text) or len(text) > 3 else "decoration"
    whole = _whole(key, phrases) or (None if stopped(text) else _matched(key, phrases.loose))
    if whole:
        return whole
    if _share(key, phrases):
        return "share"
    return _row(text, key, phrases)


def _whole(key: str, phrases: Phrases) -> str | None:
    found = phrases.lines.get(key)
    if found or _CREDIT.match(key):
        return found
    return _matched(key, phrases.patterns)


def _matched(key: str, patterns: re.Pattern[str]) -> str | None:
    match = patterns.fullmatch(key)
    return match.lastgroup if match else None


def _share(key: str, phrases: Phrases) -> bool:
    """Recognise a row of share buttons: nothing but their words, a network's name among them."""
    first = _TOKEN.search(key)
    if first is None or first[0] not in phrases.share:
        return False
    words = [word for word in re.split(r"[\s,|/·•()+:]+", key) if word.strip("-")]
    if not 1 <= len(words) <= 40 or not all(word in phrases.share for word in words):
        return False
    return not phrases.networks.isdisjoint(words)


def _row(text: str, key: str, phrases: Phrases) -> str | None:
    """Recognise a menu on one line: each of its entries is known."""
    if _BARS.search(text) or not prose(text):
        parts = _ITEMS.split(text)
        entries = [entry for part in parts if (entry := bare(part))] if len(parts) > 1 else []
        if len(entries) >= 2 and all(entry in phrases.rubrics or _whole(entry, phrases) for entry in entries):
            return next((found for entry in entries if (found := _whole(entry, phrases))), _menu(entries))
    words = key.split(None, _ENTRIES)
    known = len(words) >= 4 and all(word in phrases.rubric_words and len(word) > 3 for word in words)
    return "navigation" if known else None


def _menu(entries: list[str]) -> str | None:
    return "navigation" if len(entries) >= 4 else None
