from __future__ import annotations

import io
from typing import TYPE_CHECKING

import page as page_validation
import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from exporter.model import Article, Code, Metadata, Paragraph, Strong, Text
from exporter.writers.pdf import fonts
from tests.writers.pdf import reading

if TYPE_CHECKING:
    from collections.abc import Iterator

ARTICLE = Article(
    Metadata("Titre"), blocks=(Paragraph((Text("Maigre, "), Strong((Text("gras"),)), Code((Text(" code"),)))),)
)


def _embedded(data: bytes) -> Iterator[tuple[str, TTFont]]:
    read = reading.read(data)
    for page in read.pdf.pages:
        for font in page.obj.Resources.Font.values():
            program = font.DescendantFonts[0].FontDescriptor.FontFile2
            yield str(font.BaseFont)[1:], TTFont(io.BytesIO(program.read_bytes()))


def _outlines(data: bytes) -> dict[str, dict[str, tuple[float, ...] | None]]:
    found: dict[str, dict[str, tuple[float, ...] | None]] = {}
    for name, font in _embedded(data):
        glyphs = font.getGlyphSet()
        found[name] = {}
        for glyph in glyphs:
            pen = BoundsPen(glyphs)
            glyphs[glyph].draw(pen)
            if pen.bounds:
                found[name][glyph] = pen.bounds
    return found


def test_embedded_fonts_are_static_and_reduced() -> None:
    for _, font in _embedded(reading.make(ARTICLE)[0]):
        assert not {"fvar", "gvar", "GSUB", "GPOS"} & set(font.keys())
        assert sum(font["glyf"][name].numberOfContours != 0 for name in font.getGlyphOrder()) < 60


def test_the_shapes_are_those_that_fonttools_cuts(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = reading.make(ARTICLE)[0]
    monkeypatch.setattr(fonts, "_can_pin", lambda: False)
    slow = reading.make(ARTICLE)[0]
    assert not any("no failures" not in str(page_validation.validate_pdf_bytes(slow, profile=p)) for p in ("ua1", "3a"))
    ours, theirs = _outlines(quick), _outlines(slow)
    assert ours.keys() == theirs.keys()
    for name, outlines in ours.items():
        expected = [bounds for bounds in theirs[name].values() if bounds]
        assert len(outlines) == len(expected)
        for glyph, bounds in outlines.items():  # parts of composed letters have other names there
            assert any(bounds == pytest.approx(other, abs=2) for other in expected), (name, glyph)
