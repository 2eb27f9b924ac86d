"""A real web server on this machine, with pages that behave and pages that do not."""

from __future__ import annotations

import gzip
import http.server
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CERTIFICATE = Path(__file__).parents[1] / "fixtures/web/exemple.pem"
SENTENCE = "Le bac traverse la rivière deux fois par jour, quand l’eau le permet et que le passeur est là. "


@dataclass(frozen=True)
class Reply:
    """An answer; ``behave`` writes to the connection itself instead."""

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    fields: tuple[tuple[str, str], ...] = ()
    behave: Callable[[Handler], None] | None = None


@dataclass
class Site:
    """What a server has and what it was asked: paths, and the fields of each request."""

    port: int
    scheme: str = "http"
    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, robots.txt left out."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


class Handler(http.server.BaseHTTPRequestHandler):
    """Gives the replies of its site; what is unknown is not there."""

    site: Site

    def do_GET(self) -> None:
        """Answer, or misbehave."""
        self.site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        reply = self.site.replies.get(self.path, Reply(status=404))
        if reply.behave:
            with suppress(OSError):
                reply.behave(self)
            return
        known = {name: value for name, value in reply.fields if name in {"ETag", "Last-Modified"}}
        again = self.headers.get("If-None-Match") == known.get("ETag", "")
        since = self.headers.get("If-Modified-Since") == known.get("Last-Modified", "")
        unchanged = bool(known) and (again or since)
        self.send_response(304 if unchanged else reply.status)
        for name, value in reply.fields:
            self.send_header(name, value)
        if not unchanged:
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(b"" if unchanged else reply.body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(*, secure: bool = False) -> Iterator[Site]:
    """Run a site while the block runs."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        if secure:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(CERTIFICATE)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        site = Site(server.server_port, "https" if secure else "http")
        server.RequestHandlerClass = type("Own", (Handler,), {"site": site})
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # clients break off on purpose
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield site
        server.shutdown()


def page(title: str, *, head: str = "", body: str = "", lang: str = "fr") -> Reply:
    """A page with an article."""
    words = f"<p>{SENTENCE * 3}</p>"
    return Reply(
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><article><h1>{title}</h1>{words}{body}{words}</article></body></html>".encode()
    )


def moved(to: str, status: int = 302) -> Reply:
    """A redirection."""
    return Reply(status=status, fields=(("Location", to),))


def bomb(size: int) -> Reply:
    """A small answer that is large when it is decompressed."""
    packed = BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as file:
        for _ in range(size // 2**20):
            file.write(bytes(2**20))
    return Reply(packed.getvalue(), fields=(("Content-Encoding", "gzip"),))


def drip(seconds: float, first: bytes = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n") -> Reply:
    """An answer that comes byte by byte, for so long."""

    def behave(handler: Handler) -> None:
        handler.wfile.write(first)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            handler.wfile.write(b"x")
            time.sleep(0.02)

    return Reply(behave=behave)


def silence(seconds: float, first: bytes = b"") -> Reply:
    """No answer for so long, or no more than its beginning."""

    def behave(handler: Handler) -> None:
        handler.wfile.write(first)
        time.sleep(seconds)

    return Reply(behave=behave)


def endless(length: int | None = None) -> Reply:
    """An answer without an end, whatever it says of its length."""

    def behave(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n")
        if length is not None:
            handler.wfile.write(f"Content-Length: {length}\r\n".encode())
        handler.wfile.write(b"\r\n")
        while True:
            handler.wfile.write(bytes(2**16))

    return Reply(behave=behave)


def raw(data: bytes) -> Reply:
    """Bytes as they are."""

    def behave(handler: Handler) -> None:
        handler.wfile.write(data)

    return Reply(behave=behave)
