"""Which words of a page are the article's: what trafilatura finds, looked up again where it stands on the page."""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree, html

from exporter.readers.flow.flow import Run

if TYPE_CHECKING:
    from exporter.readers.flow.flow import Flow
    from exporter.readers.flow.tree import Element

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
    """The page as it is, or, where very many elements stand side by side, a copy without markup inside of lines."""
    if all(len(element) <= _WIDE for element in root.iter()):
        return root
    narrow = deepcopy(root)
    etree.strip_tags(narrow, *_INLINE)
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
