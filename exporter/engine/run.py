"""A run: inputs found, editions planned, made by as many as there is work for, published and recorded in order."""

from __future__ import annotations

import secrets
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from exporter import registry
from exporter.engine.clock import now
from exporter.engine.flow import in_order
from exporter.engine.inputs import intake, lexicon, sidecar, theme
from exporter.engine.inputs.finding import Inputs
from exporter.engine.plan.agenda import Agenda, weight
from exporter.engine.publish import catalogues
from exporter.engine.publish import report as reports
from exporter.engine.publish.publisher import Publisher
from exporter.engine.records import Access, Overrides, Ready, Reason, Selection
from exporter.engine.storage import place
from exporter.engine.storage.cache import SpeechCache, cache_folder, cache_limit
from exporter.engine.storage.ledger import Ledger
from exporter.engine.storage.paths import LEDGER, REPORT
from exporter.engine.web.client import Web
from exporter.engine.web.kept import PageCache
from exporter.engine.work.hands import hands
from exporter.engine.work.job import foreseen
from exporter.engine.work.world import LocalWorld
from exporter.errors import DiskFullError, ExporterError, ReadError, UsageError
from exporter.events import Event, Failed, Planned, Progress, Warned
from exporter.messages import Message
from exporter.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Future

    from exporter.engine.records import Outcome, Request, Step, Task
    from exporter.engine.storage import Place
    from exporter.events import Report
    from exporter.model import Article
    from exporter.ports import Writer

    Done = Future[tuple[Outcome, tuple[Event, ...]]]


def export(request: Request, report: Report) -> tuple[Failed, ...]:
    """Carry out a request. Gives the failures, which were reported too; the other articles and editions are there.

    Raises `ExporterError` for what concerns the whole run: unknown names, an output folder that cannot be.
    """
    now()  # a wrong SOURCE_DATE_EPOCH concerns every edition
    lexicon.gather(request.lexicon)  # and so does a broken lexicon
    writers = tuple(sorted((registry.writer(name) for name in request.formats), key=_turn))
    speaks = any(writer.FORMAT.spoken for writer in writers)
    web = Web(request.access, PageCache(cache_folder(report if speaks else None, request.cache)), report)
    inputs = Inputs(web, request.selection, report)
    names = inputs.find(request.inputs)
    _check(request, writers, names)
    limit = cache_limit()
    store, ear = place(request.out), _Ear(report)
    with _ledger(request, store, report) as ledger:
        agenda = Agenda(request, inputs, writers, store, ledger)
        _Run(request, store, ledger, agenda, ear).carry_out(names)
    if speaks and not request.dry_run:
        with closing(SpeechCache.at(request.cache)) as cache:
            cache.prune(limit)
    web.prune()
    return tuple(ear.failures)


@contextmanager
def _ledger(request: Request, store: Place, report: Report) -> Iterator[Ledger]:
    """The ledger of the output, which is this run's meanwhile; of a dry run a copy, since it writes nothing there."""
    use, held = (Ledger.copy, store.look()) if request.dry_run else (Ledger.open, store.open(report))
    with held as state, use(state / LEDGER, report, str(request.out)) as ledger:
        yield ledger


def _check(request: Request, writers: Sequence[Writer], names: Sequence[str]) -> None:
    """Refuse what cannot be asked for together; raises `UsageError`."""
    theme.check(request.settings.page.theme)
    for name in request.catalogues:
        registry.catalogue(name)
    for one in request.settings.narration.cast:
        registry.voice(one.voice)
    if request.overrides.title and len(names) > 1:
        raise UsageError("one title for several articles", "give --title with a single input")
    if request.overrides.identifier and len(names) > 1 and not request.bundle:
        raise UsageError("one id for several articles", "give --id with a single input, or with --bundle")
    if request.bundle and not names:
        raise ReadError("no articles for the issue", "name other feeds, or ask for older articles")
    single = [writer.FORMAT.name for writer in writers if not hasattr(writer, "bind")]
    if request.bundle and single:
        raise UsageError(
            Message("formats that hold one article only: {formats}", formats=", ".join(single)),
            "leave them out of --to, or leave out --bundle",
        )


def _turn(writer: Writer) -> tuple[bool, bool]:
    """Speech takes longest and comes last; pages come first, since other editions say where they begin."""
    return writer.FORMAT.spoken, not writer.FORMAT.paginated


def understand(
    name: str,
    overrides: Overrides,
    report: Report,
    access: Access | None = None,
    own: Mapping[str, bytes] | None = None,
) -> Article:
    """Read one article without writing anything; raises `ReadError`. ``own`` stands in for files of the house."""
    world = _Lent(report, own or {})
    web = Web(access or Access(), PageCache(cache_folder()), report)
    inputs = Inputs(web, Selection(), report)
    if inputs.folder(name) is not None:
        overrides = overrides.over(sidecar.load(name))
    original = inputs.load(name, report, overrides.title)
    web.prune()
    return intake.read(original, world, overrides)


class _Lent(LocalWorld):
    """A world for reading alone, in which some files of the house are the user's own."""

    def __init__(self, report: Report, own: Mapping[str, bytes]) -> None:
        super().__init__(Settings(), report, None, None)
        self._own = own

    def resource(self, name: str) -> bytes:
        return self._own[name] if name in self._own else super().resource(name)


class _Ear:
    """Hears everything: counts what was made, gathers what failed, passes all on."""

    def __init__(self, report: Report) -> None:
        self.tallies = reports.Tallies(report)
        self.failures: list[Failed] = []

    def hear(self, event: Event) -> None:
        """Take notice of an event."""
        if isinstance(event, Failed):
            self.failures.append(event)
        self.tallies.hear(event)


class _Run:
    """The state of a run: how many articles were made, had nothing to do, and failed."""

    def __init__(self, request: Request, store: Place, ledger: Ledger, agenda: Agenda, ear: _Ear) -> None:
        self._request = request
        self._store = store
        self._ledger = ledger
        self._agenda = agenda
        self._ear = ear
        self._report = ear.hear
        self._publisher = Publisher(request, store, ledger, ear.hear)
        self._began = time.perf_counter()
        self._done = self._fresh = self._failed = 0

    def carry_out(self, names: Sequence[str]) -> None:
        """Plan, make what is to be made, and tell what came of it."""
        steps = self._plan(names)
        if self._request.dry_run:
            self._foresee(steps, names)
            return
        self._store.sweep()
        if steps:
            self._make(steps, names)
        if self._request.prune:
            self._publisher.prune()
        self._catalogue()
        self._end()

    def _foresee(self, steps: Sequence[Step], names: Sequence[str]) -> None:
        """Tell what would fail since another article is the same work, and what would be removed.

        For that, articles are read of which nobody knows yet what they are called.
        """
        for done, step in enumerate(() if self._request.bundle else steps):
            self._count("check", done, len(steps))
            if {reason for _, reason in step.reasons} & {Reason.NEW, Reason.SOURCE}:
                try:
                    _, task = self._agenda.task("", step, names)
                    self._publisher.foresee(step, foreseen(task.inputs[0]))
                except ExporterError as error:
                    self._fail(step.name, error)
        if self._request.prune:
            self._publisher.prune()

    def _plan(self, names: Sequence[str]) -> list[Step]:
        """Plan every input; what has nothing to do is counted only."""
        title = self._request.bundle
        if title:
            step = self._step(title, lambda title: self._agenda.issue(title, names))
            return [step] if step else []
        steps = []
        for done, name in enumerate(names):
            self._count(Message("plan"), done, len(names))
            step = self._step(name, self._agenda.article)
            if step:
                steps.append(step)
        self._count(Message("plan"), len(names), len(names))
        return steps

    def _step(self, name: str, plan: Callable[[str], Step]) -> Step | None:
        """A step that has something to do."""
        try:
            step = plan(name)
        except ExporterError as error:
            self._fail(name, error)
            return None
        if self._request.dry_run or self._request.explain:
            for form, reason in step.reasons:
                self._report(Planned(name, form, reason))
        self._fresh += not step.todo
        return step if step.todo else None

    def _make(self, steps: Sequence[Step], names: Sequence[str]) -> None:
        """Have everything made, and publish each article as its turn comes."""
        progress = _Progress(steps, self._report)
        with hands(self._request, len(steps), self._report, shared=self._store.shared) as submit:
            tasks = self._tasks(steps, names, progress)
            results = in_order(tasks, lambda pair: submit(pair[1]), lambda pair: weight(pair[1]))
            for ready, future in self._publisher.publish(self._ready(results, progress)):
                try:
                    self._publisher.record(ready, future.result())
                except ExporterError as error:
                    self._fail(ready.step.name, error)
                else:
                    self._failed += bool(ready.outcome.failures)
                    self._done += not ready.outcome.failures
                progress.tick(ready.step)
                self._publisher.save()

    def _tasks(self, steps: Sequence[Step], names: Sequence[str], progress: _Progress) -> Iterator[tuple[Step, Task]]:
        run = secrets.token_hex(6)
        for number, step in enumerate(steps):
            try:
                yield self._agenda.task(f"{run}/{number:08}", step, names)
            except ExporterError as error:  # it was there when the run was planned
                self._fail(step.name, error)
                progress.tick(step)

    def _ready(self, results: Iterable[tuple[tuple[Step, Task], Done]], progress: _Progress) -> Iterator[Ready]:
        """What can be published; what the user can mend becomes a `Failed` event."""
        for (step, _), future in results:
            outcome = self._outcome(step, future, alone=progress.total == 1)
            if outcome and outcome.record:
                yield Ready(step, outcome, outcome.record)
                continue
            self._failed += bool(outcome)
            progress.tick(step)

    def _outcome(self, step: Step, future: Done, *, alone: bool) -> Outcome | None:
        try:
            outcome, heard = future.result()
        except ExporterError as error:
            self._fail(step.name, error)
            return None
        except Exception as error:
            if alone:
                raise
            self._fail(step.name, _our_mistake(error))
            return None
        for event in (*heard, *outcome.failures):
            self._report(event)
        return outcome

    def _catalogue(self) -> None:
        world = LocalWorld(self._request.settings, self._unless_language, None, None)
        catalogues.build(self._request.catalogues, self._store, self._ledger, world, self._report)

    def _unless_language(self, event: Event) -> None:
        """Report what a catalogue has to tell, but not that a language is untaught: each article has said so."""
        if not (isinstance(event, Warned) and event.code == "language"):
            self._report(event)

    def _end(self) -> None:
        """Tell what came of it all, and leave it beside the editions, if there are any."""
        taken = time.perf_counter() - self._began
        summary = self._ear.tallies.summary(self._done, self._fresh, self._failed, taken)
        self._report(summary)
        if len(self._ledger):
            told = reports.report_json(summary, self._ear.failures, self._ledger.entries(), now())
            self._store.write(REPORT, told)

    def _fail(self, name: str, error: ExporterError) -> None:
        """One article's trouble; that there is no room is everybody's, and ends the run."""
        if isinstance(error, DiskFullError):
            raise error
        self._failed += 1
        self._report(Failed(name, None, error.message, error.hint, error.exit_code))

    def _count(self, task: str, done: int, total: int) -> None:
        """Tell of quick steps a hundred times, however many they are."""
        if done % max(1, total // 100) == 0 or done == total:
            self._report(Progress(task, done, total))


class _Progress:
    """Tells how many articles are done, and how many editions of each format."""

    def __init__(self, steps: Sequence[Step], report: Report) -> None:
        self.total = len(steps)
        self._report = report
        self._done = 0
        self._totals: dict[str, int] = {}
        for form in (form for step in steps for form in step.todo):
            self._totals[form] = self._totals.get(form, 0) + 1
        self._made = dict.fromkeys(self._totals, 0)
        report(Progress(Message("articles"), 0, self.total))
        for form, total in self._totals.items():
            report(Progress(Message("editions: {format}", format=form), 0, total))

    def tick(self, step: Step) -> None:
        """An article is done, well or not."""
        self._done += 1
        self._report(Progress(Message("articles"), self._done, self.total))
        for form in step.todo:
            self._made[form] += 1
            self._report(Progress(Message("editions: {format}", format=form), self._made[form], self._totals[form]))


def _our_mistake(error: Exception) -> ExporterError:
    """One article's trouble with us is not the others': a batch goes on."""
    return ExporterError(
        Message("a mistake of exporter's own: {kind}: {reason}", kind=type(error).__name__, reason=error),
        Message("export it alone to see where, and report it"),
    )
