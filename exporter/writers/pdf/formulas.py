"""Formulas on a page: drawn as vectors, on the line that they belong to, with their words for who cannot see them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from exporter import walk
from exporter.render.markup import element, escape
from exporter.render.phrasing import formula_words

if TYPE_CHECKING:
    from exporter.model import Formula
    from exporter.render.phrasing import Style

_SIZE: Final = 24.0
"""The size of type that formulas are drawn at; lengths are told as parts of it."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A formula as SVG, and how high it is and how far it reaches below its line, in ems."""

    svg: bytes
    height: float
    depth: float


@dataclass(frozen=True, slots=True)
class Drawings:
    """The formulas of a page: ``files`` has their SVG by its address."""

    files: dict[str, bytes] = field(default_factory=dict)

    def markup(self, node: Formula, style: Style) -> str:
        """Take a formula in and write it as a picture; one that cannot be drawn is written as its signs."""
        drawn = _drawn(node.mathml, display=node.display)
        signs = escape(walk.plain(node.content))
        if drawn is None:
            return element("span", signs, {"class": "formula-signs"})
        address = f"formula:{sha256(drawn.svg).hexdigest()[:24]}"
        self.files[address] = drawn.svg
        look = f"height: {drawn.height:.4f}em; vertical-align: {-drawn.depth:.4f}em"
        name = "formula formula-display" if node.display else "formula"
        words = formula_words(node, style.language)
        return element("img", None, {"class": name, "src": address, "alt": words, "style": look})


@lru_cache(maxsize=256)
def _drawn(mathml: str, *, display: bool) -> Drawn | None:
    import ziamath  # noqa: PLC0415 - a quarter of a second that few articles need

    shown = ' display="block"' if display else ""
    namespaced = mathml.replace("<math", f'<math xmlns="http://www.w3.org/1998/Math/MathML"{shown}', 1)
    try:
        drawing = ziamath.zmath.Math(namespaced, size=_SIZE)
        root = drawing.svgxml()
        svg = drawing.svg()
    except Exception:  # noqa: BLE001 - whatever goes wrong goes wrong in somebody else's code, over anybody's formula
        return None
    _, top, _, height = map(float, root.get("viewBox", "0 0 0 0").split())
    return Drawn(svg.encode(), height / _SIZE, (height + top) / _SIZE) if height > 0 else None
