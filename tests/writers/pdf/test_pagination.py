"""What the PDF tells other editions about its pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pypdf

from exporter import walk
from exporter.engine.work.world import LocalWorld
from exporter.french import FRENCH
from exporter.model import Article, Metadata, Paragraph, Text
from exporter.passes import prepare
from exporter.settings import Settings
from exporter.writers import pdf
from tests import samples

if TYPE_CHECKING:
    from pathlib import Path


def _squeezed(text: str) -> str:
    return re.sub(r"[\s‐-]+", "", text)


def _world(article: Article, out: Path) -> LocalWorld:
    world = LocalWorld(Settings(), lambda _: None, None, None)
    pdf.write(article, world, out)
    return world


def test_each_page_begins_where_it_is_said_to(tmp_path: Path) -> None:
    article = samples.prepared()
    found = _world(article, tmp_path / "a.pdf").pagination()
    pages = pypdf.PdfReader(tmp_path / "a.pdf").pages
    assert found is not None
    assert [label for label, _ in found.breaks] == [str(number) for number in range(1, len(pages) + 1)]
    assert found.breaks[0][1] == "title"
    sentences = {sentence.id: walk.plain(sentence.content) for sentence in walk.sentences(article)}
    order = list(sentences)
    for page, (_, name) in list(zip(pages, found.breaks, strict=True))[1:]:
        assert _squeezed(sentences[name])[:30] in _squeezed(page.extract_text())
        before = sentences[order[order.index(name) - 1]]
        assert _squeezed(before)[:30] not in _squeezed(page.extract_text())


def test_the_source_is_the_identifier_of_the_file(tmp_path: Path) -> None:
    found = _world(samples.prepared(), tmp_path / "a.pdf").pagination()
    identity: Any = pypdf.PdfReader(tmp_path / "a.pdf").trailer["/ID"]
    assert found is not None
    digits = bytes(identity[0].original_bytes).decode()
    assert found.source.removeprefix("urn:uuid:").replace("-", "") == digits


def test_pages_on_which_no_sentence_begins_lead_to_the_next(tmp_path: Path) -> None:
    long = Paragraph((Text("mot et " * 3000 + "fin."),))
    article = prepare(Article(Metadata("Titre"), blocks=(long, Paragraph((Text("Après."),)))), FRENCH)
    found = _world(article, tmp_path / "a.pdf").pagination()
    assert found is not None
    names = [name for _, name in found.breaks]
    assert names[0] == "title"
    assert len(names) > 3
    assert set(names[1:]) <= {"s2", "colophon"}
    assert names == sorted(names, key=("title", "s2", "colophon").index)
