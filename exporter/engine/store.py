"""What is on disk: files that are whole or absent, and the cache of spoken sentences."""

from __future__ import annotations

import dataclasses
import errno
import hashlib
import io
import json
import os
import re
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from exporter.errors import UsageError, WriteError
from exporter.events import Warned
from exporter.speech import Speech, WordTiming

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.events import Report
    from exporter.speech import Utterance

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_REFUSED = frozenset({errno.EROFS, errno.EIO})
_PART = re.compile(r"\..+\.(\d+)\.part", re.DOTALL)
_FULL_SCALE = 32767
_DAY = 86_400


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a temporary path beside ``path``; when the block ends well it becomes ``path`` in one step, else it goes.

    Raises `WriteError` for what the disk refuses.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with disk(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            yield part
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def disk(path: Path) -> Iterator[None]:
    """Turn what the disk refuses into a `WriteError` about ``path``; an error about anything else stays what it is."""
    try:
        yield
    except OSError as error:
        if not _concerns(error, path):
            raise
        if error.errno in _FULL:
            raise WriteError(f"disk full while writing {path}", "free some space, or choose another --out") from error
        reason = error.strerror or str(error)
        raise WriteError(f"cannot write {path}: {reason}", "choose another folder with --out") from error


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
    """Remove from a folder what runs that were killed have left there: parts whose process is gone."""
    for part in path.glob(".*.part"):
        written_by = _PART.fullmatch(part.name)
        if written_by and not _alive(int(written_by[1])):
            with suppress(OSError):
                part.unlink()


def _alive(process: int) -> bool:
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


def cache_folder(report: Report | None = None) -> Path:
    """``$EXPORTER_CACHE``, else the user's cache folder by the XDG convention.

    A user without a home gets a temporary one, which is reported.
    """
    own = os.environ.get("EXPORTER_CACHE")
    if own:
        return Path(own)
    try:
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "exporter"
    except RuntimeError:  # no HOME, and a user whom the system does not know, as in some containers
        temporary = Path(tempfile.gettempdir()) / f"exporter-{os.getuid()}"
        if report:
            report(Warned("cache", f"you have no home folder: spoken sentences are kept in {temporary}"))
        return temporary


def cache_limit() -> int:
    """``$EXPORTER_CACHE_LIMIT`` in bytes, with K, M or G for powers of 1024; 2 GiB without it. Raises `UsageError`."""
    text = os.environ.get("EXPORTER_CACHE_LIMIT") or "2G"
    match = re.fullmatch(r"(\d{1,15})\s*([KMG]?)", text.strip(), re.IGNORECASE | re.ASCII)
    if match is None:
        raise UsageError(f"EXPORTER_CACHE_LIMIT={text!r} is no size", "give bytes, or 500M, or 2G")
    return int(match[1]) << 10 * " KMG".index(match[2].upper() or " ")


@dataclass(frozen=True, slots=True, order=True)
class Blob:
    """A file of the cache: ``used`` is when it was last read or written, in seconds since 1970."""

    used: float
    path: Path
    bytes: int


class SpeechCache:
    """Spoken sentences by content.

    The key is the voice's fingerprint and each phrase's language, spoken form and given phonemes.

    Samples are kept as 16-bit integers, and `put` gives back what `get` will: a sentence sounds the same whether it
    was spoken just now or long ago. A blob that cannot be read counts as absent.
    """

    def __init__(self, folder: Path) -> None:
        """Keep blobs below ``folder``/audio."""
        self._folder = folder / "audio"

    def key(self, fingerprint: str, utterance: Utterance) -> str:
        """Key of an utterance in the mouth of a voice."""
        phrases = [
            [phrase.language, phrase.spoken, *map(dataclasses.astuple, phrase.soundings)]
            for phrase in utterance.phrases
        ]
        return sha256(json.dumps([fingerprint, phrases], ensure_ascii=False).encode())

    def get(self, key: str) -> Speech | None:
        """The speech under a key, if it is there and whole."""
        import numpy as np  # noqa: PLC0415 - heavy

        try:
            data = self._path(key).read_bytes()
            with suppress(OSError):
                os.utime(self._path(key))  # a sign of use: what was used last is forgotten last
            with np.load(io.BytesIO(data), allow_pickle=False) as blob:
                words = tuple(WordTiming(*word) for word in json.loads(str(blob["words"])))
                return Speech(blob["samples"].astype(np.float32) / np.float32(_FULL_SCALE), int(blob["rate"]), words)
        except (OSError, ValueError, TypeError, KeyError, EOFError, BadZipFile, NotImplementedError):
            return None

    def put(self, key: str, speech: Speech, report: Report) -> Speech:
        """Keep a speech; gives it back as `get` will. What the disk refuses is reported, since sound needs no cache."""
        import numpy as np  # noqa: PLC0415 - heavy

        samples = np.rint(np.clip(speech.samples, -1, 1) * _FULL_SCALE).astype(np.int16)
        words = json.dumps([[word.text, word.start, word.end] for word in speech.words], ensure_ascii=False)
        buffer = io.BytesIO()
        np.savez(buffer, samples=samples, rate=np.int64(speech.rate), words=np.array(words))
        try:
            with whole(self._path(key)) as part:
                part.write_bytes(buffer.getvalue())
        except WriteError:
            report(Warned("cache", "the cache cannot be written: spoken sentences are not kept; see `exporter doctor`"))
        return Speech(samples.astype(np.float32) / np.float32(_FULL_SCALE), speech.rate, speech.words)

    def contents(self) -> list[Blob]:
        """What is kept, least recently used first."""
        return sorted(blob for path in self._folder.glob("*/*.npz") if (blob := _blob(path)))

    def prune(self, limit: int) -> list[Blob]:
        """Forget the least recently used speech until all of it takes at most ``limit`` bytes; gives what is gone."""
        kept = self.contents()
        excess = sum(blob.bytes for blob in kept) - limit
        gone: list[Blob] = []
        for blob in kept:
            if excess <= 0:
                break
            excess -= blob.bytes
            gone.append(blob)
        return _forget(gone)

    def clear(self, days: float = 0) -> list[Blob]:
        """Forget what was not used for some days, all for 0, and what broken runs have left; gives what is gone."""
        before = time.time() - days * _DAY
        for part in self._folder.glob("*/.*.part"):
            if (blob := _blob(part)) and blob.used <= min(before, time.time() - _DAY):
                _forget([blob])
        return _forget([blob for blob in self.contents() if not days or blob.used <= before])

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key[2:]}.npz"


def _blob(path: Path) -> Blob | None:
    """Look at a file that another run may just have forgotten."""
    try:
        status = path.stat()
    except OSError:
        return None
    return Blob(status.st_mtime, path, status.st_size)


def _forget(blobs: list[Blob]) -> list[Blob]:
    gone: list[Blob] = []
    for blob in blobs:
        with suppress(OSError):
            blob.path.unlink()
            gone.append(blob)
    return gone
