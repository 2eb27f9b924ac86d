"""Is it a page? Told by the file's name, or by how its bytes begin."""

from __future__ import annotations

import codecs
import re

from exporter.errors import ReadError
from exporter.readers.html import decoding

SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
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


def page(name: str, data: bytes) -> bool:
    """Tell a page, compressed or not, from other input."""
    stem = name.lower().removesuffix(".gz")
    dot = stem.lstrip(".").rfind(".")
    suffix = stem.lstrip(".")[dot:] if dot > 0 else ""
    if suffix in SUFFIXES:
        return True
    if suffix not in _OPEN and not data.startswith(decoding.GZIP):
        return False
    head = _head(data)
    return _PAGE.match(head) is not None or (_FRAGMENT.match(head) is not None and _CLOSING.search(head) is not None)


def _head(data: bytes) -> str:
    """The first characters of the input, well enough decoded to see tags."""
    try:
        sample = decoding.unpack(data, _SAMPLE)[:_SAMPLE]
    except ReadError:
        return ""
    bare = sample.removeprefix(codecs.BOM_UTF8).removeprefix(codecs.BOM_UTF16_LE).removeprefix(codecs.BOM_UTF16_BE)
    return bare.replace(b"\0", b"").decode("latin-1")
