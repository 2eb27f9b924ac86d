"""The order of an edition, said once for all that is read, heard or shown.

Narration, plain text, PDF, press, EPUB, issues of them and ``exporter read`` take their parts from here. What a reader
must have before the text (a machine wrote it, somebody paid for it, it was wrong) stands before it in every one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from exporter.model import NoticeKind
from exporter.render import front

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Article, Metadata, Notice
    from exporter.ports import Language


class Part(StrEnum):
    """A part of an edition; its value is its id."""

    FRONT = "front"
    DISCLOSURES = "disclosures"
    LEAD = "lead"
    BODY = "body"
    SECTIONS = "sections"
    NOTES = "notes"
    LINKS = "links"
    SOURCES = "sources"
    CREDITS = "credits"
    NOTICES = "notices"
    COLOPHON = "colophon"

    @property
    def label(self) -> str:
        """The key of the label that is its heading; empty for a part without one of its own."""
        return "" if self in _UNLABELLED else self.value

    @property
    def level(self) -> int:
        """The level of its heading, as that of a section: 0 for the title."""
        return 0 if self is Part.FRONT else 1


class Line(StrEnum):
    """A line of the front, in order; its value is its id."""

    KICKER = "kicker"
    TITLE = "title"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    PUBLISHER = "publisher"
    DATELINE = "dateline"
    VOICE = "voice"
    READING_TIME = "reading-time"


@dataclass(frozen=True, slots=True)
class Order:
    """Parts in order: what leads to the text, the text with what it rests on, what is told of it at the end."""

    opening: tuple[Part, ...]
    text: tuple[Part, ...]
    end: tuple[Part, ...]

    def __iter__(self) -> Iterator[Part]:
        """All of them."""
        return iter((*self.opening, *self.text, *self.end))


_UNLABELLED: Final = frozenset({Part.FRONT, Part.DISCLOSURES, Part.LEAD, Part.BODY, Part.SECTIONS})
_TEXT: Final = (Part.BODY, Part.SECTIONS, Part.NOTES, Part.LINKS, Part.SOURCES)

READ: Final = Order((Part.FRONT, Part.DISCLOSURES, Part.LEAD), _TEXT, (Part.CREDITS, Part.NOTICES, Part.COLOPHON))
"""For the eye, which finds the credits at the end."""
HEARD: Final = Order((Part.FRONT, Part.DISCLOSURES, Part.CREDITS, Part.LEAD), _TEXT, (Part.NOTICES, Part.COLOPHON))
"""For the ear, and for pages that are read aloud: a listener may not stay for the credits."""

_DISCLOSED: Final = (NoticeKind.AI, NoticeKind.SPONSORED, NoticeKind.CORRECTION)


def notices(article: Article, part: Part) -> tuple[Notice, ...]:
    """The notices of a part: those that a reader must have before the text, or the others."""
    disclosed = part is Part.DISCLOSURES
    return tuple(notice for notice in article.notices if (notice.kind in _DISCLOSED) is disclosed)


def lines(metadata: Metadata, language: Language, voice: str = "") -> dict[Line, str]:
    """The lines of the front in order, empty where there is nothing to say; ``voice`` says what reads aloud."""
    byline, publisher = front.byline(metadata, language), metadata.publisher or ""
    return {
        Line.KICKER: metadata.kicker or "",
        Line.TITLE: metadata.title,
        Line.SUBTITLE: metadata.subtitle or "",
        Line.BYLINE: byline,
        Line.PUBLISHER: "" if publisher in byline else publisher,
        Line.DATELINE: front.dateline(metadata, language),
        Line.VOICE: voice,
        Line.READING_TIME: front.reading_time(metadata, language),
    }
