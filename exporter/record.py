"""What ``edition.json`` says of an article's editions, as data: written by the engine, read by catalogues.

The JSON has the fields of these classes, under the same names; `docs/edition.schema.json` is derived from them. All
of it can be told without the article's source: that is what channels, which know only the output, are made from.
"""

from __future__ import annotations

import json
import typing
from dataclasses import asdict, dataclass
from typing import Any, Final

from exporter.events import Preflight
from exporter.shapes import read, schema_of

VERSION: Final = 2
SUMMARY: Final = 300
"""Most characters of a summary."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The input: ``name`` of the file, or address; ``path`` from what the user named; size and digest of its bytes."""

    name: str
    bytes: int
    sha256: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A notice by its ``kind`` (`exporter.model.NoticeKind`), as plain text."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Accessibility:
    """What accessibility statements are made of: how many pictures there are, how many are described, and so on.

    ``undescribed`` pictures have no alternative text, ``decorative`` ones need none.
    """

    pictures: int = 0
    described: int = 0
    decorative: int = 0
    undescribed: int = 0
    tables: int = 0
    headings: int = 0
    notes: int = 0
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """What a channel tells of an article. Dates are ISO 8601 as far as they are known, ``sources`` counts them.

    ``sha256`` is the digest of the canonical document, ``summary`` its description or first words, at most `SUMMARY`
    characters, ``rights`` its licence in words.
    """

    title: str
    sha256: str
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    language: str = ""
    publisher: str | None = None
    url: str | None = None
    keywords: tuple[str, ...] = ()
    summary: str = ""
    rights: str | None = None
    sources: int = 0
    notices: tuple[Told, ...] = ()
    accessibility: Accessibility = Accessibility()


@dataclass(frozen=True, slots=True)
class Work:
    """What editions were made of, under an identifier that survives corrections: a URN or what the user chose.

    An issue has its articles as ``parts``, and a title instead of an input.
    """

    id: str
    source: Origin
    document: Document
    parts: tuple[Work, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A file that belongs to an edition's main file; ``path`` is relative to the record's folder."""

    path: str
    media_type: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Artefact:
    """One edition: its main file, ``path`` relative to the record's folder, and the ``files`` that belong to it.

    ``duration`` is in seconds where it speaks, ``preflight`` what an edition for the press was found to be.
    """

    format: str
    path: str
    media_type: str
    bytes: int
    sha256: str
    revision: int
    duration: float | None = None
    voice: str | None = None
    preflight: Preflight | None = None
    files: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A chapter of the spoken editions: all begin it at ``start`` seconds."""

    title: str
    start: float


@dataclass(frozen=True, slots=True)
class Cover:
    """A picture that stands for the article: its path, width and height in pixels."""

    path: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Record:
    """An article's editions. ``folder`` is where they lie, relative to the output; it is not part of the JSON.

    ``generated`` is the time of the export in UTC. ``chapters`` and ``duration`` (seconds) are there once it was
    spoken.
    """

    work: Work
    generated: str
    artefacts: tuple[Artefact, ...]
    duration: float | None = None
    chapters: tuple[Mark, ...] = ()
    cover: Cover | None = None
    folder: str = ""

    @property
    def order(self) -> tuple[str, str, str]:
        """Where it stands among others: by date (undated first), then by identifier and folder: a total order."""
        document = self.work.document
        return document.published or "", self.work.id, self.folder


def to_json(record: Record) -> dict[str, Any]:
    """The fields of ``edition.json`` that a record has, in their order."""
    return {
        **_work(record.work),
        "duration": record.duration,
        "chapters": [asdict(mark) for mark in record.chapters],
        "cover": None if record.cover is None else asdict(record.cover),
        "artefacts": [asdict(artefact) for artefact in record.artefacts],
    }


def _work(work: Work) -> dict[str, Any]:
    parts = {"articles": [_work(part) for part in work.parts]} if work.parts else {}
    return {"id": work.id, "source": asdict(work.source), "document": asdict(work.document), **parts}


def loads(data: bytes, folder: str = "") -> Record:
    """Read ``edition.json`` of this version or an earlier one, which tells less; raises `ValueError`."""
    told = json.loads(data)
    try:
        if told["type"] != "edition" or not 1 <= told["version"] <= VERSION:
            raise ValueError("no record of editions that this release can read")
        return Record(
            _read_work(told),
            told["generated"],
            tuple(read(Artefact, one) for one in told["artefacts"]),
            told.get("duration"),
            tuple(read(Mark, one) for one in told.get("chapters", ())),
            read(Cover, told["cover"]) if told.get("cover") else None,
            folder,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no record of editions: {error!r}") from error


def _read_work(told: dict[str, Any]) -> Work:
    parts = tuple(map(_read_work, told.get("articles", ())))
    return Work(told.get("id", ""), read(Origin, told["source"]), read(Document, told["document"]), parts)


def schema() -> dict[str, Any]:
    """Derive the JSON Schema (2020-12) of ``edition.json`` from the classes."""
    work = {"id": schema_of(str), "source": schema_of(Origin), "document": schema_of(Document)}
    hints = typing.get_type_hints(Record)
    rest = {name: schema_of(hint) for name, hint in hints.items() if name not in {"work", "folder"}}
    events = {"type": "array", "items": {"type": "object"}}
    properties = {
        "type": {"const": "edition"},
        "version": {"const": VERSION},
        "generator": {"type": "string"},
        **work,
        "articles": {"type": "array", "items": {"$ref": "#/$defs/article"}},
        **rest,
        "warnings": events,
        "dropped": events,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "edition.json of exporter",
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name != "articles"],
        "additionalProperties": False,
        "$defs": {"article": {"type": "object", "properties": work, "required": list(work)}},
    }
