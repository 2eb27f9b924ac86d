"""The lead: the paragraph that sums an article up, between its title and its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.readers.flow import flow, naming
from exporter.readers.press import boilerplate
from exporter.readers.press.lines import ended, fold

if TYPE_CHECKING:
    from exporter.readers.flow.flow import Flow, Run
    from exporter.readers.press.phrases import Phrases

_ABOVE = 6
"""Runs looked at above the text where no title stands."""

_SHORT, _LONGEST = 30, 1500
"""Characters that a lead has, and that are compared."""


def find(page: Flow, kept: set[Run], title: Run | None, summary: str, phrases: Phrases) -> list[Run]:
    """Find the lead: paragraphs between the title and the text that are called so or that sum the article up.

    ``summary`` is the description that the page's head gives.
    """
    first = min(run.order for run in kept)
    start = title.order + 1 if title is not None and title.order < first else max(0, first - _ABOVE)
    told = fold(summary[:_LONGEST])
    opening = min(kept, key=lambda run: run.order)
    return [
        run
        for run in page.runs[start : first + 2]
        if len(run.text) > _SHORT
        and run.linked * 2 < len(run.text)
        and run.block.tag != "figcaption"
        and (_called(run) or _summary(run, told) or (run is opening and _strong(run)) or _below(run, title))
        and not boilerplate.reason(run.text, phrases)
    ]


def _strong(run: Run) -> bool:
    """Tell a sentence that is strong from end to end."""
    named = [part for part in run.parts if not isinstance(part, str) or part.strip()]
    return len(named) == 1 and not isinstance(named[0], str) and named[0].tag in ("strong", "b") and ended(run.text)


def _below(run: Run, title: Run | None) -> bool:
    """Tell a heading right below the title, which heads nothing else."""
    return title is not None and run.order == title.order + 1 and bool(flow.heading(run)) and run.linked == 0


def _summary(run: Run, told: str) -> bool:
    """Tell whether a run is what the page's head says of the article, or how that begins."""
    key = fold(run.text[:_LONGEST])
    return len(told) > _SHORT and (key == told or (len(key) > 2 * _SHORT and told.startswith(key[:200])))


def _called(run: Run) -> bool:
    """Tell whether a run or what it stands in is called a lead."""
    element = run.block
    for _ in range(2):
        if element is None or element.tag in ("body", "main", "article"):
            return False
        if naming.called(element, naming.LEAD):
            return True
        element = element.getparent()
    return False
