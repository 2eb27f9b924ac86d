"""What a person at a terminal sees: bars that move while there is work, lines above them.

Imported where there is a terminal, and only there: Rich takes its time to load.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bars
from rich.text import Text

from exporter.cli import outcome
from exporter.cli.progress import Plain, Plans
from exporter.cli.words import decimal, one_line, size, translate

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import Task

    from exporter.events import Progress, Wrote


class Rate(ProgressColumn):
    """How many steps a second, or a minute, a task goes."""

    def render(self, task: Task) -> Text:
        """Nothing where nothing is known yet."""
        return Text(outcome.speed(task.speed) if task.speed else "", justify="right")


class Terminal(Plain):
    """Bars that move while there is work, lines above them."""

    def __init__(self, plans: Plans | None = None) -> None:
        """Draw no bar before there is work for it."""
        super().__init__(plans)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
        console = Console(stderr=True)
        self._bars = Bars(*columns, console=console, transient=True, redirect_stdout=False)  # a pipe's reader wants it
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        """Begin to draw."""
        self._bars.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Take the bars away."""
        super().__exit__(kind, error, at)
        self._bars.stop()

    def tell(self, line: str) -> None:
        """Write a line above the bars."""
        self._bars.console.print(one_line(line), highlight=False, markup=False, soft_wrap=True)

    def put(self, line: str) -> None:
        """Write what was asked for, above the bars too unless it goes elsewhere."""
        if sys.stdout.isatty():
            self.tell(line)
        else:
            super().put(line)

    def ready(self, event: Wrote) -> None:
        """Tell of a file that is ready, on standard output even when that goes elsewhere."""
        if not sys.stdout.isatty():
            super().ready(event)
        elif self.few:
            self.tell(f"{event.path}  ({size(event.bytes)}, {decimal(event.seconds, 1)} s)")

    def count(self, event: Progress) -> None:
        """Move the task's bar; a finished one goes."""
        if event.done >= event.total and event.task not in self._tasks:
            return
        if event.task not in self._tasks:
            self._tasks[event.task] = self._bars.add_task(translate(event.task), total=event.total)
        self._bars.update(self._tasks[event.task], completed=event.done, total=event.total)
        if event.done >= event.total:
            self._bars.remove_task(self._tasks.pop(event.task))
