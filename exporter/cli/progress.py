"""Listeners: what a person or a program sees while the engine works."""

from __future__ import annotations

import dataclasses
import json
import sys
import typing
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self, TypeAlias, assert_never

from exporter.cli import outcome
from exporter.cli.words import decimal, error_line, one_line, say, size, translate
from exporter.errors import ExporterError
from exporter.events import (
    Catalogued,
    Checked,
    Dropped,
    Event,
    Failed,
    Judged,
    Narrated,
    NotRendered,
    Planned,
    Preflight,
    Progress,
    Pruned,
    Summary,
    Understood,
    Warned,
    Watching,
    Wrote,
)
from exporter.shapes import schema_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType


_EDITIONS: Final = "editions: "
"""What the tasks of the formats begin with."""
_ARTICLES: Final = "articles"
_PLAN: Final = "plan"
_STEPS: Final = frozenset({_PLAN, "check"})
"""Tasks of many small steps."""
_QUICK: Final = 1000
"""Small steps that are done in a moment."""
_FEW: Final = 20
"""Lines for single files that a person reads, and failures that are told once more at the end."""


@dataclass(frozen=True, slots=True)
class Plans:
    """Which plans are shown: what is ``planned``, also what is ``fresh``; ``only`` plans, since nothing is made."""

    planned: bool = False
    fresh: bool = False
    only: bool = False


class Listener:
    """Hears every event; a context manager because a terminal must be left as it was."""

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End."""

    def hear(self, event: Event) -> None:
        """Take notice of an event."""
        raise NotImplementedError


def schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of a line of ``--json``."""
    shapes = {_type(kind): schema_of(kind) for kind in typing.get_args(Event)}
    for name, shape in shapes.items():
        shape["properties"] = {"type": {"const": name}, **shape["properties"]}
        shape["required"] = ["type", *shape["required"]]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "event", "anyOf": list(shapes.values())}


def _type(kind: type) -> str:
    return kind.__name__.lower()


def told(event: Event) -> dict[str, object]:
    """An event as a JSON object."""
    return {"type": _type(type(event)), **dataclasses.asdict(event)}


class JsonLines(Listener):
    """Every event as one JSON object a line on standard output, what ends the whole run among them."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Tell of an error that concerns no single article."""
        if isinstance(error, ExporterError):
            self.hear(Failed(None, None, error.message, error.hint, error.exit_code))

    def hear(self, event: Event) -> None:
        """Write the event."""
        sys.stdout.write(json.dumps(told(event)) + "\n")  # in ASCII: every terminal and every file name allows that
        sys.stdout.flush()


class Quiet(Listener):
    """Failures only."""

    def hear(self, event: Event) -> None:
        """Write a failure to standard error."""
        if isinstance(event, Failed):
            self.tell(failure(event))

    def tell(self, line: str) -> None:
        """Write a line for people to standard error."""
        sys.stderr.write(one_line(line) + "\n")


class Plain(Quiet):
    """Lines: the files that are ready, and a dry run's plan, on standard output; everything else on standard error."""

    def __init__(self, plans: Plans | None = None) -> None:
        """Nothing was counted yet."""
        self._plans = plans or Plans()
        self._quarters: dict[str, int] = {}
        self._planned: Counter[bool] = Counter()
        self._totals: dict[str, int] = {}
        self._noted: set[str] = set()
        self._failures: list[Failed] = []
        self._failed = 0

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Count what a dry run would make."""
        if self._plans.only and not error:
            self.tell(outcome.plan(self._planned[False], self._planned[True]))

    def hear(self, event: Event) -> None:
        """Write what a person wants to know."""
        match event:
            case Wrote():
                self.ready(event)
            case Checked():
                self._check(event)
            case Progress():
                self._count(event)
            case Planned():
                self._plan(event)
            case Failed():
                self._fail(event)
            case Summary():
                self._end(event)
            case _:
                self._note(event)

    def put(self, line: str) -> None:
        """Write a line that is what was asked for to standard output."""
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    def ready(self, event: Wrote) -> None:
        """Tell of a file that is ready; with its size and time where they are few enough to be read."""
        self.put(event.path)
        if self.few:
            self.tell(f"  {event.format}, {size(event.bytes)}, {decimal(event.seconds, 1)} s")

    def count(self, event: Progress) -> None:
        """Tell of long work at every quarter: the run's, and where articles are few also theirs."""
        if event.task.startswith(_EDITIONS) or not (self.few or _of_the_run(event)):
            return
        if event.total < (_QUICK if event.task in _STEPS else 2):
            return
        quarter = 4 * event.done // event.total
        if self._quarters.get(event.task) != quarter:
            self._quarters[event.task] = quarter
            self.tell(f"{translate(event.task)} {event.done}/{event.total}")
        if event.done >= event.total:
            del self._quarters[event.task]

    @property
    def few(self) -> bool:
        """Whether each file of this run gets a line for itself."""
        editions = sum(total for task, total in self._totals.items() if task != _ARTICLES)
        return max(editions, self._totals.get(_ARTICLES, 0)) <= _FEW

    def _count(self, event: Progress) -> None:
        if _of_the_run(event) and event.task not in _STEPS:
            self._totals[event.task] = event.total
        self.count(event)

    def _check(self, event: Checked) -> None:
        if event.trouble:
            self.put(f"{event.path}  {translate(event.trouble)}")

    def _plan(self, event: Planned) -> None:
        fresh = event.reason == outcome.FRESH
        self._planned[fresh] += 1
        if self._plans.planned and (self._plans.fresh or not fresh):
            (self.put if self._plans.only else self.tell)(one_line(outcome.planned(event)))

    def _note(self, event: _Noted) -> None:
        """Tell of what is worth knowing, of several articles with its name; of many, the same only once."""
        whose = f"{event.article}: " if isinstance(event, Warned | NotRendered) and event.article else ""
        for line in _lines(event):
            said = whose + line if self.few else line
            if said not in self._noted:
                self._noted.add(said)
                self.tell(whose + line if self._totals.get(_ARTICLES, 0) > 1 else line)

    def _fail(self, event: Failed) -> None:
        self._failed += 1
        if len(self._failures) < _FEW:
            self._failures.append(event)
        super().hear(event)

    def _end(self, event: Summary) -> None:
        """Sum up, with the failures that have gone out of sight; then begin anew, since a watch has many runs."""
        if not self._plans.only:
            for line in outcome.summary(event):
                self.tell(line)
            for failed in () if self.few else self._failures:
                self.tell(failure(failed))
            if not self.few and self._failed > len(self._failures):
                self.tell(outcome.unnamed(self._failed - len(self._failures)))
        self._totals, self._failures, self._failed = {}, [], 0
        self._noted.clear()


_Noted: TypeAlias = (
    Warned | NotRendered | Preflight | Pruned | Catalogued | Watching | Dropped | Judged | Understood | Narrated
)
"""What is told as it comes, or not at all."""


def _of_the_run(event: Progress) -> bool:
    """Whether a task is the whole run's, not one article's."""
    return event.task in {_ARTICLES, *_STEPS} or event.task.startswith(_EDITIONS)


def _lines(event: _Noted) -> Iterator[str]:
    """What is told of an event as it comes."""
    match event:
        case Warned():
            yield say("Warning: ") + translate(event.message)
        case NotRendered():
            place = f"{event.format}{say(': ')}{translate(event.node)}"
            yield say("Warning: ") + place + say(": ") + translate(event.detail)
        case Preflight():
            yield preflight(event)
        case Pruned():
            yield outcome.pruned(event)
        case Catalogued():
            yield say("all editions: {path}", path=event.path)
        case Watching():
            yield outcome.watching(event)
        case Dropped() | Judged() | Understood() | Narrated():
            pass
        case _:
            assert_never(event)


def failure(event: Failed) -> str:
    """One line for an article, an edition or a whole run that failed."""
    line = error_line(event.message, event.hint)
    where = " → ".join(filter(None, (event.article, event.format)))
    return say("{place}: {reason}", place=where, reason=line) if where else line


def preflight(event: Preflight) -> str:
    """One line for what a press edition was found to be."""
    count = f"{event.pages} {'page' if event.pages == 1 else 'pages'}"
    page = f"{count}, {event.width:g} × {event.height:g} + {event.bleed:g} mm"
    pictures = say("pictures from {resolution} dpi", resolution=event.resolution)
    ink = say("{ink} % of ink at most", ink=f"{event.ink:.0f}")
    return "  " + ", ".join((event.standard, event.condition, page, *((pictures,) if event.pictures else ()), ink))
