"""A run: inputs found, editions planned, made by as many as there is work for, published and recorded in order."""

from __future__ import annotations

import secrets
import time
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from exporter import registry
from exporter.engine import edition, homes, intake, lexicon, loading, pool, sidecar, theme, trace
from exporter.engine import report as reports
from exporter.engine.cache import SpeechCache, cache_folder, cache_limit
from exporter.engine.feeds import Selection
from exporter.engine.flow import in_order
from exporter.engine.inputs import Inputs
from exporter.engine.ledger import Entry, Ledger
from exporter.engine.plan import Planner, Reason, Step
from exporter.engine.storage import place
from exporter.engine.storage.paths import LEDGER
from exporter.engine.store import sha256
from exporter.engine.web.access import Access
from exporter.engine.web.client import Web
from exporter.engine.web.kept import PageCache
from exporter.engine.worker import Outcome, Task, desk, make, work
from exporter.engine.world import LocalWorld, now
from exporter.errors import ExporterError, ReadError, UsageError
from exporter.events import Event, Failed, Planned, Progress, Pruned, Wrote
from exporter.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future

    from exporter.engine.job import Input
    from exporter.engine.ledger import File
    from exporter.engine.request import Request
    from exporter.engine.storage import Place
    from exporter.events import Report
    from exporter.model import Article
    from exporter.ports import Writer

    Submit = Callable[[Task], Future[tuple[Outcome, tuple[Event, ...]]]]

_BETWEEN = 60.0
"""Seconds after which the ledger is brought to where the editions are."""
_A_WORKER = 4
"""Articles that are worth the start of another worker process."""


def export(request: Request, report: Report) -> tuple[Failed, ...]:
    """Carry out a request. Gives the failures, which were reported too; the other articles and editions are there.

    Raises `ExporterError` for what concerns the whole run: unknown names, an output folder that cannot be.
    """
    now()  # a wrong SOURCE_DATE_EPOCH concerns every edition
    writers = tuple(sorted((registry.writer(name) for name in request.formats), key=_turn))
    lexicon.gather(request.lexicon)
    speaks = any(writer.FORMAT.spoken for writer in writers)
    web = Web(request.access, PageCache(cache_folder(report if speaks else None, request.cache)), report)
    inputs = Inputs(web, request.selection, report)
    names = inputs.find(request.inputs)
    _check(request, writers, names)
    limit = cache_limit()
    tallies = reports.Tallies(report)
    store = place(request.out)
    with store.open(report) as state, Ledger.open(state / LEDGER, report, str(request.out)) as ledger:
        run = _Run(request, writers, store, ledger, tallies)
        run.carry_out(loading.Loader(inputs, request), inputs, names)
    if speaks and not request.dry_run:
        with closing(SpeechCache.at(request.cache)) as cache:
            cache.prune(limit)
    web.prune()
    return tuple(run.failures)


def _check(request: Request, writers: Sequence[Writer], names: Sequence[str]) -> None:
    """Refuse what cannot be asked for together; raises `UsageError`."""
    theme.check(request.settings.page.theme)
    if request.overrides.title and len(names) > 1:
        raise UsageError("one title for several articles", "give --title with a single input")
    if request.bundle and not names:
        raise ReadError("no articles for the issue", "name other feeds, or ask for older articles")
    single = [writer.FORMAT.name for writer in writers if not hasattr(writer, "bind")]
    if request.bundle and single:
        raise UsageError(
            f"formats that hold one article only: {', '.join(single)}", "leave them out of --to, or leave out --bundle"
        )


def _turn(writer: Writer) -> tuple[bool, bool]:
    """Speech takes longest and comes last; pages come first, since other editions say where they begin."""
    return writer.FORMAT.spoken, writer.FORMAT.media_type != "application/pdf"


def understand(name: str, overrides: intake.Overrides, report: Report, access: Access | None = None) -> Article:
    """Read one article without writing anything; raises `ReadError`."""
    world = LocalWorld(Settings(), report, None, None)
    web = Web(access or Access(), PageCache(cache_folder()), report)
    inputs = Inputs(web, Selection(), report)
    if inputs.folder(name) is not None:
        overrides = overrides.over(sidecar.load(name))
    original = inputs.load(name, report, overrides.title)
    web.prune()
    return intake.read(original, world, overrides)


class _Run:
    """The state of a run: what is planned, what was made, what failed."""

    def __init__(
        self, request: Request, writers: tuple[Writer, ...], store: Place, ledger: Ledger, tallies: reports.Tallies
    ) -> None:
        self._request = request
        self._writers = {writer.FORMAT.name: writer for writer in writers}
        self._store = store
        self._ledger = ledger
        self._tallies = tallies
        self._report = tallies.hear
        self._out = request.folder
        self._homes = homes.Homes(ledger, store, self._out)
        self._planner = Planner(request, writers, store)
        self._key = secrets.token_hex(6)
        self._began = time.perf_counter()
        self._saved = time.monotonic()
        self._done = self._fresh = self._failed = 0
        self._single = True
        self.failures: list[Failed] = []

    def carry_out(self, loader: loading.Loader, inputs: Inputs, names: Sequence[str]) -> None:
        """Plan, make what is to be made, and tell what came of it."""
        steps = self._plan(loader, inputs, names)
        if not self._request.dry_run:
            self._store.sweep()
            self._make([step for step in steps if step.todo], loader, names)
        if self._request.prune:
            self._prune()
        if not self._request.dry_run:
            self._end()

    def _plan(self, loader: loading.Loader, inputs: Inputs, names: Sequence[str]) -> list[Step]:
        """Plan every input; what has nothing to do is counted only."""
        if self._request.bundle:
            return [
                step for step in (self._planned(partial(self._issue, loader, names), self._request.bundle),) if step
            ]
        steps: list[Step] = []
        for done, name in enumerate(names):
            self._count("plan", done, len(names))
            step = self._planned(partial(self._article, loader, inputs, name), name)
            if step and step.todo:
                steps.append(step)
        self._count("plan", len(names), len(names))
        return steps

    def _planned(self, plan: Callable[[], Step], name: str) -> Step | None:
        try:
            step = plan()
        except ExporterError as error:
            self._fail(name, error)
            return None
        self._fresh += not step.todo
        if self._request.dry_run or self._request.explain:
            for form, reason in step.reasons:
                self._report(Planned(name, form, reason))
        return step

    def _article(self, loader: loading.Loader, inputs: Inputs, name: str) -> Step:
        given = loader.load(name)
        loader.keep(given)
        source = homes.identity(name, self._out, remote=inputs.remote(name))
        identity = source, loader.digest(given)
        return self._planner.step(name, identity, (given.folder, given.settings), self._ledger.get(source))

    def _issue(self, loader: loading.Loader, names: Sequence[str]) -> Step:
        digests = []
        for name in names:
            given = loader.load(name)
            loader.keep(given)
            digests.append(loader.digest(given))
        title = self._request.bundle or ""
        source = homes.of_issue(title)
        identity = source, sha256("".join(digests).encode())
        return self._planner.step(title, identity, (None, loader.settings(None)), self._ledger.get(source))

    def _make(self, steps: Sequence[Step], loader: loading.Loader, names: Sequence[str]) -> None:
        """Have everything made, and publish each article as its turn comes."""
        if not steps:
            return
        totals = {form: sum(form in step.todo for step in steps) for form in self._writers}
        made = dict.fromkeys(totals, 0)
        self._single = len(steps) == 1
        self._report(Progress("articles", 0, len(steps)))
        with self._hands(len(steps)) as submit:
            work = in_order(self._tasks(steps, loader, names), lambda pair: submit(pair[1]), _weight)
            for done, ((step, task), future) in enumerate(work, 1):
                self._settle(step, task, future)
                self._save()
                self._report(Progress("articles", done, len(steps)))
                for form in step.todo:
                    made[form] += 1
                    self._report(Progress(f"editions: {form}", made[form], totals[form]))

    def _tasks(
        self, steps: Sequence[Step], loader: loading.Loader, names: Sequence[str]
    ) -> Iterator[tuple[Step, Task]]:
        for number, step in enumerate(steps):
            try:
                inputs = (
                    tuple(loading.again(loader.load(name)) for name in names)
                    if self._request.bundle
                    else (loader.load(step.name),)
                )
            except ExporterError as error:  # it was there when the run was planned
                self._fail(step.name, error)
                continue
            yield step, self._task(f"{self._key}/{number:08}", step, inputs, loader.settings(None))

    def _task(self, key: str, step: Step, inputs: tuple[Input, ...], own: Settings) -> Task:
        entry = self._ledger.get(step.source)
        todo = tuple((form, reason) for form, reason in step.reasons if reason is not Reason.FRESH)
        task = Task(key, step.name, inputs, own if self._request.bundle else None, todo)
        if entry is None or not self._planner.intact(entry.record):
            return task
        whole = [made for made in entry.made if self._planner.intact(made.file)]
        paged = [made for made in whole if made.pages and made.format in self._writers]
        return replace(
            task,
            home=entry.home,
            documents=tuple((made.format, trace.document(made.own)) for made in whole),
            pages=paged[-1] if paged else None,
        )

    @contextmanager
    def _hands(self, count: int) -> Iterator[Submit]:
        """Those who do the work: this process where more would not be worth their start, workers, or a cluster."""
        jobs, request = self._request.jobs, self._request.abroad()
        if self._request.cluster:
            from exporter.engine import cluster  # noqa: PLC0415 - only where it is asked for

            with cluster.connect(self._request.cluster, self._report) as executor:
                yield lambda task: executor.submit(pool.guarded, partial(work, request), task, request.time_limit)
        elif self._alone(count):
            with desk(request, jobs, self._report) as at, pool.Serial() as executor:
                yield lambda task: executor.submit(lambda: (make(request, task, at, self._report), ()))
        else:
            workers = min(jobs, -(-count // _A_WORKER))
            with pool.local(workers) as executor:
                yield lambda task: executor.submit(pool.guarded, partial(work, request), task, request.time_limit)

    def _alone(self, count: int) -> bool:
        """Whether this process does all the work; a voice that is slow has workers of its own for a few articles."""
        slow = any(writer.FORMAT.spoken for writer in self._writers.values()) and self._slow_voice
        return count == 1 or not self._store.shared or (slow and count < 2 * self._request.jobs)

    @property
    def _slow_voice(self) -> bool:
        return registry.voice(self._request.settings.narration.voice).VOICE.heavy

    def _settle(self, step: Step, task: Task, future: Future[tuple[Outcome, tuple[Event, ...]]]) -> None:
        """Publish and record what was made of an article; what the user can mend becomes a `Failed` event."""
        try:
            outcome, heard = future.result()
            for event in (*heard, *outcome.failures):
                self._hear(event)
            if outcome.record:
                self._publish(step, task, outcome, outcome.record)
            else:
                self._store.discard(task.key)
        except ExporterError as error:
            self._fail(step.name, error)
        except Exception as error:
            if self._single:
                raise
            self._fail(step.name, _our_mistake(error))
        else:
            self._failed += bool(outcome.failures)
            self._done += not outcome.failures

    def _publish(self, step: Step, task: Task, outcome: Outcome, record: File) -> None:
        before = self._ledger.get(step.source)
        home = self._homes.assign(step.source, outcome.slug, outcome.origin, before)
        stamps = self._store.publish(task.key, home, edition.NAME)

        def placed(file: File) -> File:
            return replace(file, path=f"{home}/{file.path}", stamp=stamps[file.path])

        made = tuple(replace(one, file=placed(one.file)) for one in outcome.made)
        new = {one.format for one in made}
        still = tuple(one for one in before.made if one.format not in new) if before and before.home == home else ()
        origin = outcome.origin
        self._ledger.put(
            Entry(step.source, home, step.digest, origin.document, origin.title, placed(record), (*made, *still))
        )
        for one in made:
            path = f"{self._request.out}/{one.file.path}"
            self._report(Wrote(step.name, one.format, path, one.file.bytes, one.seconds))

    def _save(self) -> None:
        """Bring the ledger to where the editions are, now and then."""
        if time.monotonic() - self._saved > _BETWEEN:
            self._store.save()
            self._saved = time.monotonic()

    def _prune(self) -> None:
        """Remove the editions of inputs that are gone, and what is left of articles that have another title now."""
        for entry in [entry for entry in self._ledger.entries() if homes.gone(entry.source, self._out)]:
            for file in (*(made.file for made in entry.made), entry.record):
                self._remove(file.path)
            if not self._request.dry_run:
                self._ledger.forget(entry.source)
        for file in list(self._ledger.leftovers()):
            self._remove(file.path)

    def _remove(self, path: str) -> None:
        self._report(Pruned(f"{self._request.out}/{path}", removed=not self._request.dry_run))
        if not self._request.dry_run:
            self._store.remove(path)
            self._ledger.forget_file(path)

    def _end(self) -> None:
        """Tell what came of it all, and leave it beside the editions, if there are any."""
        taken = time.perf_counter() - self._began
        summary = self._tallies.summary(self._done, self._fresh, self._failed, taken)
        if len(self._ledger):
            self._store.write(reports.NAME, reports.report_json(summary, self.failures, now()))
        self._report(summary)

    def _fail(self, name: str, error: ExporterError) -> None:
        self._failed += 1
        self._hear(Failed(name, None, error.message, error.hint, error.exit_code))

    def _hear(self, event: Event) -> None:
        if isinstance(event, Failed):
            self.failures.append(event)
        self._report(event)

    def _count(self, task: str, done: int, total: int) -> None:
        """Tell of quick steps a hundred times, however many they are."""
        if done % max(1, total // 100) == 0 or done == total:
            self._report(Progress(task, done, total))


def _our_mistake(error: Exception) -> ExporterError:
    """One article's trouble with us is not the others': a batch goes on."""
    return ExporterError(
        f"a mistake of exporter's own: {type(error).__name__}: {error}", "export it alone to see where, and report it"
    )


def _weight(pair: tuple[Step, Task]) -> int:
    return sum(map(loading.size, pair[1].inputs))
