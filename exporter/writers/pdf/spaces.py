"""The spaces that are dropped or not drawn: without them a screen reader, which sees no lines, joins two words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.text import line_break

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
                place = places[id(line.element)]
                if place.space_after("".join(box.text for box in words)):
                    _add_space(words[-1])
                words[-1].is_cut = place.is_cut
            _draw_spaces(words)


def _add_space(box: Any) -> None:  # noqa: ANN401
    """End a box in a space; where words run to the left it is drawn before them, which must not push them."""
    layout, text = box.pango_layout, box.text.rstrip(" ")
    layout.text = text + " "
    if box.style["direction"] == "rtl":
        box.position_x -= _width(layout.text, box) - _width(text, box)


def _width(text: str, box: Any) -> float:  # noqa: ANN401
    layout = line_break.create_layout(text, box.style, None, None, 0)  # held, since its line lives no longer
    line, _ = layout.get_first_line()
    return float(line_break.line_size(line, box.style)[0])


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
        self.is_cut = False
        """Whether the last line ended in a hyphen that its text has not."""

    def space_after(self, line: str) -> bool:
        """Pass over a line and tell whether a space comes next."""
        line = _RUN.sub(" ", line).strip(" ")
        start = self._text.find(line, self._position)
        self.is_cut = start < 0 and line.endswith("-")
        if self.is_cut:
            line = line[:-1]
            start = self._text.find(line, self._position)
        end = start + len(line) if start >= 0 else self._reordered(line)
        if end is None:
            return False
        self._position = end
        return self._text.startswith(" ", self._position)

    def _reordered(self, line: str) -> int | None:
        """Where a line ends whose parts are in the order of the eye, as scripts from right to left have them."""
        letters, end = sorted(line.replace(" ", "")), self._position
        found: list[str] = []
        while len(found) < len(letters) and end < len(self._text):
            found += self._text[end].strip()
            end += 1
        return end if sorted(found) == letters else None


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
