"""Words cut at the end of a line: by the dictionary or, where they are too long for any line, wherever they must be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text import line_break

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEAST: Final = 3
"""Letters that stay together at either end."""
_WHOLE_LINE: Final = Dimension(100, "%")
"""The ``hyphenate-limit-zone`` of styles that have no word cut that fits on a line."""
_MOST: Final = 0.8
"""What a word may take up of a line and still go whole to the next; a longer one may not fit beside its bracket."""
_EXACT: Final = 1.0
"""Pixels from the start of a line within which a text begins it."""
_split_inline_box, _split_text_box = inline.split_inline_box, inline.split_text_box


class Lines:
    """Has words cut at the start of lines alone; its functions take the place of those of `weasyprint.layout.inline`.

    They take each element for the start of a line, and would cut a word in it that fits on the next.
    """

    def __init__(self) -> None:
        """No line is begun."""
        self._starts: list[float] = []

    def split_inline_box(self, context: Any, box: Any, position: float, *rest: Any) -> Any:  # noqa: ANN401 - no types
        """Fill a line, whose start is kept in mind, or an element in one."""
        if not isinstance(box, boxes.LineBox):
            return _split_inline_box(context, box, position, *rest)
        self._starts.append(position)
        try:
            return _split_inline_box(context, box, position, *rest)
        finally:
            self._starts.pop()

    def split_text_box(self, context: Any, box: Any, width: float | None, skip: Any, **place: Any) -> Any:  # noqa: ANN401
        """Fit as much of a text as possible in a width, if there is one."""
        if width is not None and self._starts:
            before = box.position_x - self._starts[-1]
            found = _split_whole(context, box, width, skip) if before > _EXACT else (None, None, None)
            if found[0] is not None and found[0].width <= max(width, _MOST * (before + width)):
                return found
        return _split_text_box(context, box, width, skip, **place)


def _split_whole(context: Any, box: Any, width: float, skip: Any) -> Any:  # noqa: ANN401
    """Fit words of a text in a width, or one that is too long; with hyphens only if any may have them."""
    style, hyphens = box.style, box.style["hyphens"]
    if style["hyphenate_limit_zone"] == _WHOLE_LINE:
        style["hyphens"] = "none"
    try:
        return _split_text_box(context, box, width, skip, is_line_start=False)
    finally:
        style["hyphens"] = hyphens


class Hyphens(line_break.pyphen.Pyphen):  # type: ignore[misc]  # pyphen has no types
    """Dictionary for editions whose stylesheet has no word cut that fits on a line: it always finds a way."""

    def iterate(self, word: str) -> Iterator[tuple[Any, Any]]:
        """Give the ways to cut a word, the last first."""
        return iter(tuple(self.known(word)) or tuple(_anywhere(word)))

    def known(self, word: str) -> Iterator[tuple[Any, Any]]:
        """Give the ways that the dictionary knows."""
        yield from super().iterate(word)


def _anywhere(word: str) -> Iterator[tuple[str, str]]:
    for place in range(len(word) - _LEAST, _LEAST - 1, -1):
        yield word[:place], word[place:]
