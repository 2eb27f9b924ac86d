"""Small archives for tests: articles in a folder, what a run makes of them and why."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.engine import run
from exporter.engine.records import Request
from exporter.engine.work.hands import hands
from exporter.events import Event, Failed, Planned, Wrote
from exporter.settings import NarrationSettings, Settings

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from exporter.engine.work.hands import Submit
    from exporter.events import Report

TEXT = "{title}\n\nUne première phrase, bien assez longue pour être lue. {words}\n"
PICTURE = """---
title: Le phare
---

# Le phare

![Le phare à marée basse](phare.png)

La lampe du phare tourne encore, et l’on en voit la lueur depuis le bourg voisin.
"""


def write(path: Path, title: str, words: str = "Une seconde la suit de près.") -> None:
    path.write_text(TEXT.format(title=title, words=words), encoding="utf-8")


def ask(folder: Path, *formats: str, settings: Settings | None = None) -> Request:
    chosen = settings or Settings(narration=NarrationSettings("silent"))
    return Request((str(folder),), formats or ("txt",), folder.parent / "out", chosen, catalogues=())


def carry_out(asked: Request) -> list[Event]:
    events: list[Event] = []
    run.export(asked, events.append)
    assert not [event for event in events if isinstance(event, Failed)]
    return events


def made(asked: Request) -> list[tuple[str, str]]:
    """The editions that a run makes: file and format."""
    return [(event.article.rpartition("/")[2], event.format) for event in carry_out(asked) if isinstance(event, Wrote)]


def reasons(asked: Request) -> dict[tuple[str, str], str]:
    """What a dry run says of each edition."""
    told = [event for event in carry_out(replace(asked, dry_run=True)) if isinstance(event, Planned)]
    return {(event.article.rpartition("/")[2], event.format): event.reason for event in told}


def at_hand(request: Request, count: int, report: Report, *, shared: bool) -> AbstractContextManager[Submit]:
    """Hands that are this process's own, however many articles there are: to start others takes most of a short run."""
    return hands(request, count, report, shared=shared and bool(request.cluster))
