"""Listeners: what a person or a program sees while the engine works."""

from __future__ import annotations

import dataclasses
import json
import sys
from typing import TYPE_CHECKING, Self

from exporter.cli.words import error_line, one_line, say, size, translate
from exporter.errors import ExporterError
from exporter.events import Dropped, Failed, Narrated, NotRendered, Preflight, Progress, Understood, Warned, Wrote

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from exporter.events import Event


def listener(*, as_json: bool, quiet: bool) -> Listener:
    """Choose the listener: JSON lines for programs, bars on a terminal, plain lines elsewhere, errors only if quiet."""
    if as_json:
        return JsonLines()
    if quiet:
        return Quiet()
    return Terminal() if sys.stderr.isatty() else Plain()


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


class JsonLines(Listener):
    """Every event as one JSON object a line on standard output, what ends the whole run among them."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Tell of an error that concerns no single article."""
        if isinstance(error, ExporterError):
            self.hear(Failed(None, None, error.message, error.hint, error.exit_code))

    def hear(self, event: Event) -> None:
        """Write the event."""
        record = {"type": type(event).__name__.lower(), **dataclasses.asdict(event)}
        sys.stdout.write(json.dumps(record) + "\n")  # in ASCII: every terminal and every file name allows that
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
    """Lines: the files that are ready on standard output, everything else on standard error."""

    def __init__(self) -> None:
        """Nothing was counted yet."""
        self._told: dict[str, int] = {}

    def hear(self, event: Event) -> None:
        """Write what a person wants to know."""
        match event:
            case Wrote():
                self.ready(event)
            case Warned():
                self.tell(say("Warning: ", "Attention : ") + translate(event.message))
            case NotRendered():
                self.tell(f"{event.format}: {event.node}: {translate(event.detail)}")
            case Progress():
                self.count(event)
            case Preflight():
                self.tell(preflight(event))
            case Dropped() | Understood() | Narrated():
                pass
            case Failed():
                super().hear(event)

    def ready(self, event: Wrote) -> None:
        """Tell of a file that is ready."""
        sys.stdout.write(event.path + "\n")
        sys.stdout.flush()
        self.tell(f"  {event.format}, {size(event.bytes)}, {event.seconds:.1f} s")

    def count(self, event: Progress) -> None:
        """Tell of long work at every quarter."""
        if event.total < 2:  # noqa: PLR2004 - one step needs no count
            return
        quarter = 4 * event.done // event.total
        if self._told.get(event.task) != quarter:
            self._told[event.task] = quarter
            self.tell(f"{translate(event.task)} {event.done}/{event.total}")


class Terminal(Plain):
    """Bars that move while there is work, lines above them."""

    def __enter__(self) -> Self:
        """Draw no bar before there is work for it."""
        from rich.console import Console  # noqa: PLC0415 - 50 ms that only a terminal needs
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415 - start-up
        from rich.progress import Progress as Bars  # noqa: PLC0415 - start-up

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bars: Bars = Bars(*columns, console=Console(stderr=True), transient=True)
        self._tasks: dict[str, TaskID] = {}
        self._bars.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Take the bars away."""
        self._bars.stop()

    def tell(self, line: str) -> None:
        """Write a line above the bars."""
        self._bars.console.print(one_line(line), highlight=False, markup=False, soft_wrap=True)

    def ready(self, event: Wrote) -> None:
        """Tell of a file that is ready, on standard output even when that goes elsewhere."""
        if sys.stdout.isatty():
            self.tell(f"{event.path}  ({size(event.bytes)}, {event.seconds:.1f} s)")
        else:
            super().ready(event)

    def count(self, event: Progress) -> None:
        """Move the task's bar; a finished one goes."""
        if event.task not in self._tasks:
            self._tasks[event.task] = self._bars.add_task(translate(event.task), total=event.total)
        self._bars.update(self._tasks[event.task], completed=event.done)
        if event.done >= event.total:
            self._bars.remove_task(self._tasks.pop(event.task))


def failure(event: Failed) -> str:
    """One line for an article or edition that could not be made."""
    where = " → ".join(filter(None, (event.article, event.format)))
    return f"{where}: {error_line(event.message, event.hint)}"


def preflight(event: Preflight) -> str:
    """One line for what a press edition was found to be."""
    count = f"{event.pages} {'page' if event.pages == 1 else 'pages'}"
    page = f"{count}, {event.width:g} × {event.height:g} + {event.bleed:g} mm"
    pictures = say(f"pictures from {event.resolution} dpi", f"images à partir de {event.resolution} ppp")
    ink = say(f"{event.ink:.0f} % of ink at most", f"{event.ink:.0f} % d’encre au plus")
    return "  " + ", ".join((event.standard, event.condition, page, *((pictures,) if event.pictures else ()), ink))
