"""Headings on lines of like length, as CSS Text 4 has it (``text-wrap: balance``), which WeasyPrint does not know."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from weasyprint.layout.inline import iter_line_boxes
from weasyprint.layout.preferred import inline_min_content_width

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_MOST: Final = 6
"""Lines of a heading that are balanced; more are a paragraph."""
_STEP: Final = 2.0
"""Pixels by which a width is wrong at most."""
_SHARES: Final = {"center": 0.5, "right": 1.0, "end": 1.0}
"""How much of the room beside narrower lines stands before them."""

Line = tuple[Any, Any]
"""A laid-out line, and where the next one begins; None after the last."""


def lines(context: Any, box: Any, *places: Any) -> Iterator[Line]:  # noqa: ANN401 - WeasyPrint has no types
    """Lay out the lines of a box; takes the place of `weasyprint.layout.block.iter_line_boxes`.

    ``places`` are its further arguments: position, room at the bottom, where to go on, block, lists of absolute and
    fixed boxes, styles of the first letter and line.
    """
    block, resumed = places[3], places[2]
    if block.element_tag not in _HEADINGS or resumed is not None or context.excluded_shapes or _may_be_cut(box):
        yield from iter_line_boxes(context, box, *places)
        return
    whole = block.width
    narrow = _narrowest(context, box, places)
    share = _SHARES.get(block.style["text_align_all"], 0.0)
    with _as_wide(block, narrow):
        found = list(iter_line_boxes(context, box, *places))
    for line, after in found:
        line.translate((whole - narrow) * share, 0)
        yield line, after


def _may_be_cut(box: Any) -> bool:  # noqa: ANN401 - as above
    """Tell whether words of a box are cut where they do not fit: narrower lines would cut more of them."""
    return any(one.style["overflow_wrap"] == "anywhere" for one in box.descendants())


def _narrowest(context: Any, box: Any, places: tuple[Any, ...]) -> float:  # noqa: ANN401 - as above
    """The least width in which a heading has no more lines than in that of its block."""
    whole: float = places[3].width
    count = _count(context, box, places, whole)
    if not 1 < count <= _MOST:
        return whole
    low = min(whole, max(whole / count, inline_min_content_width(context, box)))
    high = whole
    while high - low > _STEP:
        middle = (low + high) / 2
        low, high = (low, middle) if _count(context, box, places, middle) == count else (middle, high)
    return high


def _count(context: Any, box: Any, places: tuple[Any, ...], width: float) -> int:  # noqa: ANN401 - as above
    """Count the lines of a heading in a block of a width."""
    position, bottom, resumed, block, _absolute, _fixed, *styles = places
    with _as_wide(block, width):
        return sum(1 for _ in iter_line_boxes(context, box, position, bottom, resumed, block, [], [], *styles))


@contextmanager
def _as_wide(block: Any, width: float) -> Iterator[None]:  # noqa: ANN401 - as above
    whole = block.width
    block.width = width
    try:
        yield
    finally:
        block.width = whole
