"""How an edition looks: which template, stylesheets and fonts it is made with."""

from __future__ import annotations

from dataclasses import dataclass

TEXT_FONT = "fonts/source-serif-4/SourceSerif4[opsz,wght].ttf"
"""The font that the others fall back to: what it lacks is nowhere."""
FONTS = (
    ("font:serif", TEXT_FONT),
    ("font:serif-italic", "fonts/source-serif-4/SourceSerif4-Italic[opsz,wght].ttf"),
    ("font:sans", "fonts/atkinson-hyperlegible/AtkinsonHyperlegible-Regular.ttf"),
    ("font:sans-bold", "fonts/atkinson-hyperlegible/AtkinsonHyperlegible-Bold.ttf"),
    ("font:mono", "fonts/source-code-pro/SourceCodePro[wght].ttf"),
)
"""The fonts by their address in the stylesheets; what the others lack is taken from the serif one."""


@dataclass(frozen=True, slots=True)
class Design:
    """How an edition looks: resources by name, the later ``sheets`` winning over the earlier ones.

    ``form`` is the name of its format, for reports; ``rules`` is CSS that depends on the user's choices (a size of
    page), read last.
    """

    form: str
    sheets: tuple[str, ...] = ("templates/pdf/article.css",)
    rules: str = ""
    template: str = "templates/pdf/article.html"
    fonts: tuple[tuple[str, str], ...] = FONTS
