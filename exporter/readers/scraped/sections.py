"""Blocks and headings to a tree of sections."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.model import Block, Heading, Section
from exporter.readers.scraped import headings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.readers.press.lines import Passage
    from exporter.readers.scraped.blocks import Builder


def build(passages: Sequence[Passage], builder: Builder) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """Build what stands before the first heading, and the sections; ``builder`` makes their blocks."""
    levels = headings.find(passages)
    builder.kinds.update((passages[place].number, "heading") for place in levels)
    places = [*levels, len(passages)]
    before = builder.blocks(passages[: places[0]])
    flat = []
    for place, end in itertools.pairwise(places):
        under = replace(builder, heading=passages[place].text)
        flat.append((levels[place], Heading(under.words(under.heading)), under.blocks(passages[place + 1 : end])))
    return before, _nest(flat)


def questions(passages: Sequence[Passage]) -> frozenset[int]:
    """The questions of an interview, by identity."""
    return frozenset(id(passages[index]) for index in headings.questions(passages))


def _nest(flat: Sequence[tuple[int, Heading, tuple[Block, ...]]]) -> tuple[Section, ...]:
    """Put each section below the last one of a lower level."""
    found: list[Section] = []
    index = 0
    while index < len(flat):
        level, heading, blocks = flat[index]
        end = index + 1
        while end < len(flat) and flat[end][0] > level:
            end += 1
        found.append(Section("", heading, level, blocks, _nest(flat[index + 1 : end])))
        index = end
    return tuple(found)
