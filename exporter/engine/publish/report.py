"""What a run came to: counts, times and failures, for the terminal (`Summary`) and for ``report.json``."""

from __future__ import annotations

import heapq
import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Final

from exporter.events import Summary, Tally, Wrote
from exporter.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from exporter.engine.records import Entry
    from exporter.events import Event, Failed, Report

_VERSION: Final = 1
_SLOWEST: Final = 10


class Tallies:
    """Hears what a run makes, passes it on, and counts it in memory that does not grow with the articles.

    An article's editions are told one after the other, as a run publishes them.
    """

    def __init__(self, report: Report) -> None:
        """Nothing was made yet."""
        self._report = report
        self._formats: dict[str, Tally] = {}
        self._current: tuple[float, str] = (0.0, "")
        self._slowest: list[tuple[float, str]] = []

    def hear(self, event: Event) -> None:
        """Count an edition that was made; pass every event on."""
        if isinstance(event, Wrote):
            self._count(event)
        self._report(event)

    def summary(self, done: int, fresh: int, failed: int, seconds: float) -> Summary:
        """The end of a run in which so many articles were made, had nothing to do, and failed."""
        slowest = sorted(self._ranked(), key=lambda one: (-one[0], one[1]))
        return Summary(
            done,
            fresh,
            failed,
            round(seconds, 3),
            tuple(replace(tally, seconds=round(tally.seconds, 3)) for tally in self._formats.values()),
            tuple((article, round(taken, 3)) for taken, article in slowest),
        )

    def _count(self, event: Wrote) -> None:
        tally = self._formats.get(event.format, Tally(event.format, 0, 0, 0.0))
        self._formats[event.format] = Tally(
            event.format, tally.made + 1, tally.bytes + event.bytes, tally.seconds + event.seconds
        )
        taken, article = self._current
        if article != event.article:
            self._slowest, taken = self._ranked(), 0.0
        self._current = (taken + event.seconds, event.article)

    def _ranked(self) -> list[tuple[float, str]]:
        """The slowest articles up to now, that in hand among them."""
        return heapq.nlargest(_SLOWEST, (*self._slowest, self._current)) if self._current[1] else self._slowest


def report_json(summary: Summary, failures: Iterable[Failed], entries: Iterable[Entry], when: datetime) -> bytes:
    """``report.json``: what a run came to, its failures with their hints, and every edition that the output has.

    ``when`` it ended is in UTC; ``entries`` are those of the ledger.
    """
    told = {
        "type": "report",
        "version": _VERSION,
        "generator": f"exporter {__version__}",
        "generated": when.isoformat().replace("+00:00", "Z"),
        "seconds": summary.seconds,
        "counts": {
            "articles": summary.done + summary.fresh + summary.failed,
            "done": summary.done,
            "fresh": summary.fresh,
            "failed": summary.failed,
            "editions": sum(tally.made for tally in summary.formats),
        },
        "formats": [asdict(tally) for tally in summary.formats],
        "slowest": [{"article": article, "seconds": seconds} for article, seconds in summary.slowest],
        "failures": [
            {"article": one.article, "format": one.format, "message": one.message, "hint": one.hint} for one in failures
        ],
        "editions": [
            {"source": entry.source, "id": entry.identifier, "format": made.format, "path": made.file.path}
            for entry in entries
            for made in entry.made
        ],
    }
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
