"""One request and its answer, bounded in size and time, to an address that was looked at before."""

from __future__ import annotations

import socket
import threading
from collections.abc import Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from exporter import __version__
from exporter.engine.web import guard
from exporter.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from urllib3.response import BaseHTTPResponse

    from exporter.engine.web.access import Access
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


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: ``fields`` by name in lower case, ``data`` decompressed, empty unless it succeeded."""

    status: int
    fields: Mapping[str, str]
    data: bytes


def exchange(address: Address, asked: Mapping[str, str], access: Access) -> Answer:
    """GET an address, redirections not followed; raises `ReadError`."""
    from http.client import HTTPException  # noqa: PLC0415 - 20 ms that only addresses need
    from ssl import CertificateError  # noqa: PLC0415 - as above

    from urllib3.exceptions import HTTPError  # noqa: PLC0415 - as above

    places = guard.resolve(address, access)
    try:
        with closing(_connected(places, address, access)) as line, _hurried(line, access.whole):
            return _answer(_secured(line, address), address, asked, access)
    except TimeoutError as error:
        raise _unreachable(address, "it took too long") from error
    except CertificateError as error:
        raise _unreachable(address, "it cannot prove who it is: its certificate is wrong") from error
    except (OSError, HTTPException, HTTPError) as error:
        raise _unreachable(
            address, getattr(error, "strerror", None) or "the answer is broken off or no answer"
        ) from error


def _unreachable(address: Address, reason: str) -> ReadError:
    return ReadError(f"{address} cannot be fetched: {reason}", "check the address and the connection, or try later")


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


def _answer(line: socket.socket, address: Address, asked: Mapping[str, str], access: Access) -> Answer:
    from urllib3.connection import HTTPConnection  # noqa: PLC0415 - as above

    with closing(HTTPConnection(address.host, address.port, timeout=access.patience)) as connection:
        connection.sock = line
        fields = {"Host": address.authority, **_FIELDS, **asked}
        connection.request("GET", address.target, headers=fields, preload_content=False)
        with closing(connection.getresponse()) as response:
            told = {name.lower(): value for name, value in response.headers.items()}
            success = response.status == HTTPStatus.OK
            return Answer(response.status, told, _body(response, address, access.largest) if success else b"")


def _body(response: BaseHTTPResponse, address: Address, largest: int) -> bytes:
    """Read an answer's body piece by piece, and no further than it may go; raises `ReadError`."""
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in _ENCODINGS:
        raise _unreachable(address, f"it is compressed by {encoding[:40]}")
    length = response.headers.get("Content-Length", "")
    data = bytearray()
    if not (length.isdecimal() and int(length[:20]) > largest):
        for piece in response.stream(_PIECE, decode_content=True):
            data += piece
            if len(data) > largest:
                break
        else:
            return bytes(data)
    raise ReadError(f"{address} is larger than {largest // 2**20} MB", "one article a page; save it and cut it up")
