"""The spaces that are dropped or not drawn: without them a screen reader, which sees no lines, joins two words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element as Html

_MARK = "\N{ZERO WIDTH SPACE}"
_RUN = re.compile(r"[ \t\n\r]+")


def keep_spaces(pages: Iterable[Any]) -> None:
    """Have each line that ended at a space of its text drawn with that space, where it takes up no room.

    To be called between layout and painting. A line that ended within a word (an address, a hyphen) gets none.
    """
    places: dict[int, _Place] = {}
    for page in pages:
        for line in _lines(page._page_box):  # noqa: SLF001 - no public way to the lines
            words = tuple(box for box in _words(line) if box.text)
            if words and line.element is not None:
                if id(line.element) not in places:
                    places[id(line.element)] = _Place(line.element)
                if places[id(line.element)].space_after("".join(box.text for box in words)):
                    words[-1].pango_layout.text = words[-1].text.rstrip(" ") + " "
            _draw_spaces(words)


def _draw_spaces(words: Iterable[Any]) -> None:
    """Have the spaces between two inline elements drawn too: of a box that holds nothing else WeasyPrint draws nothing.

    It looks at the box's text, but draws that of the box's layout.
    """
    for box in words:
        if box.text.isspace():
            box.text = _MARK


class _Place:
    """How far the lines of an element have come in its text."""

    def __init__(self, html: Html) -> None:
        self._text = _RUN.sub(" ", _text(html))
        self._position = 0

    def space_after(self, line: str) -> bool:
        """Pass over a line and tell whether a space comes next."""
        line = _RUN.sub(" ", line).strip(" ")
        start = self._text.find(line, self._position)
        if start < 0:
            return False
        self._position = start + len(line)
        return self._text.startswith(" ", self._position)


def _text(html: Html) -> str:
    inner = "".join(_text(child) + (child.tail or "") for child in html)
    return " " if html.tag == "br" else (html.text or "") + inner


def _lines(box: Any) -> Iterator[Any]:  # noqa: ANN401 - WeasyPrint has no types
    if isinstance(box, AbsolutePlaceholder):
        box = box._box  # noqa: SLF001
    if isinstance(box, boxes.LineBox):
        yield box
    for child in getattr(box, "children", ()):
        yield from _lines(child)


def _words(box: Any) -> Iterator[Any]:  # noqa: ANN401
    """The text of a line, but for what the stylesheet adds."""
    for child in box.children:
        if "::" in (child.element_tag or ""):
            continue
        if isinstance(child, boxes.TextBox):
            yield child
        elif isinstance(child, boxes.InlineBox):
            yield from _words(child)
