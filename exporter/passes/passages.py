"""Foreign passages: quotations, italics and titles in brackets that are in another language than the article.

What is foreign, the article's language says (`exporter.ports.Language.foreign`); here is where it is asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from exporter import walk
from exporter.model import Credit, Emphasis, Foreign, Link, Preformatted, Source
from exporter.passes import scripts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Article
    from exporter.ports import Language

    Range = tuple[int, int]

_LONGEST: Final = 2_000
_PASSAGES = (
    re.compile(rf"«([^«»]{{1,{_LONGEST}}})»"),
    re.compile(rf"“([^“”]{{1,{_LONGEST}}})”"),
    re.compile(rf'"([^"\n]{{1,{_LONGEST}}})"'),
    re.compile(rf"\(([^()\n]{{1,{_LONGEST}}})\)"),
)
_EDGES = " \n\u00a0\u202f«»“”\"'’‘()"
_NOT_PROSE = (Source, Credit, Preformatted)


def mark_passages(article: Article, language: Language) -> Article:
    """Wrap in `Foreign` what the language of an article takes for foreign."""

    def mark(node: object, content: walk.Content) -> walk.Content:
        return content if isinstance(node, _NOT_PROSE) else marked(content, language)

    return walk.map_content(article, mark)


def marked(content: walk.Content, language: Language) -> walk.Content:
    """A run with its foreign passages in `Foreign`."""
    text = walk.plain(content)
    found = tuple(_passages(text, content, language))
    ends = [place for low, high, _ in found for place in (low, high)]
    languages = [tag for _, _, code in found for tag in (None, code)]
    pieces = zip(walk.split(content, (*ends, len(text))), (*languages, None), strict=True)
    return tuple(node for piece, code in pieces for node in ((Foreign(code, piece),) if code else piece))


def _passages(text: str, content: walk.Content, language: Language) -> Iterator[tuple[int, int, str]]:
    """The foreign passages of a run with their languages, in order and disjoint, outside of what is marked already."""
    frozen = walk.frozen_ranges(content)
    asked = (*_candidates(text, content, language), *scripts.runs(text))
    end = 0
    for low, high in sorted(asked, key=lambda item: (item[0], -item[1])):
        if low < end or any(start < high and low < stop for start, stop in frozen):
            continue
        if code := language.foreign(text[low:high]):
            yield low, high, code
            end = high


def _candidates(text: str, content: walk.Content, language: Language) -> Iterator[Range]:
    """What stands in quotation marks or brackets, what is set in italics; the whole run if the rest of it is foreign.

    The marks around are left out.
    """
    ranges = [*_emphasised(content, 0)]
    ranges += [match.span(1) for pattern in _PASSAGES for match in pattern.finditer(text)]
    if language.foreign(_without(text, ranges)):
        ranges.append((0, len(text)))
    for start, end in ranges:
        inner = text[start:end]
        low = start + len(inner) - len(inner.lstrip(_EDGES))
        high = end - (len(inner) - len(inner.rstrip(_EDGES)))
        if low < high:
            yield low, high


def _without(text: str, ranges: list[Range]) -> str:
    parts: list[str] = []
    position = 0
    for start, end in sorted(ranges):
        parts.append(text[position:start])
        position = max(position, end)
    return " ".join((*parts, text[position:]))


def _emphasised(content: walk.Content, position: int) -> Iterator[Range]:
    for node in content:
        end = position + len(walk.plain((node,)))
        match node:
            case Emphasis():
                yield position, end
            case Link():
                yield from _emphasised(node.content, position)
            case _:
                pass
        position = end
