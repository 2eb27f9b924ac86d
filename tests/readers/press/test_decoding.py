"""Bytes to text: every encoding that articles come in, and a clear refusal of all else."""

from __future__ import annotations

import time

import pytest

from exporter import walk
from exporter.errors import ReadError
from exporter.readers.flow import tree
from exporter.readers.press import decoding
from tests.readers import desk

TEXT = "Été à Brisac\n\nL’été fut long, et les élèves de l’école en parlent encore aujourd’hui.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_without_a_warning(encoding: str) -> None:
    document, place = desk.read(TEXT.encode(encoding))
    assert document == desk.article(TEXT)
    assert document.metadata.title == "Été à Brisac"
    assert not place.warned


def test_windows_1252_is_read_and_reported() -> None:
    document, place = desk.read(TEXT.encode("cp1252"))
    assert document == desk.article(TEXT)
    assert [event.code for event in place.warned] == ["encoding"]


def test_utf_8_with_a_broken_byte_stays_utf_8() -> None:
    document, place = desk.read(TEXT.encode() * 3 + b"\xff\n")
    assert document.metadata.title == "Été à Brisac"
    assert [event.code for event in place.warned] == ["encoding-damaged"]


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\u2028", "\x85"])
def test_any_line_end_will_do(newline: str) -> None:
    assert desk.article(TEXT.replace("\n", newline)) == desk.article(TEXT)


def test_accents_are_composed_and_the_invisible_goes() -> None:
    text = (
        "E\u0301te\u0301 a\u0300 Bri\u00adsac\u200b\n\nL’été fut\u2060 long, et les éco\u00adliers en parlent encore "
        "aujourd’hui.\n"
    )
    assert desk.article(text).metadata.title == "Été à Brisac"
    assert "écoliers" in desk.tree(*desk.read(text))


@pytest.mark.parametrize("signs", ["\u00a0", "\u202f", "\u2003", "\u0301\u0323", "\u05b0\u05bc", "😀"])
def test_a_long_run_of_any_sign_is_read_at_once(signs: str) -> None:
    start = time.process_time()
    document = desk.article(f"Titre\n\nLe début{signs * 20_000}x et la fin.\n\nUne phrase.\n")
    assert time.process_time() - start < 2
    assert "x et la fin." in desk.tree(document, desk.Desk())


def test_marks_upon_a_letter_stay_with_it() -> None:
    marked = "q" + "\u0323" * 50
    assert walk.words(desk.article(f"Titre\n\nUn texte {marked} et la fin.\n")).count("\u0323") == 50


def test_no_break_spaces_stay() -> None:
    document = desk.article(
        "Le titre\u00a0: une suite\n\nIl a payé 10\u202f000\u00a0€ pour ce terrain de la commune.\n"
    )
    assert document.metadata.title == "Le titre\u00a0: une suite"
    assert "10\u202f000\u00a0€" in desk.tree(document, desk.Desk())


def test_a_stray_zero_byte_is_no_harm() -> None:
    assert desk.article(TEXT * 20 + "\0") == desk.article(TEXT * 20)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the input is empty"),
        (b" \n\t\r\n", "the input is empty"),
        (b"\xef\xbb\xbf", "the input is empty"),
        ("\u200b\u00ad\n".encode(), "the input is empty"),
        (b"%PDF-1.7 \nendobj", "the input is not text"),
        (b"PK\x03\x04rest of an archive", "the input is not text"),
        (b"\x89PNG\r\n\x1a\n", "the input is not text"),
        (bytes(range(256)) * 20, "the input is not text"),
        (b"abc\0\0\0def\0\0" * 10, "the input is not text"),
        (b"\x01\x02\x03\x04 some words" * 20, "the input is not text"),
        (b"\xe9\xe8\x81\x8d\xff\xfe\xe9" * 20, "the input is not text"),
        (b"\xff\xfea", "the input is damaged UTF-16"),
        ("\u0001\u0002".encode("utf-16") * 50, "the input is not text"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        desk.read(data)
    assert caught.value.message == message
    assert caught.value.hint


def test_fifty_megabytes_are_refused_at_once() -> None:
    data = b"Une ligne de texte. " * 2_500_000
    start = time.process_time()
    with pytest.raises(ReadError, match="larger than 20 MB"):
        desk.read(data)
    assert time.process_time() - start < 2  # they are not decoded


@pytest.mark.parametrize("text", ["Skip to content\nMenu\nPartager\n", "© 2026 La Gazette. Tous droits réservés.\n"])
def test_a_page_without_an_article_is_refused(text: str) -> None:
    with pytest.raises(ReadError) as caught:
        desk.read(text)
    assert "no article" in caught.value.message


def test_a_text_that_was_encoded_twice_is_read_with_a_warning() -> None:
    twice = "Le théâtre rouvre\n\nLe théâtre a été rouvert hier.\n".encode().decode("latin-1")
    assert [event.code for event in desk.read(twice)[1].warned] == ["encoding-twice"]
    assert not desk.read("Le théâtre rouvre\n\nLe théâtre a été rouvert hier.\n")[1].warned


def test_a_family_of_emoji_stays_together_and_a_lone_joiner_goes() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert decoding.clean(f"{family} fi\u200dn \u2764\ufe0f\u200d\U0001f525") == f"{family} fin \u2764\u200d\U0001f525"
    assert tree.line(f"{family} fi\u200dn") == f"{family} fin"
