"""Books made by hand: EPUB 3 as small houses make it."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from exporter import canon
from exporter.ports import Original
from exporter.readers import book
from tests.readers.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.model import Article

CONTAINER = b'<container><rootfiles><rootfile full-path="OEBPS/content.opf"/></rootfiles></container>'
METADATA = """<dc:title>La crue de l’Ondelle</dc:title><dc:creator id="a">Jeanne Castel</dc:creator>
<dc:creator id="b">Paul Orsini</dc:creator><meta refines="#b" property="role">ill</meta>
<dc:language>fr</dc:language><dc:publisher>Éditions du Gué</dc:publisher><dc:date>2026-01-28T00:00:00Z</dc:date>
<dc:subject>crue</dc:subject><dc:source>https://gue.example/crue</dc:source>"""
PAGE = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"
 xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="fr"><head><title>Page</title></head>{}</html>"""


def page(body: str, more: str = "") -> bytes:
    """A document of a book."""
    return PAGE.format(f"<body {more}>{body}</body>").encode()


def nav(*lines: tuple[str, str]) -> bytes:
    """A table of contents of two levels: lines whose words begin with a dash are of the second."""
    items = "".join(
        f"<ol><li><a href='{target}'>{words[1:]}</a></li></ol>"
        if words.startswith("-")
        else f"<li><a href='{target}'>{words}</a></li>"
        for target, words in lines
    )
    return page(f"<nav epub:type='toc'><h1>Sommaire</h1><ol>{items}</ol></nav>")


def pack(members: Mapping[str, bytes]) -> bytes:
    """An archive that says that it is a book."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def epub(
    pages: Mapping[str, bytes],
    *,
    contents: bytes | None = None,
    others: Mapping[str, bytes] | None = None,
    metadata: str = METADATA,
    guide: str = "",
) -> bytes:
    """A book of documents in order, with a table of contents and further members."""
    items = "".join(
        f'<item id="i{index}" href="{name}" media-type="application/xhtml+xml"/>' for index, name in enumerate(pages)
    )
    spine = "".join(f'<itemref idref="i{index}"/>' for index in range(len(pages)))
    if contents:
        items += '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        spine = f'<itemref idref="nav"/>{spine}'
    package = (
        f'<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}'
        f"</metadata><manifest>{items}</manifest><spine>{spine}</spine><guide>{guide}</guide></package>"
    )
    members = {"META-INF/container.xml": CONTAINER, "OEBPS/content.opf": package.encode()}
    members |= {f"OEBPS/{name}": data for name, data in pages.items()}
    members |= {"OEBPS/nav.xhtml": contents} if contents else {}
    return pack({**members, **(others or {})})


def read(data: bytes, name: str = "article.epub") -> tuple[Article, Desk]:
    """Read a book; what comes out can always be written as canonical JSON and read back."""
    desk = Desk()
    original = Original(name, data)
    assert book.accepts(original)
    found = book.read(original, desk)
    assert canon.loads(canon.dumps(found)) == found
    return found, desk


def article(body: str) -> Article:
    """Read a book of one document."""
    return read(epub({"texte.xhtml": page(body)}))[0]
