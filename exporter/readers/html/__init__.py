"""The reader of web pages: the article as it stands on the page, the site around it left behind.

The steps: bytes to text (`decoding`), text to a tree (`parsing`), that to runs of words (`flow`); which are the
article's is found by trafilatura (`body`), and looked over here (`junk`); what the head claims (`claims`) and the page
shows (`visible`, `title`) is reconciled (`metadata`); then sources, notes, pictures, blocks and sections (`page`).
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from exporter.errors import ReadError
from exporter.ports import Intake, Original
from exporter.readers.html import decoding

if TYPE_CHECKING:
    from exporter.model import Article
    from exporter.ports import World

INTAKE = Intake("html", frozenset({".html", ".htm", ".xhtml"}), "page web")

_OPEN = frozenset({"", ".txt", ".text", ".php", ".asp", ".aspx", ".jsp", ".shtml", ".cgi"})
"""Suffixes under which pages are also saved."""

_SAMPLE = 4096
_BEFORE = r"\s*(?:<\?xml[^>]{0,300}>\s*)?(?><!--.{0,2000}?-->\s*){0,5}"
_PAGE = re.compile(rf"{_BEFORE}<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_FRAGMENT = re.compile(
    rf"{_BEFORE}<(?P<tag>article|section|main|div|header|h1|h2|p|title|meta|link)\b[^<>]{{0,2000}}>",
    re.IGNORECASE | re.DOTALL,
)
_CLOSING = re.compile(r"</(?:p|h1|h2|div|article|section|title)>", re.IGNORECASE)


def accepts(original: Original) -> bool:
    """Take ``*.html``, ``*.htm``, ``*.xhtml``, compressed or not, and pages under other names."""
    name = original.name.lower().removesuffix(".gz").lstrip(".")
    suffix = name[name.rfind(".") :] if "." in name[1:] else ""
    if suffix in INTAKE.suffixes:
        return True
    if suffix not in _OPEN and not original.data.startswith(decoding.GZIP):
        return False
    try:
        sample = decoding.unpack(original.data, _SAMPLE)[:_SAMPLE]
    except ReadError:
        return False
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        sample = sample.removeprefix(mark)
    head = sample.replace(b"\0", b"").decode("latin-1")  # well enough decoded to see tags
    return _PAGE.match(head) is not None or (_FRAGMENT.match(head) is not None and _CLOSING.search(head) is not None)


def read(original: Original, world: World) -> Article:
    """Read an article; what is left out is reported, and where each fact was found.

    Raises `ReadError` for what holds no article.
    """
    from exporter.readers.html import page  # noqa: PLC0415 - lxml, needed for pages alone

    return page.read(original, world)
