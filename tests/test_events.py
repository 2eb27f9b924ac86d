"""Events: plain data that any process or program can be told."""

from __future__ import annotations

import dataclasses
import json
import pickle
import typing
from typing import Any

import pytest

from exporter import events
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
    Tally,
    Understood,
    Warned,
    Watching,
    Wrote,
)

ONE_OF_EACH = (
    Progress("voice", 0, 12),
    Dropped(3, "Copié !", "share"),
    Warned("no-title", "the title was taken from the file's name"),
    Judged(12, "Les abeilles", "title", 0.93, ("its place on the page",)),
    Understood("title", "Les abeilles", "JSON-LD headline"),
    NotRendered("txt", "table", "cells that span are repeated"),
    Preflight("pdf-print", "PDF/X-4", "FOGRA39", 4, 148.0, 210.0, 3.0, 5, 1, 312, 287.5),
    Narrated(178.4),
    Wrote("les-abeilles", "pdf", "out/les-abeilles/les-abeilles.pdf", 120_000, 1.5),
    Failed("les-abeilles", None, "no article", "give a file", 3),
    Planned("les-abeilles", "pdf", "source"),
    Pruned("les-abeilles/les-abeilles.pdf", removed=True),
    Catalogued("contents", "out/index.html", 1),
    Checked("out/le-gue/le-gue.txt", "missing"),
    Watching(("textes", "notes.md")),
    Summary(1, 2, 0, 3.5, (Tally("pdf", 1, 120_000, 1.5),), (("les-abeilles", 1.5),)),
)


def test_every_event_stands_here() -> None:
    assert {type(event) for event in ONE_OF_EACH} == set(typing.get_args(Event))
    assert callable(typing.get_origin(events.Report))


@pytest.mark.parametrize("event", ONE_OF_EACH)
def test_an_event_is_data_for_programs_and_processes(event: Event) -> None:
    assert pickle.loads(pickle.dumps(event)) == event  # noqa: S301 - our own bytes
    told = dataclasses.asdict(event)
    assert json.loads(json.dumps(told)) == listed(told)


def listed(value: Any) -> Any:  # noqa: ANN401 - any data
    """Data as JSON knows it: lists for tuples."""
    match value:
        case dict():
            return {key: listed(one) for key, one in value.items()}
        case tuple() | list():
            return [listed(one) for one in value]
        case _:
            return value
