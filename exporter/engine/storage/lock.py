"""One run at a time where there are no locks of files: an object that says who writes, and that it still lives."""

from __future__ import annotations

import json
import os
import secrets
import time
from contextlib import suppress
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from exporter.engine.storage.files import alive, host
from exporter.events import Warned
from exporter.messages import Message

if TYPE_CHECKING:
    from exporter.events import Report

_BEAT = 20.0
"""Seconds between two signs of life."""
_STALE = 60.0
"""Seconds without one after which a run counts as dead; seen on the waiting machine's clock alone."""
_POLL = 1.0
_HELD: set[str] = set()
"""Tokens of the locks that this process holds."""


class Lock:
    """A lock object at a path of a store.

    Who finds it waits until it is gone, or its holder is: known at once on the holder's machine, elsewhere by its
    silence. A store that cannot create an object exclusively leaves a moment in which two may think they hold it; each
    looks again before it writes what counts.
    """

    def __init__(self, store: Any, path: str, address: str) -> None:  # noqa: ANN401 - fsspec has no types
        """Hold nothing yet."""
        self._store = store
        self._path = path
        self._address = address
        self._token = secrets.token_hex(8)
        self._beats = 0
        self._done = Event()
        self._thread = Thread(target=self._live, name="lock", daemon=True)

    def acquire(self, report: Report) -> None:
        """Wait until nobody else holds it; raises what the store raises."""
        seen, since, told = b"", time.monotonic(), False
        while not self._create():
            found = self._found()
            if found is None:
                continue
            if found != seen:
                seen, since = found, time.monotonic()
            if _is_dead(found) or time.monotonic() - since > _STALE:
                self._break(found)
                continue
            if not told:
                told = True
                report(
                    Warned(
                        "waiting",
                        Message("another run writes to {out}: waiting for it to end", out=self._address),
                        tolerated=True,
                    )
                )
            time.sleep(_POLL)
        _HELD.add(self._token)
        self._thread.start()

    def release(self) -> None:
        """Let go of it; raises what the store raises."""
        self._done.set()
        self._thread.join()
        _HELD.discard(self._token)
        if self.held():
            self._store.rm_file(self._path)

    def held(self) -> bool:
        """Whether it still is this run's: one that slept too long finds another's. Raises what the store raises."""
        found = self._found()
        return found is not None and _said(found).get("token") == self._token

    def _create(self) -> bool:
        try:
            self._store.pipe_file(self._path, self._sign(), mode="create")
        except FileExistsError:
            return False
        except (PermissionError, FileNotFoundError):
            raise
        except (NotImplementedError, OSError):
            if self._found() is not None:
                return False
            self._store.pipe_file(self._path, self._sign())  # a store that knows nothing of exclusive creation
        return self.held()

    def _break(self, found: bytes) -> None:
        """Take a dead run's lock away, unless somebody else just has."""
        if self._found() == found:
            with suppress(FileNotFoundError):
                self._store.rm_file(self._path)

    def _found(self) -> bytes | None:
        try:
            return bytes(self._store.cat_file(self._path))
        except FileNotFoundError:
            return None

    def _sign(self) -> bytes:
        self._beats += 1
        said = {"token": self._token, "host": host(), "process": os.getpid(), "beats": self._beats}
        return json.dumps(said).encode()

    def _live(self) -> None:
        while not self._done.wait(_BEAT):
            with suppress(Exception):  # a sign that is missed: the next may come through
                if self.held():
                    self._store.pipe_file(self._path, self._sign())


def _said(found: bytes) -> dict[str, Any]:
    try:
        said = json.loads(found)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _is_dead(found: bytes) -> bool:
    """Whether the holder ran on this machine and does so no more."""
    said = _said(found)
    process = said.get("process")
    if said.get("host") != host() or not isinstance(process, int):
        return False
    return said.get("token") not in _HELD if process == os.getpid() else not alive(process)
