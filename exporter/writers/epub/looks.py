"""How an EPUB looks: its stylesheets, which a theme may add to or replace, and, where they are wanted, fonts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from exporter.errors import WriteError
from exporter.messages import Message
from exporter.render.pages.documents import STYLESHEET, THEME
from exporter.render.pages.options import Options
from exporter.settings import PageSettings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.ports import World

_TEMPLATES: Final = "templates/epub/"
_ADAPTIVE: Final = "adaptive.css"
"""What the stylesheet imports: what older readers must not see."""
_FILES: Final = re.compile(rb"url\(|@import", re.IGNORECASE)
_FONTS: Final = "fonts/atkinson-hyperlegible/"
_FACES: Final = ("Regular", "Bold", "Italic", "BoldItalic")


def files(world: World) -> Iterator[tuple[str, bytes, str]]:
    """Name, content and media type of every file; fonts only with the option ``embed_fonts``."""
    embedded = world.options(Options).embed_fonts
    style = _sheet(STYLESHEET, world)
    if embedded:
        style += _sheet("fonts.css", world)
    yield STYLESHEET, style, "text/css"
    yield _ADAPTIVE, _sheet(_ADAPTIVE, world), "text/css"
    yield THEME, _theme(world), "text/css"
    if embedded:
        yield from _fonts(world)


def _sheet(name: str, world: World) -> bytes:
    """A stylesheet as the theme has it; raises `WriteError` with the place of what is no CSS, which readers refuse."""
    data = world.resource(_TEMPLATES + name)
    if wrong := _mistake(data):
        line, reason = wrong
        place = Message("line {line} of {file}", line=line, file=_TEMPLATES + name)
        raise WriteError(
            Message("{place}: {reason}", place=place, reason=reason),
            Message("mend the theme {name}", name=world.options(PageSettings).theme),
        )
    return data


def _theme(world: World) -> bytes:
    """What the theme makes different, which may show no other files: they would not be in the book."""
    data = _sheet(THEME, world)
    if found := _FILES.search(data):
        line = data.count(b"\n", 0, found.start()) + 1
        place = Message("line {line} of {file}", line=line, file=_TEMPLATES + THEME)
        raise WriteError(
            Message("{place}: {reason}", place=place, reason=Message("a theme puts no other files into the book")),
            Message("mend the theme {name}", name=world.options(PageSettings).theme),
        )
    return data


@lru_cache(maxsize=16)
def _mistake(data: bytes) -> tuple[int, str] | None:
    """The line and the reason of the first thing in a stylesheet that is no CSS."""
    import tinycss2  # noqa: PLC0415 - only where a book is made

    rules, _ = tinycss2.parse_stylesheet_bytes(data, skip_comments=True, skip_whitespace=True)
    return next(_mistakes(rules), None)


def _mistakes(nodes: Iterable[Any]) -> Iterator[tuple[int, str]]:
    """Mistakes in rules and, within them, in declarations and further rules."""
    import tinycss2  # noqa: PLC0415 - as above

    for node in nodes:
        if node.type == "error":
            yield node.source_line, node.message
        elif node.type in ("qualified-rule", "at-rule") and node.content is not None:
            inner = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            yield from _mistakes(inner)


def _fonts(world: World) -> Iterator[tuple[str, bytes, str]]:
    for face in _FACES:
        name = f"AtkinsonHyperlegible-{face}.ttf"
        yield f"fonts/{name}", world.resource(_FONTS + name), "font/ttf"
    yield "fonts/LICENSE.txt", world.resource(f"{_FONTS}LICENSE"), "text/plain"
