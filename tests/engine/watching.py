"""Something to watch, and someone who changes it step by step."""

from __future__ import annotations

import io
import signal
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from exporter.engine import run
from exporter.engine.records import Request
from exporter.engine.watch import watch
from exporter.events import Summary, Watching, Wrote
from exporter.settings import NarrationSettings, Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from exporter.events import Event

    Step = tuple[Callable[[], object], Callable[[Event], bool]]

TEXT = "{title}\n\nUne première phrase, bien assez longue pour être lue. Une seconde la suit de près.\n"
SPOKEN = Settings(narration=NarrationSettings("silent"))
PATIENCE = 20.0
"""Seconds for all that a test waits for."""


def write(name: str, title: str, more: str = "") -> None:
    Path(name).write_text(TEXT.format(title=title) + more, encoding="utf-8")


def png(width: int, height: int) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (width, height), "green").save(data, "PNG")
    return data.getvalue()


def request(*inputs: str, formats: tuple[str, ...] = ("txt",), out: str = "out") -> Request:
    return Request(inputs or ("textes",), formats, Path(out), SPOKEN, catalogues=())


def follow(asked: Request, *steps: Step) -> list[list[Event]]:
    """Watch; do one thing after the other, each when that before has led to its event; give the events of each."""
    told: list[list[Event]] = [[]]
    waiting = list(steps)
    expected: Callable[[Event], bool] = lambda event: isinstance(event, Watching)  # noqa: E731 - as the steps have it

    def hear(event: Event) -> None:
        nonlocal expected
        told[-1].append(event)
        if not expected(event):
            return
        if not waiting:
            raise KeyboardInterrupt
        told.append([])
        act, expected = waiting.pop(0)
        act()

    with pytest.raises(KeyboardInterrupt):
        watch(asked, hear, run.export)
    assert not waiting, told[-1]
    return told


def ended(event: Event) -> bool:
    return isinstance(event, Summary)


def wrote(name: str) -> Callable[[Event], bool]:
    return lambda event: isinstance(event, Wrote) and event.article == name


def articles(events: Sequence[Event]) -> list[str]:
    return sorted(event.article for event in events if isinstance(event, Wrote))


@contextmanager
def texts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Work in a folder with three texts; whoever waits for what never comes is interrupted."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("EXPORTER_CACHE", str(folder / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "configuration"))
    Path("textes/mars").mkdir(parents=True)
    for name, title in (("textes/a.txt", "Le gué"), ("textes/b.txt", "Le lac"), ("textes/mars/c.txt", "Le col")):
        write(name, title)

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)
