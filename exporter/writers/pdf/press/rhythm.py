"""Lines of facing pages at one height: blocks whose height is no whole number of lines are followed by some space."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Final

from weasyprint.layout import block

from exporter.writers.pdf.edition import replaced
from exporter.writers.pdf.press.sheet import LINE

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIXEL: Final = 25.4 / 96
"""The unit of WeasyPrint's layout, in millimetres."""
_BLOCKS: Final = frozenset(
    {"header", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "figure", "table", "pre", "div", "hr"}
)
"""What is set in other sizes than the text, or with other spaces around it."""
_TEXT: Final = frozenset({"body", "section"})
"""The classes of what holds the article's text; the apparatus has lines of its own."""
_EXACT: Final = 0.001


@contextlib.contextmanager
def kept(top: float) -> Iterator[None]:
    """Have blocks end on the grid of lines that begins ``top`` millimetres below the edge of the page."""
    lay_out = block.block_level_layout_switch

    def on_grid(context: Any, box: Any, *rest: Any) -> Any:  # noqa: ANN401 - WeasyPrint has no types
        result = lay_out(context, box, *rest)
        containing = rest[2]
        if result[0] is not None and result[1] is None and _is_apart(box, containing):
            _stretch(result[0], top / _PIXEL)
        return result

    with replaced(block, "block_level_layout_switch", on_grid):
        yield


def _is_apart(box: Any, containing: Any) -> bool:  # noqa: ANN401
    around = containing.element
    in_text = around is not None and (around.tag == "article" or around.get("class") in _TEXT)
    return in_text and box.element_tag in _BLOCKS


def _stretch(box: Any, top: float) -> None:  # noqa: ANN401
    line = LINE / _PIXEL
    below = box.border_box_y() + box.border_height() - top
    space = -below % line
    if _EXACT < space < line - _EXACT:
        box.padding_bottom += space
