"""Paragraphs of a page that are headings in all but name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.model import Paragraph, Strong
from exporter.readers.flow import naming
from exporter.readers.press.lines import stopped
from exporter.readers.press.sections import Head

if TYPE_CHECKING:
    from exporter.readers.flow.flow import Run
    from exporter.walk import Content

_LONGEST_HEADING = 150
_LOWEST = 7
"""The level of a heading that no element makes one: below all others."""


def paragraph(run: Run, content: Content) -> Paragraph | Head:
    """Make a paragraph of a run, or a heading: where the page calls it one, where it is short and strong throughout."""
    return Head(_LOWEST, words) if (words := _titled(run, content)) else Paragraph(content)


def _titled(run: Run, content: Content) -> Content:
    if len(run.text) > _LONGEST_HEADING or stopped(run.text) or not run.text[:1].isalnum():
        return ()
    match [part for part in run.parts if not isinstance(part, str) or part.strip()]:
        case [one] if not isinstance(one, str) and any(naming.called(part, naming.HEADING) for part in one.iter()):
            return content
        case _:
            pass
    match content:
        case (Strong(content=words),) if run.block.tag == "p" and not run.text.endswith(("?", "»", ":", ",", ";")):
            return words
        case _:
            return ()
