"""Facts about an article that a person gives, checked; `UsageError` for what cannot be."""

from __future__ import annotations

import datetime
from urllib.parse import urlsplit

from exporter.errors import UsageError
from exporter.messages import Message
from exporter.model import PartialDate, is_language_tag
from exporter.options import line


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
    """A language tag."""
    if tag is not None and not is_language_tag(tag):
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
