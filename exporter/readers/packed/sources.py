"""Sections that list sources: each line becomes one, with what its links and its wording tell."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from exporter import walk
from exporter.model import Emphasis, Listing, Paragraph, Rule, Source, Strong, Text
from exporter.readers.flow.parts import text
from exporter.readers.press import citation, labels, listings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exporter.model import Block, Section
    from exporter.readers.press.phrases import Phrases
    from exporter.walk import Content

_LONGEST_GROUP: Final = 60
_SURE: Final = re.compile(
    r"\b(?:sources?|r[ée]f[ée]rences?|bibliogra\w+|webographie|sitographie|ouvrages|documents)\b", re.IGNORECASE
)


def part(sections: Sequence[Section], phrases: Phrases) -> listings.Listed:
    """Part the sections that only list sources from the others, at any depth."""
    return listings.part(sections, _SURE, lambda section, sure: _listed(section, phrases, sure=sure))


def _listed(section: Section, phrases: Phrases, *, sure: bool) -> list[Source] | None:
    """The sources of a section, by its groups; None if it is anything but a list of them."""
    label = labels.heading(walk.plain(section.heading.content), phrases)
    if label is None:
        return None
    found = lines(section.blocks, label, phrases, sure=sure)
    for inner in section.sections:
        group = text(inner.heading.content).strip(" :\u00a0\u202f")
        own = lines(inner.blocks, group, phrases, sure=sure) if not inner.sections else None
        if found is None or own is None:
            return None
        found += own
    return found or None


def lines(blocks: Iterable[Block], label: str, phrases: Phrases, *, sure: bool) -> list[Source] | None:
    """The sources of some blocks, all of which must be lists, lines, or labels of groups; ``sure`` admits any line."""
    found: list[Source] = []
    group = label
    for block in blocks:
        match block:
            case Listing(items):
                if not all(map(listings.is_entry, items)):
                    return None
                found += (source(content, group, phrases) for item in items for content in listings.entries(item))
            case Paragraph(content) if _is_label(content, phrases):
                group = text(content).strip(" \u00a0\u202f:")
            case Paragraph(content) if (sure or listings.links(content)) and listings.is_line(block):
                found.append(source(content, group, phrases))
            case Rule():
                pass
            case _:
                return None
    return found


def _is_label(content: Content, phrases: Phrases) -> bool:
    written = text(content)
    strong = all(isinstance(node, Strong) or not walk.plain((node,)).strip(" :\u00a0\u202f") for node in content)
    plainly = strong or written.endswith(":") or labels.known(written, phrases)
    return len(written) <= _LONGEST_GROUP and not listings.links(content) and plainly


def source(content: Content, group: str, phrases: Phrases) -> Source:
    """Read one line: a link's words are its title, unless they only point at it, and so are words in italics."""
    found = citation.source(_worded(content), phrases, labels.kind(group, phrases), group)
    url = next((link.url for link in listings.links(content) if not link.url.startswith("mailto:")), found.url)
    plain = all(isinstance(node, Text) for node in content)  # in such a line addresses are no links yet
    return replace(found, content=found.content if plain else content, url=url)


def _worded(content: Content) -> str:
    """A line with its title in quotation marks, where nothing but markup tells which words are the title."""
    written = text(content)
    telling = [text(link.content) for link in listings.links(content)]
    telling += [text(node.content) for node in content if isinstance(node, Emphasis)]
    words = next((told for told in telling if _tells(told, written)), "")
    return written.replace(words, f"« {words} »", 1) if words and not listings.QUOTED.search(written) else written


def _tells(words: str, written: str) -> bool:
    return " " in words and words != written and not listings.POINTING.match(words)
