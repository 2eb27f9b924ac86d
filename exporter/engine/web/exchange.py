"""Requests and their answers, bounded in size and time, to addresses that were looked at before."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from exporter.engine.records import Access
from exporter.engine.web import guard
from exporter.errors import ReadError
from exporter.messages import Message, cause
from exporter.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from urllib3.response import BaseHTTPResponse

    from exporter.engine.web.addresses import Address

AGENT: Final = f"exporter/{__version__} (fetches what its user names)"
"""Who asks: no browser."""

_FIELDS: Final = {
    "User-Agent": AGENT,
    "Accept": "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,*/*;q=0.5",
    "Accept-Language": "fr,*;q=0.5",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
_ENCODINGS: Final = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_PIECE: Final = 2**16
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_GONE: Final = frozenset({404, 410})
_BUSY: Final = frozenset({429, 503})

Heard = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: ``fields`` by name in lower case, ``data`` decompressed, empty unless it succeeded."""

    status: int
    fields: Mapping[str, str]
    data: bytes


@dataclass(frozen=True, slots=True)
class _Hearing:
    """How an answer is listened to."""

    access: Access
    heard: Heard


def followed(address: Address, ask: Callable[[Address], Answer], most: int) -> tuple[Address, Answer]:
    """Ask an address and those that it redirects to, at most so many; gives the last one and its answer.

    Raises `ReadError`.
    """
    here = address
    for _ in range(most + 1):
        answer = ask(here)
        if answer.status not in _MOVED or "location" not in answer.fields:
            return here, answer
        here = here.joined(_text(answer.fields["location"]))
    raise ReadError(
        Message("{address} redirects more than {count} times", address=address, count=most),
        "open it in a browser, and give where it ends",
    )


def _text(field: str) -> str:
    """A field as it was meant: many servers write UTF-8, though the standard has but ASCII."""
    try:
        return field.encode("latin-1").decode()
    except UnicodeError:
        return field


def check(address: Address, answer: Answer) -> None:
    """Raise `ReadError` for an answer that is not what was asked for."""
    if answer.status == HTTPStatus.OK:
        return
    if answer.status in _GONE:
        raise ReadError(
            Message("nothing is at {address} ({status})", address=address, status=answer.status), "check the address"
        )
    if answer.status in _BUSY:
        raise ReadError(
            Message("{address} is too busy to answer ({status})", address=address, status=answer.status), "try later"
        )
    raise ReadError(
        Message("{address} does not give its page ({status})", address=address, status=answer.status),
        "open it in a browser and save it; export what you saved",
    )


def exchange(address: Address, asked: Mapping[str, str], access: Access, heard: Heard = lambda _, __: None) -> Answer:
    """GET an address, redirections not followed; raises `ReadError`.

    ``heard`` is told how many bytes are there, of how many; 0 where the server does not say.
    """
    from http.client import HTTPException  # noqa: PLC0415 - 20 ms that only addresses need
    from ssl import CertificateError  # noqa: PLC0415 - as above

    from urllib3.exceptions import HTTPError, ReadTimeoutError  # noqa: PLC0415 - as above

    places = guard.resolve(address, access)
    try:
        with closing(_connected(places, address, access)) as line, _hurried(line, access.whole):
            fields = {"Host": address.authority, **_FIELDS, **asked}
            return _answer(_secured(line, address), address, fields, _Hearing(access, heard))
    except (TimeoutError, ReadTimeoutError) as error:
        raise _unreachable(address, Message("it took too long")) from error
    except CertificateError as error:
        raise _unreachable(address, Message("it cannot prove who it is: its certificate is wrong")) from error
    except (OSError, HTTPException, HTTPError) as error:
        reason = cause(error) if getattr(error, "strerror", None) else Message("the answer is broken off, or none")
        raise _unreachable(address, reason) from error


def _unreachable(address: Address, reason: str) -> ReadError:
    return ReadError(
        Message("{address} cannot be fetched: {reason}", address=address, reason=reason),
        "check the address and the connection, or try later",
    )


def _connected(places: tuple[str, ...], address: Address, access: Access) -> socket.socket:
    """Connect to the first of the numeric addresses that takes the call; raises `OSError`."""
    refused: OSError = ConnectionError("no address")
    for place in places:
        try:
            line = socket.create_connection((place, address.port), access.connect)
        except OSError as error:
            refused = error
        else:
            line.settimeout(access.patience)
            return line
    raise refused


@contextmanager
def _hurried(line: socket.socket, seconds: float) -> Iterator[None]:
    """Cut the line when the time is up, whatever waits for whatever byte; raises `TimeoutError` then."""
    cut = threading.Event()
    with closing(line.dup()) as same:  # the line itself goes into another socket when it is secured

        def shut() -> None:
            cut.set()
            with suppress(OSError):
                same.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(seconds, shut)
        timer.daemon = True
        timer.start()
        try:
            yield
        except Exception as error:
            if cut.is_set():
                raise TimeoutError from error
            raise
        finally:
            timer.cancel()
            timer.join()
    if cut.is_set():
        raise TimeoutError


def _secured(line: socket.socket, address: Address) -> socket.socket:
    """Encrypt the line to whoever can prove to be the host; raises `OSError`."""
    if address.scheme == "http":
        return line
    import ssl  # noqa: PLC0415 - as above

    return ssl.create_default_context().wrap_socket(line, server_hostname=address.host)


def _answer(line: socket.socket, address: Address, asked: Mapping[str, str], hearing: _Hearing) -> Answer:
    from urllib3.connection import HTTPConnection  # noqa: PLC0415 - as above

    with closing(HTTPConnection(address.host, address.port, timeout=hearing.access.patience)) as connection:
        connection.sock = line
        connection.request("GET", address.target, headers=asked, preload_content=False)
        with closing(connection.getresponse()) as response:
            told = {name.lower(): value for name, value in response.headers.items()}
            success = response.status == HTTPStatus.OK
            return Answer(response.status, told, _body(response, address, hearing) if success else b"")


def _body(response: BaseHTTPResponse, address: Address, hearing: _Hearing) -> bytes:
    """Read an answer's body piece by piece, and no further than it may go; raises `ReadError`."""
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in _ENCODINGS:
        raise _unreachable(address, Message("it is compressed by {encoding}", encoding=encoding[:40]))
    written, largest = response.headers.get("Content-Length", ""), hearing.access.largest
    length = int(written[:20]) if written.isdecimal() else 0
    data = bytearray()
    if length <= largest:
        for piece in response.stream(_PIECE, decode_content=True):
            data += piece
            if len(data) > largest:
                break
            hearing.heard(len(data), length)
        else:
            return bytes(data)
    raise ReadError(
        Message("{name} is larger than {limit} MB", name=address, limit=largest // 2**20),
        "one article a page; save it and cut it up",
    )
