"""Which folder below the output an article's editions have: its own, readable, and the same in every run."""

from __future__ import annotations

import itertools
import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from exporter.engine.plan import identity
from exporter.engine.publish import edition
from exporter.engine.publish.slug import slug
from exporter.engine.storage.files import disk
from exporter.engine.storage.paths import RECORD

if TYPE_CHECKING:
    from exporter.engine.records import Entry, Origin, Request
    from exporter.engine.storage import Place
    from exporter.engine.storage.ledger import Ledger


class Homes:
    """Assigns folders: to articles of one title in the order of the inputs, "le-gue", "le-gue-2", "le-gue-3"."""

    def __init__(self, request: Request, store: Place, ledger: Ledger) -> None:
        """Nothing is taken by this run."""
        self._request = request
        self._store = store
        self._ledger = ledger
        self._assigned: dict[str, str] = {}

    def assign(self, source: str, origin: Origin, before: Entry | None) -> str:
        """Give an article its folder: the one it had under this title, or else the first that is free for it.

        Raises `WriteError` where nobody can see whose a folder is.
        """
        own = slug(origin.title)
        if before and slug(before.title) == own:
            home = before.home
        else:
            names = itertools.chain((own,), (f"{own}-{number}" for number in itertools.count(2)))
            home = next(name for name in names if self._free(name, source, origin))
        self._assigned[home] = source
        return home

    def settled(self, home: str) -> None:
        """The ledger knows of a home now."""
        self._assigned.pop(home, None)

    def gone(self, source: str) -> bool:
        """Whether an input was a file that is there no more.

        To an output elsewhere other machines may bring their articles: here, only those are missed that lay below a
        folder that the run was given.
        """
        if not source.startswith(identity.FILE):
            return False
        path = (self._request.folder or Path("/")) / source.removeprefix(identity.FILE)
        try:
            path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return self._request.folder is not None or any(map(path.is_relative_to, self._given))
        except OSError:  # who may not look cannot tell
            return False
        return False

    @cached_property
    def _given(self) -> tuple[str, ...]:
        """The folders that the run was given."""
        inputs = self._request.inputs
        return tuple(os.path.realpath(item) for item in inputs if os.path.isdir(item))  # noqa: PTH112 - any text may come

    def _free(self, home: str, source: str, origin: Origin) -> bool:
        if home in self._assigned:
            return False
        holder = self._ledger.holder(home)
        if holder is None:  # perhaps of a run that was killed, or of another ledger
            return edition.owner(self._record(home), origin) is None
        return holder == source or holder.startswith(identity.INPUT) or self.gone(holder)

    def _record(self, home: str) -> bytes | None:
        path = f"{home}/{RECORD}"
        if self._store.stamp(path) is None:  # known without a request
            return None
        with disk(Path(self._store.address, path)):
            return self._store.read(path)
