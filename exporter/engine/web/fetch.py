"""Installs voices: a Piper voice copied from a folder or downloaded, whole or not at all, and checked by its digest.

It reaches for the network because the user named the address.
"""

from __future__ import annotations

import ipaddress
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from exporter import resources
from exporter.engine.records import Access
from exporter.engine.storage.files import sha256, whole
from exporter.engine.web import addresses
from exporter.engine.web.exchange import Answer, check, exchange, followed
from exporter.errors import ReadError, UsageError, VoiceError
from exporter.events import Progress
from exporter.messages import Message, cause
from exporter.voices import _piper_files

if TYPE_CHECKING:
    from exporter.engine.web.addresses import Address
    from exporter.events import Report

MOST: Final = {_piper_files.MODEL: 256 * 2**20, _piper_files.DESCRIPTION: 2**20}
"""Largest files that are taken, in bytes."""

_PATIENCE = 30.0
"""Seconds without a byte."""
_LONGEST = 1800.0
"""Seconds for one file."""
_MEGABYTE = 10**6


def install(name: str, origin: str, digest: str, report: Report) -> Path:
    """Install the voice ``name`` from a folder or an address that holds its two files; gives the path of its model.

    The model must have the SHA-256 ``digest``; without one, that of the table of well-known voices or of the voice of
    that name that is installed already; a voice met for the first time is trusted, and its digest recorded. Raises
    `UsageError`, `ReadError` for what cannot be fetched, `VoiceError` for what is not that voice, `WriteError`.
    """
    if not _piper_files.NAME.fullmatch(name):
        raise UsageError(Message("no voice can have the name {name}", name=repr(name)), "such as fr_FR-siwis-medium")
    if digest and not re.fullmatch(r"[0-9a-f]{64}", digest, re.IGNORECASE):
        raise UsageError(Message("not a SHA-256: {digest}", digest=digest), "give 64 hexadecimal digits")
    description = _fetch(origin, name, _piper_files.DESCRIPTION, report)
    _piper_files.describe(name, description)
    model = _fetch(origin, name, _piper_files.MODEL, report)
    expected, found = digest.lower() or _expected(name), sha256(model)
    if expected and found != expected:
        raise VoiceError(
            Message("{name} is another file than expected: its SHA-256 is {digest}", name=name, digest=found),
            Message("expected: {digest}", digest=expected),
        )
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
    except ReadError as error:
        raise ReadError(
            Message("{name}{suffix} cannot be fetched: {reason}", name=name, suffix=suffix, reason=error.message),
            Message("look into {origin}", origin=origin),
        ) from error
    except (OSError, ValueError) as error:  # ValueError: no name that a file can have
        raise ReadError(
            Message("{name}{suffix} cannot be fetched: {reason}", name=name, suffix=suffix, reason=cause(error)),
            Message("look into {origin}", origin=origin),
        ) from error
    if len(data) > MOST[suffix]:
        raise ReadError(
            Message("the file is larger than {size} MB", size=MOST[suffix] // 2**20), "is it a Piper voice?"
        )
    return data


def _download(address: str, most: int, report: Report) -> bytes:
    """GET an address, bounded in size and time, on safe ways alone."""
    if not addresses.is_address(address):
        raise _unsafe(address)
    access = Access(private=True, patience=_PATIENCE, whole=_LONGEST, largest=most)

    told = 0

    def heard(done: int, total: int) -> None:
        nonlocal told
        if total >= _MEGABYTE and told < done // _MEGABYTE:
            told = done // _MEGABYTE
            report(Progress(Message("download"), told, total // _MEGABYTE))

    def ask(here: Address) -> Answer:
        _safe(here)
        return exchange(here, {}, access, heard)

    final, answer = followed(addresses.parse(address), ask, access.redirects)
    check(final, answer)
    return answer.data


def _safe(address: Address) -> None:
    """Refuse what is neither HTTPS nor on this machine."""
    if address.scheme != "https" and not _loopback(address.host):
        raise _unsafe(str(address))


def _unsafe(address: str) -> UsageError:
    return UsageError(
        Message("not a safe address: {address}", address=address),
        "give an address that begins with https://, or a folder",
    )


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
