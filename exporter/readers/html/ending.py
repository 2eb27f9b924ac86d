"""The lines at an article's ends that are not its text: the lead, notices about it, credits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exporter.model import Credit, Notice
from exporter.readers.flow import flow, inline, naming, tree
from exporter.readers.flow.flow import Run
from exporter.readers.press import boilerplate, notices
from exporter.readers.press import credits as credit_lines
from exporter.readers.press.lines import ended, fold

if TYPE_CHECKING:
    from exporter.readers.flow.flow import Flow
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


_ABOVE = 6
"""Runs looked at above the text where no title stands."""

_SHORT, _LONGEST_LEAD = 30, 1500
"""Characters that a lead has, and that are compared."""


def lead(page: Flow, kept: set[Run], title: Run | None, summary: str, phrases: Phrases) -> list[Run]:
    """Find the lead: paragraphs between the title and the text that are called so or that sum the article up.

    ``summary`` is the description that the page's head gives.
    """
    first = min(run.order for run in kept)
    start = title.order + 1 if title is not None and title.order < first else max(0, first - _ABOVE)
    told = fold(summary[:_LONGEST_LEAD])
    opening = min(kept, key=lambda run: run.order)
    return [
        run
        for run in page.runs[start : first + 2]
        if len(run.text) > _SHORT
        and run.linked * 2 < len(run.text)
        and run.block.tag != "figcaption"
        and (naming.near(run.block, naming.LEAD, 2) or _summary(run, told) or _apart(run, opening, title))
        and not boilerplate.reason(run.text, phrases)
    ]


def _apart(run: Run, opening: Run, title: Run | None) -> bool:
    """Tell a first sentence that is strong from end to end, and a heading right below the title: it heads nothing."""
    strong = run is opening and run.sole is not None and run.sole.tag in ("strong", "b") and ended(run.text)
    return strong or (title is not None and run.order == title.order + 1 and bool(flow.heading(run)) and not run.linked)


def _summary(run: Run, told: str) -> bool:
    """Tell whether a run is what the page's head says of the article, or how that begins."""
    key = fold(run.text[:_LONGEST_LEAD])
    return len(told) > _SHORT and (key == told or (len(key) > 2 * _SHORT and told.startswith(key[:200])))
