"""Facts about an article that a person gives, checked; `UsageError` for what cannot be."""

from __future__ import annotations

import datetime
import re
from urllib.parse import urlsplit

from exporter.errors import UsageError
from exporter.messages import Message
from exporter.model import PartialDate
from exporter.options import line

_LANGUAGE = re.compile(
    r"[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?",
    re.IGNORECASE,
)
"""Language, script, region, variants, extensions and private use, each in its place (RFC 5646, 2.1)."""


def date(text: str | None) -> PartialDate | None:
    """A date as far as it is known."""
    try:
        return None if text is None else PartialDate.parse(text)
    except ValueError as error:
        raise UsageError(Message("not a date: {text}", text=text), "give YYYY, YYYY-MM or YYYY-MM-DD") from error


def day(text: str | None) -> datetime.date | None:
    """The first day of a date that may be a month or a year."""
    found = date(text)
    return datetime.date(found.year, found.month or 1, found.day or 1) if found else None


def language(tag: str | None) -> str | None:
    """A language tag, whose parts stand where the registry has such."""
    if tag is not None and not _LANGUAGE.fullmatch(tag):
        raise UsageError(Message("not a language: {text}", text=tag), "give a BCP 47 tag, such as fr or fr-CA")
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
        raise UsageError(
            Message("not a web address: {text}", text=address), "give one that begins with https:// or http://"
        )
    return address


def issue(title: str | None) -> str | None:
    """The title of an issue: a blank one would make many editions of what shall be one."""
    found = line(title)
    if title is not None and found is None:
        raise UsageError("an issue without a title", "--bundle TITLE")
    return found


def identifier(text: str | None) -> str | None:
    """What names a work: nothing would be another work at each export."""
    found = line(text)
    if text is not None and found is None:
        raise UsageError("an empty id", "give one, or leave out --id")
    return found
