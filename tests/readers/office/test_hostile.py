"""Documents that mean harm: an error or a clean model, soon and in little memory; never a file or an address opened."""

from __future__ import annotations

import resource
import time
from typing import TYPE_CHECKING

import pytest

from exporter import registry, walk
from exporter.engine.inputs import intake
from exporter.engine.records import Overrides
from exporter.errors import ReadError
from exporter.model import Image
from exporter.ports import Original
from exporter.readers.office import closed, docx, odt
from exporter.readers.packed import archive
from tests.readers.book import book as books
from tests.readers.desk import Desk
from tests.readers.office import opentext, word
from tests.readers.office.word import TITLED, p, part, run

if TYPE_CHECKING:
    from collections.abc import Iterator

BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
TEXT = "La rivière est montée de deux mètres en trois heures."


@pytest.fixture(autouse=True)
def _soon() -> Iterator[None]:
    begun, memory = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert time.process_time() - begun < 30  # what goes on for ever, under coverage and beside others
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 500 * 1024


def _word(body: bytes) -> bytes:
    return word.document(others={"word/document.xml": body})


def _wrapped(inner: str) -> bytes:
    return part("document", f"<w:body>{p(TITLED, style='Titre')}{inner}</w:body>")


@pytest.mark.parametrize(
    "data",
    [
        _word(BOMB + b"<document><body>&b;</body></document>"),
        _word(b"<!DOCTYPE x SYSTEM 'file:///etc/passwd' [<!ENTITY % p SYSTEM 'file:///etc/passwd'>%p;]><document/>"),
        _word(b"<" + b"a" * 100),
        _word(b""),
        _word(_wrapped("<w:sdt><w:sdtContent>" * 100_000)),
        _word(_wrapped("<w:sdt><w:sdtContent>" * 150 + "</w:sdtContent></w:sdt>" * 150)),
        _word(_wrapped("<w:p/>" * 2_000_000)),
        _word(b" " * (archive.XML_LIMIT + 1)),
        word.document(p(TITLED))[:-200],
        b"PK\x03\x04 word/document.xml",
    ],
    ids=["entities", "outside", "malformed", "empty", "open", "deep", "many", "bomb", "cut", "no archive"],
)
def test_a_document_that_means_harm_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        docx.read(Original("a.docx", data), Desk())
    assert caught.value.hint


def test_outside_entities_are_not_read() -> None:
    data = _word(b"<!DOCTYPE document SYSTEM 'file:///etc/passwd'>" + _wrapped(p(TEXT)))
    found = docx.read(Original("a.docx", data), Desk())
    assert walk.words(found) == TEXT


def test_a_bomb_among_the_pictures_leaves_the_words() -> None:
    data = word.document(
        p(TITLED, style="Titre"), p(TEXT), p(word.picture("i", "")), p(word.picture("k", "")),
        others={"word/media/a.png": b"\x89PNG" + bytes(archive.PICTURE_LIMIT)},
        links=(("i", "image", "media/a.png"), ("k", "image", "../../../../etc/passwd")),
    )  # fmt: skip
    found = docx.read(Original("a.docx", data), Desk())
    assert [node.src for node in walk.nodes(found) if isinstance(node, Image)] == [
        "data:application/octet-stream;name=a.png;base64,"
    ]


def test_absurd_numbers_are_bounded() -> None:
    spans = '<w:tcPr><w:gridSpan w:val="99999999999"/></w:tcPr>'
    numbered = '<w:numPr><w:ilvl w:val="99"/><w:numId w:val="2"/></w:numPr>'
    rows = word.table((spans + p("a"), "b"), ("c", "d"))
    found = docx.read(
        Original("a.docx", word.document(p(TITLED, style="Titre"), p(TEXT), rows, p("x", properties=numbered))), Desk()
    )
    assert "x" in walk.words(found)
    repeated = 'table:number-columns-repeated="999999" table:number-rows-spanned="999999"'
    cell = f"<table:table-cell {repeated}>{opentext.p('a')}</table:table-cell>"
    row = f'<table:table-row table:number-rows-repeated="999999">{cell}<table:table-cell/></table:table-row>'
    data = opentext.document(opentext.p(TEXT), f"<table:table>{row}</table:table>")
    with pytest.raises(ReadError, match="table"):
        odt.read(Original("a.odt", data), Desk())


def test_lists_without_end_go_flat() -> None:
    inner = opentext.p("fond")
    for _ in range(30):
        inner = f"<text:list><text:list-item>{inner}</text:list-item></text:list>"
    found, _ = opentext.read(opentext.document(opentext.p(TEXT), inner))
    assert "fond" in walk.words(found)
    nested = "<ul><li>" * 30 + "fond" + "</li></ul>" * 30 + "<blockquote>" * 30 + "creux" + "</blockquote>" * 30
    words = walk.words(books.article(f"<p>{TEXT}</p>{nested}"))
    assert "fond" in words
    assert "creux" in words


def test_a_book_runs_no_script_and_mends_what_is_malformed() -> None:
    found = books.article(
        f"<p onclick='x()'>{TEXT}<script>alert(1)</script><p>Suite &eacute;tonnante &rien; <b>ouverte</p>"
    )
    assert walk.words(found).replace("\n", "").endswith("Suite étonnante &rien; ouverte")
    assert "alert" not in walk.words(found)
    with pytest.raises(ReadError, match="entities"):
        books.read(books.epub({"t.xhtml": BOMB + b"<html><body>&b;</body></html>"}))


def test_many_runs_are_read_in_time() -> None:
    body = p(TITLED, style="Titre") + "".join(
        p(*(run(f"mot {n} ", "<w:b/>" * (n % 2)) for n in range(40))) for _ in range(500)
    )
    found = docx.read(Original("a.docx", word.document(body)), Desk())
    assert len(found.blocks) == 500


def test_spaces_without_end_are_read_in_time() -> None:
    spaces = " " * 200_000
    body = p(TITLED, style="Titre") + p(f"La digue{spaces}a tenu.")
    found = docx.read(Original("a.docx", word.document(body)), Desk())
    assert walk.words(found) == "La digue a tenu."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "old format of Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"{\\rtf1 Bonjour}", "RTF"),
        (word.pack({"Index/Document.iwa": b""}), "Pages"),
        (b"%PDF-1.7", "PDF"),
    ],
)
def test_what_must_be_converted_first_is_told_in_one_line(data: bytes, message: str) -> None:
    original = Original("article.docx", data)
    taken = next(registry.reader(name) for name in registry.names("readers") if registry.reader(name).accepts(original))
    assert taken is closed
    with pytest.raises(ReadError, match=message) as caught:
        closed.read(original, Desk())
    assert caught.value.hint
    assert "\n" not in caught.value.message


def test_documents_are_known_by_their_bytes_whatever_they_are_called() -> None:
    files = {
        "docx": word.document(p(TITLED, style="Titre"), p(TEXT)),
        "odt": opentext.document(opentext.p(TEXT)),
        "epub": books.epub({"t.xhtml": books.page(f"<p>{TEXT}</p>")}),
    }
    for data in files.values():
        for name in ("article", "article.html", "article.docx", "article.md", "-"):
            assert walk.words(intake.read(Original(name, data, "La crue"), Desk(), Overrides())) == TEXT
    assert not closed.accepts(Original("a.txt", b"Bonjour"))
