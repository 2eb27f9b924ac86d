"""The article of a flow of blocks and headings: its title, sections, sources, notes, and links inside of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter import walk
from exporter.model import Article, Figure, Rule
from exporter.readers.flow import sources
from exporter.readers.markdown.leaves import same
from exporter.readers.press.sections import Head, build, settled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exporter.model import Metadata, Note
    from exporter.readers.markdown.body import Flow
    from exporter.readers.press.phrases import Phrases


def take_title(flow: Flow, known: str) -> Head | None:
    """Take the title out of a flow: its first heading, if it is the only one of its level, or the known title."""
    marks = [item for item in flow if isinstance(item, Head)]
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


def assemble(
    flow: Flow, metadata: Metadata, notes: Sequence[Note], phrases: Phrases, drop: Callable[[str, str], None]
) -> Article:
    """Make the article; links that lead nowhere in it become words, and ``drop`` is told."""
    before, found = build(flow)
    sections, listed = sources.part(found, phrases, bare=False)
    blocks, sections, last = sources.last_line(before, sections, phrases)
    article = Article(metadata, blocks=blocks, sections=sections, sources=(*listed, *last), notes=tuple(notes))
    return settled(article, lambda url: drop(url, "link"))
