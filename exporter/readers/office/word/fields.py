"""Fields: instructions whose results stand in the text. Links are kept, tables of contents and page numbers are not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from exporter.readers.flow import tree

_LINK: Final = re.compile(
    r"\s*HYPERLINK\s+(?P<local>\\l\s+)?\"(?P<target>[^\"]*)\"(?:\s+\\l\s+\"(?P<place>[^\"]*)\")?", re.IGNORECASE
)
_GONE: Final = frozenset({"TOC", "INDEX", "PAGE", "PAGEREF", "NUMPAGES", "SECTIONPAGES", "TC", "XE", "TA", "TOA"})


@dataclass(slots=True)
class _Field:
    instruction: list[str] = field(default_factory=list)
    shown: bool = False


def link(instruction: str) -> str | None:
    """The address of a link that an instruction makes; None if it makes none."""
    match = _LINK.match(instruction)
    if match is None:
        return None
    if match["local"] or (match["place"] and not match["target"]):
        return f"#{match['place'] or match['target']}"
    return tree.address(match["target"])


def gone(instruction: str) -> bool:
    """Tell an instruction whose result belongs to the pages, not to the text."""
    return instruction.strip().partition(" ")[0].upper() in _GONE


class Fields:
    """The fields that are open at some point of the text; one may hold others, and many paragraphs."""

    def __init__(self) -> None:
        """No field is open."""
        self._open: list[_Field] = []

    def mark(self, kind: str) -> None:
        """Begin a field, go over to its result (``separate``), or end it."""
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].shown = True
        elif kind == "end" and self._open:
            self._open.pop()

    def instruct(self, words: str) -> None:
        """Add to the instruction of the innermost field."""
        if self._open:
            self._open[-1].instruction.append(words)

    @property
    def hidden(self) -> bool:
        """Tell whether words here are an instruction."""
        return any(not one.shown for one in self._open)

    @property
    def gone(self) -> bool:
        """Tell whether words here belong to the pages."""
        return any(gone("".join(one.instruction)) for one in self._open)

    @property
    def link(self) -> str | None:
        """The address of the link that words here belong to."""
        found = (link("".join(one.instruction)) for one in reversed(self._open))
        return next((url for url in found if url), None)
