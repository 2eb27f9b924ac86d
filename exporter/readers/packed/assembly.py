"""The article of a document's flow: its head, sections, sources, notes, and the links inside of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from exporter import walk
from exporter.errors import ReadError
from exporter.model import (
    Article,
    Block,
    Credit,
    Heading,
    Inline,
    LineBreak,
    Link,
    NoteRef,
    Notice,
    NoticeKind,
    Paragraph,
    Rule,
    Section,
    Source,
    Strong,
    Text,
)
from exporter.passes.outline import outline
from exporter.readers.packed import joining, masthead, sources
from exporter.readers.packed.flow import Document, Flow, Head, Role, Styled, text
from exporter.readers.press import credits as credit_lines
from exporter.readers.press import labels, lines, markers, notices
from exporter.readers.press.lines import ended

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from exporter.ports import World
    from exporter.readers.press.phrases import Phrases
    from exporter.walk import Content

_LONGEST_HEADING: Final = 120
_LONGEST_SAMPLE: Final = 2000
_ENDS: Final = 6
"""Paragraphs at the end of an article among which notices and credits are looked for."""


@dataclass(slots=True)
class _Open:
    """A section while its blocks are gathered."""

    head: Head
    blocks: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    def closed(self) -> Section:
        name = "\n".join(self.head.anchors)
        return Section(name, Heading(self.head.content), 1, _trimmed(self.blocks), tuple(self.sections))


@dataclass(slots=True)
class _Ending:
    """What stands at an article's end and is not its text, and the sources that a document names as such."""

    credits: list[Credit] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)


def article(document: Document, world: World, phrases: Phrases) -> Article:
    """Make the article, and report what is doubtful; raises `ReadError` if there is none."""
    sample = _sample(document.flow)
    head = masthead.take(document, phrases)
    metadata = masthead.metadata(document, head, sample, world.report)
    ending = _Ending(credits=list(head.facts.credits))
    flow = _ended(_promoted(joining.joined(document.flow), phrases), ending, phrases)
    if not flow and not head.lead:
        raise ReadError(f"no article in {document.name}: it has no text", "check that the article's text was saved")
    blocks, nested = _sections(flow)
    kept, listed = sources.part(nested, phrases)
    found = Article(
        metadata,
        lead=tuple(head.lead),
        blocks=blocks,
        sections=kept,
        sources=(*listed, *ending.sources),
        credits=tuple(ending.credits),
        notices=tuple(ending.notices),
        notes=document.notes,
    )
    numbered = outline(found)
    places = dict(_places(found.sections, numbered.sections))
    return walk.map_content(numbered, lambda _, content: tuple(_linked(content, places)))


def _sample(flow: Flow) -> str:
    """The longest paragraphs: what the language is told by."""
    written = (text(part.content) for part in flow if isinstance(part, Paragraph | Styled))
    return " ".join(sorted(written, key=len, reverse=True)[:4])[:_LONGEST_SAMPLE]


# --- Headings that no style names --------------------------------------------------------------


def _promoted(flow: Flow, phrases: Phrases) -> Flow:
    """Make headings of short bold lines where nothing else is one, of labels of sources, rules of lines of stars."""
    headed = any(isinstance(part, Head) for part in flow)
    found: Flow = []
    for index, part in enumerate(flow):
        after = flow[index + 1] if index + 1 < len(flow) else None
        match part:
            case Paragraph(content) if markers.rule(text(content)):
                found.append(Rule())
            case Paragraph(content) if after is not None and _heads(content, phrases, bold=not headed):
                found.append(Head(1, _plain(content)))
            case _:
                found.append(part)
    return found


def _heads(content: Content, phrases: Phrases, *, bold: bool) -> bool:
    written = text(content)
    if not written or len(written) > _LONGEST_HEADING or any(isinstance(node, LineBreak) for node in content):
        return False
    strong = all(isinstance(node, Strong | NoteRef) or not text((node,)) for node in content)
    labelled = labels.heading(written, phrases) is not None and (strong or written.endswith(":") or "," not in written)
    return labelled or (bold and strong and (not ended(written) or written.endswith("?")))


def _plain(content: Content) -> Content:
    """A heading's words, its bold and its colon taken away."""
    bare = tuple(inner for node in content for inner in (node.content if isinstance(node, Strong) else (node,)))
    written = walk.plain(bare)
    return walk.cut(bare, 0, len(written.rstrip(" :\u00a0\u202f"))) if written.rstrip().endswith(":") else bare


# --- Ends --------------------------------------------------------------------------------------


def _ended(flow: Flow, ending: _Ending, phrases: Phrases) -> Flow:
    """Take out notices, credits and sources that the document names, and those that the last lines are."""
    paragraphs = [index for index, part in enumerate(flow) if isinstance(part, Paragraph)]
    last = frozenset(paragraphs[-_ENDS:]) if len(paragraphs) > 1 else frozenset()
    kept: Flow = []
    for index, part in enumerate(flow):
        match part:
            case Source():
                ending.sources.append(part)
            case Notice():
                ending.notices.append(part)
            case Styled(Role.CREDIT, content):
                ending.credits.append(joining.credit(content))
            case Styled(_, content):
                kept.append(Paragraph(content))
            case Paragraph(content) if index in last and (kind := _kind(content, phrases)):
                ending.notices.append(Notice(kind, content))
            case Paragraph(content) if index in last and credit_lines.credit(text(content)):
                ending.credits.append(joining.credit(content))
            case _:
                kept.append(part)
    return kept


def _kind(content: Content, phrases: Phrases) -> NoticeKind | None:
    return notices.kind(lines.passage((lines.Line(1, text(content), 0, gap=True),)), phrases)


# --- Sections ----------------------------------------------------------------------------------


def _sections(flow: Flow) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    root = _Open(Head(0, ()))
    opened = [root]
    for part in flow:
        match part:
            case Head():
                _leave(opened, part.level)
                opened.append(_Open(part))
            case Source() | Styled() | Notice():
                pass  # taken out before
            case _:
                opened[-1].blocks.append(part)
    _leave(opened, 0)
    return _trimmed(root.blocks), tuple(root.sections)


def _leave(opened: list[_Open], level: int) -> None:
    """Close the sections that a heading of this level ends."""
    while len(opened) > 1 and opened[-1].head.level >= level:
        section = opened.pop().closed()
        opened[-1].sections.append(section)


def _trimmed(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Leave out the rules that part nothing: at the ends, and one after another."""
    kept: list[Block] = []
    for block in blocks:
        if not (isinstance(block, Rule) and (not kept or isinstance(kept[-1], Rule))):
            kept.append(block)
    if kept and isinstance(kept[-1], Rule):
        kept.pop()
    return tuple(kept)


# --- Links inside of the article ---------------------------------------------------------------


def _places(written: Sequence[Section], numbered: Sequence[Section]) -> Iterator[tuple[str, str]]:
    """Which section an anchor means: by the name that the document gave it, or by its heading's words."""
    for old, new in zip(written, numbered, strict=True):
        yield _slug(walk.plain(old.heading.content)), new.id
        yield from ((_slug(anchor), new.id) for anchor in old.id.split("\n") if anchor)
        yield from _places(old.sections, new.sections)


def _slug(name: str) -> str:
    return re.sub(r"[\W_]+", "", lines.fold(name))


def _linked(content: Content, places: Mapping[str, str]) -> Iterator[Inline]:
    """Make texts one that are neighbours now."""
    for is_text, nodes in groupby(_unlinked(content, places), key=lambda node: isinstance(node, Text)):
        if is_text:
            yield Text(walk.plain(nodes))
        else:
            yield from nodes


def _unlinked(content: Content, places: Mapping[str, str]) -> Iterator[Inline]:
    """Links to places of the article that exist; others leave their words."""
    for node in content:
        match node:
            case Link(url, inner) if url.startswith("#"):
                place = places.get(_slug(url))
                bare = tuple(_linked(inner, places))
                yield from (Link(f"#{place}", bare),) if place else bare
            case Text() | LineBreak() | NoteRef():
                yield node
            case _:
                yield replace(node, content=tuple(_linked(node.content, places)))
