from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from exporter.events import Event, NotRendered
from exporter.french import FRENCH
from exporter.model import (
    Article,
    Metadata,
    NoteRef,
    Paragraph,
    Text,
)
from exporter.passes import prepare
from tests import samples
from tests.writers.epub.reading import XHTML, Book, export, pictures

if TYPE_CHECKING:
    from pathlib import Path

# --- Pictures ----------------------------------------------------------------------------------


def test_pictures_have_their_alternatives(book: Book) -> None:
    images = [(image.get("alt")[:17], image.get("role")) for image in book.documents["text.xhtml"].iter(f"{XHTML}img")]
    assert images == [("Le pont de pierre", None), ("", "presentation"), ("Image sans descri", None)]


def test_a_picture_that_is_not_there_leaves_its_words(tmp_path: Path) -> None:
    events: list[Event] = []
    book = export(samples.prepared(), tmp_path / "a.epub", events)
    assert not list(book.documents["text.xhtml"].iter(f"{XHTML}img"))
    assert "dont seules les deux arches" in book.text()
    assert [event.node for event in events if isinstance(event, NotRendered)] == ["image"] * 3


def test_a_file_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    events: list[Event] = []
    (pictures(tmp_path) / "pont.png").write_bytes(b"<svg/>")
    export(samples.prepared(), tmp_path / "a.epub", events, folder=tmp_path)
    assert events == [
        NotRendered("epub-text", "image", "pont.png: no picture that can be read (JPEG, PNG, GIF or WebP)")
    ]


# --- The container -----------------------------------------------------------------------------


def test_the_media_type_comes_first_and_plain(book: Book) -> None:
    first = book.members[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert book.files["mimetype"] == b"application/epub+zip"


def test_the_same_article_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        export(samples.prepared(), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_all_members_are_of_the_moment_of_the_export(book: Book) -> None:
    assert {member.date_time for member in book.members} == {(2026, 2, 2, 2, 40, 0)}


def test_a_moment_before_zip_was_is_its_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    book = export(samples.prepared(), tmp_path / "a.epub")
    assert {member.date_time for member in book.members} == {(1980, 1, 1, 0, 0, 0)}
    assert book.values("dcterms:modified") == ["1970-01-01T00:00:00Z"]


def test_the_identifier_is_the_documents(tmp_path: Path, book: Book) -> None:
    other = export(prepare(Article(Metadata("T")), FRENCH), tmp_path / "b.epub")
    (one,), (two,) = book.values("dc:identifier"), other.values("dc:identifier")
    assert one.startswith("urn:uuid:")
    assert one != two


def test_an_unwritable_place_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        export(samples.prepared(), tmp_path / "nowhere" / "a.epub")


def test_words_that_xml_cannot_hold_are_left_out_and_reported(tmp_path: Path) -> None:
    events: list[Event] = []
    article = Article(Metadata("T\x01\x0c", publisher="\x02"), blocks=(Paragraph((Text("a\x00b"), NoteRef("rien"))),))
    book = export(article, tmp_path / "a.epub", events)
    assert book.values("dc:title") == ["T"]
    assert "ab" in book.text()
    assert {event.node for event in events if isinstance(event, NotRendered)} == {"text", "note-ref"}
