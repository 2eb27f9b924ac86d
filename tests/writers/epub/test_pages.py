"""Pages: an EPUB made beside a PDF says where the pages of the PDF begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pypdf import PdfReader

from exporter import canon
from exporter.engine.records import Request
from exporter.engine.run import export
from exporter.engine.work.world import LocalWorld
from exporter.ports import Pagination
from exporter.settings import Settings
from exporter.writers.epub import spoken, text
from tests import samples
from tests.writers.epub.listening import overlays
from tests.writers.epub.reading import TYPE, XHTML, Book, voice

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.model import Article

PDF = "urn:uuid:00000000-0000-4000-8000-000000000000"


def paged(article: Article, out: Path, *breaks: tuple[str, str]) -> Book:
    world = LocalWorld(Settings(), lambda _: None, None, None)
    world.paginated(Pagination(PDF, breaks))
    text.write(article, world, out)
    return Book(out)


def listed(book: Book) -> list[tuple[str, str]]:
    (pages,) = book.of_type("page-list")
    return [(link.text, link.get("href")) for link in pages.iter(f"{XHTML}a")]


def test_every_page_of_the_pdf_has_its_mark_and_its_line(tmp_path: Path) -> None:
    book = paged(samples.prepared(), tmp_path / "a.epub", ("1", "title"), ("2", "s9"), ("3", "s47"), ("4", "colophon"))
    marks = book.of_type("pagebreak")
    assert [(one.get("aria-label"), one.get("role")) for one in marks] == [
        (label, "doc-pagebreak") for label in ("1", "2", "3", "4")
    ]
    assert listed(book) == [
        ("1", "text.xhtml#page-1"),
        ("2", "text.xhtml#page-2"),
        ("3", "text.xhtml#page-3"),
        ("4", "text.xhtml#page-4"),
    ]
    assert not book.broken_links()
    assert book.values("pageBreakSource") == [PDF]
    assert {"pageBreakMarkers", "pageNavigation"} <= set(book.values("schema:accessibilityFeature"))
    assert marks[1].getnext().get("id") == "s9"


def test_the_list_is_named_and_out_of_the_way(tmp_path: Path) -> None:
    (pages,) = paged(samples.prepared(), tmp_path / "a.epub", ("1", "title")).of_type("page-list")
    assert (pages.get("role"), pages.get("hidden"), pages.findtext(f"{XHTML}h2")) == (
        *("doc-pagelist", "hidden"),
        "Pages",
    )


def test_without_a_pdf_there_are_no_pages(book: Book) -> None:
    assert not book.of_type("page-list")
    assert not book.of_type("pagebreak")
    assert book.values("pageBreakSource") == ["none"]
    assert not {"pageBreakMarkers", "pageNavigation"} & set(book.values("schema:accessibilityFeature"))


def test_pages_that_begin_in_one_sentence_are_marked_together(tmp_path: Path) -> None:
    book = paged(samples.prepared(), tmp_path / "a.epub", ("1", "title"), ("2", "s9"), ("3", "s9"))
    assert [(mark.get("aria-label"), mark.getnext().get("id")) for mark in book.of_type("pagebreak")] == [
        *(("1", "title"), ("2", "page-3"), ("3", "s9")),
    ]


def test_marks_are_not_read_aloud(tmp_path: Path) -> None:
    with voice(tmp_path) as world:
        world.paginated(Pagination(PDF, (("1", "title"), ("2", "s9"))))
        spoken.write(samples.prepared(), world, tmp_path / "a.epub")
    book = Book(tmp_path / "a.epub")
    assert len(book.of_type("pagebreak")) == 2
    assert not [par for overlay in overlays(book) for par in overlay.pars if par.text.startswith("page-")]


def test_in_one_run_the_pages_of_the_epub_are_those_of_the_pdf(tmp_path: Path) -> None:
    source = tmp_path / "crue.json"
    source.write_text(canon.dumps(samples.ONDELLE), encoding="utf-8")
    assert not export(Request((str(source),), ("epub-text", "pdf"), tmp_path / "out"), lambda _: None)
    (pdf,), (epub,) = ([*(tmp_path / "out").rglob(f"*{suffix}")] for suffix in (".pdf", ".epub"))
    book = Book(epub)
    assert [label for label, _ in listed(book)] == [str(number + 1) for number in range(len(PdfReader(pdf).pages))]
    kinds = {element.get(TYPE) for element in book.documents["contents.xhtml"].iter(f"{XHTML}nav")}
    assert kinds == {"toc", "landmarks", "page-list"}
