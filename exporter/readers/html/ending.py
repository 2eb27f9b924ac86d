"""The lines at an article's ends that are not its text: notices about it, credits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exporter.model import Credit, Notice
from exporter.readers.flow import inline, tree
from exporter.readers.flow.flow import Run
from exporter.readers.press import credits as credit_lines
from exporter.readers.press import notices

if TYPE_CHECKING:
    from exporter.readers.flow.inline import Surroundings
    from exporter.readers.press.phrases import Phrases

_FIRST, _LAST = 2, 6


@dataclass(frozen=True, slots=True)
class Ending:
    """Notices and credits, and the runs that hold them."""

    notices: tuple[Notice, ...] = ()
    credits: tuple[Credit, ...] = ()
    runs: set[Run] = field(default_factory=set)


def find(kept: set[Run], around: Surroundings, phrases: Phrases) -> Ending:
    """Look at the first and the last runs."""
    ordered = sorted(kept, key=lambda run: run.order)
    found: list[Notice] = []
    credits_: list[Credit] = []
    runs: set[Run] = set()
    ends = ordered if len(ordered) <= _FIRST + _LAST else [*ordered[:_FIRST], *ordered[-_LAST:]]
    for run in ends:
        text = tree.clean(run.text)
        kind = notices.told(text, phrases)
        credit = (
            credit_lines.credit(text) if kind is None and run in ordered[-_LAST:] and run.block.tag == "p" else None
        )
        if kind:
            found.append(Notice(kind, inline.content(run.parts, around)))
        elif credit:
            credits_.append(credit)
        else:
            continue
        runs.add(run)
    return Ending(tuple(found), tuple(credits_), runs)
