"""The document: every node of the tree, in one file.

Everything is a frozen, slotted dataclass and every sequence a tuple, so a document can be shared between writers,
hashed and compared. A node that shows words to a reader holds them in ``content``, a tuple of inline nodes whose
leaves are `Text`; only metadata and the parsed fields of a source or credit are plain strings.

`Sentence` and the ``id`` of a sentence are put in by the passes (`exporter.passes`), never by a reader: the sentence is
the unit that narration, media overlays, captions and the audio cache share.
"""

# Longer than 400 lines: one tree is read best in one place.

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Final, Self

from exporter.messages import Message


class SourceKind(StrEnum):
    """How close a source stands to the events it reports."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    OTHER = "other"


class NoticeKind(StrEnum):
    """What a notice tells the reader about the article as a whole."""

    AI = "ai"
    CORRECTION = "correction"
    LICENCE = "licence"
    SPONSORED = "sponsored"
    OTHER = "other"


class Numbering(StrEnum):
    """How the items of an ordered list are counted; the names are those of CSS."""

    DECIMAL = "decimal"
    LOWER_ALPHA = "lower-alpha"
    UPPER_ALPHA = "upper-alpha"
    LOWER_ROMAN = "lower-roman"
    UPPER_ROMAN = "upper-roman"


class Alignment(StrEnum):
    """Where the words of a column stand; the names are those of CSS, ``auto`` leaves it to what the column holds."""

    AUTO = "auto"
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", re.ASCII)
"""Of a longer first part there is none (RFC 5646, section 2.2.1): "francais" is a word."""
LONGEST_SIDE: Final = 10_000
"""Of a picture, in pixels of a 96th of an inch."""
_WIDEST_SPAN = 1000
"""As in HTML."""
_DEEPEST_INDENT = 8


def is_language_tag(text: str) -> bool:
    """Tell whether a text has the form of a BCP 47 language tag (``fr``, ``fr-CA``)."""
    return _LANGUAGE_TAG.fullmatch(text) is not None


def _check_language(tag: str) -> None:
    if not is_language_tag(tag):
        raise ValueError(Message("not a BCP 47 language tag: {tag}", tag=repr(tag[:40])))


def _check_indent(steps: int) -> None:
    if not 0 <= steps <= _DEEPEST_INDENT:
        raise ValueError(Message("a line is set in by 0 to {most} steps", most=_DEEPEST_INDENT))


DEFAULT_LANGUAGE: Final = "fr"
"""The BCP 47 tag of an article whose language nothing tells."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A calendar date at the precision that is known (ISO 8601: ``2026-01-20``, ``2026-01`` or ``2026``).

    Raises `ValueError` for a day without a month or a date that does not exist.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse what is no date."""
        if self.day is not None and self.month is None:
            raise ValueError(Message("a day needs its month"))
        datetime.date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; raises `ValueError` for anything else."""
        parts = text.split("-")
        widths = [len(part) for part in parts]
        if widths not in ([4], [4, 2], [4, 2, 2]) or not all(part.isascii() and part.isdigit() for part in parts):
            raise ValueError(Message("not an ISO 8601 date: {text}", text=repr(text)))
        return cls(*map(int, parts))

    def __str__(self) -> str:
        """Write the ISO 8601 form, at its own precision."""
        month = "" if self.month is None else f"-{self.month:02d}"
        day = "" if self.day is None else f"-{self.day:02d}"
        return f"{self.year:04d}{month}{day}"


# --- Inline nodes ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """A run of characters: the only leaf that carries words."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed words."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Important words."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Superscript:
    """Raised characters: the *er* of 1er, an exponent."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Subscript:
    """Lowered characters: the 2 of CO2."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class SmallCapitals:
    """Words set in small capitals: a surname, the *xix* of XIXe."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Deleted:
    """Words that no longer hold, left to be seen: the old price, a sentence put right."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Inserted:
    """Words that were added later, and are marked as such."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Ruby:
    """Words with their reading or gloss beside them: kanji with their kana (W3C's *base* and *ruby text*)."""

    reading: str
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A fragment of a computer language; never typeset, never translated."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula: ``mathml`` is its one form (`exporter.mathml`), ``content`` its signs on one line, for plain text.

    ``tex`` is what a source in TeX had; ``display`` says that it stands on a line of its own. Raises `ValueError` for
    what is not in the one form.
    """

    mathml: str
    content: tuple[Inline, ...]
    tex: str = ""
    display: bool = False

    def __post_init__(self) -> None:
        """Refuse what may be no formula."""
        from exporter import mathml  # noqa: PLC0415 - only where there is one

        mathml.parsed(self.mathml)


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink; ``url`` is absolute, with a scheme that the reader has found harmless, or leads into the article.

    It does so as ``#`` and the id of a section, a note, a figure or an `Anchor`.
    """

    url: str
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in another language than their surroundings; ``language`` is a BCP 47 tag, or `ValueError` is raised."""

    language: str
    content: tuple[Inline, ...]

    def __post_init__(self) -> None:
        """Refuse what is no language."""
        _check_language(self.language)


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form with the words it stands for."""

    expansion: str
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class NoteRef:
    """A call to the note with this id; zero characters wide in the text."""

    note: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that links of the same article lead to (``#ID``); zero characters wide."""

    id: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line break that belongs to the text (verse, addresses); in verse, the next line is set in by ``indent`` steps.

    Raises `ValueError` for an indent that no line can have.
    """

    indent: int = 0

    def __post_init__(self) -> None:
        """Refuse an indent beyond the page."""
        _check_indent(self.indent)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its stable id, unique in the article."""

    id: str
    content: tuple[Inline, ...]


Inline = (
    Text
    | Emphasis
    | Strong
    | Superscript
    | Subscript
    | SmallCapitals
    | Deleted
    | Inserted
    | Ruby
    | Code
    | Formula
    | Link
    | Foreign
    | Abbreviation
    | NoteRef
    | Anchor
    | LineBreak
    | Sentence
)


# --- Alternatives for images -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Described:
    """An image whose alternative text is known; raises `ValueError` if it is empty."""

    text: str

    def __post_init__(self) -> None:
        """Refuse a description that says nothing."""
        if not self.text.strip():
            raise ValueError(Message("an image's description is empty: say decorative or missing"))


@dataclass(frozen=True, slots=True)
class Decorative:
    """An image that says nothing: skipped by screen readers and narration."""


@dataclass(frozen=True, slots=True)
class Missing:
    """An image whose alternative text nobody wrote."""


Alt = Described | Decorative | Missing


# --- Blocks ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Credit:
    """Who made what; ``content`` is the line as it was written.

    ``role`` is ``image``, ``photo``, ``illustration``, ``video``, ``translation``, ``text`` or another.
    """

    role: str
    name: str
    content: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a `Listing`; ``number`` is its own where it does not follow from its place.

    ``checked`` says of a task whether it is done; None of what is no task.
    """

    blocks: tuple[Block, ...]
    number: int | None = None
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A bulleted or numbered list; ``start`` is the first number of an ordered one, which may count down."""

    items: tuple[Item, ...]
    ordered: bool = False
    start: int = 1
    numbering: Numbering = Numbering.DECIMAL
    reversed: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation set apart, with its attribution when it has one."""

    blocks: tuple[Block, ...]
    attribution: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class Stanza:
    """Lines of verse with `LineBreak` between them; the first one is set in by ``indent`` steps.

    Raises `ValueError` for an indent that no line can have.
    """

    content: tuple[Inline, ...]
    indent: int = 0

    def __post_init__(self) -> None:
        """Refuse an indent beyond the page."""
        _check_indent(self.indent)


@dataclass(frozen=True, slots=True)
class Verse:
    """A poem, or lines of one, with its attribution when it has one."""

    stanzas: tuple[Stanza, ...]
    attribution: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """What a definition defines."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Description:
    """One thing that is said of a term."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """Terms with all that is said of them."""

    terms: tuple[Term, ...]
    descriptions: tuple[Description, ...]


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """Terms and their definitions, as in a glossary."""

    items: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture; ``src`` is a name in the article's own folder or a URL, never read without `World.media`.

    A picture that came inside of the article's file is a ``data:`` URL in base64, so that the document holds it.
    ``width`` and ``height`` are its natural size where the source gives one, in pixels of a 96th of an inch; pages may
    show it smaller. Raises `ValueError` for a size that no page can have.
    """

    src: str
    alt: Alt
    width: int | None = None
    height: int | None = None

    def __post_init__(self) -> None:
        """Refuse sizes that no page can have."""
        if not all(side is None or 1 <= side <= LONGEST_SIDE for side in (self.width, self.height)):
            raise ValueError(Message("a picture is 1 to {most} pixels wide and high", most=LONGEST_SIDE))


@dataclass(frozen=True, slots=True)
class Caption:
    """The words under a figure or over a table."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its caption and credit; a scraped text often keeps only the words (``image`` is None).

    ``id`` is put in by `exporter.passes.sentences`, like those of sentences.
    """

    image: Image | None = None
    caption: Caption | None = None
    credit: Credit | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; ``header`` says that it names its row or column.

    Raises `ValueError` for spans that are not between 1 and 1000.
    """

    content: tuple[Inline, ...]
    header: bool = False
    colspan: int = 1
    rowspan: int = 1

    def __post_init__(self) -> None:
        """Refuse spans that no table can have."""
        if not (1 <= self.colspan <= _WIDEST_SPAN and 1 <= self.rowspan <= _WIDEST_SPAN):
            raise ValueError(Message("a cell spans 1 to {most} columns and rows", most=_WIDEST_SPAN))


@dataclass(frozen=True, slots=True)
class Row:
    """A table row."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: header rows first; ``columns`` are aligned from the left on, those that it does not reach ``auto``."""

    head: tuple[Row, ...]
    body: tuple[Row, ...]
    caption: Caption | None = None
    columns: tuple[Alignment, ...] = ()


@dataclass(frozen=True, slots=True)
class Preformatted:
    """Lines whose breaks and spaces count: program code, a drawing in characters."""

    content: tuple[Inline, ...]
    syntax: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""


Block = Paragraph | Listing | DefinitionList | Quote | Verse | Figure | Table | Preformatted | Rule


# --- The article -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """The words of a section's heading."""

    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A section and its subsections; ``level`` is 1 for a direct child of the article."""

    id: str
    heading: Heading
    level: int
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A work that the article rests on; ``content`` is the line as written, the other fields what was understood.

    ``group`` is the label it stood under ("Sources primaires", "Bibliographie"), ``language`` the title's (a BCP 47
    tag, or `ValueError` is raised).
    """

    content: tuple[Inline, ...]
    publisher: str | None = None
    title: str | None = None
    language: str | None = None
    date: PartialDate | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    kind: SourceKind = SourceKind.OTHER
    group: str | None = None

    def __post_init__(self) -> None:
        """Refuse what is no language."""
        if self.language is not None:
            _check_language(self.language)


@dataclass(frozen=True, slots=True)
class Notice:
    """A statement about the article as a whole, in its own words."""

    kind: NoticeKind
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote; ``label`` is its call as printed ("1", "*")."""

    id: str
    label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """An author; ``description`` is what the byline adds ("correspondante à Berlin", "AFP")."""

    name: str
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about the article; ``dateline`` is its line of dates and ``reading_minutes`` as announced.

    ``identifier`` names the work for good, whatever is corrected of it: as somebody has said, or a URI that the house
    gives before anything is written. Raises `ValueError` for a ``language`` that is no BCP 47 tag.
    """

    title: str
    language: str = DEFAULT_LANGUAGE
    subtitle: str | None = None
    kicker: str | None = None
    authors: tuple[Person, ...] = ()
    publisher: str | None = None
    published: PartialDate | None = None
    updated: PartialDate | None = None
    dateline: str | None = None
    reading_minutes: int | None = None
    url: str | None = None
    keywords: tuple[str, ...] = ()
    identifier: str | None = None

    def __post_init__(self) -> None:
        """Refuse what is no language."""
        _check_language(self.language)


@dataclass(frozen=True, slots=True)
class Article:
    """One article: the root of the tree."""

    VERSION: ClassVar[int] = 2

    metadata: Metadata
    lead: tuple[Block, ...] = ()
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    sources: tuple[Source, ...] = ()
    credits: tuple[Credit, ...] = ()
    notices: tuple[Notice, ...] = ()
    notes: tuple[Note, ...] = ()
