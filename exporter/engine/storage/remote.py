"""Any store that fsspec knows as a place for editions: S3, Google's, the memory of this process and many more."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import tempfile
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exporter.engine.storage.files import disk
from exporter.engine.storage.lock import Lock
from exporter.engine.storage.paths import LEDGER, RECORD, STATE, inside
from exporter.engine.storage.protocols import filesystem, is_private, store
from exporter.errors import WriteError
from exporter.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.events import Report

_BLOCK = 16 * 2**20
_AT_ONCE = 1000
"""Objects that are removed in one request, as S3 does at most."""
_MARKS = (
    "ETag",
    "etag",
    "md5Hash",
    "content_md5",
    "mtime",
    "LastModified",
    "last_modified",
    "modified",
    "updated",
    "created",
)
"""What stores tell of an object that changes with it, the best first."""


class Remote:
    """A prefix of a store. What it has is asked once, and kept in mind: a run is alone in it.

    What a worker has made is staged as objects; publishing copies them. They are removed by hundreds, since each
    request takes its time.
    """

    def __init__(self, address: str) -> None:
        """Open the store; raises `UsageError` as `filesystem` does."""
        self.address = address if address.endswith("://") else address.rstrip("/")
        self._store, self._root = filesystem(address)
        self.shared = not is_private(self._store)
        self._stamps: dict[str, tuple[int, str]] | None = None
        self._gone: list[str] = []
        self._made = False
        self._lock: Lock | None = None
        self._local: Path | None = None

    @contextmanager
    def open(self, report: Report) -> Iterator[Path]:
        """Hold the place's lock, and a copy of its ledger, which is put back at the end."""
        with self._locked(report) as lock, self.look() as local:
            self._lock, self._local = lock, local
            self._stamps, self._made = None, False
            kept = self.stamp(f"{STATE}/{LEDGER}") is not None
            try:
                yield local
            finally:
                if self._made or kept:
                    self.save()
                self._lock = self._local = None
                self.sweep()

    @contextmanager
    def _locked(self, report: Report) -> Iterator[Lock]:
        path = f"{STATE}/lock"
        lock = Lock(self._store, self._at(path), self.address)
        with store(self.address):
            new = not self._is_flat and not self._store.exists(self._root)
            self._parents([path])
            lock.acquire(report)
        try:
            yield lock
        finally:
            with store(self.address):
                lock.release()
                self._prune([path])
                if new:
                    self._remove_folder(self._root)

    @contextmanager
    def look(self) -> Iterator[Path]:
        """Give a local folder with a copy of the ledger, if there is one; it goes when the block ends."""
        with _temporary() as folder:
            data = self.read(f"{STATE}/{LEDGER}")
            if data is not None:
                (folder / LEDGER).write_bytes(data)
            yield folder

    def save(self) -> None:
        """Put the ledger back, as it is between two transactions of its owner, who calls this."""
        if self._lock is None or self._local is None:
            return
        with store(self.address):
            if not self._lock.held():
                raise WriteError(
                    Message("another run has taken over {address}", address=self.address),
                    "start again: this one was silent for too long",
                )
            if (self._local / LEDGER).exists():
                self._put([(_settled(self._local), f"{STATE}/{LEDGER}")])

    @contextmanager
    def stage(self, key: str) -> Iterator[Path]:
        """Give an empty local folder; at its end its files are uploaded."""
        staged = _staged(key)
        with _temporary() as folder:
            yield folder
            with store(self.address):
                files = sorted(path for path in folder.rglob("*") if path.is_file())
                self._put([(path, f"{staged}/{path.relative_to(folder).as_posix()}") for path in files])

    def publish(self, key: str, home: str, last: Sequence[str]) -> dict[str, str]:
        """Copy staged objects to a home, ``last`` last, after its earlier record was removed."""
        inside(home)
        with store(f"{self.address}/{home}"):
            staged = list(self._listed(self._store.find, _staged(key), kept=True))  # or each copy asks for its size
            if not staged:
                raise FileNotFoundError(key)
            names = [path.removeprefix(f"{_staged(key)}/") for path in staged]
            if self.stamp(f"{home}/{RECORD}") is not None:
                self.remove(f"{home}/{RECORD}")
            for some in ([name for name in names if name not in last], *([name] for name in last if name in names)):
                self._copy([(f"{_staged(key)}/{name}", f"{home}/{name}") for name in some])
            self._made = True
            self._let_go(staged)
            found = self._listed(self._store.find, f"{home}")
        self._known().update({path: found[path] for path in found if path.removeprefix(f"{home}/") in names})
        return {name: found[f"{home}/{name}"][1] for name in names}

    def below(self, path: str) -> tuple[str, ...]:
        """Every object below a path, sorted."""
        with store(self.address):
            return tuple(sorted(self._listed(self._store.find, inside(path))))

    def stamp(self, path: str) -> str | None:
        """Size and ETag, or what else the store tells; None if it is absent."""
        known = self._known().get(inside(path))
        return known and known[1]

    def sha256(self, path: str) -> str:
        """Digest of an object, which may be larger than memory."""
        digest, size = hashlib.sha256(), self.size(path)
        for start in range(0, size, _BLOCK):
            with store(self.address):
                digest.update(self._store.cat_file(self._at(path), start=start, end=min(start + _BLOCK, size)))
        return digest.hexdigest()

    def size(self, path: str) -> int:
        """Bytes of an object; raises `OSError`."""
        if inside(path) not in self._known():
            raise FileNotFoundError(path)
        return self._known()[path][0]

    def read(self, path: str) -> bytes | None:
        """An object's bytes; None if it is absent."""
        with store(self.address):
            try:
                return self._content(inside(path))
            except (FileNotFoundError, NotADirectoryError):
                return None

    def write(self, path: str, data: bytes) -> None:
        """Write an object."""
        with store(f"{self.address}/{inside(path)}"):
            self._parents([path])
            self._store.pipe_file(self._at(path), data)
            self._made = True
            if self._stamps is not None:
                self._stamps.update(self._listed(self._store.ls, path.rpartition("/")[0]))

    def remove(self, path: str) -> bool:
        """Remove an object, and the folders above it where a store has such things."""
        with store(f"{self.address}/{inside(path)}"):
            with suppress(FileNotFoundError):
                self._store.rm_file(self._at(path))
            self._prune([path])
        self._known().pop(path, None)
        return True

    def sweep(self) -> None:
        """Let go of all that is staged."""
        with store(self.address):
            self._gone = list(self._listed(self._store.find, f"{STATE}/staging"))
            self._clear()

    def records(self) -> Iterator[str]:
        """Every record of an article, sorted."""
        paths = (path for path in self._known() if path.endswith(f"/{RECORD}") and not path.startswith(f"{STATE}/"))
        return iter(sorted(paths, key=lambda path: path.split("/")))

    def _at(self, path: str) -> str:
        return f"{self._root}/{path}"

    def _content(self, path: str) -> bytes:
        try:
            return bytes(self._store.cat_file(self._at(path), start=0))  # without a range, s3fs asks for the size first
        except FileNotFoundError:
            raise
        except OSError:  # an empty object has no range
            return bytes(self._store.cat_file(self._at(path)))

    def _known(self) -> dict[str, tuple[int, str]]:
        """Size and stamp of all objects."""
        if self._stamps is None:
            with store(self.address):
                self._stamps = self._listed(self._store.find, "")
        return self._stamps

    def _listed(self, ask: Any, path: str, *, kept: bool = False) -> dict[str, tuple[int, str]]:  # noqa: ANN401 - a method of any store
        """Size and stamp of what a store names; ``kept``: for the moment it keeps that in mind, too."""
        self._store.invalidate_cache()
        try:
            found = ask(self._at(path).rstrip("/"), detail=True)
        except FileNotFoundError:
            found = {}
        finally:
            if not kept:
                self._store.invalidate_cache()  # thousands of entries
        entries = found.values() if isinstance(found, dict) else found
        above = f"{self._root}/"
        return {
            one["name"].removeprefix(above): (int(one["size"]), _stamp(one))
            for one in entries
            if one["type"] == "file" and one["name"].startswith(above)
        }

    @property
    def _is_flat(self) -> bool:
        """Whether the store has no folders, and takes many requests at once."""
        return bool(self._store.async_impl)

    def _put(self, files: list[tuple[Path, str]]) -> None:
        if not files:
            return
        self._parents([path for _, path in files])
        self._store.put([str(file) for file, _ in files], [self._at(path) for _, path in files])

    def _copy(self, pairs: list[tuple[str, str]]) -> None:
        if not pairs:
            return
        if self._is_flat:
            self._store.copy(
                *([self._at(path) for path in paths] for paths in zip(*pairs, strict=True)), on_error="raise"
            )
            return
        self._parents([target for _, target in pairs])
        for source, target in pairs:
            self._store.mv(self._at(source), self._at(target))

    def _let_go(self, paths: list[str]) -> None:
        """Remove objects some time, many at once."""
        self._gone += paths
        if len(self._gone) >= _AT_ONCE:
            self._clear()

    def _clear(self) -> None:
        gone, self._gone = self._gone, []
        if self._is_flat:
            for start in range(0, len(gone), _AT_ONCE):
                self._store.rm([self._at(path) for path in gone[start : start + _AT_ONCE]])
        else:
            for path in gone:
                with suppress(FileNotFoundError):  # what was moved
                    self._store.rm_file(self._at(path))
        self._prune(gone)
        for path in gone:
            if self._stamps is not None:
                self._stamps.pop(path, None)

    def _parents(self, paths: list[str]) -> None:
        """Make the folders above files, in a store that has such things."""
        if not self._is_flat:
            for folder in {path.rpartition("/")[0] for path in paths}:
                self._store.makedirs(self._at(folder).rstrip("/"), exist_ok=True)

    def _prune(self, paths: list[str]) -> None:
        """Remove the folders above files that are gone, if they are empty."""
        if self._is_flat:
            return
        for folder in {path.rpartition("/")[0] for path in paths}:
            parts = folder.split("/")
            for end in range(len(parts), 0, -1):
                self._remove_folder(self._at("/".join(parts[:end])))

    def _remove_folder(self, path: str) -> None:
        """Remove a folder if it is empty: some stores would remove what is in it too."""
        with suppress(OSError):
            if path and not self._store.ls(path, detail=False):
                self._store.rmdir(path)


@contextmanager
def _temporary() -> Iterator[Path]:
    parent = Path(tempfile.gettempdir())
    with disk(parent):
        made = tempfile.TemporaryDirectory(prefix="exporter-", dir=parent)
    with made as name, disk(Path(name) / LEDGER, parent):
        yield Path(name)


def _staged(key: str) -> str:
    return f"{STATE}/staging/{inside(key)}"


def _stamp(entry: dict[str, Any]) -> str:
    mark = next((entry[name] for name in _MARKS if entry.get(name) is not None), "")
    return f"{entry['size']}:{mark}"


def _settled(folder: Path) -> Path:
    """A copy of a ledger that is one file, with all transactions that have ended."""
    copy = folder / "settled"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    for name in (LEDGER, f"{LEDGER}-wal"):
        if (folder / name).exists():
            shutil.copyfile(folder / name, copy / name)
    with closing(sqlite3.connect(copy / LEDGER)) as database:
        database.execute("PRAGMA journal_mode=DELETE")
    return copy / LEDGER
