"""The sheet: the page as it is cut, what is printed beyond it, and where text stands. All lengths in millimetres."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from exporter.errors import WriteError
from exporter.messages import Message
from exporter.writers.pdf import paper
from exporter.writers.pdf.press.options import MOST_BLEED

POINT: Final = 25.4 / 72
LINE: Final = 13.5 * POINT
"""The distance of the baselines, as in the stylesheet."""
MARK: Final = 5.0
"""Length of a crop mark."""
_CLEAR: Final = 3.0
"""Distance of the marks from the cut page, which they must not touch even without bleed."""
_EDGE: Final = 1.0
_COLUMN: Final = 110.0
"""Width of the text on a page that has room: 66 characters."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of ``width`` by ``height`` when cut, printed ``bleed`` beyond on all sides."""

    width: float
    height: float
    bleed: float

    def __post_init__(self) -> None:
        """Refuse what cannot be printed with a `WriteError`."""
        width, height = paper.SMALLEST
        if not (self.width >= width and self.height >= height and max(self.width, self.height) <= paper.LARGEST):
            raise WriteError(
                Message(
                    "a page of {width} × {height} mm cannot be set", width=f"{self.width:g}", height=f"{self.height:g}"
                ),
                Message(
                    "give a trim from {width} × {height} mm to {most} × {most_too} mm",
                    width=f"{width:g}",
                    height=f"{height:g}",
                    most=f"{paper.LARGEST:g}",
                    most_too=f"{paper.LARGEST:g}",
                ),
            )
        if not 0 <= self.bleed <= MOST_BLEED:
            raise WriteError(
                Message("a bleed of {bleed} mm cannot be", bleed=f"{self.bleed:g}"),
                Message("give 0 to {most} mm; 3 is usual", most=f"{MOST_BLEED:g}"),
            )

    @property
    def offset(self) -> float:
        """From the cut page to the marks."""
        return max(self.bleed, _CLEAR)

    @property
    def slug(self) -> float:
        """From the cut page to the edge of the sheet."""
        return self.offset + MARK + _EDGE

    @property
    def media_box(self) -> Box:
        """The whole sheet, whose lower left corner is the origin."""
        return self._box(self.slug)

    @property
    def bleed_box(self) -> Box:
        """What is printed."""
        return self._box(self.bleed)

    @property
    def trim_box(self) -> Box:
        """What remains when the page is cut."""
        return self._box(0)

    def _box(self, beyond: float) -> Box:
        near = self.slug - beyond
        far = self.slug + beyond
        return near / POINT, near / POINT, (far + self.width) / POINT, (far + self.height) / POINT

    def rules(self) -> str:
        """The measures as CSS: size and margins of facing pages, and variables for the stylesheet."""
        inner, outer = self._side_margins()
        top, bottom = self.top, self._bottom()
        return (
            f"@page {{ size: {self.width:g}mm {self.height:g}mm; bleed: {self.slug:g}mm; marks: none }}\n"
            f"@page :right {{ margin: {top:.4f}mm {outer:.4f}mm {bottom:.4f}mm {inner:.4f}mm }}\n"
            f"@page :left {{ margin: {top:.4f}mm {inner:.4f}mm {bottom:.4f}mm {outer:.4f}mm }}\n"
            f":root {{ --inner: {inner:.4f}mm; --outer: {outer:.4f}mm; --top: {top:.4f}mm; --slug: {self.slug:g}mm;"
            f" --column: {self.column:.4f}mm; --across: {self.width + 2 * self.slug:g}mm }}\n"
        )

    @property
    def top(self) -> float:
        """The margin above the text."""
        return 0.105 * self.height

    @property
    def column(self) -> float:
        """Width of the text."""
        return min(_COLUMN, 0.745 * self.width)

    def _side_margins(self) -> tuple[float, float]:
        free = self.width - self.column
        return 0.47 * free, 0.53 * free

    def _bottom(self) -> float:
        """The margin below the text, which holds whole lines."""
        lines = math.floor((self.height - self.top - 0.115 * self.height) / LINE)
        return self.height - self.top - lines * LINE
