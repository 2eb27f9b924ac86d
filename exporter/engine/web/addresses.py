"""Addresses of pages: what is one, its parts, and the name of the file that it would be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message as Headers
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urljoin

from exporter.errors import ReadError
from exporter.messages import Message

_BEGINNING: Final = re.compile(r"https?://", re.IGNORECASE)
_LONGEST: Final = 8000
_LONGEST_NAME: Final = 120
_PORTS: Final = {"http": 80, "https": 443}
_WELL_KNOWN: Final = 1024
_OTHER_SERVICES: Final = frozenset(
    {1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, *range(6665, 6670), 6679, 6697, 10080}
)
"""Ports from 1024 on that no browser fetches from (https://fetch.spec.whatwg.org/#port-blocking)."""

_SUFFIXES: Final = {
    "text/html": (".html", ".htm", ".xhtml"),
    "application/xhtml+xml": (".xhtml", ".html"),
    "text/markdown": (".md", ".markdown", ".mdown", ".mkd"),
    "text/x-markdown": (".md", ".markdown", ".mdown", ".mkd"),
    "text/plain": (".txt", ".text", ".md", ".markdown", ".mdown", ".mkd"),
    "application/json": (".json",),
    "application/epub+zip": (".epub",),
    "application/vnd.oasis.opendocument.text": (".odt",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
}
"""Media types by the suffixes that files of theirs have; the first one is given to those that have none of them."""


@dataclass(frozen=True, slots=True)
class Address:
    """A web address in its parts, all ASCII; ``host`` has no brackets, ``target`` is path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and port, as in the ``Host`` field."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"{self.scheme}://{self.authority}"

    def __str__(self) -> str:
        """The whole address, without what stood behind a ``#``."""
        return f"{self.origin}{self.target}"

    def joined(self, reference: str) -> Address:
        """The address that a reference on this page means; raises `ReadError`."""
        try:
            return parse(urljoin(str(self), reference))
        except ValueError as error:
            raise _wrong(reference) from error


def is_address(name: str) -> bool:
    """Tell a web address from the name of a file."""
    return _BEGINNING.match(name) is not None


def parse(text: str) -> Address:
    """Take an address apart, once and for all that follows; raises `ReadError` for one that is not to be fetched."""
    from urllib3.exceptions import LocationParseError  # noqa: PLC0415 - needed for addresses alone
    from urllib3.util import parse_url  # noqa: PLC0415 - as above

    if not is_address(text) or len(text) > _LONGEST:
        raise _wrong(text)
    try:
        parts = parse_url(text.strip())
    except LocationParseError as error:
        raise _wrong(text) from error
    host = (parts.host or "").removeprefix("[").removesuffix("]").rstrip(".")
    if not host or "%" in host or parts.scheme not in _PORTS:
        raise _wrong(text)
    if parts.auth is not None:
        raise ReadError(
            Message("the address of {host} has a user's name in it", host=host), "leave it out: nobody logs in here"
        )
    port = _PORTS[parts.scheme] if parts.port is None else parts.port
    if (port < _WELL_KNOWN and port not in _PORTS.values()) or port in _OTHER_SERVICES:
        raise ReadError(Message("no pages come from port {port} ({host})", port=port, host=host), "check the address")
    target = re.sub(r"[^!-~]", "", parts.request_uri)
    return Address(parts.scheme, host, port, target)


def _wrong(text: str) -> ReadError:
    return ReadError(
        Message("not a web address: {text}", text=text[:200]), "give one that begins with https:// or http://"
    )


def media_type(written: str) -> str:
    """The type that a ``Content-Type`` field names, without its parameters; empty for none."""
    if not written:
        return ""
    message = Headers()
    message["Content-Type"] = written
    return message.get_content_type()


def name(address: Address, written: str) -> str:
    """A file's name for a page: the last part of its path, with a suffix by which readers know its type."""
    path = unquote(address.target.partition("?")[0], errors="replace")
    last = next((part for part in reversed(path.split("/")) if part.strip()), "")
    plain = "".join(character for character in last if character.isprintable())[-_LONGEST_NAME:].lstrip(".")
    fitting = _SUFFIXES.get(media_type(written), ())
    if plain and (not fitting or PurePosixPath(plain).suffix.lower() in fitting):
        return plain
    return f"{plain or address.host}{fitting[0] if fitting else ''}"
