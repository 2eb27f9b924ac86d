"""Formulas in marked-up text: MathML, and what MathJax, KaTeX, Wikipedia and Markdown leave of TeX."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from exporter.model import Code, Text
from exporter.readers.press import formulas

if TYPE_CHECKING:
    from exporter.model import Formula
    from exporter.readers.flow.tree import Element

_TEX: Final = frozenset(("arithmatex", "math", "mathjax", "tex", "latex", "math-tex", "wp-katex-eq"))
"""Classes of elements that hold TeX between its delimiters."""
_HOLDERS: Final = frozenset(
    ("katex", "katex-display", "mathjax", "mathjax_display", "mwe-math-element", "mathjax_svg", "mjx-chtml")
)
"""Classes of elements that hold the MathML of a formula beside what is drawn."""
_BLOCK: Final = frozenset(("katex-display", "mathjax_display", "mwe-math-fallback-image-display"))
_DELIMITED: Final = re.compile(
    r"\s*(?:\\\((?P<inline>.*?)\\\)|\\\[(?P<block>.*?)\\\]|\$\$(?P<dollars>.*?)\$\$|\$(?P<dollar>.*?)\$)\s*", re.DOTALL
)


def of(element: Element) -> Formula | Code | None:
    """The formula that an element is, or its TeX as code where that is not understood; None for anything else."""
    tag, classes = element.tag, set((element.get("class") or "").lower().split())
    if tag == "math":
        return formulas.from_element(element, tex=element.get("alttext") or "" if not _annotated(element) else "")
    if tag == "script":
        kind = (element.get("type") or "").replace(" ", "").lower()
        return _tex(element.text or "", display="mode=display" in kind) if kind.startswith("math/tex") else None
    if tag in ("mjx-container", "span", "div") and (tag == "mjx-container" or classes & _HOLDERS):
        found = next(element.iter("math"), None)
        if found is not None:
            shown = bool(classes & _BLOCK) or element.get("display") == "true"
            return formulas.from_element(found, display=shown)
    if tag in ("span", "div", "p") and classes & _TEX and len(element) == 0:
        return _delimited(element.text or "")
    return None


def _annotated(element: Element) -> bool:
    return next(element.iter("annotation"), None) is not None


def _delimited(text: str) -> Formula | Code | None:
    match = _DELIMITED.fullmatch(text)
    if match is None:
        return None
    shown = match["block"] or match["dollars"]
    return _tex(shown or match["inline"] or match["dollar"] or "", display=bool(shown))


def _tex(tex: str, *, display: bool) -> Formula | Code | None:
    source = " ".join(tex.split())
    if not source:
        return None
    return formulas.from_tex(source, display=display) or Code((Text(source),))
