"""What happened: progress, losses and warnings, as frozen data for whoever listens (terminal, JSON, tests)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` steps of a task; the first event of a task has ``done`` 0, the last ``done == total``."""

    task: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """Words of the input that are not part of the article; ``line`` counts from 1, ``reason`` is a stable code."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Warned:
    """Something that an editor should look at; ``code`` is stable, ``message`` for people.

    A strict run stops at it, unless it is ``tolerated``: worth knowing, and no reason not to publish. ``article`` is
    the input that it is about, empty where it is about none or the only one.
    """

    code: str
    message: str
    tolerated: bool = False
    article: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a passage of copied text came to be: its first ``line`` from 1, its ``role``, how sure (0 to 1), why.

    ``role`` is one of `exporter.readers.scraped.judge.weights.ROLES`, or what an exact rule made of it; ``reasons``
    are words, the strongest first. ``rule`` says which exact rule decided instead, in words, empty where none did.
    """

    line: int
    text: str
    role: str
    sure: float
    reasons: tuple[str, ...]
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """Where a fact about the article was found: ``field`` of its metadata, its ``value``, and the ``origin`` in words.

    An origin names a format's own field ("JSON-LD headline", "og:title") or what stands on the page ("h1"), or it is a
    `Message`.
    """

    field: str
    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class NotRendered:
    """Something that a format cannot express: never a silent loss. ``article`` as in `Warned`."""

    format: str
    node: str
    detail: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class Preflight:
    """What a press edition was found to be when it was read back; one that is unfit for the press is a `Failed`.

    ``standard`` and ``condition`` name the PDF/X level and the printing condition; ``width`` and ``height`` of the cut
    page and ``bleed`` are in millimetres; ``fonts`` counts those embedded, ``pictures`` those printed; ``resolution``
    is that of the coarsest picture in dots per inch (None without pictures), ``ink`` the most of all inks on one spot,
    in per cent.
    """

    format: str
    standard: str
    condition: str
    pages: int
    width: float
    height: float
    bleed: float
    fonts: int
    pictures: int
    resolution: int | None
    ink: float


@dataclass(frozen=True, slots=True)
class Narrated:
    """An article can be heard: how long, in seconds, and where its chapters begin, each by its title and second."""

    seconds: float
    chapters: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Wrote:
    """An edition is on disk, whole. ``seconds`` is the time it took."""

    article: str
    format: str
    path: str
    bytes: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Failed:
    """An article, one of its editions or, with neither, the whole run failed; ``exit_code`` as in `exporter.errors`."""

    article: str | None
    format: str | None
    message: str
    hint: str
    exit_code: int


@dataclass(frozen=True, slots=True)
class Planned:
    """What a run will do about an edition, and why: ``reason`` is one of `exporter.engine.records.Reason`'s values."""

    article: str
    format: str
    reason: str


@dataclass(frozen=True, slots=True)
class Pruned:
    """A file whose article is gone: ``removed``, or only listed."""

    path: str
    removed: bool


@dataclass(frozen=True, slots=True)
class Catalogued:
    """Pages of a catalogue are others now: so many; ``path`` is its first one, where people begin."""

    catalogue: str
    path: str
    pages: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that a record or the ledger tells of; ``trouble`` is empty for one that is what it should be."""

    path: str
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Watching:
    """Everything was made, and from now on what changes of ``inputs`` is made again; told once."""

    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """All editions of a format that a run made: how many, their size, and the seconds of work that they took."""

    format: str
    made: int
    bytes: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Summary:
    """The end of a run: articles ``done``, ``fresh`` (nothing to do) and ``failed``; ``seconds`` by the clock.

    ``slowest`` has the articles that took longest, with their seconds, the slowest first.
    """

    done: int
    fresh: int
    failed: int
    seconds: float
    formats: tuple[Tally, ...]
    slowest: tuple[tuple[str, float], ...]


Event = (
    Progress
    | Dropped
    | Warned
    | Judged
    | Understood
    | NotRendered
    | Preflight
    | Narrated
    | Wrote
    | Failed
    | Planned
    | Pruned
    | Catalogued
    | Checked
    | Watching
    | Summary
)
Report = Callable[[Event], None]
