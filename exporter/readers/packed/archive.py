"""A ZIP archive that nobody trusts: its members are counted, and bounded before and while they are inflated."""

from __future__ import annotations

import base64
import io
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

from exporter.errors import ReadError
from exporter.messages import Message
from exporter.readers.packed import markup

if TYPE_CHECKING:
    from exporter.ports import Original
    from exporter.readers.flow import tree

START: Final = b"PK\x03\x04"
XML_LIMIT: Final = 24 * 2**20
"""Largest part of a document, in bytes: ten times the longest that people write."""

PICTURE_LIMIT: Final = 20 * 2**20
_ALL_LIMIT: Final = 96 * 2**20
_MOST_MEMBERS: Final = 10_000
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_KINDS: Final = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"RIFF", "image/webp"),
)
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)
_MIMETYPE: Final = b"mimetype"
_HEADER: Final = 30
"""Bytes of a member's header, before its name."""


def mimetype(data: bytes) -> str:
    """The type that an archive names first, as ODF and EPUB do; empty if it names none."""
    start = _HEADER + len(_MIMETYPE)
    if not data.startswith(START) or data[_HEADER:start] != _MIMETYPE:
        return ""
    start += int.from_bytes(data[28:30], "little")
    return data[start : start + 80].partition(b"PK")[0].decode("ascii", "replace").strip()


class Archive:
    """The members of an archive by their name."""

    def __init__(self, original: Original, tags: int = 800_000) -> None:
        """Open an archive; raises `ReadError` for one that is damaged or too large.

        Its XML may have so many ``tags`` in all: what can be read within some seconds.
        """
        self._tags = tags
        self._name = original.name
        self._left = _ALL_LIMIT
        if original.data.count(b"PK\x01\x02") > _MOST_MEMBERS:
            raise self._too_large()
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(original.data))
        except _DAMAGED as error:
            raise self._damaged() from error
        self._members = {member.filename: member for member in self._zip.infolist()}

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a member of this name."""
        return name in self._members

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all members."""
        return tuple(self._members)

    def read(self, name: str, limit: int = XML_LIMIT) -> bytes:
        """Inflate a member; raises `ReadError`."""
        member = self._members.get(name)
        if member is None:
            raise ReadError(
                Message("{name} lacks its part {part}", name=self._name, part=name), "save the document again"
            )
        if member.flag_bits & 1:
            raise ReadError(Message("{name} is encrypted", name=self._name), "save it without a password")
        limit = min(limit, self._left)
        if member.file_size > limit:
            raise self._too_large()
        if member.compress_type not in _METHODS:
            raise self._damaged()
        try:
            with self._zip.open(member) as file:
                data = file.read(limit + 1)
        except _DAMAGED as error:
            raise self._damaged() from error
        if len(data) > limit:
            raise self._too_large()
        self._left -= len(data)
        return data

    def xml(self, name: str, *, lenient: bool = False) -> tree.Element:
        """Parse a member as `markup.parse` does; raises `ReadError`."""
        data = self.read(name)
        self._tags -= data.count(b"<")
        if self._tags < 0:
            raise self._too_large()
        return markup.parse(data, name, lenient=lenient)

    def picture(self, name: str) -> str:
        """Give a picture as a ``data:`` address that holds it.

        Of what is no picture that editions can show, or is too large, it holds the name alone: no edition finds a
        picture there, and none looks for it beside the document.
        """
        called = quote(posixpath.basename(name), safe="")
        try:
            data = self.read(name, PICTURE_LIMIT)
        except ReadError:
            data = b""
        kind = next((kind for start, kind in _KINDS if data.startswith(start)), None)
        if kind is None:
            return f"data:application/octet-stream;name={called};base64,"
        return f"data:{kind};name={called};base64,{base64.b64encode(data).decode('ascii')}"

    def _damaged(self) -> ReadError:
        return ReadError(
            Message("{name} is damaged: it cannot be unpacked", name=self._name), "save the document again"
        )

    def _too_large(self) -> ReadError:
        return ReadError(
            Message("{name} unpacks to more than an article is", name=self._name),
            "save it without what is not the article",
        )


def resolve(target: str, beside: str) -> str:
    """The member that an address in another member means; empty for one that leads out of the archive."""
    path = unquote(target.partition("#")[0]).replace("\\", "/")
    whole = posixpath.normpath(posixpath.join(posixpath.dirname(beside), path)).lstrip("/")
    return "" if not path or whole.startswith("..") or "://" in target else whole
