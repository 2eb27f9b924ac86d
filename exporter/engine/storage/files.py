"""What is on disk: files that are whole or absent."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import time
import zlib
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from exporter.errors import DiskFullError, WriteError
from exporter.messages import Message, cause

if TYPE_CHECKING:
    from collections.abc import Iterator

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_REFUSED = frozenset({errno.EROFS, errno.EIO})
_PART = re.compile(r"\..+\.([0-9a-f]{8})-(\d+)-[0-9a-f]{8}\.part", re.DOTALL)
_DAY = 86_400
_STARTED = Path("/proc/sys/kernel/random/boot_id")
"""What Linux gives each start of a machine."""


@contextmanager
def whole(path: Path, *, durable: bool = True) -> Iterator[Path]:
    """Give a temporary path beside ``path``; when the block ends well it becomes ``path`` in one step, else it goes.

    A ``durable`` file is whole even after a power cut. Raises `WriteError` for what the disk refuses.
    """
    part = path.with_name(f".{path.name}.{host()}-{os.getpid()}-{secrets.token_hex(4)}.part")
    try:
        with disk(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            yield part
            if durable:
                synced(part)
            part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def synced(path: Path | str) -> None:
    """Have what a file or a folder holds on the disk for good; raises `OSError`."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def disk(path: Path, told: Path | None = None) -> Iterator[None]:
    """Turn what the disk refuses into a `WriteError` about ``path``; an error about anything else stays what it is.

    ``told`` is what the message names instead: what the user knows, where ``path`` is the house's own.
    """
    try:
        yield
    except OSError as error:
        if not _concerns(error, path):
            raise
        path = told or path
        if error.errno in _FULL:
            kind = WriteError if error.errno == errno.EFBIG else DiskFullError  # a bound for single files
            raise kind(
                Message("disk full while writing {path}", path=path),
                Message("free some space, or choose another --out"),
            ) from error
        raise WriteError(
            Message("cannot write {path}: {reason}", path=path, reason=cause(error)), "choose another folder with --out"
        ) from error


def _concerns(error: OSError, path: Path) -> bool:
    """Whether it is about the disk, or names the path, what is beside it or a folder above."""
    if error.errno in _FULL | _REFUSED:
        return True
    named = [
        Path(os.fsdecode(name)) for name in (error.filename, error.filename2) if name and isinstance(name, str | bytes)
    ]
    return any(path.is_relative_to(name) or name.is_relative_to(path.parent) for name in named)


@contextmanager
def folder(path: Path) -> Iterator[None]:
    """Have a folder with those above it while the block runs; what was made and has stayed empty goes again.

    Raises `WriteError`.
    """
    with disk(path):
        missing = [one for one in (path, *path.parents) if not one.exists()]
        path.mkdir(parents=True, exist_ok=True)
    try:
        yield
    finally:
        with suppress(OSError):  # not empty
            for one in missing:
                one.rmdir()


def sweep(path: Path) -> None:
    """Remove from a folder what runs that were killed have left there: parts whose process is gone.

    Whether one runs on another machine that shares the folder cannot be seen: its parts go after a day.
    """
    for part in path.glob(".*.part"):
        written_by = _PART.fullmatch(part.name)
        if written_by and _dead(part, written_by[1], int(written_by[2])):
            with suppress(OSError):
                part.unlink()


def _dead(part: Path, machine: str, process: int) -> bool:
    if machine == host() and not alive(process):
        return True
    try:
        return part.stat().st_mtime < time.time() - _DAY
    except OSError:
        return False


@cache
def host() -> str:
    """Eight digits that tell this machine from others that may share a folder: many have the same name."""
    started = ""
    with suppress(OSError):  # not everywhere
        started = _STARTED.read_text(encoding="ascii")
    return f"{zlib.crc32((os.uname().nodename + started).encode()):08x}"


def alive(process: int) -> bool:
    """Whether a process other than this one runs."""
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True  # somebody else's
    return True


def sha256(data: bytes) -> str:
    """Digest in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def sha256_of(path: Path) -> str:
    """Digest of a file, which may be larger than memory; raises `OSError`."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
