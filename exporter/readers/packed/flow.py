"""A document as a flow: blocks, headings, and paragraphs whose style says what they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from exporter import walk
from exporter.model import Block, Inline, Note, Notice, PartialDate, Source
from exporter.readers.packed import markup
from exporter.readers.press.sections import Head

if TYPE_CHECKING:
    from exporter.walk import Content


class Role(StrEnum):
    """What a paragraph is by its style."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    KICKER = "kicker"
    BYLINE = "byline"
    DATELINE = "dateline"
    PUBLISHER = "publisher"
    LEAD = "lead"
    CAPTION = "caption"
    CREDIT = "credit"
    QUOTE = "quote"
    ATTRIBUTION = "attribution"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Styled:
    """A paragraph that its style names."""

    role: Role
    content: tuple[Inline, ...]


Part = Block | Head | Styled | Source | Notice
Flow = list[Part]
Drop = Callable[[str, str], None]
"""Told of words that are left out, with the reason's code."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a document's properties say of it, whether true or not; ``origin`` names where they stand.

    ``saved`` is when the file was last written, ``named`` says that its title is one that somebody chose.
    """

    origin: str
    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    language: str = ""
    url: str = ""
    published: PartialDate | None = None
    updated: PartialDate | None = None
    saved: PartialDate | None = None
    keywords: tuple[str, ...] = ()
    named: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """All that was read of a file called ``name``; ``given`` is the title that the user gave."""

    name: str
    flow: Flow
    notes: tuple[Note, ...]
    claims: Claims
    given: str | None = None


def text(content: Content) -> str:
    """The words of a run on one line."""
    return markup.line(walk.plain(content))
