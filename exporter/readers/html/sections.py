"""Blocks and headings to sections, nested by the levels of their headings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exporter.model import Block, Heading, Rule, Section
from exporter.readers.html.blocks import Head

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(slots=True)
class _Open:
    """A section that is still being filled."""

    head: Head
    blocks: list[Block] = field(default_factory=list)
    inner: list[_Open] = field(default_factory=list)


def build(found: Iterable[Block | Head]) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """Part blocks into those before the first heading and sections; ids and levels are the outline's business."""
    top = _Open(Head(0, ()))
    path = [top]
    for block in found:
        if isinstance(block, Head):
            while path[-1].head.level >= block.level:
                path.pop()
            section = _Open(block)
            path[-1].inner.append(section)
            path.append(section)
        else:
            path[-1].blocks.append(block)
    return _ruled(top.blocks), tuple(_closed(section, 1) for section in top.inner)


def _closed(section: _Open, level: int) -> Section:
    return Section(
        "",
        Heading(section.head.content),
        level,
        _ruled(section.blocks),
        tuple(_closed(inner, level + 1) for inner in section.inner),
    )


def _ruled(blocks: list[Block]) -> tuple[Block, ...]:
    """Leave out rules that part nothing: at an end, or after another."""
    kept: list[Block] = []
    for block in blocks:
        if not isinstance(block, Rule) or (kept and not isinstance(kept[-1], Rule)):
            kept.append(block)
    while kept and isinstance(kept[-1], Rule):
        kept.pop()
    return tuple(kept)
