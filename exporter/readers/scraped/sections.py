"""Blocks and headings to a tree of sections."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from exporter.model import Block, Heading, Section
from exporter.readers.scraped import headings
from exporter.readers.scraped.blocks import Builder

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from exporter.model import Credit
    from exporter.readers.press.lines import Passage


def build(
    passages: Sequence[Passage], labels: Collection[str], credits_: list[Credit]
) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """Build what stands before the first heading, and the sections; credits on their own go to ``credits_``."""
    questions = frozenset(id(passages[index]) for index in headings.questions(passages))
    levels = headings.find(passages)
    places = [*levels, len(passages)]
    before = Builder(labels, questions, credits_).blocks(passages[: places[0]])
    flat = []
    for place, end in itertools.pairwise(places):
        builder = Builder(labels, questions, credits_, passages[place].text)
        flat.append((levels[place], Heading(builder.words(builder.heading)), builder.blocks(passages[place + 1 : end])))
    return before, _nest(flat)


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
