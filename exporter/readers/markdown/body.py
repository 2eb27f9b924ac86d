"""The text below front matter: prepared for the parser, parsed, and made a flow of blocks and headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.readers.markdown import code, containers, dialects, layout, limits, markup, mdx, rendering, shortcodes
from exporter.readers.markdown.blocks import Blocks
from exporter.readers.markdown.leaves import Leaves
from exporter.readers.markdown.runs import Runs
from exporter.readers.markdown.stash import Stash

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from exporter.model import Note
    from exporter.readers.markdown.blocks import Flow
    from exporter.readers.markdown.losses import Losses
    from exporter.readers.markdown.mdx import Modules

_DEFINITION = re.compile(
    r"(?m)^[ ]{0,3}\[(?P<label>[^\[\]^\n][^\[\]\n]{0,300})\]:[ \t]*\n?[ \t]*<?(?P<target>[^\s<>]+)>?"
    r"(?:[ \t]+(?P<title>\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*$"
)
_SHORT_FORM = re.compile(r"(?m)^[ ]{0,3}\*\[(?P<short>[^\[\]\n]{1,200})\]:[ \t]*(?P<long>.*)$")


def read(
    modules: Modules, boxes: Mapping[str, str], losses: Losses, base: str | None, *, echo: bool
) -> tuple[Flow, list[Note]]:
    """Read a text: its blocks and headings in order, and its notes; ``echo`` if chunks show their code."""
    stash = Stash()

    def drop(words: str, reason: str) -> None:
        losses.drop(stash.source(words), reason)

    lines = containers.resolve(modules.lines, boxes, drop)
    text = code.set_aside(lines, code.Shelf(stash, drop, losses.report, echo))
    text = mdx.take_out(dialects.without_regions(text, drop), stash, drop, modules)
    text = shortcodes.take_out(text, stash, drop)
    text = layout.normalise(markup.set_aside(dialects.resolve(text, stash, drop), stash, losses.report))
    text = limits.bound(text, stash, losses.report)
    root = rendering.render(text, stash.with_markup)
    _definitions(text, root, drop)
    blocks = Blocks(Runs(Leaves(stash, drop, base)), boxes)
    return blocks.flow(root), blocks.notes


def _definitions(text: str, root: object, drop: Callable[[str, str], None]) -> None:
    """Report what was defined and not used: the addresses of links, the long forms of abbreviations."""
    addresses, long_forms = rendering.used(root)
    for match in _DEFINITION.finditer(text) if "]:" in text else ():
        if match["target"] not in addresses:
            drop(match[0], "definition")
    for match in _SHORT_FORM.finditer(text) if "*[" in text else ():
        if match["long"].strip() not in long_forms:
            drop(match[0], "definition")
