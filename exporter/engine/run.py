"""A run: every article read, prepared and written in every format asked for; failures gathered, never a half file."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from exporter import registry
from exporter.engine import edition, intake, lexicon
from exporter.engine.narrator import Narrator
from exporter.engine.slug import slug
from exporter.engine.store import SpeechCache, cache_folder, disk, whole
from exporter.engine.world import LocalWorld, now
from exporter.errors import ExporterError, ReadError, UsageError, WriteError
from exporter.events import Dropped, Failed, NotRendered, Progress, Warned, Wrote
from exporter.passes import prepare
from exporter.settings import Settings

if TYPE_CHECKING:
    from exporter.events import Event, Report
    from exporter.model import Article
    from exporter.ports import Original, Writer


@dataclass(frozen=True, slots=True)
class Request:
    """What one command asks for; ``strict`` makes every warning an error, ``jobs`` counts the voice's processes.

    ``lexicon`` is a file of pronunciations that come before those of the user's and the project's own files.
    """

    inputs: tuple[str, ...]
    formats: tuple[str, ...]
    out: Path
    settings: Settings = field(default_factory=Settings)
    overrides: intake.Overrides = field(default_factory=intake.Overrides)
    jobs: int = 1
    strict: bool = False
    lexicon: Path | None = None


def export(request: Request, report: Report) -> tuple[Failed, ...]:
    """Carry out a request. Gives the failures, which were reported too; the other articles and editions are there.

    Raises `ExporterError` for what concerns the whole run: unknown names, an output folder that cannot be.
    """
    writers = tuple(registry.writer(name) for name in request.formats)
    lexicon.gather(request.lexicon)
    names = intake.find(request.inputs)
    if request.overrides.title and len(names) > 1:
        raise UsageError("one title for several articles", "give --title with a single input")
    with disk(request.out):
        request.out.mkdir(parents=True, exist_ok=True)
    with Narrator(request.settings.narration, SpeechCache(cache_folder()), request.jobs) as narrator:
        run = _Run(request, tuple(sorted(writers, key=lambda writer: writer.FORMAT.spoken)), narrator, report)
        for done, name in enumerate(names):
            run.report(Progress("articles", done, len(names)))
            run.article(name)
        run.report(Progress("articles", len(names), len(names)))
    return tuple(run.failures)


def understand(name: str, overrides: intake.Overrides, report: Report) -> Article:
    """Read one article without writing anything; raises `ReadError`."""
    world = LocalWorld(Settings(), report, None, None)
    return intake.read(intake.load(name, overrides.title), world, overrides)


class _Run:
    """The state of a run: which names are taken and what failed."""

    def __init__(self, request: Request, writers: tuple[Writer, ...], narrator: Narrator, report: Report) -> None:
        self._request = request
        self._writers = writers
        self._narrator = narrator
        self.report = report
        self.failures: list[Failed] = []
        self._taken: dict[str, str] = {}

    def article(self, name: str) -> None:
        """Make all editions of one article; what the user can mend becomes a `Failed` event."""
        try:
            job = self._read(name)
        except ExporterError as error:
            self._fail(name, None, error)
            return
        try:
            for writer in self._writers:
                self._edition(job, writer)
        finally:
            self._finish(job)

    def _read(self, name: str) -> _Job:
        original = intake.load(name, self._request.overrides.title)
        job = _Job(name, original, self.report, strict=self._request.strict)
        folder = None if name == intake.STANDARD_INPUT else Path(name).parent
        job.world = LocalWorld(self._settings(folder), job.hear, folder, self._narrator)
        job.article = intake.read(original, job.world, self._request.overrides)
        job.prepared = prepare(job.article, job.world.language(job.article.metadata.language))
        job.slug = slug(job.article.metadata.title)
        if job.slug in self._taken:
            raise WriteError(
                f"two articles would be called {job.slug}: {self._taken[job.slug]} and {name}",
                "export one of them with another --title or another --out",
            )
        self._taken[job.slug] = name
        return job

    def _settings(self, folder: Path | None) -> Settings:
        """The run's settings with the lexicons that hold for an article of a folder."""
        settings = self._request.settings
        entries = (*settings.narration.lexicon, *lexicon.gather(self._request.lexicon, folder))
        return replace(settings, narration=replace(settings.narration, lexicon=entries))

    def _edition(self, job: _Job, writer: Writer) -> None:
        form = writer.FORMAT
        path = self._request.out / job.slug / f"{job.slug}{form.suffix}"
        began = time.perf_counter()
        try:
            with whole(path) as part:
                writer.write(job.prepared, job.world, part)
            duration = _duration(job) if form.spoken else None
            voice = self._narrator.fingerprint if form.spoken else None
            made = edition.artefact(path, form, duration, voice)
        except ExporterError as error:
            self._fail(job.name, form.name, error)
            return
        job.made.append(made)
        self.report(Wrote(job.name, form.name, str(path), made.bytes, time.perf_counter() - began))

    def _finish(self, job: _Job) -> None:
        folder = self._request.out / job.slug
        if job.made:
            try:
                edition.write(folder, job.edition())
            except ExporterError as error:
                self._fail(job.name, None, error)
        else:
            with suppress(OSError):
                folder.rmdir()

    def _fail(self, name: str, form: str | None, error: ExporterError) -> None:
        failed = Failed(name, form, error.message, error.hint, error.exit_code)
        self.failures.append(failed)
        self.report(failed)


class _Job:
    """One article on its way through a run."""

    world: LocalWorld
    article: Article
    prepared: Article
    slug: str

    def __init__(self, name: str, original: Original, report: Report, *, strict: bool) -> None:
        self.name = name
        self.original = original
        self.made: list[edition.Artefact] = []
        self._report = report
        self._strict = strict
        self._losses: list[Warned | NotRendered] = []
        self._dropped: list[Dropped] = []

    def hear(self, event: Event) -> None:
        """Keep what the edition's record must hold, and pass it on; a strict run stops at a warning."""
        match event:
            case Warned() | NotRendered():
                self._losses.append(event)
            case Dropped():
                self._dropped.append(event)
            case Progress():
                event = replace(event, task=f"{event.task}: {self.name}")
            case _:
                pass
        self._report(event)
        if self._strict and isinstance(event, Warned):
            raise ReadError(f"{event.message} (a warning, in a strict run)", "mend the article, or leave out --strict")

    def edition(self) -> edition.Edition:
        """What ``edition.json`` will say."""
        return edition.Edition(
            self.original, self.article, now(), tuple(self.made), tuple(self._losses), tuple(self._dropped)
        )


def _duration(job: _Job) -> float:
    tracks = job.world.narrate(job.prepared)
    return round(sum(len(track.samples) / track.rate for track in tracks), 3)
