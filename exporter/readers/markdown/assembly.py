"""The article of a flow of blocks and headings: its title, sections, sources, notes, and links inside of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from exporter import walk
from exporter.model import Article, Block, Figure, Heading, Inline, LineBreak, Link, NoteRef, Rule, Section, Text
from exporter.passes.outline import outline
from exporter.readers.markdown import references
from exporter.readers.markdown.blocks import Mark
from exporter.readers.press import labels
from exporter.readers.press.lines import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from exporter.model import Metadata, Note, Source
    from exporter.readers.markdown.blocks import Flow
    from exporter.readers.press.phrases import Phrases
    from exporter.walk import Content


@dataclass(slots=True)
class _Open:
    """A section while its blocks are gathered."""

    mark: Mark
    blocks: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    def closed(self) -> Section:
        return Section(self.mark.anchor, Heading(self.mark.content), 1, trimmed(self.blocks), tuple(self.sections))


def take_title(flow: Flow, known: str) -> Mark | None:
    """Take the title out of a flow: its first heading, if it is the only one of its level, or the known title."""
    marks = [item for item in flow if isinstance(item, Mark)]
    if not marks:
        return None
    first = marks[0]
    above = all(isinstance(item, Figure | Rule) for item in flow[: flow.index(first)])
    alone = above and first.level == 1 and sum(mark.level == 1 for mark in marks) == 1
    untitled = above and not known
    if alone or untitled or same(walk.plain(first.content), known):
        flow.remove(first)
        return first
    return None


def same(text: str, other: str) -> bool:
    """Tell whether two texts have the same words."""
    return bool(text) and _bare(text) == _bare(other)


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def assemble(
    flow: Flow, metadata: Metadata, notes: Sequence[Note], phrases: Phrases, drop: Callable[[str, str], None]
) -> Article:
    """Make the article; links that lead nowhere in it become words, and ``drop`` is told."""
    root = _Open(Mark(0, ()))
    opened = [root]
    for item in flow:
        if not isinstance(item, Mark):
            opened[-1].blocks.append(item)
            continue
        _leave(opened, item.level)
        opened.append(_Open(item))
    _leave(opened, 1)
    sections, sources = references.part(root.sections, phrases)
    sections = _without_label(sections, phrases) if notes else sections
    blocks, sections, last = _last_line(trimmed(root.blocks), sections, phrases)
    article = outline(
        Article(metadata, blocks=blocks, sections=sections, sources=(*sources, *last), notes=tuple(notes))
    )
    places = dict(_places(sections, article.sections))
    return walk.map_content(article, lambda _, content: tuple(_linked(content, places, drop)))


def _last_line(
    blocks: tuple[Block, ...], sections: tuple[Section, ...], phrases: Phrases
) -> tuple[tuple[Block, ...], tuple[Section, ...], tuple[Source, ...]]:
    """Part the sources that the article's last line names."""
    if not sections:
        blocks, sources = references.last_line(blocks, phrases)
        return trimmed(blocks), (), sources
    inner, deeper, sources = _last_line(sections[-1].blocks, sections[-1].sections, phrases)
    return blocks, (*sections[:-1], replace(sections[-1], blocks=inner, sections=deeper)), sources


def _without_label(sections: tuple[Section, ...], phrases: Phrases) -> tuple[Section, ...]:
    """Leave out a last section that is only the heading of the notes, which editions set themselves."""
    match sections:
        case [*others, Section(_, heading, _, (), ())] if labels.heads_notes(walk.plain(heading.content), phrases):
            return tuple(others)
        case _:
            return sections


def _leave(opened: list[_Open], level: int) -> None:
    """Close the sections that a heading of this level ends."""
    while len(opened) > 1 and opened[-1].mark.level >= level:
        section = opened.pop().closed()
        opened[-1].sections.append(section)


def trimmed(blocks: Sequence[Block]) -> tuple[Block, ...]:
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
    """Which section an anchor means: by the name that its author gave it, or by its heading's words."""
    for old, new in zip(written, numbered, strict=True):
        yield _slug(walk.plain(old.heading.content)), new.id
        if old.id:
            yield _slug(old.id), new.id
        yield from _places(old.sections, new.sections)


def _slug(text: str) -> str:
    """A heading as any tool would make an anchor of it: letters and figures only."""
    return re.sub(r"[\W_]+", "", fold(text))


def _linked(content: Content, places: Mapping[str, str], drop: Callable[[str, str], None]) -> Iterator[Inline]:
    for node in content:
        match node:
            case Link(url, inner) if url.startswith("#"):
                place = places.get(_slug(url))
                if place:
                    yield Link(f"#{place}", inner)
                else:
                    drop(url, "link")
                    yield from inner
            case Text() | LineBreak() | NoteRef():
                yield node
            case _:
                yield replace(node, content=tuple(_linked(node.content, places, drop)))
