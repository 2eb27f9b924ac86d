"""Bytes of a page to text: compressed or not, whatever its encoding is and whatever it says that it is."""

from __future__ import annotations

import codecs
import re
import zlib
from contextlib import suppress
from email.message import Message as Headers
from typing import TYPE_CHECKING

from exporter.errors import ReadError
from exporter.events import Warned
from exporter.messages import Message

if TYPE_CHECKING:
    from exporter.events import Report

SIZE_LIMIT = 20 * 2**20
"""Largest page, in bytes, once it is decompressed."""

GZIP = b"\x1f\x8b"
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_HEAD = 1 << 14
_DECLARED = re.compile(
    rb"<meta\s[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
_HIGH = re.compile(rb"[\x80-\xff]")
_LETTER = re.compile("[\x80-\ud7ff\ue000-\U0010ffff]")
_MISTOLD = frozenset({None, "utf-8", "ascii", "iso8859-1", "latin-1", "cp1252", "us-ascii"})
"""What is said of pages that mix encodings."""

_STRAY = {0xDC00 + byte: bytes([byte]).decode("cp1252", errors="ignore") for byte in range(0x80, 0x100)}
"""What a byte that is no UTF-8 means, by the half character that Python puts in its place."""


def unpack(data: bytes, limit: int = SIZE_LIMIT) -> bytes:
    """Decompress a page that came compressed, at most ``limit`` bytes of it; raises `ReadError`.

    A damaged end is left out: what came before it is the page.
    """
    if not data.startswith(GZIP):
        return data
    machine = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        return machine.decompress(data, limit)
    except zlib.error as error:
        raise ReadError("the page is damaged: its compressed bytes make no sense", "save the page again") from error


def decode(data: bytes, report: Report, media_type: str | None = None) -> str:
    """Decode a page; its mark counts before its own bytes, these before its server's word, this before its own.

    Raises `ReadError` for a page that is too large.
    """
    page = unpack(data, SIZE_LIMIT + 1)
    if len(page) > SIZE_LIMIT:
        raise ReadError(
            Message("the page is larger than {size} MB", size=SIZE_LIMIT // 2**20), "one article a file; cut it up"
        )
    encoding = next((encoding for mark, encoding in _MARKS if page.startswith(mark)), None) or _wide(page)
    told = None if encoding else _served(media_type) or _declared(page)
    bare = page.removeprefix(codecs.BOM_UTF8)
    text = page.decode(encoding, errors="replace") if encoding else _narrow(bare, report, told)
    return _FORBIDDEN.sub("", text)


def _wide(page: bytes) -> str | None:
    """Recognise UTF-16 without a mark: every second byte of its tags is zero."""
    sample = page[:512]
    even, odd, half = sample[::2].count(0), sample[1::2].count(0), len(sample) // 2
    if half == 0:
        return None
    if odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.7 and odd < half * 0.1 else None


def _narrow(page: bytes, report: Report, declared: str | None) -> str:
    with suppress(UnicodeDecodeError):
        return page.decode()
    text = "" if declared in _MISTOLD else page.decode(declared or "utf-8", errors="replace")
    wrong = declared in _MISTOLD or text.count("\ufffd") * 20 > len(_HIGH.findall(page))
    return _mixed(page, report) if wrong else text


def _declared(page: bytes) -> str | None:
    """Name the encoding that a page declares, as Python calls it; None for none or one that nobody knows."""
    match = _DECLARED.search(page[:_HEAD])
    return _known((match[1] or match[2]).decode("ascii")) if match else None


def _served(media_type: str | None) -> str | None:
    """Name the encoding that a page's server declares."""
    message = Headers()
    message["Content-Type"] = media_type or ""
    told = message.get_content_charset()
    return _known(told) if told else None


def _known(name: str) -> str | None:
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):  # ValueError: a name with a null character
        return None
    return found.name if found._is_text_encoding else None  # noqa: SLF001 - the only way to tell "rot13"


def _mixed(page: bytes, report: Report) -> str:
    """Read UTF-8 and Windows-1252, also where a page mixes both: what is no UTF-8 sequence is a letter of the other."""
    text = page.decode(errors="surrogateescape")
    if _LETTER.search(text):
        words = Message("the page mixes encodings: what is not UTF-8 was read as Windows-1252")
        report(Warned("encoding-mixed", words, tolerated=True))
    return text.translate(_STRAY)
