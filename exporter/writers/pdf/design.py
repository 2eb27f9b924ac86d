"""How an edition looks: which template and stylesheets it is made with."""

from __future__ import annotations

from dataclasses import dataclass

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
