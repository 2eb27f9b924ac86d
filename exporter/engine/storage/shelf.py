"""The shelf: every record of an output, indexed in the ledger so that one that has not changed is not read again."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter import record
from exporter.engine.storage.files import sha256

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.engine.storage import Place
    from exporter.engine.storage.ledger import Ledger
    from exporter.record import Record

_LATEST = """
SELECT path, published, identifier, digest FROM (
  SELECT shelf.path, published, shelf.identifier, shelf.digest, row_number() OVER (
    PARTITION BY shelf.identifier ORDER BY coalesce(article.id, 0) DESC, shelf.path
  ) AS rank FROM shelf LEFT JOIN article ON article.path = shelf.path
) WHERE rank = 1 OR identifier = '' ORDER BY published, identifier, path
"""
"""Of each work the record of the article that the ledger knows, not the one that an earlier title has left behind."""
_ENTER = "INSERT OR REPLACE INTO shelf VALUES (?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Shelved:
    """A record on the shelf (`exporter.ports.Shelved`), at a ``path`` of the output."""

    path: str
    published: str
    id: str
    digest: str
    read: Callable[[str], bytes]

    def record(self) -> Record:
        """The record, from the index."""
        return record.loads(zlib.decompress(self.read(self.path)), self.path.rpartition("/")[0])


class Shelf:
    """The records of an output (`exporter.ports.Shelf`), of each work the latest."""

    def __init__(self, ledger: Ledger) -> None:
        """Show what the index has."""
        self._ledger = ledger

    def __len__(self) -> int:
        """How many records there are."""
        return len(self._ledger.ask(_LATEST))

    def __iter__(self) -> Iterator[Shelved]:
        """The records by date, identifier and path."""
        return (
            Shelved(path, published, name, digest, self._data)
            for path, published, name, digest in self._ledger.ask(_LATEST)
        )

    def _data(self, path: str) -> bytes:
        return bytes(self._ledger.ask("SELECT data FROM shelf WHERE path = ?", path)[0][0])

    def refresh(self, store: Place) -> None:
        """Bring the index to what the output has: what is new or another is read, what is gone leaves."""
        known = dict(self._ledger.ask("SELECT path, stamp FROM shelf"))
        there = {path: store.stamp(path) or "" for path in store.records()}
        changed = (path for path, stamp in there.items() if known.get(path) != stamp)
        rows = (row for path in changed if (row := _row(store, path, there[path])))
        self._ledger.tell(_ENTER, rows)
        self._ledger.tell("DELETE FROM shelf WHERE path = ?", ((path,) for path in known.keys() - there.keys()))


def _row(store: Place, path: str, stamp: str) -> tuple[object, ...] | None:
    """What the index has of a record; None for one that cannot be read, of which `exporter verify` tells."""
    with suppress(OSError, ValueError):
        data = store.read(path) or b""
        work = record.loads(data).work
        return path, stamp, work.document.published or "", work.id, sha256(data), zlib.compress(data)
    return None
