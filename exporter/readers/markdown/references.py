"""Sections that list sources: each item becomes a source, with what its link and its wording tell."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from exporter import walk
from exporter.model import LineBreak, Link, Listing, Paragraph, Rule, Source, SourceKind, Strong
from exporter.passes.languages import detect
from exporter.readers.markdown.fields import date, of, said
from exporter.readers.markdown.leaves import is_address
from exporter.readers.press import citation, labels, listings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exporter.model import Block, Section
    from exporter.readers.markdown.notations import Value
    from exporter.readers.press.phrases import Phrases
    from exporter.walk import Content

_ANNOUNCED = re.compile(r"(?P<label>sources?|références?)[\s\u00a0]?:[\s\u00a0]*", re.IGNORECASE)
_LONGEST_GROUP = 60
_SEPARATORS = re.compile(r"(?:[\s\u00a0,;/|·•&.]|et\s|and\s)*", re.IGNORECASE)
_SURE = re.compile(r"\b(?:sources?|r[ée]f[ée]rences?|bibliogra\w+|webographie|sitographie|references)\b", re.IGNORECASE)


def part(sections: Sequence[Section], phrases: Phrases) -> listings.Listed:
    """Part the sections that only list sources from the others, at any depth."""
    return listings.part(
        sections, _SURE, lambda section, sure: _listed(section, phrases) if sure or not _runs_on(section) else None
    )


def _runs_on(section: Section) -> bool:
    """Tell whether a list goes on with a sentence, its items in small letters: nobody writes a source like that."""
    items = [item for block in section.blocks if isinstance(block, Listing) for item in block.items]
    return bool(items) and all(walk.words(item)[:1].islower() for item in items)


def last_line(blocks: Sequence[Block], phrases: Phrases) -> tuple[tuple[Block, ...], tuple[Source, ...]]:
    """Part "Sources : …" from the end of some blocks: every link of it a source, if it holds nothing but links."""
    match blocks:
        case [*others, Paragraph(content)]:
            label = _ANNOUNCED.match(walk.plain(content))
            links = [node for node in content if isinstance(node, Link)]
            between = "".join(walk.plain((node,)) for node in content if not isinstance(node, Link))
            if label and links and _SEPARATORS.fullmatch(between[label.end() :]):
                group = label["label"]
                return tuple(others), tuple(source((link,), group, phrases) for link in links)
        case _:
            pass
    return tuple(blocks), ()


def told(values: Iterable[Value], phrases: Phrases) -> Iterator[Source]:
    """Make sources of those that front matter lists."""
    for value in values:
        if isinstance(value, str):
            yield citation.source(" ".join(value.split()), phrases, SourceKind.OTHER, None)
            continue
        title, publisher = said(value), of(value, ("publisher", "site", "journal", "éditeur", "media", "média"))
        url, when = of(value, ("url", "link", "href", "lien")), date(of(value, ("date", "published", "year", "année")))
        author = of(value, ("author", "auteur", "authors", "auteurs"))
        if title or publisher or is_address(url):
            yield Source(
                (),
                publisher=publisher or None,
                title=title or None,
                language=detect(title) if title else None,
                date=when,
                url=url if is_address(url) else None,
                authors=(author,) if author else (),
            )


def _listed(section: Section, phrases: Phrases) -> list[Source] | None:
    """The sources of a section, by its groups; None if it is anything but a list of them."""
    label = labels.heading(walk.plain(section.heading.content), phrases)
    if label is None:
        return None
    found = _lines(section.blocks, label, phrases)
    for inner in section.sections:
        group = walk.plain(inner.heading.content)
        own = _lines(inner.blocks, group, phrases) if not inner.sections else None
        if found is None or own is None:
            return None
        found += own
    return found or None


def _lines(blocks: Iterable[Block], label: str, phrases: Phrases) -> list[Source] | None:
    """The sources of some blocks, all of which must be lists, links on lines of their own, or labels of groups."""
    found: list[Source] = []
    group = label
    for block in blocks:
        match block:
            case Listing(items):
                if not all(map(listings.is_entry, items)):
                    return None
                found += (source(content, group, phrases) for item in items for content in listings.entries(item))
            case Paragraph(content) if _is_label(content):
                group = walk.plain(content).strip(" \u00a0\u202f:")
            case Paragraph(content) if listings.links(content) and listings.is_line(block):
                found += (source(line, group, phrases) for line in _each(content))
            case Rule():
                pass
            case _:
                return None
    return found


def _is_label(content: Content) -> bool:
    plain = walk.plain(content).strip()
    strong = all(isinstance(node, Strong) or not walk.plain((node,)).strip(" :\u00a0\u202f") for node in content)
    return len(plain) <= _LONGEST_GROUP and not listings.links(content) and (strong or plain.endswith(":"))


def _each(content: Content) -> list[Content]:
    """The lines of a paragraph that breaks part, if each has a link: a source a line; else the paragraph."""
    breaks = [-1, *(at for at, node in enumerate(content) if isinstance(node, LineBreak)), len(content)]
    lines = [content[before + 1 : after] for before, after in pairwise(breaks)]
    return lines if all(map(listings.links, lines)) else [content]


def source(content: Content, group: str, phrases: Phrases) -> Source:
    """Read one line: a link's words are its title, unless they only point at it."""
    links = [link for link in listings.links(content) if is_address(link.url)]
    written = walk.plain(content)
    found = citation.source(_worded(written, links), phrases, labels.kind(group, phrases), group)
    url = next((link.url for link in links if not link.url.startswith("mailto:")), found.url)
    return replace(found, content=content, url=url)


def _worded(written: str, links: list[Link]) -> str:
    """A line with its link's words in quotation marks, where nothing else tells which of them are the title."""
    words = walk.plain(links[0].content).strip() if links else ""
    telling = " " in words and words != written.strip() and not listings.POINTING.match(words)
    shown = written.replace(words, f"« {words} »", 1) if telling and not listings.QUOTED.search(written) else written
    return " ".join(shown.split())
