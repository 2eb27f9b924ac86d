"""Zipped documents: what an archive claims is not believed, and nothing in it leads out of it."""

from __future__ import annotations

import io
import zipfile

import pytest

from exporter.errors import ReadError
from exporter.ports import Original
from exporter.readers.packed import archive
from exporter.readers.packed.archive import Archive
from tests.readers.office import word


def test_a_lie_about_a_members_size_is_found_out() -> None:
    data = bytearray(word.pack({"a.xml": b"x" * 1000}))
    directory = data.rfind(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (10).to_bytes(4, "little")
    with pytest.raises(ReadError):
        Archive(Original("a.docx", bytes(data))).read("a.xml", 100)


def test_members_are_counted_and_their_methods_known() -> None:
    with pytest.raises(ReadError, match="more than an article"):
        Archive(Original("a.docx", word.pack({str(number): b"" for number in range(10_001)})))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as packed:
        packed.writestr("a.xml", b"<a/>")
    held = Archive(Original("a.docx", buffer.getvalue()))
    with pytest.raises(ReadError, match="damaged"):
        held.read("a.xml")
    assert (held.names, "a.xml" in held) == (("a.xml",), True)


def test_an_encrypted_member_is_named_as_such() -> None:
    data = bytearray(word.pack({"a.xml": b"<a/>"}))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(sign) + place] |= 1
    with pytest.raises(ReadError, match="encrypted"):
        Archive(Original("a.docx", bytes(data))).read("a.xml")


def test_a_member_whose_bytes_are_damaged_is_named_as_such() -> None:
    data = word.pack({"a.xml": b"<a>" + bytes(range(256)) * 40 + b"</a>"})
    with pytest.raises(ReadError, match="damaged"):
        Archive(Original("a.docx", data[:60] + b"\xff" * 40 + data[100:])).read("a.xml")


def test_addresses_never_lead_out_of_the_archive() -> None:
    assert archive.resolve("../media/a%20b.png", "word/x/y.xml") == "word/media/a b.png"
    assert archive.resolve("/word/media/a.png", "word/document.xml") == "word/media/a.png"
    assert {archive.resolve(target, "a.xml") for target in ("../b", "..\\b", "http://a/b", "#x", "")} == {""}
