"""Fonts embedded once: WeasyPrint embeds a variable font anew for every size it is set in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weasyprint.pdf.fonts import Font
from weasyprint.text.fonts import get_pango_font_key

if TYPE_CHECKING:
    from collections.abc import Callable


def font_adder() -> Callable[[Any, Any], tuple[Font, float]]:
    """Make what takes the place of `weasyprint.pdf.stream.Stream.add_font` for one document.

    It answers with the same `Font` for all sizes of the same shapes. Pango notes in a description the size as an
    optical size, even where the stylesheet gives another, which wins: its hash differs, the shapes don't.
    """
    known: dict[int, Font] = {}

    def add_font(stream: Any, pango_font: Any) -> tuple[Font, float]:  # noqa: ANN401 - WeasyPrint has no types
        key, description, size = get_pango_font_key(pango_font)
        if key not in known:
            font = Font(pango_font, description, size)
            known[key] = stream._fonts.setdefault(_shapes(font), font)  # noqa: SLF001 - the document's fonts
        return known[key], size

    return add_font


def _shapes(font: Font) -> tuple[object, ...]:
    """What tells one set of shapes from another; axes count only in a variable font."""
    axes = tuple(sorted(font.variations.items())) if "fvar" in font.tables else ()
    return font.family, font.style, font.weight, axes
