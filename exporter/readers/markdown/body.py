"""The text below front matter: prepared for the parser, parsed, and made a flow of blocks and headings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.model import Block
from exporter.readers.flow import blocks, flow, joining, notes
from exporter.readers.flow.inline import Surroundings
from exporter.readers.markdown import (
    code,
    containers,
    dialects,
    layout,
    limits,
    markup,
    mdx,
    rendering,
    restoring,
    shortcodes,
)
from exporter.readers.markdown.leaves import Leaves
from exporter.readers.markdown.restoring import Restorer
from exporter.readers.markdown.stash import Stash
from exporter.readers.press.phrases import Phrases
from exporter.readers.press.sections import Head

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporter.model import Figure, Note
    from exporter.readers.flow.tree import Element
    from exporter.readers.markdown.losses import Losses
    from exporter.readers.markdown.mdx import Modules

Flow = list[Block | Head]
_MOST_RUNS = 200_000
_DEFINITION = re.compile(
    r"(?m)^[ ]{0,3}\[(?P<label>[^\[\]^\n][^\[\]\n]{0,300})\]:[ \t]*\n?[ \t]*<?(?P<target>[^\s<>]+)>?"
    r"(?:[ \t]+(?P<title>\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*$"
)
_SHORT_FORM = re.compile(r"(?m)^[ ]{0,3}\*\[(?P<short>[^\[\]\n]{1,200})\]:[ \t]*(?P<long>.*)$")


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a text needs: the words of boxes, the phrases of the press, what was said of the article."""

    boxes: Mapping[str, str]
    phrases: Phrases
    language: str
    base: str | None
    quotes: tuple[str, str]


def read(modules: Modules, reading: Reading, losses: Losses, *, echo: bool) -> tuple[Flow, tuple[Note, ...]]:
    """Read a text: its blocks and headings in order, and its notes."""
    stash = Stash()

    def drop(words: str, reason: str) -> None:
        losses.drop(stash.source(words), reason)

    lines = containers.resolve(modules.lines, reading.boxes, drop)
    text = code.set_aside(lines, code.Shelf(stash, drop, losses.report, echo))
    text = mdx.take_out(dialects.without_regions(text, drop), stash, drop, modules)
    text = shortcodes.take_out(text, stash, drop)
    text = layout.normalise(markup.set_aside(dialects.resolve(text, stash, drop), stash, losses.report))
    text = limits.bound(text, stash, losses.report)
    root = rendering.render(text, stash.with_markup)
    _definitions(text, root, drop)
    restorer = Restorer(Leaves(stash, drop, reading.base), reading.boxes)
    restorer.restore(root)
    return _understood(root, restorer.pictures, reading)


def _understood(root: Element, pictures: Mapping[Element, Figure], reading: Reading) -> tuple[Flow, tuple[Note, ...]]:
    """The blocks of a restored tree, and its notes."""
    runs = flow.read(root, _MOST_RUNS)
    called = restoring.notes(root, runs)
    around = Surroundings(reading.language, None, called.calls, frozenset(called.backs), pictures, reading.quotes)
    apart = called.runs | notes.headings(runs, called, reading.phrases)
    page = blocks.Page(runs, set(runs.runs) - apart, around, blocks.whole(runs), called.names)
    found = list(joining.plain(blocks.blocks(root, page)))
    return found, notes.made(called, page, labelled=False)


def _definitions(text: str, root: object, drop: Callable[[str, str], None]) -> None:
    """Report what was defined and not used: the addresses of links, the long forms of abbreviations."""
    addresses, long_forms = rendering.used(root)
    for match in _DEFINITION.finditer(text) if "]:" in text else ():
        if match["target"] not in addresses:
            drop(match[0], "definition")
    for match in _SHORT_FORM.finditer(text) if "*[" in text else ():
        if match["long"].strip() not in long_forms:
            drop(match[0], "definition")
