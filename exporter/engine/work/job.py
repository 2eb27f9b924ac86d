"""Work in hand: an article or an issue opened, with everything that is needed to write its editions."""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, cast

from exporter.engine.clock import now
from exporter.engine.inputs import intake, loading
from exporter.engine.plan import identity, trace
from exporter.engine.publish import about, edition
from exporter.engine.work.world import LocalWorld
from exporter.errors import ReadError
from exporter.events import Dropped, Event, Narrated, NotRendered, Preflight, Progress, Warned
from exporter.messages import Message
from exporter.model import Article, Metadata
from exporter.passes import prepare
from exporter.ports import Issue, Original, Part, World, Writer
from exporter.record import Artefact, Mark, Record, Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exporter.engine.records import Input, Media, Request
    from exporter.engine.work.narrator import Narrator
    from exporter.events import Report
    from exporter.ports import Binder
    from exporter.settings import Settings


_OF_THE_MACHINE = frozenset({"cache"})
"""Codes of warnings that say nothing about the article or its editions."""


class Ear:
    """Hears the events of one article: keeps what the edition's record must hold, and passes each on once."""

    def __init__(self, name: str, report: Report, *, strict: bool) -> None:
        """Nothing was heard yet."""
        self._name = name
        self._report = report
        self._strict = strict
        self._kept: dict[Warned | NotRendered | Dropped, None] = {}
        self.preflights: dict[str, Preflight] = {}
        self.narrated: Narrated | None = None

    def hear(self, event: Event) -> None:
        """Take notice of an event; a strict run stops at a grave warning about the article."""
        if isinstance(event, Preflight):
            self.preflights[event.format] = event
        if isinstance(event, Narrated):
            self.narrated = event
        if isinstance(event, Progress):
            self._report(
                replace(event, task=Message("{task}: {article}", task=Message(event.task), article=self._name))
            )
        elif not isinstance(event, Warned | NotRendered | Dropped):
            self._report(event)
        elif event not in self._kept:  # several writers may meet the same loss
            self._kept[event] = None
            self._report(event if isinstance(event, Dropped) else replace(event, article=self._name))
        if self._strict and isinstance(event, Warned) and _is_grave(event):
            raise ReadError(
                Message("{message} (a warning, in a strict run)", message=Message(event.message)),
                "mend the article, or leave out --strict",
            )

    @property
    def losses(self) -> tuple[Warned | NotRendered, ...]:
        """What an editor should look at."""
        return tuple(event for event in self._kept if not isinstance(event, Dropped))

    @property
    def dropped(self) -> tuple[Dropped, ...]:
        """What was left out of the input."""
        return tuple(event for event in self._kept if isinstance(event, Dropped))


def _is_grave(warning: Warned) -> bool:
    return not warning.tolerated and warning.code not in _OF_THE_MACHINE


@dataclass(frozen=True, slots=True)
class Job:
    """An article or an issue on its way through a run; ``write`` has a writer make its edition at a path.

    Each article has an ear of its own; ``trace`` notes what the edition that is being written depends on, ``choices``
    are the digests of its settings.
    """

    name: str
    work: Work
    ears: tuple[Ear, ...]
    write: Callable[[Writer, Path], None]
    world: LocalWorld
    trace: trace.Trace
    choices: dict[str, str]
    kept: _Kept | None = None

    def close(self) -> None:
        """Let go of the articles of an issue."""
        if self.kept:
            self.kept.close()

    @property
    def seconds(self) -> float:
        """How long it can be heard, once a writer has had it narrated."""
        return round(sum(ear.narrated.seconds for ear in self.ears if ear.narrated), 3)

    @property
    def chapters(self) -> tuple[Mark, ...]:
        """Where its chapters begin, once it was narrated; those of an issue follow each other."""
        told = [ear.narrated for ear in self.ears if ear.narrated]
        starts = accumulate((one.seconds for one in told), initial=0.0)
        return tuple(
            Mark(title, round(start + second, 3))
            for one, start in zip(told, starts, strict=False)
            for title, second in one.chapters
        )

    def preflight(self, form: str) -> Preflight | None:
        """What a format's edition for the press was found to be."""
        return next((ear.preflights[form] for ear in self.ears if form in ear.preflights), None)

    def record(self, folder: Path, artefacts: tuple[Artefact, ...]) -> edition.Edition:
        """What ``edition.json`` shall say; ``folder`` holds the editions."""
        losses = tuple(loss for ear in self.ears for loss in ear.losses)
        dropped = tuple(event for ear in self.ears for event in ear.dropped)
        generated = now().isoformat().replace("+00:00", "Z")
        cover = edition.cover(folder, artefacts)
        duration = self.seconds if self.chapters else None
        return edition.Edition(Record(self.work, generated, artefacts, duration, self.chapters, cover), losses, dropped)


class Desk:
    """Where inputs are opened, each article with its own folder, lexicon and ear."""

    def __init__(self, request: Request, media: Callable[[Input, Original], Media], narrator: Narrator) -> None:
        """Open nothing yet; ``media`` gives what reads an input's pictures."""
        self._request = request
        self._media = media
        self._narrator = narrator

    @property
    def voice(self) -> str:
        """Which voice speaks, by its fingerprint."""
        return self._narrator.fingerprint

    def article(self, given: Input, report: Report) -> Job:
        """Read and prepare an article; raises `ReadError`, `UsageError`."""
        notes = trace.Trace()
        ear = self._ear(given.name, report)
        original = loading.original(given)
        world = self._world(given, original, ear, notes)
        work, prepared = _opened(given, original, world)

        def write(writer: Writer, out: Path) -> None:
            writer.write(prepared, world, out)

        notes.begin()
        choices = self._choices(given.settings)
        return Job(given.name, work, (ear,), write, world, notes, choices)

    def issue(self, title: str, identifier: str, inputs: Sequence[Input], settings: Settings, report: Report) -> Job:
        """Read every article of an issue, and keep them on the disk until they are written.

        ``identifier`` is what its editions bear already, the ``settings`` are the issue's own. Raises `ReadError` for
        the first that cannot be read: an issue has all its articles or is none.
        """
        notes = trace.Trace()
        kept = _Kept()
        with kept.closed_if_broken_off():
            read = [self._named_part(given, report, notes, kept) for given in inputs]
        parts = tuple(part for part, _, _ in read)
        own = self._ear(title, report)
        world = LocalWorld(settings, own.hear, None, self._narrator, notes)
        known = self._metadata(title, parts)
        metadata = replace(known, identifier=identity.of_work(known, identifier, identity.of_issue(title)))
        issue = Issue(prepare(Article(metadata), world.language(metadata.language)).metadata, parts)

        def write(writer: Writer, out: Path) -> None:
            cast("Binder", writer).bind(issue, world, out)

        work = about.issue(metadata, tuple(work for _, work, _ in read), metadata.identifier or "")
        ears = (own, *(ear for _, _, ear in read))
        notes.begin()
        choices = self._choices(settings, *(given.settings for given in inputs))
        return Job(title, work, ears, write, world, notes, choices, kept)

    def _named_part(self, given: Input, report: Report, notes: trace.Trace, kept: _Kept) -> tuple[Part, Work, Ear]:
        """Open an article, and name it if it cannot be opened."""
        try:
            return self._part(given, report, notes, kept)
        except ReadError as error:
            raise ReadError(
                Message("of the issue, {name}: {message}", name=given.name, message=error.message), error.hint
            ) from error

    def _part(self, given: Input, report: Report, notes: trace.Trace, kept: _Kept) -> tuple[Part, Work, Ear]:
        ear = self._ear(given.name, report)
        original = loading.original(given)
        work, prepared = _opened(given, original, self._world(given, original, ear, notes))
        again = kept.put(prepared)

        def load() -> tuple[Article, World]:
            return again(), self._world(given, loading.original(given), ear, notes)

        return Part(prepared.metadata, load), work, ear

    def _ear(self, name: str, report: Report) -> Ear:
        return Ear(name, report, strict=self._request.strict)

    def _world(self, given: Input, original: Original, ear: Ear, notes: trace.Trace) -> LocalWorld:
        """The world as the article sees it."""
        for event in given.told:
            ear.hear(event)
        pictures = notes.pictures(given.name, self._media(given, original))
        return LocalWorld(given.settings, ear.hear, pictures, self._narrator, notes)

    def _choices(self, *settings: Settings) -> dict[str, str]:
        return trace.choices(settings, images=self._request.access.images, strict=self._request.strict)

    def _metadata(self, title: str, parts: Sequence[Part]) -> Metadata:
        """What is true of an issue: what the user says, what all its articles have in common, the latest date."""
        own, metadata = self._request.overrides, [part.metadata for part in parts]
        dates = sorted((one.published for one in metadata if one.published), key=str)
        return Metadata(
            title,
            language=own.language or _common(one.language for one in metadata) or metadata[0].language,
            publisher=own.publisher or _common(one.publisher for one in metadata),
            published=own.date or (dates[-1] if dates else None),
            url=own.url,
            identifier=own.identifier,
        )


def _common(values: Iterable[str | None]) -> str | None:
    """The value that all have."""
    found = set(values)
    return found.pop() if len(found) == 1 else None


def foreseen(given: Input) -> Work:
    """What an article is, for a run that makes nothing: nobody hears of what was left out. Raises `ReadError`."""
    return _read(given, loading.original(given), LocalWorld(given.settings, lambda _: None, None, None))[0]


def _opened(given: Input, original: Original, world: LocalWorld) -> tuple[Work, Article]:
    """What is known of an article, and the article as it is prepared for writers."""
    work, article = _read(given, original, world)
    named = replace(article, metadata=replace(article.metadata, identifier=work.id))
    return work, prepare(named, world.language(article.metadata.language))


def _read(given: Input, original: Original, world: LocalWorld) -> tuple[Work, Article]:
    article = intake.read(original, world, given.overrides)
    identifier = identity.of_work(article.metadata, given.identifier, given.way)
    return about.work(original, article, given.way, identifier), article


class _Kept:
    """Articles on the disk, in a file without a name: an issue may have hundreds, and is written in several formats."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it goes with what reads it

    def close(self) -> None:
        """Let go of them."""
        self._file.close()

    @contextmanager
    def closed_if_broken_off(self) -> Iterator[None]:
        """Let go of them if not all can be read."""
        try:
            yield
        except BaseException:
            self.close()
            raise

    def put(self, article: Article) -> Callable[[], Article]:
        """Keep an article; gives what reads it again."""
        start = self._file.seek(0, os.SEEK_END)
        pickle.dump(article, self._file, pickle.HIGHEST_PROTOCOL)

        def again() -> Article:
            self._file.seek(start)
            return cast("Article", pickle.load(self._file))  # noqa: S301 - our own, of this process

        return again
