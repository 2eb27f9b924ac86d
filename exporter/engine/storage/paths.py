"""Names in a place; paths in it are relative and never lead above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
from exporter.errors import WriteError
from exporter.messages import Message

STATE = ".exporter"
"""The house's own folder in a place: never an article's."""
LEDGER = "ledger.sqlite"
"""What tells of a place's articles, in the house's own folder."""
RECORD = "edition.json"
"""What tells of an article's editions."""
REPORT = "report.json"
"""What tells of a run, beside the articles' folders."""
_NOWHERE = frozenset({"", ".", ".."})


def in_turn(names: Iterable[str], last: Sequence[str]) -> list[str]:
    """Names in the order in which they may be published: those named ``last`` at the end, in that order."""
    turn = {name: number for number, name in enumerate(last, 1)}
    return sorted(names, key=lambda name: (turn.get(name, 0), name))


def inside(path: str) -> str:
    """The path itself; raises `WriteError` for one that leads out of its place."""
    if not _NOWHERE.isdisjoint(path.split("/")) or "\0" in path:
        raise WriteError(
            Message("{path} does not lie in the output", path=repr(path)), "give the article another --title"
        )
    return path
