"""Verse: stanzas as their lines, each with how far it is set in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from exporter import walk
from exporter.model import Anchor, LineBreak, NoteRef, Sentence, Text
from exporter.render import phrasing
from exporter.render.markup import element

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Stanza
    from exporter.render.phrasing import Style
    from exporter.walk import Content

_SHORT: Final = 10
"""Lines of a stanza that stays on one page."""


def lines(content: Content, indent: int = 0) -> list[tuple[int, Content]]:
    """Part a run after its breaks, whatever they stand in, into lines with their breaks and how far they are set in.

    After a break at the end comes one more line, which is empty.
    """
    found: list[tuple[int, Content]] = [(indent, ())]
    for node in content:
        match node:
            case LineBreak():
                told: list[tuple[int, Content]] = [(0, (node,)), (node.indent, ())]
            case Text() | NoteRef() | Anchor():
                told = [(0, (node,))]
            case _:
                inner = lines(node.content)
                told = [(step, (replace(node, content=words),) if words else ()) for step, words in inner]
        step, before = found.pop()
        found += ((step, (*before, *told[0][1])), *told[1:])
    return found


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
