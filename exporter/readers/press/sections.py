"""Blocks and headings in a row to sections, nested by the levels of their headings, and the links that lead to them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import unquote

from exporter import walk
from exporter.events import Warned
from exporter.messages import Message
from exporter.model import Anchor, Block, Heading, Inline, LineBreak, Link, NoteRef, Rule, Section, Text
from exporter.passes.outline import outline
from exporter.readers.press.lines import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from exporter.events import Report
    from exporter.model import Article

Content = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A heading among the blocks; ``level`` counts from 1, ``anchors`` are the names by which links call its place."""

    level: int
    content: Content
    anchors: tuple[str, ...] = ()


@dataclass(slots=True)
class _Open:
    """A section while its blocks are gathered."""

    head: Head
    blocks: list[Block] = field(default_factory=list)
    inner: list[_Open] = field(default_factory=list)

    def closed(self) -> Section:
        name, inner = "\n".join(self.head.anchors), tuple(section.closed() for section in self.inner)
        return Section(name, Heading(self.head.content), 1, trimmed(self.blocks), inner)


def build(found: Iterable[Block | Head]) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """Part blocks into those before the first heading and sections, whose ids are the lines of their anchors.

    Numbers and levels are the outline's business.
    """
    top = _Open(Head(0, ()))
    path = [top]
    for block in found:
        if isinstance(block, Head):
            while len(path) > 1 and path[-1].head.level >= block.level:
                path.pop()
            path[-1].inner.append(_Open(block))
            path.append(path[-1].inner[-1])
        else:
            path[-1].blocks.append(block)
    return trimmed(top.blocks), tuple(section.closed() for section in top.inner)


def trimmed(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Leave out the rules that part nothing: at the ends, and one after another."""
    kept: list[Block] = []
    for block in blocks:
        if not (isinstance(block, Rule) and (not kept or isinstance(kept[-1], Rule))):
            kept.append(block)
    if kept and isinstance(kept[-1], Rule):
        kept.pop()
    return tuple(kept)


def settled(article: Article, report: Report) -> Article:
    """Number an article's sections and anchors, and lead links to them.

    Links that lead nowhere leave their words, which is reported; anchors that no link leads to are left out.
    """
    numbered = outline(article)
    urls = dict.fromkeys(node.url for node in walk.nodes(numbered) if isinstance(node, Link))
    anchors = (node.id for node in walk.nodes(numbered) if isinstance(node, Anchor))
    known = dict(_places(article.sections, numbered.sections))
    known |= {_slug(name): name for name in anchors if f"#{name}" in urls}
    found = outline(walk.map_content(numbered, lambda _, content: _led(content, known)))
    for url in dict.fromkeys(url for url in urls if url.startswith("#") and _slug(url) not in known):
        report(
            Warned(
                "broken-link",
                Message("a link to {name} leads nowhere in the article: its words stay", name=repr(url[1:])),
            )
        )
    return found


def _places(written: Sequence[Section], numbered: Sequence[Section]) -> Iterator[tuple[str, str]]:
    """Which section an anchor means: by the names that the document gave it, or by its heading's words."""
    for old, new in zip(written, numbered, strict=True):
        yield _slug(walk.plain(old.heading.content)), new.id
        yield from ((_slug(anchor), new.id) for anchor in old.id.split("\n") if anchor)
        yield from _places(old.sections, new.sections)


def _slug(name: str) -> str:
    """A name as any tool would make an anchor of it: letters and figures only."""
    return re.sub(r"[\W_]+", "", fold(unquote(name)))


def _led(content: Content, known: Mapping[str, str]) -> Content:
    """Lead links to the article's sections and anchors; one that leads nowhere leaves its words."""
    return tuple(joined(_linked(content, known)))


def joined(nodes: Iterable[Inline]) -> Iterator[Inline]:
    """Make texts one that are neighbours now."""
    for is_text, same in groupby(nodes, key=lambda node: isinstance(node, Text)):
        if is_text:
            yield Text(walk.plain(same))
        else:
            yield from same


def _linked(content: Content, known: Mapping[str, str]) -> Iterator[Inline]:
    for node in content:
        match node:
            case Link(url, inner) if url.startswith("#"):
                place, bare = known.get(_slug(url)), _led(inner, known)
                yield from (Link(f"#{place}", bare),) if place else bare
            case Anchor() if known.get(_slug(node.id)) != node.id:
                pass
            case Text() | LineBreak() | NoteRef() | Anchor():
                yield node
            case _:
                yield replace(node, content=_led(node.content, known))
