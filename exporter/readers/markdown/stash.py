"""What Markdown must not touch: taken out of the text before it is parsed, put back into the tree afterwards.

A thing set aside leaves a mark of private-use characters, which the parser takes for a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exporter import walk
from exporter.model import Code, Figure, Paragraph, Preformatted, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

Kept = Code | Preformatted | Figure | Paragraph
"""A run of code, a block of it, a picture of a shortcode, or a paragraph whose signs are no markup."""


_OPEN, _CLOSE = "\uf8f0", "\uf8f1"
MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_TAGS, _TAGGED = "\uf8f2", "\uf8f3"
MARKUP = re.compile(f"(?:<p>)?{_TAGS}(\\d+){_TAGGED}(?:</p>)?")
_PRIVATE = re.compile(f"[{_OPEN}{_CLOSE}{_TAGS}{_TAGGED}\x02\x03]")


def without_marks(text: str) -> str:
    """Take out of a text what would look like a mark, here or to the parser."""
    return _PRIVATE.sub("", text)


def spliced(text: str, pieces: Iterable[tuple[int, int, str]]) -> str:
    """A text in which some places, each from its start to its end, in order, are written otherwise."""
    parts: list[str] = []
    position = 0
    for start, end, written in pieces:
        parts += (text[position:start], written)
        position = end
    return "".join((*parts, text[position:]))


@dataclass(slots=True)
class Stash:
    """Things set aside, with the source each was made of."""

    kept: list[Kept] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)

    def put(self, kept: Kept, written: str) -> str:
        """Set something aside; its mark."""
        self.kept.append(kept)
        self.written.append(written)
        return f"{_OPEN}{len(self.kept) - 1}{_CLOSE}"

    def code(self, text: str, written: str) -> str:
        """Set a run of code aside; its mark."""
        return self.put(Code((Text(text),)), written)

    def block(self, text: str, written: str, syntax: str | None = None) -> str:
        """Set a block of code aside; its mark."""
        return self.put(Preformatted((Text(text),), syntax), written)

    def markup(self, tags: str) -> str:
        """Set a block of HTML aside, which `with_markup` puts back into what is rendered; its mark."""
        self.tags.append(tags)
        return f"{_TAGS}{len(self.tags) - 1}{_TAGGED}"

    def with_markup(self, rendered: str) -> str:
        """Put the blocks of HTML back."""
        return MARKUP.sub(lambda match: self.tags[int(match[1])], rendered)

    def get(self, number: str) -> Kept:
        """What a mark stands for."""
        return self.kept[int(number)]

    def words(self, text: str) -> str:
        """A text with the words of what was set aside instead of the marks."""
        return MARK.sub(lambda match: _said(self.kept[int(match[1])]), text)

    def source(self, text: str) -> str:
        """A text as it was written before anything was set aside."""
        while MARK.search(text):
            text = MARK.sub(lambda match: self.written[int(match[1])], text)
        return text


def _said(kept: Kept) -> str:
    return "" if isinstance(kept, Figure) else walk.plain(kept.content)
