"""The cache: where it is, how much it holds; the spoken sentences in it, and what was coded of them."""

from __future__ import annotations

import dataclasses
import json
import mmap
import os
import re
import tempfile
import time
import zlib
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import IO, TYPE_CHECKING

from exporter.engine.outputs import folder_of, is_url
from exporter.engine.storage import place
from exporter.engine.storage.files import disk, sha256, whole
from exporter.engine.storage.tier import Tier
from exporter.errors import UsageError, VoiceError, WriteError
from exporter.events import Warned
from exporter.messages import Message
from exporter.speech import Recording, WordTiming

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Self

    from exporter.engine.storage import Place
    from exporter.events import Report
    from exporter.speech import Samples, Speech, Utterance

_FULL_SCALE = 32767
_SAMPLE = 2
"""Bytes of a sample."""
_DAY = 86_400
_SEAL = 4
"""Bytes of the checksum that ends what was coded."""
_BLOCK = 2**20


def cache_folder(report: Report | None = None, address: str | None = None) -> Path:
    """The folder at an address, else ``$EXPORTER_CACHE``, else the user's cache folder by the XDG convention.

    A URL is no folder: what it leads to is behind the folder. A user without a home gets a temporary one, which is
    reported.
    """
    own = folder_of(address) if address and not is_url(address) else os.environ.get("EXPORTER_CACHE")
    if own:
        return Path(own)
    try:
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "exporter"
    except RuntimeError:  # no HOME, and a user whom the system does not know, as in some containers
        temporary = Path(tempfile.gettempdir()) / f"exporter-{os.getuid()}"
        if report:
            report(
                Warned(
                    "cache", Message("you have no home folder: spoken sentences are kept in {folder}", folder=temporary)
                )
            )
        return temporary


def cache_limit() -> int:
    """``$EXPORTER_CACHE_LIMIT`` in bytes, with K, M or G for powers of 1024; 2 GiB without it. Raises `UsageError`."""
    text = os.environ.get("EXPORTER_CACHE_LIMIT") or "2G"
    match = re.fullmatch(r"(\d{1,15})\s*([KMG]?)", text.strip(), re.IGNORECASE | re.ASCII)
    if match is None:
        raise UsageError(
            Message("EXPORTER_CACHE_LIMIT={size} is no size", size=repr(text)), "give bytes, or 500M, or 2G"
        )
    return int(match[1]) << 10 * " KMG".index(match[2].upper() or " ")


@dataclass(frozen=True, slots=True, order=True)
class Blob:
    """A file of the cache: ``used`` is when it was last read or written, in seconds since 1970."""

    used: float
    path: Path
    bytes: int

    @property
    def spoken(self) -> bool:
        """Whether it is a spoken sentence, which takes longer to make again than anything else."""
        return self.path.suffix == ".speech"


@dataclass(frozen=True, slots=True)
class _Where:
    """Where samples lie: ``size`` bytes from ``start`` of a file, which has a path or is open."""

    file: Path | IO[bytes]
    start: int
    size: int

    def read(self) -> Samples:
        """Fetch them; raises `VoiceError` if they are gone."""
        import numpy as np  # noqa: PLC0415 - heavy

        data = self._read()
        if len(data) != self.size:
            raise VoiceError("spoken sentences have gone from the cache during the run", "start again")
        return np.frombuffer(data, "<i2").astype(np.float32) / np.float32(_FULL_SCALE)

    def _read(self) -> bytes:
        if not isinstance(self.file, Path):
            return os.pread(self.file.fileno(), self.size, self.start)  # several threads may read
        try:
            with self.file.open("rb") as opened:
                opened.seek(self.start)
                return opened.read(self.size)
        except OSError:
            return b""


class Cache:
    """A folder of files that may go: what was used last is forgotten last."""

    def __init__(self, folder: Path) -> None:
        """Keep files below a folder, each in one that its key's first two digits name."""
        self._folder = folder

    def contents(self) -> list[Blob]:
        """What is kept, least recently used first."""
        return sorted(blob for path in self._folder.glob("*/[!.]*") if (blob := _blob(path)))

    def prune(self, limit: int) -> list[Blob]:
        """Forget what was least recently used until all the rest takes at most ``limit`` bytes; gives what is gone.

        Spoken sentences go after everything else.
        """
        kept = sorted(self.contents(), key=lambda blob: blob.spoken)
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


class SpeechCache(Cache):
    """Spoken sentences by content: what a voice has said once, it need not say again.

    The key is the voice's fingerprint and each phrase's language, spoken form and given phonemes.

    Samples are kept as 16-bit integers, and are read from where they are kept: a sentence sounds the same whether it
    was spoken just now or long ago, and none is in memory but the one that is wanted. What the disk refuses to keep
    stays in a nameless temporary file until the cache is closed. A file begins with the
    checksum of all that follows; one that is not whole, in its times or in its samples, counts as absent.

    A second tier ``behind`` the folder may be shared by many machines: what is put here is put there, and what is
    missing here is looked for there, sentences when they are gathered.
    """

    def __init__(self, folder: Path, behind: Place | None = None) -> None:
        """Keep recordings below ``folder``/audio."""
        super().__init__(folder / "audio")
        self._tier = Tier(behind) if behind else None
        self._refuge: IO[bytes] | None = None
        self._making: defaultdict[str, Lock] = defaultdict(Lock)

    @classmethod
    def at(cls, address: str | None, report: Report | None = None) -> Self:
        """The cache in a folder, or the user's with what a URL leads to behind it; raises `UsageError`."""
        behind = place(address) if address and is_url(address) else None
        return cls(cache_folder(report, address), behind)

    def close(self) -> None:
        """Let go of what could not be kept, once all is sent that goes to the second tier."""
        if self._tier:
            self._tier.close()
        if self._refuge:
            self._refuge.close()

    def key(self, fingerprint: str, utterance: Utterance) -> str:
        """Key of an utterance in the mouth of a voice."""
        phrases = [
            [phrase.language, phrase.spoken, *map(dataclasses.astuple, phrase.soundings)]
            for phrase in utterance.phrases
        ]
        return sha256(json.dumps([fingerprint, phrases], ensure_ascii=False).encode())

    def gather(self, keys: Iterable[str], report: Report) -> None:
        """Fetch the recordings that are missing here from the second tier, side by side."""
        if self._tier:
            paths = (self._path(key, "speech") for key in dict.fromkeys(keys))
            self._tier.fetch([(self._name(path), path) for path in paths if not path.exists()], report)

    def settle(self, report: Report) -> None:
        """Wait until the second tier has what was put; trouble with it is reported once."""
        if self._tier:
            self._tier.settle(report)

    def get(self, key: str) -> Recording | None:
        """The recording under a key, if it is there and whole."""
        path = self._path(key, "speech")
        try:
            data = path.read_bytes()
            seal, _, told = data.partition(b"\n")
            if zlib.crc32(told) != int(seal, 16):
                return None
            head, _, sound = told.partition(b"\n")
            facts = json.loads(head)
            words = tuple(WordTiming(str(text), int(start), int(end)) for text, start, end in facts["words"])
            with suppress(OSError):
                os.utime(path)  # a sign of use: what was used last is forgotten last
            where = _Where(path, len(data) - len(sound), len(sound))
            return Recording(int(facts["rate"]), len(sound) // _SAMPLE, sha256(sound), words, where.read)
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def put(self, key: str, speech: Speech, report: Report) -> Recording:
        """Keep a speech. What the disk refuses is reported, since a run can do without a cache.

        Raises `WriteError` if there is no place at all.
        """
        import numpy as np  # noqa: PLC0415 - heavy

        sound = np.rint(np.clip(speech.samples, -1, 1) * _FULL_SCALE).astype("<i2").tobytes()
        words = [[word.text, word.start, word.end] for word in speech.words]
        facts = {"rate": speech.rate, "words": words}
        told = json.dumps(facts, ensure_ascii=False).encode() + b"\n" + sound
        data = b"%08x\n" % zlib.crc32(told) + told
        path = self._path(key, "speech")
        try:
            with whole(path, durable=False) as part:
                part.write_bytes(data)
            where = _Where(path, len(data) - len(sound), len(sound))
            self._send(path)
        except WriteError:
            report(_refused())
            where = self._sheltered(sound)
        return Recording(speech.rate, len(sound) // _SAMPLE, sha256(sound), speech.words, where.read)

    def _sheltered(self, sound: bytes) -> _Where:
        with disk(Path(tempfile.gettempdir())):
            if self._refuge is None:
                self._refuge = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the cache
            start = self._refuge.seek(0, os.SEEK_END)
            self._refuge.write(sound)
            self._refuge.flush()
        return _Where(self._refuge, start, len(sound))

    def kept(self, key: str, make: Callable[[Path], object], report: Report) -> memoryview:
        """What ``make`` writes at a path: made once for a key, then read from where it is kept.

        What the disk refuses to keep is reported. Raises `WriteError` if there is no place at all.
        """
        path = self._path(key, "sound")
        with self._making[key]:  # the same from another thread waits for it
            found = self._sound(path, report)
            if found is not None:
                with suppress(OSError):
                    os.utime(path)  # a sign of use
                return found
            try:
                with whole(path, durable=False) as part:
                    made = _sealed(part, make)
                self._send(path)
                self.settle(report)
                return made  # noqa: TRY300 - what was made stays when the file goes
            except WriteError:
                report(_refused())
            temporary = Path(tempfile.gettempdir())
            with disk(temporary), tempfile.TemporaryDirectory(dir=temporary) as folder:
                return _sealed(Path(folder) / path.name, make)

    def _sound(self, path: Path, report: Report) -> memoryview | None:
        """What was made before, here or in the second tier."""
        found = _unsealed(path)
        if found is None and self._tier:
            self._tier.fetch([(self._name(path), path)], report)
            found = _unsealed(path)
        return found

    def _send(self, path: Path) -> None:
        if self._tier:
            self._tier.send(self._name(path), path)

    def _name(self, path: Path) -> str:
        """A file's name in the second tier, which is laid out as the folder is."""
        return path.relative_to(self._folder.parent).as_posix()

    def _path(self, key: str, kind: str) -> Path:
        return self._folder / key[:2] / f"{key[2:]}.{kind}"


def _refused() -> Warned:
    return Warned("cache", "the cache cannot be written: spoken sentences are not kept; see `exporter doctor`")


def _sealed(path: Path, make: Callable[[Path], object]) -> memoryview:
    """Have a file made, and end it with its checksum; gives what was made."""
    make(path)
    seal = 0
    with path.open("rb+") as file:
        while block := file.read(_BLOCK):
            seal = zlib.crc32(block, seal)
        file.write(seal.to_bytes(_SEAL))
    return _mapped(path)[:-_SEAL]


def _unsealed(path: Path) -> memoryview | None:
    """What was made, if it is there and whole."""
    try:
        data = _mapped(path)
    except (OSError, ValueError):  # ValueError: an empty file
        return None
    return data[:-_SEAL] if zlib.crc32(data[:-_SEAL]) == int.from_bytes(data[-_SEAL:]) else None


def _mapped(path: Path) -> memoryview:
    """The bytes of a file that need not fit into memory; they stay when it goes."""
    with path.open("rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


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
