"""Whatever a page's encoding is, and whatever it says, its letters are right."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter import walk
from exporter.errors import ReadError
from exporter.readers.html import decoding
from tests.readers.html import browser
from tests.readers.html.browser import PROSE, page

TEXT = page("<p>À l’été, l’eau coûte vingt € et le cœur s’élève.</p>" + PROSE)


def declared(encoding: str) -> str:
    """The page with this declaration."""
    return TEXT.replace("<head>", f'<head><meta charset="{encoding}">')


@pytest.mark.parametrize(
    "data",
    [
        declared("utf-8").encode(),
        declared("windows-1252").encode("cp1252"),
        declared("iso-8859-1").encode("cp1252"),
        declared("iso-8859-1").encode(),
        declared("utf-8").encode("cp1252"),
        TEXT.encode("cp1252"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        declared("x-user-defined").encode("cp1252"),
        gzip.compress(TEXT.encode(), mtime=0),
        TEXT.encode().replace(b"coule", b"cou\0le"),
    ],
)
def test_letters_are_right(data: bytes) -> None:
    words = walk.words(browser.article(data))
    assert "À l’été, l’eau coûte vingt" in words
    assert "le cœur s’élève" in words
    assert "coule" in words


def test_the_euro_s_own_latin() -> None:
    data = declared("iso-8859-15").replace("’", "'").encode("iso-8859-15")
    assert "coûte vingt € et le cœur s'élève" in walk.words(browser.article(data))


def test_other_alphabets() -> None:
    text = declared("koi8-r").replace("À l’été, l’eau coûte vingt € et le cœur s’élève.", "Вода стоит дорого.")
    data = text.replace("’", "'").replace("é", "e").replace("à", "a").encode("koi8-r")
    assert "Вода стоит дорого." in walk.words(browser.article(data))


def test_a_page_of_two_encodings_is_read_and_told() -> None:
    data = TEXT.encode().replace("s’élève".encode(), "s’élève".encode("cp1252"))
    article, desk = browser.read(data)
    assert "le cœur s’élève" in walk.words(article)
    assert browser.warned(desk) == ["encoding-mixed"]


@given(st.binary(max_size=200))
def test_any_bytes_among_letters_are_read(data: bytes) -> None:
    assert "banc" in walk.words(
        browser.article(TEXT.encode().replace(b"un banc", b"<i>" + data.replace(b"<", b"") + b"</i> banc"))
    )


def test_what_declares_another_encoding_than_it_has_is_read_all_the_same() -> None:
    assert "s’élève" in walk.words(browser.article(declared("shift_jis").encode("cp1252")))
    assert "s’élève" in walk.words(browser.article(declared("rot13").encode("cp1252")))


def test_a_compressed_bomb_is_refused() -> None:
    with pytest.raises(ReadError, match="larger than"):
        decoding.decode(gzip.compress(bytes(decoding.SIZE_LIMIT + 2)), print)


def test_a_damaged_compressed_page_is_refused() -> None:
    with pytest.raises(ReadError, match="damaged"):
        decoding.unpack(b"\x1f\x8b\x08\x00garbage that is no deflate stream at all")


def test_a_page_that_was_cut_short_is_read_as_far_as_it_goes() -> None:
    assert decoding.unpack(gzip.compress(TEXT.encode())[:-40]).startswith(b"<!DOCTYPE html>")
