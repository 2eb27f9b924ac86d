"""The text below front matter: prepared for the parser, parsed, and made a flow of blocks and headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.events import Dropped
from exporter.readers.markdown import code, dialects, layout, limits, rendering, shortcodes
from exporter.readers.markdown.blocks import Blocks
from exporter.readers.markdown.leaves import Leaves
from exporter.readers.markdown.runs import Runs
from exporter.readers.markdown.stash import Stash

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from exporter.events import Report
    from exporter.model import Note
    from exporter.readers.markdown.blocks import Flow

_DEFINITION = re.compile(
    r"(?m)^[ ]{0,3}\[(?P<label>[^\[\]^\n][^\[\]\n]{0,300})\]:[ \t]*\n?[ \t]*<?(?P<target>[^\s<>]+)>?"
    r"(?:[ \t]+(?P<title>\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*$"
)
_SHORT_FORM = re.compile(r"(?m)^[ ]{0,3}\*\[(?P<short>[^\[\]\n]{1,200})\]:[ \t]*(?P<long>.*)$")
_MISSES = 200


class Losses:
    """Reports what is left out, each with the line of the file where it seems to stand."""

    def __init__(self, text: str, report: Report) -> None:
        """Keep the text of the file, in which to look."""
        self._text, self.report = text, report
        self._position, self._misses = 0, 0

    def drop(self, words: str, reason: str) -> None:
        """Report words that no edition will show."""
        shown = words.strip()
        if shown:
            self.report(Dropped(self._line(shown), shown, reason))

    def _line(self, words: str) -> int:
        """Look for the words from the last find on, then from the top; the first line if they are nowhere."""
        if self._misses > _MISSES:
            return 1
        start = words.split("\n", 1)[0][:80]
        found = self._text.find(start, self._position)
        found = self._text.find(start) if found < 0 else found
        if found < 0:
            self._misses += 1
            return 1
        self._position = found
        return 1 + self._text.count("\n", 0, found)


def read(lines: Sequence[str], boxes: Mapping[str, str], losses: Losses, base: str | None) -> tuple[Flow, list[Note]]:
    """Read a text: its blocks and headings in order, and its notes."""
    stash = Stash()

    def drop(words: str, reason: str) -> None:
        losses.drop(stash.source(words), reason)

    text = code.set_aside(lines, stash, losses.report)
    text = shortcodes.take_out(dialects.without_regions(text, drop), stash, drop)
    text = layout.normalise(dialects.resolve(text, stash, drop))
    text = limits.bound(text, stash, losses.report)
    root = rendering.render(text)
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
