"""A document as it was read, before its head and its ends are told apart."""

from __future__ import annotations

from dataclasses import dataclass

from exporter.model import Note, PartialDate
from exporter.passes import decision
from exporter.readers.flow.parts import Parts


@dataclass(frozen=True, slots=True)
class Claims:
    """What a document's properties say of it, whether true or not; ``origin`` names where they stand.

    ``saved`` is when the file was last written, ``named`` says that its title is one that somebody chose. The
    ``language`` has an origin of its own if it stands elsewhere, and ``enough`` letters of the text outweigh it.
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
    language_origin: str = ""
    enough: int = decision.ENOUGH


@dataclass(frozen=True, slots=True)
class Document:
    """All that was read of a file called ``name``; ``given`` is the title that the user gave."""

    name: str
    flow: Parts
    notes: tuple[Note, ...]
    claims: Claims
    given: str | None = None
