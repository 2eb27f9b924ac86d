"""A folder of this machine, or one that a network shares, as a place for editions."""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import shutil
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from exporter.engine.storage.files import disk, folder, sha256_of, sweep, synced, whole
from exporter.engine.storage.ledger import Ledger
from exporter.engine.storage.paths import LEDGER, RECORD, STATE, in_turn, inside

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import ThreadPoolExecutor

    from exporter.events import Report

_SIDE_BY_SIDE = 8
"""Files that are brought to the disk at the same time: its journal takes them together."""
_NO_FOLDERS = frozenset({errno.EBADF, errno.EINVAL, errno.ENOTSUP})
"""What file systems say, some of networks among them, that bring files to the disk but no folders."""


class Folder:
    """A folder, and in it ``.exporter``: the ledger, and what is staged.

    What is staged lies on the same disk: publishing a new home is one rename.
    """

    shared = True

    def __init__(self, root: Path) -> None:
        """Touch nothing yet."""
        self.address = str(root)
        self._root = root
        self._state = root / STATE
        self._staging = self._state / "staging"
        self._runs: set[str] = set()
        self._made = False

    @contextmanager
    def open(self, report: Report) -> Iterator[Path]:  # noqa: ARG002 - here the ledger tells of waiting
        """Have the folder; it is gone afterwards if it was not there and nothing was made in it."""
        with folder(self._root):
            with disk(self._state, self._root):
                held, new = self._hold()
            try:
                with disk(self._state, self._root):
                    _try(self._state, self._root)
                yield self._state
            finally:
                self._leave(held, new=new)

    def _hold(self) -> tuple[int, bool]:
        """The house's own folder, opened and locked to say that it is in use; and whether it was not there before."""
        new = False
        while True:
            with suppress(FileExistsError):
                self._state.mkdir(parents=True)
                new = True
            held = _held(self._state)
            if held is not None:
                return held, new

    def _leave(self, held: int, *, new: bool) -> None:
        """Take away what this run has staged; if nobody else is here, also a ledger of nothing."""
        for run in self._runs:
            shutil.rmtree(self._staging / run, ignore_errors=True)
        try:
            if _locked(held, fcntl.LOCK_EX | fcntl.LOCK_NB):
                shutil.rmtree(self._staging, ignore_errors=True)
                if not self._made and (new or self._is_bare()) and self._is_blank():
                    shutil.rmtree(self._state, ignore_errors=True)
        finally:
            os.close(held)

    def _is_bare(self) -> bool:
        with os.scandir(self._root) as entries:
            return all(entry.name == STATE for entry in entries)

    def _is_blank(self) -> bool:
        """Whether the ledger tells of nothing: a run for which this one has waited may have entered something."""
        return next(Ledger.peek(self._state / LEDGER), None) is None

    @contextmanager
    def look(self) -> Iterator[Path]:
        """Give the folder of the ledger, which may not be there."""
        yield self._state

    def save(self) -> None:
        """The ledger lies here already."""

    @contextmanager
    def stage(self, key: str) -> Iterator[Path]:
        """Give an empty folder beside the others that are staged; at its end all of it is on the disk for good."""
        staged = self._staged(key)
        try:
            with disk(staged / RECORD, self._root):
                staged.mkdir(parents=True)
                yield staged
                _sync(staged)
        except BaseException:
            shutil.rmtree(staged, ignore_errors=True)
            raise

    def publish(self, key: str, home: str, last: Sequence[str]) -> dict[str, str]:
        """Move staged files to an article's folder: as a whole if it is new, else one by one, ``last`` last."""
        staged, target = self._staged(key), self._root / inside(home)
        with disk(target):
            names = _files(staged)
            try:
                _rename(staged, target)
            except OSError:
                if not target.is_dir():
                    raise
                _merge(staged, target, names, last)
            self._made = True
            return {name: _stamp((target / name).stat()) for name in names}

    def _staged(self, key: str) -> Path:
        staged = self._staging / inside(key)
        self._runs.add(key.partition("/")[0])
        return staged

    def below(self, path: str) -> tuple[str, ...]:
        """Every file in a folder and those below it, sorted."""
        return tuple(sorted(f"{path}/{name}" for name in _files(self._root / inside(path))))

    def stamp(self, path: str) -> str | None:
        """Size, times and number of a file, by which every way of changing it shows; None if it is absent."""
        try:
            return _stamp(os.stat(f"{self.address}/{inside(path)}"))  # noqa: PTH116 - asked of each file in every plan
        except (FileNotFoundError, NotADirectoryError):
            return None

    def sha256(self, path: str) -> str:
        """Digest of a file; raises `OSError`."""
        return sha256_of(self._root / inside(path))

    def size(self, path: str) -> int:
        """Bytes of a file; raises `OSError`."""
        return (self._root / inside(path)).stat().st_size

    def read(self, path: str) -> bytes | None:
        """A file's bytes, None if it is absent; raises `OSError`."""
        try:
            return (self._root / inside(path)).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def write(self, path: str, data: bytes) -> None:
        """Write a file, whole or not at all."""
        with whole(self._root / inside(path)) as part:
            part.write_bytes(data)
        self._made = True

    def remove(self, path: str) -> bool:
        """Remove a file, and the folders above it that are empty then; what a link leads to is left alone."""
        file = self._root / inside(path)
        folders = [self._root / above for above in file.relative_to(self._root).parents[:-1]]
        if any(above.is_symlink() for above in folders):
            return False
        with disk(file):
            file.unlink(missing_ok=True)
        with suppress(OSError):  # not empty
            for above in folders:
                above.rmdir()
        return True

    def sweep(self) -> None:
        """Let go of what runs that were killed have left."""
        shutil.rmtree(self._staging, ignore_errors=True)
        sweep(self._root)

    def records(self) -> Iterator[str]:
        """Every record in the folders below, sorted."""
        return _records(self._root, "")


def _try(state: Path, root: Path) -> None:
    """Move a folder as publishing does; raises `OSError` where that cannot be."""
    name = secrets.token_hex(4)
    made, moved = state / name, root / f"{STATE}.{name}"
    made.mkdir()
    try:
        made.rename(moved)
    except OSError:
        made.rmdir()
        raise
    moved.rmdir()


def _held(folder: Path) -> int | None:
    """Open a folder with a lock that says so; None if a run that has made nothing has just taken it away."""
    try:
        held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        if folder.is_symlink():  # to nowhere
            raise
        return None
    _locked(held, fcntl.LOCK_SH)
    with suppress(FileNotFoundError):
        if os.path.samestat(os.fstat(held), folder.stat()):
            return held
    os.close(held)
    return None


def _locked(held: int, kind: int) -> bool:
    """Lock an opened folder, if the file system can and nobody forbids it."""
    try:
        fcntl.flock(held, kind)
    except OSError:
        return False
    return True


@cache
def _threads() -> ThreadPoolExecutor:
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - needed by who stages

    return ThreadPoolExecutor(_SIDE_BY_SIDE, "disk")


def _sync(folder: Path) -> None:
    """Have a folder's files on the disk for good, then the folder: what is renamed afterwards is whole."""
    list(_threads().map(synced, [folder / name for name in _files(folder)]))
    for one in sorted({(folder / name).parent for name in _files(folder)} | {folder}, reverse=True):
        try:
            synced(one)
        except OSError as error:
            if error.errno not in _NO_FOLDERS:
                raise


def _files(folder: Path) -> list[str]:
    """The files of a folder and those below it, by their ways from it."""
    return [
        os.path.relpath(os.path.join(here, name), folder)  # noqa: PTH118 - a Path for each takes longer
        for here, _, names in os.walk(folder)
        for name in names
    ]


def _rename(staged: Path, target: Path) -> None:
    try:
        staged.rename(target)
    except FileNotFoundError:  # a home of several parts
        target.parent.mkdir(parents=True, exist_ok=True)
        staged.rename(target)


def _merge(staged: Path, target: Path, names: Sequence[str], last: Sequence[str]) -> None:
    """Replace files one by one. The earlier record goes first: it tells of files that are about to change."""
    (target / RECORD).unlink(missing_ok=True)
    for name in in_turn(names, last):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (staged / name).replace(target / name)
    shutil.rmtree(staged)


def _stamp(status: os.stat_result) -> str:
    return f"{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_ino}"


def _records(folder: Path, below: str) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False) and entry.name != STATE:
            yield from _records(Path(entry.path), f"{below}{entry.name}/")
        elif entry.name == RECORD and below:
            yield below + entry.name
