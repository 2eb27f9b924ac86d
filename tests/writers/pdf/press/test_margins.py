"""The boxes of a press file: all text in its column, nothing by the cut, no line with holes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from weasyprint.layout import inline

from exporter.events import Warned
from exporter.model import Article, Item, Listing, Metadata, Paragraph, Text
from exporter.settings import PageSettings, Settings
from exporter.writers.pdf.press import margins
from tests.writers.pdf.press import proof, specimens

if TYPE_CHECKING:
    from pathlib import Path


def _warned(article: Article, css: str, folder: Path) -> list[tuple[str, str]]:
    (folder / "pdf").mkdir()
    (folder / "pdf" / "press-theme.css").write_text(css)
    _, events = proof.make(article, chosen=Settings(page=PageSettings(theme=str(folder))))
    return [(event.code, str(event.message)) for event in events if isinstance(event, Warned)]


@pytest.mark.parametrize(
    ("css", "found"),
    [
        ("", []),
        ("h1 { margin-left: -5mm }", [("margin", "'Un pont' stands beyond the margin of page 1")]),
        ("h1 { position: absolute; left: 110mm }", [("margin", "'Un' stands beyond the margin of page 1")]),
        ("h1 { background: black; margin-left: -16mm }", [("trim", "a picture or a surface ends too near to the cut"),
                                                         ("margin", "'Un pont' stands beyond the margin of page 1")]),
    ],
)  # fmt: skip
def test_what_stands_where_it_should_not_is_a_warning(css: str, found: list[tuple[str, str]], tmp_path: Path) -> None:
    warned = _warned(specimens.article(specimens.paragraph()), css, tmp_path)
    assert [(code, message[: len(start)]) for (code, message), (_, start) in zip(warned, found, strict=True)] == found


def test_numbers_of_a_list_may_hang(tmp_path: Path) -> None:
    items = Listing((Item((specimens.paragraph(),)),), ordered=True, start=1234)
    assert _warned(Article(Metadata("Un pont"), blocks=(items,)), "", tmp_path) == []


def test_a_line_of_few_words_stays_ragged(monkeypatch: pytest.MonkeyPatch) -> None:
    words = f"Il est là avec https://valmorin.example/{'x' * 40}/{'y' * 40} et le bac ne part pas."
    article = Article(Metadata("Un pont"), blocks=(Paragraph((Text(words),)),))
    assert not [event for event in proof.make(article)[1] if isinstance(event, Warned)]
    monkeypatch.setattr(margins, "justify_line", inline.justify_line)
    (found,) = [event for event in proof.make(article)[1] if isinstance(event, Warned)]
    assert found == Warned("stretched", "'Il est là avec' is spaced too widely on page 1")
