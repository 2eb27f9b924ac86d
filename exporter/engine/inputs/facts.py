"""Facts about an article that a person gives, checked; `UsageError` for what cannot be."""

from __future__ import annotations

import os
import unicodedata
from urllib.parse import urlsplit

from exporter.errors import UsageError
from exporter.model import PartialDate, is_language_tag


def date(text: str | None) -> PartialDate | None:
    """A date as far as it is known."""
    try:
        return None if text is None else PartialDate.parse(text)
    except ValueError as error:
        raise UsageError(f"not a date: {text}", "give YYYY, YYYY-MM or YYYY-MM-DD") from error


def language(tag: str | None) -> str | None:
    """A language tag."""
    if tag is not None and not is_language_tag(tag):
        raise UsageError(f"not a language: {tag}", "give a BCP 47 tag, such as fr or fr-CA")
    return tag


def url(text: str | None) -> str | None:
    """The address of a page."""
    address = line(text)
    if address is None:
        return None
    try:
        parts = urlsplit(address)
        whole = parts.scheme in ("http", "https") and parts.hostname and " " not in address
    except ValueError:
        whole = False
    if not whole:
        raise UsageError(f"not a web address: {address}", "give one that begins with https:// or http://")
    return address


def line(text: str | None) -> str | None:
    """Words for one line, as every edition can hold them; None without any."""
    printable = os.fsencode(text or "").decode("utf-8", "replace")
    spaced = (" " if unicodedata.category(character) == "Cc" else character for character in printable)
    return " ".join("".join(spaced).split()) or None
