"""Documents of every shape and every fixture: each conforms, says every word once and in order, and has no fault."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import page as page_validation
import pytest
from hypothesis import Phase, given, seed, settings

from exporter.model import Article, Heading, LineBreak, Metadata, Note, NoteRef, Paragraph, Section, Text
from exporter.passes.outline import outline
from exporter.writers.pdf import large
from exporter.writers.pdf.design import SCREEN
from tests import strategies
from tests.readers import desk
from tests.thorough import tries
from tests.writers.pdf import documents, outlines, reading, rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.writers.pdf.design import Design

ROOT = Path(__file__).resolve().parents[3]
FIXTURES = sorted((ROOT / "tests" / "fixtures" / "scraped").glob("*.txt"))
SAMPLES = sorted((ROOT / "assets" / "sample").glob("*.txt"))
GROUPS = 8
PER_GROUP = tries(6, 25)


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    documents.make_pictures(folder)
    return folder


def _assert_sound(article: Article, folder: Path | None, design: Design = SCREEN) -> None:
    data, html = reading.make_with_html(article, folder, design)
    for profile in ("ua1", "3a"):
        result = str(page_validation.validate_pdf_bytes(data, profile=profile))
        assert "no failures" in result, result
    assert rules.faults(data) == []
    read = reading.read(data)
    assert outlines.of_pdf(read) == outlines.of_html(html)
    titles = [title for _, title in reading.bookmarks(read)]
    assert _solid(titles, read.root) == _solid([words for _, words in reading.headings(read.root)], read.root)
    back = {id(link) for label in read.root.find("Lbl") for link in label.find("Link")}
    for link in read.root.find("Link"):
        said = {str(annotation.Contents) for annotation in link.links}
        words = [reading.composed(link.words)]
        assert _solid(said, link) == _solid(words, link) or id(link) in back


def _solid(words: Iterable[str], node: reading.Node) -> list[str]:
    """Words in order, without their spaces beside formulas: those are elements of their own, which no space parts."""
    return ["".join(one.split()) if any(node.find("Formula")) else one for one in words]


@pytest.mark.slow
@pytest.mark.parametrize("group", range(GROUPS))
def test_any_document_is_sound(group: int, pictures: Path) -> None:
    """In groups, so that they are made side by side; the last is in large print."""
    some = strategies.articles() if group < GROUPS // 2 else documents.documents()
    design = large.design(24) if group == GROUPS - 1 else SCREEN

    @seed(group)
    @settings(max_examples=PER_GROUP, phases=[Phase.generate], database=None)  # to shrink takes minutes
    @given(some)
    def check(article: Article) -> None:
        _assert_sound(article, pictures, design)

    check()


def test_a_line_that_ends_with_a_call_is_parted_from_the_next() -> None:
    heading = Heading((Text("Le gué"), NoteRef("a"), LineBreak(), Text("et le bac")))
    notes = (Note("a", "1", (Paragraph((Text("Fermé."),)),)),)
    _assert_sound(Article(Metadata("T"), sections=(Section("section-1", heading, 1),), notes=notes), None)


@pytest.mark.parametrize("path", [*FIXTURES, *SAMPLES], ids=lambda path: path.stem)
def test_every_fixture_is_sound(path: Path) -> None:
    _assert_sound(outline(desk.read(path.read_bytes())[0]), path.parent)
