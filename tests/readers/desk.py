"""A reading desk for the tests: a world with the real resources and an open ear, and an article drawn as a tree."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, assert_never

from exporter import registry, resources, walk
from exporter.errors import ResourceError
from exporter.events import Dropped, Event, Warned
from exporter.model import (
    Article,
    Block,
    DefinitionList,
    Figure,
    LineBreak,
    Link,
    Listing,
    NoteRef,
    Paragraph,
    Preformatted,
    Quote,
    Rule,
    Section,
    Source,
    Strong,
    Table,
    Verse,
)
from exporter.passes.outline import outline
from exporter.ports import Original
from exporter.readers import scraped
from exporter.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from exporter.model import Inline
    from exporter.ports import Chosen, Language, Pagination
    from exporter.speech import Chapter, Track


class Desk:
    """A world for one reader: no media, no voice, every event kept."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def options(self, kind: type[Chosen]) -> Chosen:
        return Settings().of(kind)

    def resource(self, name: str) -> bytes:
        return resources.read(name)

    def media(self, ref: str) -> bytes:
        raise ResourceError(f"no media here: {ref}")

    def language(self, code: str) -> Language:
        known = code if code in registry.names("languages") else "fr"
        return registry.language(known)

    def narration(self, article: Article) -> tuple[Chapter, ...]:
        raise NotImplementedError

    def voices(self) -> str:
        raise NotImplementedError

    def narrate(self, article: Article) -> tuple[Track, ...]:
        raise NotImplementedError

    def kept(self, key: str, make: Callable[[Path], object]) -> memoryview:
        raise NotImplementedError

    def paginated(self, pagination: Pagination) -> None:
        raise NotImplementedError

    def pagination(self) -> Pagination | None:
        raise NotImplementedError

    def now(self) -> datetime.datetime:
        return datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)

    def report(self, event: Event) -> None:
        self.events.append(event)

    @property
    def dropped(self) -> list[Dropped]:
        return [event for event in self.events if isinstance(event, Dropped)]

    @property
    def warned(self) -> list[Warned]:
        return [event for event in self.events if isinstance(event, Warned)]


def read(text: str | bytes, title: str | None = None) -> tuple[Article, Desk]:
    """Read a text as if it had been saved from a page."""
    desk = Desk()
    data = text if isinstance(text, bytes) else text.encode()
    return outline(scraped.read(Original("page.txt", data, title), desk)), desk


def article(text: str | bytes, title: str | None = None) -> Article:
    """Read a text that gives an article; what the page said is of no interest."""
    return read(text, title)[0]


# --- The tree ----------------------------------------------------------------------------------


def tree(document: Article, desk: Desk) -> str:
    """Draw all that was understood, one line for each thing."""
    lines = [*_metadata(document)]
    lines += ["lead"] * bool(document.lead)
    lines += [f"  {line}" for block in document.lead for line in _block(block)]
    lines += [line for block in document.blocks for line in _block(block)]
    lines += [line for section in document.sections for line in _section(section)]
    lines += [_source(source) for source in document.sources]
    lines += [f"credit {credit.role}: {credit.name} ← {drawn(credit.content)}" for credit in document.credits]
    lines += [f"notice {notice.kind}: {drawn(notice.content)}" for notice in document.notices]
    for note in document.notes:
        lines += [f"note {note.label}", *(f"  {line}" for block in note.blocks for line in _block(block))]
    lines += [f"warned {event.code}" for event in desk.warned]
    lines += [f"dropped {event.line} {event.reason}: {event.text}" for event in desk.dropped]
    return "\n".join(lines) + "\n"


def drawn(content: tuple[Inline, ...]) -> str:
    """Draw a run of words with its links, calls, breaks and stress."""
    return "".join(_inline(node) for node in content)


def _inline(node: Inline) -> str:
    match node:
        case NoteRef(note):
            return f"⟨{note}⟩"
        case LineBreak():
            return " ⏎ "
        case Link(url, content):
            words = drawn(content)
            return f"⟨{words}⟩" if words == url else f"⟨{words} → {url}⟩"
        case Strong(content):
            return f"**{drawn(content)}**"
        case _:
            return walk.plain((node,))


def _metadata(document: Article) -> Iterator[str]:
    meta = document.metadata
    names = ("title", "subtitle", "kicker", "publisher", "published", "updated", "dateline", "reading_minutes", "url")
    yield from (f"{name}: {getattr(meta, name)}" for name in names if getattr(meta, name) is not None)
    yield from (
        f"author: {person.name}" + f" ({person.description})" * bool(person.description) for person in meta.authors
    )
    if meta.keywords:
        yield f"keywords: {', '.join(meta.keywords)}"


def _section(section: Section) -> Iterator[str]:
    yield f"{'#' * section.level} {drawn(section.heading.content)}"
    for block in section.blocks:
        yield from _block(block)
    for inner in section.sections:
        yield from _section(inner)


def _block(block: Block) -> Iterator[str]:  # noqa: C901 - one line a type
    match block:
        case Paragraph(content) | Preformatted(content):
            yield f"¶ {drawn(content)}"
        case Listing(items, ordered, start):
            yield f"list from {start}" if ordered else "list"
            yield from (f"  {line}" for item in items for inner in item.blocks for line in _block(inner))
        case DefinitionList(items):
            for item in items:
                yield f"= {' | '.join(drawn(term.content) for term in item.terms)}"
                yield from (f"  {line}" for told in item.descriptions for one in told.blocks for line in _block(one))
        case Verse(stanzas, attribution):
            yield f"verse of {drawn(attribution)}" if attribution else "verse"
            yield from (f"  {stanza.indent} {drawn(stanza.content)}" for stanza in stanzas)
        case Quote(blocks, attribution):
            yield f"quote of {drawn(attribution)}" if attribution else "quote"
            yield from (f"  {line}" for inner in blocks for line in _block(inner))
        case Figure(_, caption, credit):
            yield (
                f"figure: {drawn(caption.content) if caption else ''} | {credit.role if credit else ''}: "
                f"{credit.name if credit else ''}"
            )
        case Table():
            yield from _table(block)
        case Rule():
            yield "* * *"
        case _:
            assert_never(block)


def _table(table: Table) -> Iterator[str]:
    yield f"table: {drawn(table.caption.content)}" if table.caption else "table"
    for mark, rows in (("=", table.head), ("-", table.body)):
        yield from (f"  {mark} " + " | ".join(drawn(cell.content) for cell in row.cells) for row in rows)


def _source(source: Source) -> str:
    parts = (
        ("publisher", source.publisher),
        ("title", source.title),
        ("language", source.language),
        ("date", source.date),
        ("url", source.url),
        ("authors", "; ".join(source.authors) or None),
    )
    known = ", ".join(f"{name}={value}" for name, value in parts if value is not None)
    return f"source {source.kind} [{source.group}] {known} ← {drawn(source.content)}"
