"""Verse: stanzas as their lines, each with how far it is set in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exporter import walk
from exporter.model import LineBreak, Sentence, Text
from exporter.render import phrasing
from exporter.render.markup import element

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Stanza
    from exporter.render.phrasing import Style
    from exporter.walk import Content

_SHORT: Final = 10
"""Lines of a stanza that stays on one page."""


def lines(content: Content, indent: int = 0) -> Iterator[tuple[int, Content]]:
    """Part a run after its breaks, whatever they stand in, into lines with their breaks and how far they are set in.

    After a break at the end comes one more line, which is empty.
    """
    breaks = tuple(_breaks(content))
    ends = (*(place + 1 for place, _ in breaks), len(walk.plain(content)))
    return zip((indent, *(after for _, after in breaks)), walk.split(content, ends), strict=True)


def _breaks(content: Content) -> Iterator[tuple[int, int]]:
    """The places of the breaks in the words of a run, and how far the lines after them are set in."""
    position = 0
    for node in (node for outer in content for node in walk.nodes(outer)):
        match node:
            case LineBreak():
                yield position, node.indent
                position += 1
            case Text():
                position += len(node.text)
            case _:
                pass


def stanza(node: Stanza, style: Style) -> str:
    """Write a stanza: a span for each line, with its break at its end, in the span of the sentence that it is of."""
    written = ""
    indent = node.indent
    for part in _sentences(node):
        *told, (last, rest) = lines(part.content, indent)
        told += [(last, rest)] if rest else []
        written += phrasing.sentence(part.id, "".join(_line(words, steps, style) for steps, words in told), style)
        indent = last
    long = sum(isinstance(one, LineBreak) for one in walk.nodes(node)) >= _SHORT
    return element("p", written, {"class": "stanza long-stanza" if long else "stanza"}) if written else ""


def _sentences(node: Stanza) -> Iterator[Sentence]:
    """The sentences of a stanza; one for all of one that has not been cut into them."""
    cut = [part for part in node.content if isinstance(part, Sentence)]
    yield from cut if len(cut) == len(node.content) else (Sentence("", node.content),)


def _line(words: Content, indent: int, style: Style) -> str:
    name = f"line indent-{indent}" if indent else "line"
    return element("span", phrasing.inlines(words, style), {"class": name})
