"""A run: every article read, prepared and written in every format asked for; failures gathered, never a half file."""

from __future__ import annotations

import time
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from exporter import registry
from exporter.engine import edition, intake, lexicon
from exporter.engine.cache import SpeechCache, cache_folder, cache_limit
from exporter.engine.narrator import Narrator
from exporter.engine.slug import slug
from exporter.engine.store import disk, folder, sweep, whole
from exporter.engine.world import LocalWorld, now
from exporter.errors import ExporterError, ReadError, UsageError, WriteError
from exporter.events import Dropped, Failed, NotRendered, Preflight, Progress, Warned, Wrote
from exporter.model import Article
from exporter.passes import prepare
from exporter.ports import Original
from exporter.settings import Settings

if TYPE_CHECKING:
    from exporter.events import Event, Report
    from exporter.ports import Writer


@dataclass(frozen=True, slots=True)
class Request:
    """What one command asks for; ``strict`` makes every warning an error, ``jobs`` counts the voice's processes.

    ``lexicon`` is a file of pronunciations that come before those of the user's and the project's own files; ``force``
    replaces the editions of another article of the same title. ``bundle`` is the title of one edition of all articles.
    """

    inputs: tuple[str, ...]
    formats: tuple[str, ...]
    out: Path
    settings: Settings = field(default_factory=Settings)
    overrides: intake.Overrides = field(default_factory=intake.Overrides)
    jobs: int = 1
    strict: bool = False
    lexicon: Path | None = None
    force: bool = False
    bundle: str | None = None


def export(request: Request, report: Report) -> tuple[Failed, ...]:
    """Carry out a request. Gives the failures, which were reported too; the other articles and editions are there.

    Raises `ExporterError` for what concerns the whole run: unknown names, an output folder that cannot be.
    """
    now()  # a wrong SOURCE_DATE_EPOCH concerns every edition
    writers = tuple(registry.writer(name) for name in request.formats)
    lexicon.gather(request.lexicon)
    names = intake.find(request.inputs)
    if request.overrides.title and len(names) > 1:
        raise UsageError("one title for several articles", "give --title with a single input")
    speaks = any(writer.FORMAT.spoken for writer in writers)
    cache, limit = SpeechCache(cache_folder(report if speaks else None)), cache_limit()
    with (
        closing(cache),
        Narrator(request.settings.narration, cache, request.jobs) as narrator,
        folder(request.out),
    ):
        run = _Run(request, tuple(sorted(writers, key=_turn)), narrator, report)
        for done, name in enumerate(names):
            run.report(Progress("articles", done, len(names)))
            run.article(name)
        run.report(Progress("articles", len(names), len(names)))
    cache.prune(limit)
    return tuple(run.failures)


def _turn(writer: Writer) -> tuple[bool, bool]:
    """Speech takes longest and comes last; pages come first, since other editions say where they begin."""
    return writer.FORMAT.spoken, writer.FORMAT.media_type != "application/pdf"


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
        sweep(self._request.out / job.slug)
        made: list[edition.Artefact] = []
        try:
            for writer in self._writers:
                made += self._edition(job, writer)
        finally:
            self._finish(job, tuple(made))

    def _read(self, name: str) -> _Job:
        original = intake.load(name, self._request.overrides.title)
        ear = _Ear(name, self.report, strict=self._request.strict)
        beside = None if name == intake.STANDARD_INPUT else Path(name).parent
        world = LocalWorld(self._settings(beside), ear.hear, beside, self._narrator)
        article = intake.read(original, world, self._request.overrides)
        prepared = prepare(article, world.language(article.metadata.language))
        return _Job(name, original, article, prepared, self._slug(name, original, article), world, ear)

    def _slug(self, name: str, original: Original, article: Article) -> str:
        """Name an article's editions as nothing else in this run or an earlier one; raises `WriteError`."""
        own = slug(article.metadata.title)
        if own in self._taken:
            raise WriteError(
                f"two articles would be called {own}: {self._taken[own]} and {name}",
                "export one of them with another --title or another --out",
            )
        self._taken[own] = name
        folder = self._request.out / own
        other = None if self._request.force else edition.owner(folder, original, article)
        if other is not None:
            raise WriteError(
                f"{folder} is another article's folder ({other})",
                "choose another --out or --title, or replace it with --force",
            )
        return own

    def _settings(self, beside: Path | None) -> Settings:
        """The run's settings with the lexicons that hold for an article of a folder."""
        settings = self._request.settings
        entries = (*settings.narration.lexicon, *lexicon.gather(self._request.lexicon, beside))
        return replace(settings, narration=replace(settings.narration, lexicon=entries))

    def _edition(self, job: _Job, writer: Writer) -> tuple[edition.Artefact, ...]:
        """Write one edition; gives what was made, nothing if it failed."""
        form = writer.FORMAT
        path = self._request.out / job.slug / f"{job.slug}{form.suffix}"
        began = time.perf_counter()
        try:
            with whole(path) as part:
                writer.write(job.prepared, job.world, part)
            duration = _duration(job) if form.spoken else None
            voice = self._narrator.fingerprint if form.spoken else None
            with disk(path):
                made = edition.artefact(path, form, duration, voice)
            made = replace(made, preflight=job.ear.preflights.get(form.name))
        except ExporterError as error:
            self._fail(job.name, form.name, error)
            return ()
        self.report(Wrote(job.name, form.name, str(path), made.bytes, time.perf_counter() - began))
        return (made,)

    def _finish(self, job: _Job, made: tuple[edition.Artefact, ...]) -> None:
        own = self._request.out / job.slug
        if made:
            losses, dropped = job.ear.losses, job.ear.dropped
            try:
                edition.write(own, edition.Edition(job.original, job.article, now(), made, losses, dropped))
            except ExporterError as error:
                self._fail(job.name, None, error)
        else:
            with suppress(OSError):
                own.rmdir()

    def _fail(self, name: str, form: str | None, error: ExporterError) -> None:
        failed = Failed(name, form, error.message, error.hint, error.exit_code)
        self.failures.append(failed)
        self.report(failed)


_OF_THE_MACHINE = frozenset({"cache"})
"""Codes of warnings that say nothing about the article or its editions."""


def _is_grave(warning: Warned) -> bool:
    return not warning.tolerated and warning.code not in _OF_THE_MACHINE


class _Ear:
    """Hears the events of one article: keeps what the edition's record must hold, and passes each on once."""

    def __init__(self, name: str, report: Report, *, strict: bool) -> None:
        self._name = name
        self._report = report
        self._strict = strict
        self._kept: dict[Warned | NotRendered | Dropped, None] = {}
        self.preflights: dict[str, Preflight] = {}

    def hear(self, event: Event) -> None:
        """Take notice of an event; a strict run stops at a grave warning about the article."""
        if isinstance(event, Preflight):
            self.preflights[event.format] = event
        if isinstance(event, Progress):
            self._report(replace(event, task=f"{event.task}: {self._name}"))
        elif not isinstance(event, Warned | NotRendered | Dropped):
            self._report(event)
        elif event not in self._kept:  # several writers may meet the same loss
            self._kept[event] = None
            self._report(event)
        if self._strict and isinstance(event, Warned) and _is_grave(event):
            raise ReadError(f"{event.message} (a warning, in a strict run)", "mend the article, or leave out --strict")

    @property
    def losses(self) -> tuple[Warned | NotRendered, ...]:
        """What an editor should look at."""
        return tuple(event for event in self._kept if not isinstance(event, Dropped))

    @property
    def dropped(self) -> tuple[Dropped, ...]:
        """What was left out of the input."""
        return tuple(event for event in self._kept if isinstance(event, Dropped))


@dataclass(frozen=True, slots=True)
class _Job:
    """One article on its way through a run: as it was read, and ``prepared`` for the writers."""

    name: str
    original: Original
    article: Article
    prepared: Article
    slug: str
    world: LocalWorld
    ear: _Ear


def _duration(job: _Job) -> float:
    tracks = job.world.narrate(job.prepared)
    return round(sum(track.seconds for track in tracks), 3)
