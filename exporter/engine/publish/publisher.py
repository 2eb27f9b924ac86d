"""From what workers have staged to an output that people read: homes assigned in order, files moved, ledger kept."""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from exporter import registry
from exporter.engine.flow import Serial, in_order
from exporter.engine.plan import trace
from exporter.engine.plan.identity import Sources
from exporter.engine.publish.homes import Homes
from exporter.engine.records import Entry, File, Outcome, Ready
from exporter.engine.storage.paths import RECORD
from exporter.errors import ExporterError, ReadError
from exporter.events import Pruned, Warned, Wrote
from exporter.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Executor

    from exporter.engine.records import Made, Request, Step
    from exporter.engine.storage import Place
    from exporter.engine.storage.ledger import Ledger
    from exporter.events import Report
    from exporter.record import Work

_BETWEEN: Final = 60.0
"""Seconds after which the ledger is brought to where the editions are."""
_AT_ONCE: Final = 8
"""Articles that are published side by side where each takes several requests."""


class Publisher:
    """Publishes and records; removes what is out of date when it is asked to."""

    def __init__(self, request: Request, store: Place, ledger: Ledger, report: Report) -> None:
        """Touch nothing yet."""
        self._request = request
        self._store = store
        self._ledger = ledger
        self._report = report
        self._homes = Homes(request, store, ledger)
        self._sources = Sources(request)
        self._named: dict[str, str] = {}
        self._foreseen: dict[str, frozenset[str]] = {}
        self._moved: list[Entry] = []
        self._saved = time.monotonic()

    def publish(self, staged: Iterable[Ready]) -> Iterator[tuple[Ready, Future[Entry]]]:
        """Publish articles in their order; each future has the entry to `record`, or the `WriteError` that it met."""
        hands: Executor = Serial() if self._request.folder else ThreadPoolExecutor(_AT_ONCE, "publish")
        try:
            yield from in_order(staged, lambda ready: self._begun(ready, hands), lambda _: 0)
        finally:
            hands.shutdown(cancel_futures=True)  # nothing waits but in a run that is broken off

    def _begun(self, ready: Ready, hands: Executor) -> Future[Entry]:
        before = self._ledger.get(ready.step.source)
        try:
            home = self._home(ready.step, ready.outcome.work, before)
        except ExporterError as error:
            refused: Future[Entry] = Future()
            refused.set_exception(error)
            return refused
        return hands.submit(self._published, ready, home, before)

    def foresee(self, step: Step, work: Work) -> None:
        """Find out for a dry run what publishing a work would come to; raises as that would."""
        before = self._ledger.get(step.source)
        home = self._home(step, work, before)
        self._foreseen[home] = frozenset(step.todo)
        if before and before.home != home:
            self._moved.append(before)

    def _home(self, step: Step, work: Work, before: Entry | None) -> str:
        """Give a work its folder, if no other has its identifier; raises `ReadError` that names both, `WriteError`."""
        others = (one for one in self._ledger.identified(work.id) if one != step.source and not self._sources.gone(one))
        known = self._named.get(work.id) or next(map(self._sources.shown, others), None)
        if known is not None:
            raise ReadError(
                Message(
                    "{name} and {other} are one work: both have the identifier {id}",
                    name=step.name,
                    other=known,
                    id=work.id,
                ),
                "leave one out, or give it an id of its own (--id, id: in front matter, --fix id=)",
            )
        self._named[work.id] = step.name
        return self._homes.assign(step.source, work, before)

    def _published(self, ready: Ready, home: str, before: Entry | None) -> Entry:
        mains = [one.file.path for one in ready.outcome.made]
        stamps = self._store.publish(ready.outcome.key, home, (*mains, RECORD))

        def placed(file: File) -> File:
            return replace(file, path=f"{home}/{file.path}", stamp=stamps[file.path])

        made = tuple(
            replace(one, file=placed(one.file), members=tuple(map(placed, one.members))) for one in ready.outcome.made
        )
        still = self._still(ready.outcome, before) if before and before.home == home else ()
        work = ready.outcome.work
        record = placed(ready.record)
        facts = (ready.step.source, home, ready.step.digest, work.document.sha256, work.document.title)
        return Entry(*facts, record, (*made, *still), work.id, work.source.sha256)

    def _still(self, outcome: Outcome, before: Entry) -> tuple[Made, ...]:
        """Editions that were not made now; those of which the new record does not tell count for nothing."""
        new = {one.format for one in outcome.made}
        return tuple(
            one if one.format in outcome.kept else replace(one, own=trace.forgotten(one.own))
            for one in before.made
            if one.format not in new
        )

    def save(self) -> None:
        """Bring the ledger to where the editions are, once in a while; raises `WriteError`."""
        if time.monotonic() - self._saved > _BETWEEN:
            self._store.save()
            self._saved = time.monotonic()

    def record(self, ready: Ready, entry: Entry) -> None:
        """Enter in the ledger what was published, and tell of each edition."""
        before = self._ledger.get(entry.source)
        self._ledger.put(entry)
        self._homes.settled(entry.home)
        self._superseded(ready.step.name, before, entry)
        fresh = {one.format for one in ready.outcome.made}
        for one in entry.made:
            if one.format in fresh:
                self._tidy(one)
                path = f"{self._request.out}/{one.file.path}"
                size = sum(file.bytes for file in one.files)
                self._report(Wrote(ready.step.name, one.format, path, size, one.seconds))

    def _superseded(self, name: str, before: Entry | None, now: Entry) -> None:
        """Tell of the folder that an article of another title has left."""
        if before and before.home != now.home and not self._request.prune:
            folder = f"{self._request.out}/{before.home}"
            message = Message("{folder} holds the editions of an earlier title: --prune removes them", folder=folder)
            self._report(Warned("superseded", message, tolerated=True, article=name))

    def _tidy(self, made: Made) -> None:
        """Remove what belonged to an edition that is another now, of a run that was killed too: nothing leads there."""
        form = registry.writer(made.format).FORMAT
        if not form.folder:
            return
        own = {file.path for file in made.files}
        for path in self._store.below(form.members(Path(made.file.path)).as_posix()):
            if path not in own:
                self._store.remove(path)
                self._ledger.forget_file(path)

    def prune(self) -> None:
        """Remove the editions of inputs that are gone, and what is left of articles that have another title now.

        A dry run only lists them.
        """
        for entry in self._ledger.entries():
            if self._sources.gone(entry.source):
                for file in self._left(entry):
                    self._remove(file, entry.source)
                if not self._request.dry_run:
                    self._ledger.forget(entry.source)
        for entry in self._moved:
            for file in entry.files:
                self._remove(file, entry.source)
        for file in self._ledger.leftovers():
            self._remove(file, None)

    def _left(self, entry: Entry) -> Iterator[File]:
        """The files of an article but for those whose place, in a dry run, another of its title would take."""
        taken = self._foreseen.get(entry.home)
        for made in entry.made:
            yield from () if taken and made.format in taken else made.files
        yield from () if taken else (entry.record,)

    def _remove(self, file: File, source: str | None) -> None:
        """Remove a file that the ledger says was made of a source, or is left over: damage may hide in the ledger."""
        above = PurePosixPath(file.path).parents
        holder = next((held for folder in above if (held := self._ledger.holder(str(folder)))), None)
        if holder == source or (source is None and not self._is_living(file, holder)):
            removed = not self._request.dry_run and self._store.remove(file.path)
            self._report(Pruned(f"{self._request.out}/{file.path}", removed=removed))
        if not self._request.dry_run:
            self._ledger.forget_file(file.path)

    def _is_living(self, file: File, holder: str | None) -> bool:
        """Whether a file is one that the holder of its folder has now."""
        entry = self._ledger.get(holder) if holder else None
        return entry is not None and file.path in {one.path for one in entry.files}
