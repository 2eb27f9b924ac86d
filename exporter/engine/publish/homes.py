"""Which folder below the output an article's editions have: its own, readable, and the same in every run."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

from exporter.engine.plan.identity import INPUT, Sources
from exporter.engine.publish import edition
from exporter.engine.publish.slug import slug
from exporter.engine.storage.files import disk
from exporter.engine.storage.paths import RECORD

if TYPE_CHECKING:
    from exporter.engine.records import Entry, Request
    from exporter.engine.storage import Place
    from exporter.engine.storage.ledger import Ledger
    from exporter.record import Work


class Homes:
    """Assigns folders: to articles of one title in the order of the inputs, "le-gue", "le-gue-2", "le-gue-3"."""

    def __init__(self, request: Request, store: Place, ledger: Ledger) -> None:
        """Nothing is taken by this run."""
        self._request = request
        self._store = store
        self._ledger = ledger
        self._sources = Sources(request)
        self._assigned: dict[str, str] = {}

    def assign(self, source: str, work: Work, before: Entry | None) -> str:
        """Give an article its folder: the one it had under this title, or else the first that is free for it.

        Raises `WriteError` where nobody can see whose a folder is.
        """
        own = slug(work.document.title)
        if before and slug(before.title) == own:
            home = before.home
        else:
            names = itertools.chain((own,), (f"{own}-{number}" for number in itertools.count(2)))
            home = next(name for name in names if self._free(name, source, work))
        self._assigned[home] = source
        return home

    def settled(self, home: str) -> None:
        """The ledger knows of a home now."""
        self._assigned.pop(home, None)

    def _free(self, home: str, source: str, work: Work) -> bool:
        if home in self._assigned:
            return False
        holder = self._ledger.holder(home)
        if holder is None:  # perhaps of a run that was killed, or of another ledger
            return edition.owner(self._record(home), work) is None
        return holder == source or holder.startswith(INPUT) or self._sources.gone(holder)

    def _record(self, home: str) -> bytes | None:
        path = f"{home}/{RECORD}"
        if self._store.stamp(path) is None:  # known without a request
            return None
        with disk(Path(self._store.address, path)):
            return self._store.read(path)
