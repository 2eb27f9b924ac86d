"""Sections and lines that list sources: each line becomes one, with what its links and its wording tell."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from exporter import walk
from exporter.model import Anchor, Emphasis, LineBreak, Link, Listing, Paragraph, Rule, Source, Strong, Text
from exporter.passes.languages import detect
from exporter.readers.flow.parts import text
from exporter.readers.press import citation, labels, listings
from exporter.readers.press.sections import trimmed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exporter.model import Block, Section
    from exporter.readers.press.phrases import Phrases
    from exporter.walk import Content

    Sections = tuple[Section, ...]
    Blocks = tuple[Block, ...]
    Sources = tuple[Source, ...]

_LONGEST_GROUP: Final = 60
_SURE: Final = re.compile(
    r"\b(?:sources?|r[ée]f[ée]rences?|bibliogra\w+|webographie|sitographie|ouvrages|documents)\b", re.IGNORECASE
)
_QUOTES: Final = ' «»“”"\u00a0\u202f'
MARK: Final = re.compile(r"^[\s•–—*-]+")
_ADDRESS: Final = re.compile(r"https?://|www\.")
_ANNOUNCED: Final = re.compile(r"(?P<label>sources?|références?)[\s\u00a0]?:[\s\u00a0]*", re.IGNORECASE)
_SEPARATORS: Final = re.compile(r"(?:[\s\u00a0,;/|·•&.]|et\s|and\s)*", re.IGNORECASE)


def part(sections: Sequence[Section], phrases: Phrases, *, bare: bool) -> listings.Listed:
    """Part the sections that only list sources from the others, at any depth.

    ``bare`` admits lines without a link, below a heading that is sure to head sources.
    """
    return listings.part(
        sections,
        _SURE,
        lambda section, sure: _listed(section, phrases, bare=bare and sure) if sure or not _runs_on(section) else None,
    )


def _runs_on(section: Section) -> bool:
    """Tell whether a list goes on with a sentence, its items in small letters: nobody writes a source like that."""
    items = [item for block in section.blocks if isinstance(block, Listing) for item in block.items]
    return bool(items) and all(walk.words(item)[:1].islower() for item in items)


def last_line(blocks: Blocks, sections: Sections, phrases: Phrases) -> tuple[Blocks, Sections, Sources]:
    """Part "Sources : …" from an article's end: every link of it is a source, if it holds nothing but links."""
    if sections:
        inner, deeper, sources = last_line(sections[-1].blocks, sections[-1].sections, phrases)
        return blocks, (*sections[:-1], replace(sections[-1], blocks=inner, sections=deeper)), sources
    match blocks:
        case [*others, Paragraph(content)]:
            label = _ANNOUNCED.match(walk.plain(content))
            links = [node for node in content if isinstance(node, Link)]
            between = "".join(walk.plain((node,)) for node in content if not isinstance(node, Link))
            if label and links and _SEPARATORS.fullmatch(between[label.end() :]):
                return trimmed(others), (), tuple(source((link,), label["label"], phrases) for link in links)
        case _:
            pass
    return blocks, (), ()


def _listed(section: Section, phrases: Phrases, *, bare: bool) -> list[Source] | None:
    """The sources of a section, by its groups; None if it is anything but a list of them."""
    label = labels.heading(walk.plain(section.heading.content), phrases)
    if label is None:
        return None
    found = _lines(section.blocks, label, phrases, bare=bare)
    for inner in section.sections:
        group = text(inner.heading.content).strip(" :\u00a0\u202f")
        own = _lines(inner.blocks, group, phrases, bare=bare) if not inner.sections else None
        if found is None or own is None:
            return None
        found += own
    return found or None


def _lines(blocks: Iterable[Block], label: str, phrases: Phrases, *, bare: bool) -> list[Source] | None:
    """The sources of some blocks, all of which must be lists, lines, or labels of groups."""
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
            case Paragraph(content) if (bare or listings.links(content)) and listings.is_line(block):
                found += (source(line, group, phrases) for line in _each(content))
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


def _each(content: Content) -> list[Content]:
    """The lines of a paragraph that breaks part, if each has a link: a source a line; else the paragraph."""
    breaks = [-1, *(at for at, node in enumerate(content) if isinstance(node, LineBreak)), len(content)]
    lines = [content[before + 1 : after] for before, after in pairwise(breaks)]
    return lines if all(map(listings.links, lines)) else [content]


def source(content: Content, group: str, phrases: Phrases) -> Source:
    """Read one line: a link's words are its title, unless they only point at it, and so are words in italics.

    Where nothing names a publisher it is the site that the link leads to.
    """
    anchors = tuple(takewhile(lambda node: isinstance(node, Anchor), content))
    content = content[len(anchors) :]
    links = [link for link in listings.links(content) if link.url.startswith("http")]
    found = citation.source(_worded(content, links), phrases, labels.kind(group, phrases), group)
    plain = all(isinstance(node, Text) for node in content)  # in such a line addresses are no links yet
    url = links[0].url if links else found.url
    words = text(links[0].content).strip(_QUOTES) if links else ""
    title = found.title or (words if words and not found.publisher and not _ADDRESS.match(words) else None)
    return replace(
        found,
        content=(*anchors, *(found.content if plain else content)),
        url=url,
        title=title,
        language=found.language or (detect(title) if title else None),
        publisher=_unbracketed(found.publisher or "") or host(url),
    )


def _unbracketed(name: str) -> str:
    """A publisher without brackets around it, or one that closes elsewhere."""
    odd = name.startswith("(") or name.count("(") != name.count(")")
    return name.strip(" ().") if odd else name.strip(" .")


def host(url: str | None) -> str | None:
    """The site that an address leads to."""
    return urlsplit(url or "").netloc.lower().rpartition("@")[2].removeprefix("www.") or None


def _worded(content: Content, links: Sequence[Link]) -> str:
    """A line with its title in quotation marks, where nothing but markup tells which words are the title."""
    written = MARK.sub("", text(content))
    stressed = [node for node in content if isinstance(node, Emphasis)]
    marked = (*(text(link.content) for link in links), *(text(node.content) for node in stressed))
    telling = (words for words in marked if " " in words and words != written and not listings.POINTING.match(words))
    words = next(telling, "")
    return written.replace(words, f"« {words} »", 1) if words and not listings.QUOTED.search(written) else written
