"""The SQLite file that a ledger is kept in: one run owns it at a time; one that is unfit is set aside.

The lock is SQLite's own, held from opening to closing: it ends with the process, however that ends. Without shared
memory (https://sqlite.org/wal.html#use_of_wal_without_shared_memory) the file may lie in a network's folder too. While
nobody owns it, all of it is in the one file, which any program can read.
"""

from __future__ import annotations

import errno
import fcntl
import os
import sqlite3
import tempfile
import time
from contextlib import ExitStack, closing, contextmanager, suppress
from typing import TYPE_CHECKING

from exporter.engine.storage.files import disk
from exporter.events import Warned
from exporter.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from exporter.events import Report

_VERSION = 2
_POLL = 0.2
"""Seconds between two looks at a file that another run owns."""
_BESIDE = ("-wal", "-journal", "-shm")
"""What SQLite puts beside a file."""
_UNFIT = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR})
"""What SQLite says of a file that is none of its own, or has other tables."""
_REFUSED = frozenset({sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM})

_SINCE_2 = """
CREATE TABLE member (
  article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE, format TEXT NOT NULL,
  path TEXT NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, stamp TEXT NOT NULL,
  PRIMARY KEY (article, path)
) STRICT, WITHOUT ROWID;
CREATE TABLE shelf (
  path TEXT PRIMARY KEY, stamp TEXT NOT NULL, published TEXT NOT NULL, identifier TEXT NOT NULL, digest TEXT NOT NULL,
  data BLOB NOT NULL
) STRICT;
CREATE TABLE page (
  path TEXT PRIMARY KEY, catalogue TEXT NOT NULL, basis TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX identified ON article (identifier);
CREATE INDEX contents ON article (content);
"""

_SCHEMA = f"""
BEGIN;
CREATE TABLE basis (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE article (
  id INTEGER PRIMARY KEY, source TEXT NOT NULL UNIQUE, home TEXT NOT NULL UNIQUE, digest TEXT NOT NULL,
  document TEXT NOT NULL, title TEXT NOT NULL,
  path TEXT NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, stamp TEXT NOT NULL,
  identifier TEXT NOT NULL DEFAULT '', content TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE made (
  article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE, format TEXT NOT NULL,
  path TEXT NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, stamp TEXT NOT NULL,
  basis INTEGER NOT NULL REFERENCES basis, own TEXT NOT NULL, seconds REAL NOT NULL, pages TEXT,
  PRIMARY KEY (article, format)
) STRICT, WITHOUT ROWID;
CREATE TABLE leftover (
  path TEXT PRIMARY KEY, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, stamp TEXT NOT NULL
) STRICT, WITHOUT ROWID;
{_SINCE_2}
PRAGMA user_version = {_VERSION};
COMMIT;
"""
_UPGRADE = f"""
BEGIN;
ALTER TABLE article ADD COLUMN identifier TEXT NOT NULL DEFAULT '';
ALTER TABLE article ADD COLUMN content TEXT NOT NULL DEFAULT '';
{_SINCE_2}
PRAGMA user_version = {_VERSION};
COMMIT;
"""
"""What makes version 1, which knew editions of one file and no identifiers, this one."""

_OUTSIDE = """
SELECT EXISTS (
  SELECT 1 FROM (
    SELECT '/' || home || '/' AS path FROM article UNION ALL SELECT '/' || path || '/' FROM article
    UNION ALL SELECT '/' || path || '/' FROM made UNION ALL SELECT '/' || path || '/' FROM leftover
    UNION ALL SELECT '/' || path || '/' FROM member UNION ALL SELECT '/' || path || '/' FROM page
  ) WHERE instr(path, '/../') OR instr(path, '/./') OR instr(path, '//')
)
"""
"""Whether a path is none, or leads out of the output: a ledger that somebody has made must not have us remove that."""


class _UnfitError(ValueError):
    """The file is no ledger, or not one that this version can read; a `ValueError` as what quotes no text is."""


def owned(path: Path, report: Report, out: str) -> sqlite3.Connection:
    """Open the file, or begin it, as soon as no other run owns it; an unfit one is set aside; each is reported.

    Raises `WriteError`.
    """
    return _awaited(lambda: _claimed(path, report, out), report, out)


def viewed(path: Path, report: Report, out: str) -> sqlite3.Connection:
    """A private copy of the file as it is when no run owns it, of an empty one if it is absent or unfit.

    For who is to write nothing; told and raised is the same as by `owned`.
    """
    return _awaited(lambda: _viewed(path, report, out), report, out)


def copied(path: Path) -> sqlite3.Connection | None:
    """A private copy that nobody has to wait for; None if a run owns the file, or if it is absent or unfit."""
    copy = sqlite3.connect("", isolation_level=None)  # a nameless temporary file
    with suppress(sqlite3.Error, ValueError), _turn(path), closing(_connected(path, "rw")) as connection:
        _check(connection)
        connection.backup(copy)
        _settle(copy)
        return copy
    copy.close()
    return None


def left(connection: sqlite3.Connection, path: Path) -> None:
    """Close the file. What cannot be brought into it now stays beside it, and can be the next time."""
    with _turn(path), closing(connection), suppress(sqlite3.Error):
        connection.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite reports about the file into a `WriteError` that says why."""
    with disk(path):
        try:
            yield
        except sqlite3.Error as error:
            code = _code(error)
            if code in _REFUSED:
                _ask(path.parent)
            raise OSError(errno.ENOSPC if code == sqlite3.SQLITE_FULL else errno.EIO, str(error), str(path)) from error


def _ask(folder: Path) -> None:
    """Have the system say why nothing can be written to a folder, which SQLite does not."""
    with tempfile.TemporaryFile(dir=folder):
        pass


def _awaited(take: Callable[[], sqlite3.Connection | None], report: Report, out: str) -> sqlite3.Connection:
    """What can be taken as soon as no run owns the file."""
    connection = take()
    if connection is None:
        report(
            Warned("waiting", Message("another run writes to {out}: waiting for it to end", out=out), tolerated=True)
        )
    while connection is None:
        time.sleep(_POLL)
        connection = take()
    return connection


def _viewed(path: Path, report: Report, out: str) -> sqlite3.Connection | None:
    with explained(path), ExitStack() as stack:
        copy = stack.enter_context(closing(sqlite3.connect("", isolation_level=None)))
        try:
            with _turn(path), closing(_connected(path, "rw")) as connection:
                _check(connection)
                connection.backup(copy)
                _settle(copy)
        except (sqlite3.Error, ValueError) as error:
            if _code(error) == sqlite3.SQLITE_BUSY:
                return None
            if path.exists():
                if not _unfit(error, path):
                    raise
                report(_unusable(out))
            copy.executescript(_SCHEMA)
        stack.pop_all()
        return copy


def _unusable(out: str) -> Warned:
    return Warned(
        "ledger", Message("the ledger of {out} cannot be used: everything is made again", out=out), tolerated=True
    )


def _claimed(path: Path, report: Report, out: str) -> sqlite3.Connection | None:
    """Open the file; None if another run owns it, or has just taken its folder away."""
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with _turn(path):
            try:
                return _opened(path)
            except (sqlite3.Error, ValueError) as error:
                if _code(error) == sqlite3.SQLITE_BUSY or not path.parent.exists():
                    return None
                if not _unfit(error, path):
                    raise
            report(_unusable(out))
            _set_aside(path)
            return _opened(path)


@contextmanager
def _turn(path: Path) -> Iterator[None]:
    """Let one process at a time open, judge and close: the file that was judged is the one that is set aside."""
    with ExitStack() as stack:
        with suppress(OSError):  # a folder that nobody can write to, or on a network that has no such locks
            handle = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o666)
            stack.callback(os.close, handle)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _opened(path: Path) -> sqlite3.Connection:
    with ExitStack() as stack:
        connection = stack.enter_context(closing(_connected(path, "rwc")))
        new = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)
        if not new:
            _check(connection)
            _settle(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        if new:
            connection.executescript(_SCHEMA)
        connection.execute("DELETE FROM basis WHERE id NOT IN (SELECT basis FROM made)")
        stack.pop_all()
    return connection


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", timeout=0, isolation_level=None, uri=True)
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")  # before anything is read: no shared memory
    return connection


def _check(connection: sqlite3.Connection) -> None:
    """Raise `_UnfitError` for a file of a version that nobody knows here, or one that is not whole."""
    if connection.execute("PRAGMA user_version").fetchone() not in ((1,), (_VERSION,)):
        raise _UnfitError
    if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        raise _UnfitError


def _settle(connection: sqlite3.Connection) -> None:
    """Bring a file that was checked to this version; raises `_UnfitError` if its paths lead out of the output."""
    if connection.execute("PRAGMA user_version").fetchone() == (1,):
        connection.executescript(_UPGRADE)
    if connection.execute(_OUTSIDE).fetchone() != (0,):
        raise _UnfitError


def _unfit(error: Exception, path: Path) -> bool:
    """Whether an error is about what the file holds, rather than about the disk."""
    damaged_head = _code(error) == sqlite3.SQLITE_READONLY and os.access(path, os.W_OK)
    return isinstance(error, ValueError) or damaged_head or _code(error) in _UNFIT


def _set_aside(path: Path) -> None:
    """Rename the file with what is beside it; what was set aside earlier goes."""
    aside = path.with_name(f"{path.name}.damaged")
    for suffix in ("", *_BESIDE):
        target = aside.with_name(aside.name + suffix)
        try:
            path.with_name(path.name + suffix).replace(target)
        except FileNotFoundError:
            target.unlink(missing_ok=True)


def _code(error: Exception) -> int:
    """The primary result code (https://sqlite.org/rescode.html)."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
