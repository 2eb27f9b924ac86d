"""Installs voices: a Piper voice copied from a folder or downloaded, whole or not at all, and checked by its digest.

Nothing else in the house reaches for the network on its own; this does because the user named the address.
"""

from __future__ import annotations

import ipaddress
import re
import time
import tomllib
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Final

from exporter import resources
from exporter.engine.store import sha256, whole
from exporter.errors import ReadError, UsageError, VoiceError
from exporter.events import Progress
from exporter.voices import _piper_files

if TYPE_CHECKING:
    from http.client import HTTPMessage
    from typing import IO

    from exporter.events import Report

MOST: Final = {_piper_files.MODEL: 256 * 2**20, _piper_files.DESCRIPTION: 2**20}
"""Largest files that are taken, in bytes."""

_PATIENCE = 30.0
"""Seconds without a byte."""
_LONGEST = 1800.0
"""Seconds for one file."""
_PIECE = 2**20
_MEGABYTE = 10**6


def install(name: str, origin: str, digest: str, report: Report) -> Path:
    """Install the voice ``name`` from a folder or an address that holds its two files; gives the path of its model.

    The model must have the SHA-256 ``digest``; without one, that of the table of well-known voices or of the voice of
    that name that is installed already; a voice met for the first time is trusted, and its digest recorded. Raises
    `UsageError`, `ReadError` for what cannot be fetched, `VoiceError` for what is not that voice, `WriteError`.
    """
    if not _piper_files.NAME.fullmatch(name):
        raise UsageError(f"no voice can have the name {name!r}", "such as fr_FR-siwis-medium")
    if digest and not re.fullmatch(r"[0-9a-f]{64}", digest, re.IGNORECASE):
        raise UsageError(f"not a SHA-256: {digest}", "give 64 hexadecimal digits")
    description = _fetch(origin, name, _piper_files.DESCRIPTION, report)
    _piper_files.describe(name, description)
    model = _fetch(origin, name, _piper_files.MODEL, report)
    expected, found = digest.lower() or _expected(name), sha256(model)
    if expected and found != expected:
        raise VoiceError(f"{name} is another file than expected: its SHA-256 is {found}", f"expected: {expected}")
    files = {
        _piper_files.DESCRIPTION: description,
        _piper_files.DIGEST: f"{found}  {name}{_piper_files.MODEL}\n".encode(),
        _piper_files.MODEL: model,
    }
    for suffix, data in files.items():  # the model last: a voice is there when its model is
        with whole(_piper_files.path(name, suffix)) as part:
            part.write_bytes(data)
    return _piper_files.path(name, _piper_files.MODEL)


def _expected(name: str) -> str:
    """The digest of a well-known voice, or of the one that is there; empty for a new one."""
    known: dict[str, str] = tomllib.loads(resources.read("assets/voices/piper.toml").decode())["models"]
    return known.get(name) or (_piper_files.digest(name) if name in _piper_files.installed() else "")


def _fetch(origin: str, name: str, suffix: str, report: Report) -> bytes:
    """Read one of the voice's files."""
    try:
        if "://" in origin:
            return _download(f"{origin.rstrip('/')}/{name}{suffix}", MOST[suffix], report)
        with (Path(origin) / f"{name}{suffix}").open("rb") as file:
            data = file.read(MOST[suffix] + 1)
    except (OSError, ValueError) as error:  # urllib's errors are of the first kind, broken addresses of the second
        reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
        raise ReadError(f"{name}{suffix} cannot be fetched: {reason}", f"look into {origin}") from error
    _check(len(data), MOST[suffix])
    return data


def _check(size: int, most: int) -> None:
    if size > most:
        raise ReadError(f"the file is larger than {most // 2**20} MB", "is it a Piper voice?")


def _download(address: str, most: int, report: Report) -> bytes:
    """GET an address, bounded in size and time."""
    _safe(address)
    opener = urllib.request.build_opener(_SafeRedirects)
    deadline = time.monotonic() + _LONGEST
    with opener.open(address, timeout=_PATIENCE) as answer:
        size = int(answer.headers.get("Content-Length") or 0)
        data = bytearray()
        while piece := answer.read(_PIECE):
            data += piece
            _check(len(data), most)
            if time.monotonic() > deadline:
                raise TimeoutError("it took too long")
            if size >= _PIECE:
                report(Progress("download", len(data) // _MEGABYTE, size // _MEGABYTE))
    if len(data) < size:
        raise ConnectionError("the connection broke")
    return bytes(data)


class _SafeRedirects(urllib.request.HTTPRedirectHandler):
    """Follows no redirection away from HTTPS."""

    def redirect_request(  # noqa: PLR0913, PLR0917 - the signature of urllib
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        """Check where it leads."""
        _safe(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _safe(address: str) -> None:
    """Refuse what is neither HTTPS nor on this machine."""
    parts = urllib.parse.urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and _loopback(parts.hostname or "")):
        raise UsageError(f"not a safe address: {address}", "give an address that begins with https://, or a folder")


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
