"""Bytes to text: encodings, line ends, invisible characters. Binary input is refused."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from exporter.errors import ReadError
from exporter.events import Warned
from exporter.messages import Message

if TYPE_CHECKING:
    from exporter.events import Report

SIZE_LIMIT = 20 * 2**20
"""Largest input, in bytes."""

_MAGIC = (
    b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"BZh", b"7z\xbc\xaf",
    b"Rar!", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"OggS", b"ID3", b"RIFF", b"\xfd7zXZ", b"{\\rtf",
    b"SQLite format", b"\x00\x00\x00\x18ftyp",
)  # fmt: skip
_NOT_TEXT = ReadError("the input is not text", "give the article as plain text, in UTF-8 if possible")
_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_PICTURED = "\U0001f000-\U0001faff\u2300-\u27bf\u2b00-\u2bff"
LONE_JOINER = f"(?<![{_PICTURED}\ufe0f])\u200d|\u200d(?![{_PICTURED}])"
"""A joiner that makes no family of two emoji, as a pattern."""
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufe0e\ufe0f\ufffe\uffff]|"
    + LONE_JOINER
)
_SIGNS = re.compile(r"[^\w\s]{31,}")
_JOINER = "\u034f"
_MOST_MARKS = 30
_CONTROL_BYTES = bytes(byte for byte in range(28) if byte < 9 or byte > 13)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_TWICE = re.compile("(?:Ã[\u00a0-\u00bf]|â€[™œ“”]).*(?:Ã[\u00a0-\u00bf]|â€[™œ“”])", re.DOTALL)
_UNDEFINED = b"\x81\x8d\x8f\x90\x9d"
_SAMPLE = 1 << 16


def decode(data: bytes, report: Report) -> str:
    """Decode an input; warns of any encoding but UTF-8 and UTF-16. Raises `ReadError` for what is no text."""
    if len(data) > SIZE_LIMIT:
        raise ReadError(
            Message("the input is larger than {limit} MB", limit=SIZE_LIMIT // 2**20), "one article a file; cut it up"
        )
    if data.startswith(_MAGIC):
        raise ReadError(_NOT_TEXT.message, _NOT_TEXT.hint)
    text = clean(_decode(data, report))
    if not text.strip():
        raise ReadError("the input is empty", "check that the article's text was saved")
    if _TWICE.search(text):
        report(Warned("encoding-twice", "letters such as Ã© stand in the text: it seems to have been encoded twice"))
    return text


def clean(text: str) -> str:
    """Unify line ends, compose accents, drop soft hyphens, zero-width and control characters.

    Marks upon one letter are parted after thirty, else putting them in order would take time without bound
    (Unicode's Stream-Safe Text Format, UAX #15, section 13).
    """
    text = _INVISIBLE.sub("", _NEWLINES.sub("\n", text))
    return unicodedata.normalize("NFC", _SIGNS.sub(_parted, _CONTROL.sub("", text)))


def _parted(signs: re.Match[str]) -> str:
    """Put a grapheme joiner, which is not seen, after every thirty marks in a row."""
    written, marks = [], 0
    for sign in signs[0]:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks > _MOST_MARKS:
            written.append(_JOINER)
            marks = 1
        written.append(sign)
    return "".join(written)


def _decode(data: bytes, report: Report) -> str:
    wide = _wide(data)
    if wide:
        return _strict(data, wide)
    nuls = data.count(0)
    if nuls * 1000 > len(data) or (nuls and _controls(data)):
        raise ReadError(_NOT_TEXT.message, _NOT_TEXT.hint)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _fallback(data, report)
    if _controls(data):
        raise ReadError(_NOT_TEXT.message, _NOT_TEXT.hint)
    return text


def _wide(data: bytes) -> str | None:
    """Recognise UTF-16 and UTF-32 by their mark, and UTF-16 without one by where its zero bytes are."""
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "utf-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = data[:_SAMPLE]
    even, odd, half = sample[::2].count(0), sample[1::2].count(0), len(sample) // 2
    if len(data) % 2 or half == 0:
        return None
    if odd > half * 0.7 and even < half * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.7 and odd < half * 0.05 else None


def _strict(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(
            Message("the input is damaged {encoding}", encoding=encoding.upper()), "save the article again, as UTF-8"
        ) from error
    if len(_CONTROL.findall(text[:_SAMPLE])) * 50 > len(text[:_SAMPLE]):
        raise ReadError(_NOT_TEXT.message, _NOT_TEXT.hint)
    return text


def _controls(data: bytes) -> bool:
    """Tell whether control characters are more than one byte in a hundred."""
    sample = data[:_SAMPLE]
    return (len(sample) - len(sample.translate(None, _CONTROL_BYTES))) * 100 > len(sample)


def _fallback(data: bytes, report: Report) -> str:
    """Read what is not UTF-8: UTF-8 with a few broken bytes stays UTF-8, all else is Windows-1252."""
    if _controls(data):
        raise ReadError(_NOT_TEXT.message, _NOT_TEXT.hint)
    body = data.removeprefix(b"\xef\xbb\xbf")
    good = sum(len(match) for match in _MULTIBYTE.findall(body))
    high = len(_HIGH.findall(body))
    if good > 4 * (high - good):
        report(Warned("encoding-damaged", "some characters are not valid UTF-8 and were replaced by \ufffd"))
        return body.decode("utf-8", errors="replace")
    if high * 2 > len(body):
        raise ReadError(_NOT_TEXT.message, _NOT_TEXT.hint)
    report(Warned("encoding", "not UTF-8: read as Windows-1252"))
    return body.translate(None, _UNDEFINED).decode("cp1252")
