"""Which folder below the output an article's editions have: its own, readable, and the same in every run."""

from __future__ import annotations

import itertools
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from exporter.engine import edition, intake
from exporter.engine.store import sha256

if TYPE_CHECKING:
    from exporter.engine.ledger import Entry, Ledger
    from exporter.engine.storage import Place

_FILE: Final = "file:"
_INPUT: Final = "input:"


def identity(name: str, out: Path | None, *, remote: bool) -> str:
    """Name an input for good: an address, or a file by its way from the output folder (absolute without one).

    An archive that is moved together with its editions keeps its names.
    """
    if name == intake.STANDARD_INPUT:
        return _INPUT
    if remote:
        return name
    real = os.path.realpath(name)
    return _FILE + (os.path.relpath(real, os.path.realpath(out)) if out else real)


def of_issue(title: str) -> str:
    """Name an issue for good."""
    return f"issue:{sha256(title.encode())}"


def gone(source: str, out: Path | None) -> bool:
    """Whether an input was a file that is there no more."""
    return source.startswith(_FILE) and not (out or Path("/")).joinpath(source.removeprefix(_FILE)).exists()


class Homes:
    """Assigns folders: to articles of one title in the order of the inputs, "le-gue", "le-gue-2", "le-gue-3"."""

    def __init__(self, ledger: Ledger, store: Place, out: Path | None) -> None:
        """Nothing is taken by this run."""
        self._ledger = ledger
        self._store = store
        self._out = out
        self._assigned: dict[str, str] = {}

    def assign(self, source: str, slug: str, origin: edition.Origin, before: Entry | None) -> str:
        """Give an article its folder: the one it had, or else the first that is free for its title."""
        names = itertools.chain((slug,), (f"{slug}-{number}" for number in itertools.count(2)))
        if before and re.fullmatch(rf"{slug}(-\d+)?", before.home):
            names = itertools.chain((before.home,), names)
        home = next(name for name in names if self._free(name, source, origin))
        self._assigned[home] = source
        return home

    def settled(self, home: str) -> None:
        """The ledger knows of a home now."""
        self._assigned.pop(home, None)

    def _free(self, home: str, source: str, origin: edition.Origin) -> bool:
        holder = self._assigned.get(home) or self._ledger.holder(home)
        if holder == source:
            return True
        if holder is None:  # perhaps of a run that was killed, or of another ledger
            return edition.owner(self._store.read(f"{home}/{edition.NAME}"), origin) is None
        return holder == _INPUT or gone(holder, self._out)
