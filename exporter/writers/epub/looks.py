"""How an EPUB looks: its stylesheets and, where they are wanted, fonts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exporter.render.pages.documents import STYLESHEET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.ports import World

_TEMPLATES: Final = "templates/epub/"
_ADAPTIVE: Final = "adaptive.css"
"""What the stylesheet imports: what older readers must not see."""
_FONTS: Final = "fonts/atkinson-hyperlegible/"
_FACES: Final = ("Regular", "Bold", "Italic", "BoldItalic")


def files(world: World) -> Iterator[tuple[str, bytes, str]]:
    """Name, content and media type of every file; fonts only with the setting ``book.embed_fonts``."""
    embedded = world.settings.book.embed_fonts
    style = world.resource(_TEMPLATES + STYLESHEET)
    if embedded:
        style += world.resource(f"{_TEMPLATES}fonts.css")
    yield STYLESHEET, style, "text/css"
    yield _ADAPTIVE, world.resource(_TEMPLATES + _ADAPTIVE), "text/css"
    if embedded:
        yield from _fonts(world)


def _fonts(world: World) -> Iterator[tuple[str, bytes, str]]:
    for face in _FACES:
        name = f"AtkinsonHyperlegible-{face}.ttf"
        yield f"fonts/{name}", world.resource(_FONTS + name), "font/ttf"
    yield "fonts/LICENSE.txt", world.resource(f"{_FONTS}LICENSE"), "text/plain"
