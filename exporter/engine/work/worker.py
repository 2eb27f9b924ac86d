"""The work on one article or issue, wherever it is done: opened, written in every format, staged with its record."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from exporter import registry
from exporter.engine.clock import EPOCH
from exporter.engine.inputs.finding import media
from exporter.engine.plan import trace
from exporter.engine.publish import edition
from exporter.engine.publish.slug import slug
from exporter.engine.records import File, Made, Outcome, Reason, Task
from exporter.engine.storage import place
from exporter.engine.storage.cache import SpeechCache, cache_folder
from exporter.engine.storage.files import disk, sha256_of
from exporter.engine.storage.paths import RECORD
from exporter.engine.web.client import Web
from exporter.engine.web.kept import PageCache
from exporter.engine.work.job import Desk
from exporter.engine.work.narrator import Narrator
from exporter.errors import DiskFullError, ExporterError
from exporter.events import Event, Failed, Progress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exporter.engine.records import Request
    from exporter.engine.work.job import Job
    from exporter.events import Report
    from exporter.ports import Format, Writer
    from exporter.record import Artefact

_OPEN: Final = ExitStack()
"""What a process that is kept for more has open as long as it lives."""


@contextmanager
def desk(request: Request, jobs: int, report: Report) -> Iterator[Desk]:
    """Open a desk; ``jobs`` counts the voice's processes, 0 has it speak in this one."""
    web = Web(request.access, PageCache(cache_folder(None, request.cache)), report)
    with (
        closing(SpeechCache.at(request.cache)) as store,
        Narrator(request.settings.narration, store, jobs) as narrator,
    ):
        yield Desk(request, lambda given, original: media(web, given.folder, original), narrator)


def work(request: Request, task: Task) -> tuple[Outcome, tuple[Event, ...]]:
    """Carry out a task in a process that is kept for more; gives what was heard, too. Raises `ExporterError`."""
    if request.epoch is None:
        os.environ.pop(EPOCH, None)
    else:
        os.environ[EPOCH] = request.epoch
    heard: list[Event] = []
    return make(request, task, _warm(request), heard.append), tuple(
        event for event in heard if not isinstance(event, Progress)
    )


@cache
def _warm(request: Request) -> Desk:
    """The desk of this process, which ends with it."""
    return _OPEN.enter_context(desk(request, 0, lambda _: None))


def make(request: Request, task: Task, at: Desk, report: Report) -> Outcome:
    """Write and stage the editions of an article or issue; raises `ExporterError` if it cannot be opened or staged."""
    with closing(_opened(task, at, report)) as job:
        return _staged(request, task, at, job)


def _staged(request: Request, task: Task, at: Desk, job: Job) -> Outcome:
    same = job.work.document.sha256, job.work.id
    kept = {form: own for form, own in task.owns if trace.work_of(own) == same}
    if task.pages and task.pages.format in kept:
        job.world.paginated(trace.pagination(task.pages.pages or ""))
    store = place(request.out)
    key = f"{task.key}.{secrets.token_hex(4)}"  # who was thought dead may still write, beside the one in its stead
    with store.stage(key) as folder:
        bench = _Bench(job, at, folder, request.folder or folder)
        good = 0
        for form, reason in task.reasons:
            if form in kept and _is_good(kept[form], reason, job):
                good += 1
            else:
                bench.write(registry.writer(form))
        if bench.made or good:
            before = store.read(f"{task.home}/{RECORD}") if kept else None
            with disk(folder / RECORD, (request.folder or folder) / RECORD):
                told = edition.write(folder, job.record(folder, tuple(bench.artefacts)), before, kept)
            return replace(bench.outcome(key), record=_file(folder / RECORD), kept=told)
    return bench.outcome(key)


def _opened(task: Task, at: Desk, report: Report) -> Job:
    if task.issue:
        return at.issue(task.name, task.identifier, task.inputs, task.issue, report)
    return at.article(task.inputs[0], report)


def _is_good(own: str, reason: Reason, job: Job) -> bool:
    """Whether an edition of the same document would be the same again, its reason being that it might not."""
    if reason is Reason.PAGES:
        return trace.pages_of(own) == trace.paged(job.world.pagination())
    return reason is Reason.SOURCE


class _Bench:
    """Where the editions of one job are written, one after the other."""

    def __init__(self, job: Job, at: Desk, folder: Path, out: Path) -> None:
        self._job = job
        self._desk = at
        self._folder = folder
        self._out = out
        self._own = slug(job.work.document.title)
        self.made: list[Made] = []
        self.artefacts: list[Artefact] = []
        self._failures: list[Failed] = []

    def outcome(self, key: str) -> Outcome:
        """Every edition that was staged under a key."""
        return Outcome(key, self._job.work, tuple(self.made), tuple(self._failures))

    def write(self, writer: Writer) -> None:
        """Write an edition; what the user can mend becomes a `Failed`."""
        form = writer.FORMAT
        path = self._folder / f"{self._own}{form.suffix}"
        began = time.perf_counter()
        self._job.trace.begin()
        try:
            with disk(path, self._out / path.name):
                path.parent.mkdir(parents=True, exist_ok=True)
                self._job.write(writer, path)
                artefact = edition.artefact(path, form)
        except DiskFullError:
            raise
        except ExporterError as error:
            _remove(path, form)
            self._failures.append(Failed(self._job.name, form.name, error.message, error.hint, error.exit_code))
            return
        if form.spoken:
            artefact = replace(artefact, duration=self._job.seconds, voice=self._desk.voice)
        self.artefacts.append(replace(artefact, preflight=self._job.preflight(form.name)))
        self.made.append(self._traced(writer, artefact, time.perf_counter() - began))

    def _traced(self, writer: Writer, artefact: Artefact, seconds: float) -> Made:
        notes = self._job.trace
        file = File(artefact.path, artefact.bytes, artefact.sha256, "")
        members = tuple(File(one.path, one.bytes, one.sha256, "") for one in artefact.files)
        basis = notes.basis(writer.FORMAT.revision, self._job.choices, self._desk.voice if notes.spoken else "")
        return Made(
            writer.FORMAT.name,
            file,
            basis,
            notes.own(self._job.work.document.sha256, self._job.work.id),
            seconds,
            notes.gave,
            members,
        )


def _remove(path: Path, form: Format) -> None:
    """Remove what there is of an edition that failed."""
    with suppress(OSError):
        path.unlink(missing_ok=True)
    if form.folder:
        shutil.rmtree(form.members(path), ignore_errors=True)


def _file(path: Path) -> File:
    return File(path.name, path.stat().st_size, sha256_of(path), "")
