"""The boxes of the pages measured: what stands beyond the text's margins or by the cut, what is spaced too widely."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.layout.absolute import AbsolutePlaceholder

from exporter.events import Warned
from exporter.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PIXEL: Final = 25.4 / 96
"""The unit of WeasyPrint's layout, in millimetres."""
_TOLERANCE: Final = 0.5 / _PIXEL
"""What a letter may hang over, in pixels."""
_CLEAR: Final = 3.0 / _PIXEL
"""Distance from the cut page within which nothing may end."""
_MOST: Final = 0.6
"""What may be added to the spaces of a justified line, in em: together with the space itself three times its width."""
_SHOWN: Final = 40

_FAULTS: Final = {
    "trim": lambda what, page: Message("{what} ends too near to the cut on page {page}", what=what, page=page),
    "margin": lambda what, page: Message("{what} stands beyond the margin of page {page}", what=what, page=page),
    "stretched": lambda what, page: Message("{what} is spaced too widely on page {page}", what=what, page=page),
}

Span = tuple[float, float]


class _Area(NamedTuple):
    """A page: where it is cut, and what its text may take up from left to right; in pixels."""

    width: float
    height: float
    text: Span


def justify_line(context: Any, line: Any, extra: float) -> None:  # noqa: ANN401 - WeasyPrint has no types
    """Widen the spaces of a line, if not too far; takes the place of `weasyprint.layout.inline.justify_line`."""
    spaces = inline.count_expandable_spaces(line)
    if spaces and extra / spaces <= _MOST * line.style["font_size"]:
        inline.add_word_spacing(context, line, extra / spaces, 0)


def measured(pages: Iterable[Any]) -> Iterator[Warned]:
    """Warn, once a page and fault, of what an editor or the theme's maker must mend; a strict run stops at it."""
    for number, page in enumerate(pages, 1):
        box = page._page_box  # noqa: SLF001 - no public way to the boxes
        left = box.content_box_x()
        area = _Area(box.margin_width(), box.margin_height(), (left, left + box.width))
        first: dict[str, Any] = {}
        for drawn in (drawn for child in box.children for drawn in _drawn(child)):
            for fault in _faults(drawn, area):
                first.setdefault(fault, drawn)
        yield from (Warned(fault, _FAULTS[fault](_what(drawn), number)) for fault, drawn in first.items())


def _faults(box: Any, area: _Area) -> Iterator[str]:  # noqa: ANN401
    across = box.border_box_x(), box.border_box_x() + box.border_width()
    down = box.border_box_y(), box.border_box_y() + box.border_height()
    if _ends_near(across, area.width) or _ends_near(down, area.height):
        yield "trim"
    if _is_text(box) and (across[0] < area.text[0] - _TOLERANCE or across[1] > area.text[1] + _TOLERANCE):
        yield "margin"
    if getattr(box, "justification_spacing", 0) > _MOST * box.style["font_size"] + _TOLERANCE:
        yield "stretched"


def _drawn(box: Any) -> Iterator[Any]:  # noqa: ANN401
    """The boxes of which something is seen."""
    if isinstance(box, AbsolutePlaceholder):
        box = box._box  # noqa: SLF001
    if _is_content(box) or _is_painted(box):
        yield box
    for child in getattr(box, "children", ()):
        yield from _drawn(child)


def _is_content(box: Any) -> bool:  # noqa: ANN401
    return isinstance(box, boxes.ReplacedBox) or (isinstance(box, boxes.TextBox) and bool(box.text.strip()))


def _is_text(box: Any) -> bool:  # noqa: ANN401
    """Tell what has to stand in the column: not the numbers of a list, which hang, nor what is said in the margins."""
    name = box.element_tag or "@"
    return _is_content(box) and not name.endswith("::marker") and not name.startswith("@")


def _is_painted(box: Any) -> bool:  # noqa: ANN401
    """Tell a surface that is filled: the band at the head of a page."""
    colour = box.style["background_color"]
    return isinstance(box, boxes.BlockLevelBox) and colour != "currentcolor" and getattr(colour, "alpha", 1) > 0


def _ends_near(span: Span, length: float) -> bool:
    """Tell whether an edge lies by the cut: what is to reach it is drawn well beyond."""
    return any(-_CLEAR + _TOLERANCE < edge < _CLEAR - _TOLERANCE for edge in (span[0], length - span[1]))


def _what(box: Any) -> Message | str:  # noqa: ANN401
    text = " ".join(getattr(box, "text", "").split())
    return repr(text[:_SHOWN]) if text else Message("a picture or a surface")
