"""Lists whose items name sources: which sections are such lists, and which lines they have."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from exporter import walk
from exporter.model import Figure, Item, Link, Listing, NoteRef, Paragraph, Section, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.walk import Content

_LONGEST: Final = 700
"""Characters of a line that names one source."""

QUOTED: Final = re.compile(r"[«“\"„]")
POINTING: Final = re.compile(
    r"(?:lien|ici|lire|voir|source|page|article|site|pdf|en ligne|consulter|http.*|www\..*)\W*$", re.IGNORECASE
)
"""Words of a link that say nothing of where it leads."""

Listed = tuple[tuple[Section, ...], tuple[Source, ...]]
Lister = Callable[[Section, bool], list[Source] | None]


def part(sections: Sequence[Section], sure: re.Pattern[str], listed: Lister, *, last: bool = True) -> Listed:
    """Part the sections that only list sources from the others, at any depth.

    ``listed`` gives the sources of a section, None if it is anything but a list of them, and is told whether the
    heading is ``sure`` to head one. Such sections may stand anywhere, others only at the end: elsewhere they are text.
    """
    kept: list[Section] = []
    found: list[Source] = []
    for section in reversed(sections):
        named = sure.search(walk.plain(section.heading.content)) is not None
        own = listed(section, named) if last or named else None
        if own is not None:
            found[:0] = own
            continue
        inner, below = part(section.sections, sure, listed, last=last)
        kept.insert(0, replace(section, sections=inner))
        found[:0] = below
        last = False
    return tuple(kept), tuple(found)


def links(content: Content) -> list[Link]:
    """The links of a run."""
    return [node for part_ in content for node in walk.nodes(part_) if isinstance(node, Link)]


def is_line(block: Paragraph) -> bool:
    """Tell whether a paragraph may name one source."""
    return len(walk.plain(block.content)) <= _LONGEST and not any(
        isinstance(node, NoteRef) for node in walk.nodes(block)
    )


def is_entry(item: Item) -> bool:
    """Tell whether an item may name a source, or several below it."""
    return all(
        (isinstance(block, Paragraph) and is_line(block))
        or (isinstance(block, Listing) and all(map(is_entry, block.items)))
        for block in item.blocks
    ) and not any(isinstance(node, Figure) for node in walk.nodes(item))


def entries(item: Item) -> Iterator[Content]:
    """The lines of an item; what is listed below a source are sources too."""
    for block in item.blocks:
        match block:
            case Paragraph(content):
                yield content
            case Listing(items):
                for inner in items:
                    yield from entries(inner)
            case _:
                pass
