"""What is a page, under whatever name; what is none stays for the other readers."""

from __future__ import annotations

import gzip

import pytest

from exporter import registry
from exporter.ports import Original
from exporter.readers import html

PAGE = b"<!DOCTYPE html>\n<html><body><p>Bonjour.</p></body></html>"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", b""),
        ("A.HTM", b""),
        ("a.xhtml.gz", b""),
        ("a.txt", PAGE),
        ("-", b"\xef\xbb\xbf  " + PAGE),
        ("page", "<html>".encode("utf-16")),
        ("a.php", b"<!-- saved from url -->\n<HTML lang=fr>"),
        ("a.text", b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN'><html>"),
        ("-", b"<article class='x'><h1>Titre</h1><p>Texte.</p></article>"),
        ("-", gzip.compress(PAGE, mtime=0)),
    ],
)
def test_pages(name: str, data: bytes) -> None:
    assert html.accepts(Original(name, data))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "Le lavoir rouvre\n\nIl était fermé <depuis> la guerre.".encode()),
        ("a.txt", b"<p"),
        ("-", b"<https://exemple.example> est une adresse."),
        ("a.md", b"<div align='center'>\n\n# Titre\n\n</div>"),
        ("a.xml", b"<?xml version='1.0'?><rss version='2.0'><channel></channel></rss>"),
        ("a.json", b"{}"),
        ("-", b"\x1f\x8bnothing"),
        (".html", b""),
        ("-", b""),
    ],
)
def test_others(name: str, data: bytes) -> None:
    assert not html.accepts(Original(name, data))


def test_pages_come_before_scraped_text() -> None:
    names = registry.names("readers")
    assert names.index("html") < names.index("scraped")
