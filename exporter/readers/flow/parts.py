"""What an article is read as before it is put in order: blocks, headings, paragraphs whose style says what they are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from exporter import walk
from exporter.model import Block, Inline, Notice, Numbering, Source, Strong
from exporter.readers.flow import tree
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
    VERSE = "verse"
    ATTRIBUTION = "attribution"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Styled:
    """A paragraph that its style names."""

    role: Role
    content: tuple[Inline, ...]


Part = Block | Head | Styled | Source | Notice
Parts = list[Part]

NUMBERINGS: Final = {
    "a": Numbering.LOWER_ALPHA,
    "A": Numbering.UPPER_ALPHA,
    "i": Numbering.LOWER_ROMAN,
    "I": Numbering.UPPER_ROMAN,
}
"""How a list counts, by its first number as HTML and OpenDocument name it."""


def text(content: Content) -> str:
    """The words of a run on one line."""
    return tree.line(walk.plain(content))


def unmarked(content: Content) -> Content:
    """The words of a heading without the bold that it has anyway."""
    return tuple(inner for node in content for inner in (node.content if isinstance(node, Strong) else (node,)))
