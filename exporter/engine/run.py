"""A run: every article read, prepared and written in every format asked for; failures gathered, never a half file."""

from __future__ import annotations

import time
from contextlib import closing, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from exporter import registry
from exporter.engine import edition, intake, lexicon, sidecar, theme
from exporter.engine.cache import SpeechCache, cache_folder, cache_limit
from exporter.engine.feeds import Selection
from exporter.engine.inputs import Inputs
from exporter.engine.job import Desk
from exporter.engine.narrator import Narrator
from exporter.engine.slug import slug
from exporter.engine.store import disk, folder, sweep, whole
from exporter.engine.web.access import Access
from exporter.engine.web.client import Web
from exporter.engine.web.kept import PageCache
from exporter.engine.world import LocalWorld, now
from exporter.errors import ExporterError, ReadError, UsageError, WriteError
from exporter.events import Failed, Progress, Wrote
from exporter.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from exporter.engine.job import Job
    from exporter.engine.request import Request
    from exporter.events import Report
    from exporter.model import Article
    from exporter.ports import Writer


def export(request: Request, report: Report) -> tuple[Failed, ...]:
    """Carry out a request. Gives the failures, which were reported too; the other articles and editions are there.

    Raises `ExporterError` for what concerns the whole run: unknown names, an output folder that cannot be.
    """
    now()  # a wrong SOURCE_DATE_EPOCH concerns every edition
    writers = tuple(registry.writer(name) for name in request.formats)
    lexicon.gather(request.lexicon)
    web = Web(request.access, PageCache(cache_folder()), report)
    inputs = Inputs(web, request.selection, report)
    names = inputs.find(request.inputs)
    _check(request, writers, names)
    speaks = any(writer.FORMAT.spoken for writer in writers)
    cache, limit = SpeechCache(cache_folder(report if speaks else None)), cache_limit()
    with (
        closing(cache),
        Narrator(request.settings.narration, cache, request.jobs) as narrator,
        folder(request.out),
    ):
        desk = Desk(request, inputs, narrator, report)
        run = _Run(request, tuple(sorted(writers, key=_turn)), desk, report)
        if request.bundle:
            run.issue(request.bundle, names)
        else:
            run.articles(names)
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
    """The state of a run: which names are taken and what failed."""

    def __init__(self, request: Request, writers: tuple[Writer, ...], desk: Desk, report: Report) -> None:
        self._request = request
        self._writers = writers
        self._desk = desk
        self._report = report
        self.failures: list[Failed] = []
        self._taken: dict[str, str] = {}

    def articles(self, names: Sequence[str]) -> None:
        """Make all editions of every article."""
        for done, name in enumerate(names):
            self._report(Progress("articles", done, len(names)))
            self._editions(name, lambda: self._desk.article(name))  # noqa: B023 - called at once
        self._report(Progress("articles", len(names), len(names)))

    def issue(self, title: str, names: Sequence[str]) -> None:
        """Make all editions of an issue."""
        self._editions(title, lambda: self._desk.issue(title, names))

    def _editions(self, name: str, opened: Callable[[], Job]) -> None:
        """Make all editions of one job; what the user can mend becomes a `Failed` event."""
        try:
            job = opened()
            own = self._slug(job)
        except ExporterError as error:
            self._fail(name, None, error)
            return
        home = self._request.out / own
        sweep(home)
        made: list[edition.Artefact] = []
        try:
            for writer in self._writers:
                made += self._edition(job, writer, home / f"{own}{writer.FORMAT.suffix}")
        finally:
            self._finish(job, home, tuple(made))

    def _slug(self, job: Job) -> str:
        """Name a job's editions as nothing else in this run or an earlier one; raises `WriteError`."""
        own = slug(job.origin.title)
        if own in self._taken:
            raise WriteError(
                f"two articles would be called {own}: {self._taken[own]} and {job.name}",
                "export one of them with another --title or another --out",
            )
        self._taken[own] = job.name
        home = self._request.out / own
        other = None if self._request.force else edition.owner(home, job.origin)
        if other is not None:
            raise WriteError(
                f"{home} is another article's folder ({other})",
                "choose another --out or --title, or replace it with --force",
            )
        return own

    def _edition(self, job: Job, writer: Writer, path: Path) -> tuple[edition.Artefact, ...]:
        """Write one edition; gives what was made, nothing if it failed."""
        form = writer.FORMAT
        began = time.perf_counter()
        try:
            with whole(path) as part:
                job.write(writer, part)
            with disk(path):
                made = edition.artefact(path, form)
        except ExporterError as error:
            self._fail(job.name, form.name, error)
            return ()
        if form.spoken:
            made = replace(made, duration=job.seconds, voice=self._desk.voice)
        self._report(Wrote(job.name, form.name, str(path), made.bytes, time.perf_counter() - began))
        return (replace(made, preflight=job.preflight(form.name)),)

    def _finish(self, job: Job, home: Path, made: tuple[edition.Artefact, ...]) -> None:
        if not made:
            with suppress(OSError):
                home.rmdir()
            return
        try:
            edition.write(home, job.record(made))
        except ExporterError as error:
            self._fail(job.name, None, error)

    def _fail(self, name: str, form: str | None, error: ExporterError) -> None:
        failed = Failed(name, form, error.message, error.hint, error.exit_code)
        self.failures.append(failed)
        self._report(failed)
