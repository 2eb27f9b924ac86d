"""What text is extracted as: by its glyphs, each of which means one and the same text in all of a document.

That goes wrong where a glyph is shared (by two hyphens, by the Greek mu and the sign for a millionth, by a ligature and
the letters it is made of) and where a letter is put together from several.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pydyf
from fontTools.ttLib import TTFont

from exporter.writers.pdf.glyphs import BREAK

if TYPE_CHECKING:
    from collections.abc import Mapping

_FONT = re.compile(rb"/(\S+) \S+ Tf")
_GLYPHS = re.compile(rb"<([0-9a-f]+)>")
_SPACES = re.compile(r"\s+")


def settle(font: Any) -> None:  # noqa: ANN401 - WeasyPrint has no types
    """Settle what the glyphs of a font mean, before it is embedded.

    WeasyPrint takes what each glyph stood for first: for a letter put together from several glyphs that is nothing for
    all but one of them, though most are characters. A no-break space is a space, with which it often shares the glyph.
    """
    meanings = font.to_unicode
    if not all(meanings.values()):
        for glyph, characters in _characters(font.file_content).items():
            if meanings.get(glyph, characters[0]) not in characters:
                meanings[glyph] = characters[0]
    for glyph, text in meanings.items():
        meanings[glyph] = text.replace("\u00a0", " ") or BREAK  # each has to mean something


@lru_cache(maxsize=32)
def _characters(file: bytes) -> dict[int, list[str]]:
    """The characters of each glyph of a font."""
    with TTFont(io.BytesIO(file), lazy=True) as opened:
        found: dict[int, list[str]] = defaultdict(list)
        for codepoint, name in opened.getBestCmap().items():
            found[opened.getGlyphID(name)].append(chr(codepoint))
        return found


def extracted(stream: Any) -> dict[int, str]:  # noqa: ANN401
    """The text of each marked-content sequence of a page as its glyphs tell it, by MCID."""
    fonts = {font.hash.encode(): font.to_unicode for font in stream._fonts.values()}  # noqa: SLF001 - no public way
    texts: dict[int, str] = {}
    mcid, meanings = -1, {}
    for operand in stream.stream:
        if isinstance(operand, pydyf.Dictionary):
            mcid = operand.get("MCID", -1)
        elif not isinstance(operand, bytes):
            continue
        elif operand == b"EMC":
            mcid = -1
        elif named := _FONT.fullmatch(operand):
            meanings = fonts[named[1]]
        elif operand.endswith(b" TJ") and mcid >= 0:
            texts[mcid] = texts.get(mcid, "") + _decoded(operand, meanings)
    return texts


def _decoded(shown: bytes, meanings: Mapping[int, str]) -> str:
    runs = b"".join(_GLYPHS.findall(shown))
    return "".join(meanings[int(runs[start : start + 4], 16)] for start in range(0, len(runs), 4))


def same(text: str, written: str) -> bool:
    """Tell whether a text is what was written, but for kinds of spaces and for what is never drawn."""
    return _reduced(text) == _reduced(written.replace(BREAK, ""))


def _reduced(text: str) -> str:
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text))
