"""How an edition looks: which template and stylesheets it is made with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from exporter.writers.pdf import paper

if TYPE_CHECKING:
    from exporter.writers.pdf.paper import Size

TEXT_FONT = "fonts/source-serif-4/SourceSerif4[opsz,wght].ttf"
"""The font that the others fall back to: what it lacks is nowhere."""
BASE = "templates/pdf/base.css"
SHEETS = (BASE, "templates/pdf/article.css", "templates/pdf/theme.css")
"""What all editions share, the looks, what the theme makes different of them."""


@dataclass(frozen=True, slots=True)
class Design:
    """How an edition looks: resources by name, the later ``sheets`` winning over the earlier ones.

    ``form`` is the name of its format, for reports; ``rules`` is CSS that depends on the user's choices (a size of
    page), read last. Stylesheets name fonts as ``font:FAMILY/FILE`` and anything else by its place beside themselves.
    ``running`` is the number of characters that the running heads have room for. In an issue articles are ``bound``:
    one colophon, at its end, is for all of them.
    """

    form: str
    sheets: tuple[str, ...] = SHEETS
    rules: str = ""
    template: str = "templates/pdf/article.html"
    running: int = 88
    bound: bool = False


SCREEN = Design("pdf")
"""For screens and offices: the edition whose pages other editions tell of."""

_COLUMN: Final = 134.0
"""Width of the text on a page that has room: 60 to 70 characters."""
_LEAST: Final = 0.11
"""The least margin at the side, as a share of the page's width."""
_WIDE: Final = 190.0
"""Width of a page that has room for a margin column."""
_HEAD: Final = 18.0
"""The least height of a running head or foot."""
_CHARACTERS: Final = SCREEN.running / _COLUMN


def screen(size: Size) -> Design:
    """Give the design for a page of ``size``, whose margins follow from it; text is as large on any page."""
    if size == paper.NAMES["a4"]:
        return SCREEN
    (width, height), (_, tall) = size, paper.NAMES["a4"]
    side = max((width - _COLUMN) / 2, _LEAST * width)
    column = width - 2 * side
    top, foot = (max(_HEAD, height * usual / tall) for usual in (26, 27.5))
    lengths = {"side": side, "column": column, "top": top, "foot": foot}
    lengths["picture"] = 150 * height / tall
    told = "; ".join(f"--{name}: {length:.2f}mm" for name, length in lengths.items())
    rules = f"@page {{ size: {width:g}mm {height:g}mm }} :root {{ {told} }}"
    sheets = SHEETS if width >= _WIDE else (*SHEETS, "templates/pdf/narrow.css")
    return replace(SCREEN, sheets=sheets, rules=rules, running=int(column * _CHARACTERS))
