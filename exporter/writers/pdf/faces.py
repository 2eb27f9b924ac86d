"""Fonts that stand in for what the text's own lacks: which has a character, and how a stylesheet names it.

The first comes with the house; the others with the extra ``scripts``, script by script, so that none is opened in vain.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from exporter.errors import ResourceError
from exporter.writers.pdf import glyphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.ports import World

_MARKED: Final = re.compile(r'class="face-(\d+)">([^<]*)')
_HEAD: Final = re.compile(r'data-(?:running|imprint)="([^"]*)')
_HEADS: Final = ("Article Serif", "Article Sans", "Press Serif")
"""Fonts of running heads."""
_LOOKS: Final = (
    "font-family: {}, Article Serif, Press Serif !important;"
    " font-style: normal !important; font-variation-settings: normal !important"
)
"""What stands between its words (brackets, figures) the text's font draws, where this one cannot."""
_EAST_ASIAN: Final = (
    *("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH"),
    *("HALFWIDTH", "KANGXI", "VERTICAL"),
)
_NOTO: Final = (
    *("Arabic", "Armenian", "Bengali", "Devanagari", "Ethiopic", "Georgian", "Gujarati", "Gurmukhi", "Hebrew"),
    *("Kannada", "Khmer", "Lao", "Malayalam", "Myanmar", "Oriya", "Sinhala", "Tamil", "Telugu", "Thai"),
)


@dataclass(frozen=True, slots=True)
class Face:
    """A font: the resource, and the scripts that it is for (the first words of Unicode's names); none for symbols."""

    file: str
    scripts: tuple[str, ...] = ()


FACES: Final = (
    Face("fonts/source-sans-3/SourceSans3[wght].ttf"),
    *(Face(f"fonts/noto/NotoSans{script}[wght].ttf", (script.upper(),)) for script in _NOTO),
    Face("fonts/noto-cjk/NotoSansCJKjp-Regular.otf", _EAST_ASIAN),
    Face("fonts/noto/NotoSans[wght].ttf"),
    Face("fonts/noto/NotoSansSymbols[wght].ttf"),
    Face("fonts/noto/NotoEmoji[wght].ttf"),
    Face("fonts/noto-cjk/NotoSansCJKjp-Regular.otf"),
)


class Faces:
    """The fonts of one edition; what is asked for is asked of its world, so that a font that comes later is noticed."""

    def __init__(self, world: World) -> None:
        """Open nothing yet."""
        self._world = world
        self.missing = False
        """Whether a font was asked for that is not installed."""

    def of(self, cluster: str) -> str | None:
        """The class under which a character, with its accents, is drawn by another font; None if none has it."""
        return next((f"face-{number}" for number in self._fitting(cluster)), None)

    def _fitting(self, cluster: str) -> Iterator[int]:
        script = unicodedata.name(cluster[0], "").partition(" ")[0]
        for number, face in enumerate(FACES):
            if (not face.scripts or script in face.scripts) and self._covered(face).issuperset(cluster):
                yield number

    def _covered(self, face: Face) -> frozenset[str]:
        try:
            return glyphs.coverage(self._world.resource(face.file))
        except ResourceError:
            self.missing = True
            return frozenset()


def rules(html: str) -> str:
    """The stylesheet that the classes of a page need, and its running heads, which can have none."""
    heads = set("".join(_HEAD.findall(html)))
    drawn: dict[int, set[str]] = {}
    for number, words in _MARKED.findall(html):
        drawn.setdefault(int(number), set()).update(words)
    return "".join(_rule(number) + _in_heads(number, heads & words) for number, words in sorted(drawn.items()))


def _rule(number: int) -> str:
    name = f'"Face {number}"'
    return f"{_font(number, name)} .face-{number} {{ {_LOOKS.format(name)} }} "


def _in_heads(number: int, characters: set[str]) -> str:
    """Have the fonts of running heads draw characters as another one does."""
    told = ", ".join(f"U+{ord(character):X}" for character in sorted(characters) if not character.isspace())
    return "".join(_font(number, name, f"; unicode-range: {told}") for name in _HEADS) if told else ""


def _font(number: int, name: str, more: str = "") -> str:
    address = FACES[number].file.replace("fonts/", "font:", 1)
    return f'@font-face {{ font-family: {name}; src: url("{address}"){more} }}'
