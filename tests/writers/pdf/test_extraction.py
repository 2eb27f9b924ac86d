"""What a search finds and a screen reader says, where glyphs are shared."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import page as page_validation
import pytest

from exporter.model import Article, Metadata, Paragraph, Strong, Text
from tests.writers.pdf import reading

if TYPE_CHECKING:
    from pathlib import Path

PAIRS = (
    "ﬁn puis fin, ﬂeuve puis fleuve",
    "fin puis ﬁn, fleuve puis ﬂeuve",
    "5 µm, puis κόσμος",
    "κόσμος, puis 5 µm",
    "∆ puis Δ, 1∕2 puis 1⁄2",
    "ḍ\u0307ur, puis dur et vi\u0307te, puis vite",
    "q\u0303uand, puis quand",
    "q\u0303uand et ḍ\u0307ur, puis i\u0307\u0303",
)


@pytest.mark.parametrize("text", PAIRS)
def test_one_glyph_does_not_stand_for_another_character(text: str) -> None:
    words = (Text(text), Text(" "), Strong((Text(text),)))
    data, events = reading.make(Article(Metadata("T"), blocks=(Paragraph(words),)))
    assert not events
    (paragraph, *_) = reading.read(data).root.find("P")
    assert reading.composed(paragraph.words) == reading.composed(f"{text} {text}")
    assert "no failures" in str(page_validation.validate_pdf_bytes(data, profile="ua1"))


def test_hyphens_and_spaces_are_of_one_kind() -> None:
    text = "Un\u00a0quart d’heure\u00a0: aller\u2010retour, aller-retour, aller\u2011retour."
    (paragraph, *_) = reading.read(
        reading.make(Article(Metadata("T"), blocks=(Paragraph((Text(text),)),)))[0]
    ).root.find("P")
    assert paragraph.words == "Un quart d’heure : aller-retour, aller-retour, aller-retour."


def test_poppler_extracts_the_same(tmp_path: Path) -> None:
    poppler = shutil.which("pdftotext")
    if poppler is None:
        pytest.skip("poppler-utils is not here")
    paragraphs = tuple(Paragraph((Text(text),)) for text in PAIRS)
    (tmp_path / "a.pdf").write_bytes(reading.make(Article(Metadata("T"), blocks=paragraphs))[0])
    shown = subprocess.run([poppler, tmp_path / "a.pdf", "-"], check=True, capture_output=True, text=True).stdout
    lines = [reading.composed(line) for line in shown.splitlines()]
    assert [line for line in lines if "puis" in line] == [reading.composed(text) for text in PAIRS]
