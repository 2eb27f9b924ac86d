"""Which words of a page are the article's: what trafilatura finds, where it stands; the lead, notices and credits."""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree, html

from exporter.model import Credit, Notice
from exporter.readers.flow import flow, inline, naming, ruby, tree
from exporter.readers.flow.flow import Run
from exporter.readers.press import boilerplate, notices
from exporter.readers.press import credits as credit_lines
from exporter.readers.press.lines import ended, fold

if TYPE_CHECKING:
    from exporter.readers.flow.flow import Flow
    from exporter.readers.flow.inline import Surroundings
    from exporter.readers.flow.tree import Element
    from exporter.readers.press.phrases import Phrases

_SIGNS = re.compile(r"[\W_]+")
_MANY = 3000
"""Runs from which on the extractor's second opinion takes too long."""

_WIDE = 2000
"""Elements side by side from which on the extractor's time grows with their square."""

_INLINE = (
    *("a", "abbr", "acronym", "b", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "label", "mark", "q"),
    *("s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var"),
)
_SURE = 24
"""Letters and digits from which on a text is not found by chance."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the extractor found: its paragraphs, and the runs of the page that hold them."""

    paragraphs: tuple[str, ...]
    runs: frozenset[Run]


def find(root: Element, flow: Flow) -> Found:
    """Find the article's runs on the page."""
    paragraphs = _extract(_narrowed(root), fast=len(flow.runs) > _MANY)
    keys = {_key(paragraph) for paragraph in paragraphs}
    whole = "".join(_key(paragraph) for paragraph in paragraphs)
    kept: set[Run] = set()
    unsure: list[Run] = []
    for run in flow.runs:
        key = _key(run.text)
        if key in keys and key:
            kept.add(run)
        elif key and key in whole:
            (kept.add if len(key) >= _SURE else unsure.append)(run)
    orders = {run.order for run in kept}
    sure = [run for run in unsure if {run.order - 1, run.order + 1} <= orders]  # short, between two of the article's
    return Found(paragraphs, frozenset((*kept, *sure)))


def _narrowed(root: Element) -> Element:
    """The page as it is, or a copy that the extractor can cope with.

    Without readings, whose paragraphs it misses, and, where very many elements stand side by side, without markup
    inside of lines.
    """
    stripped = _INLINE if any(len(element) > _WIDE for element in root.iter()) else ()
    if next(root.iter("ruby"), None) is not None:
        stripped = (*stripped, "ruby", *ruby.TAGS)
    if not stripped:
        return root
    narrow = deepcopy(root)
    etree.strip_tags(narrow, *stripped)
    return html.document_fromstring(html.tostring(narrow, encoding="unicode"))  # anew: texts that met are one again


def _key(text: str) -> str:
    return _SIGNS.sub("", text).casefold()


def _extract(root: Element, *, fast: bool) -> tuple[str, ...]:
    """The paragraphs that trafilatura finds; ``fast`` leaves out what it compares them with."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - half a second, needed for pages alone

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = bare_extraction(root, include_comments=False, include_tables=True, fast=fast)
    except Exception:  # noqa: BLE001 - whatever somebody else's code does with a broken page: we look ourselves then
        return ()
    text = getattr(found, "text", None) or ""
    return tuple(line for line in text.split("\n") if line.strip())


@dataclass(frozen=True, slots=True)
class Ending:
    """Notices and credits, and the runs that hold them."""

    notices: tuple[Notice, ...] = ()
    credits: tuple[Credit, ...] = ()
    runs: set[Run] = field(default_factory=set)


def ends(kept: set[Run], around: Surroundings, phrases: Phrases) -> Ending:
    """Look at the first and the last runs."""
    ordered = sorted(kept, key=lambda run: run.order)
    found: list[Notice] = []
    credits_: list[Credit] = []
    runs: set[Run] = set()
    last = ordered[-notices.LAST :]
    for run in dict.fromkeys((*ordered[: notices.FIRST], *last)):
        text = tree.clean(run.text)
        kind = notices.told(text, phrases)
        credit = credit_lines.credit(text) if kind is None and run in last and run.block.tag == "p" else None
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

_SHORTEST, _LONGEST_LEAD = 30, 1500
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
        if len(run.text) > _SHORTEST
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
    return len(told) > _SHORTEST and (key == told or (len(key) > 2 * _SHORTEST and told.startswith(key[:200])))
