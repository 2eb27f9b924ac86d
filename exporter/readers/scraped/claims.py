"""What exact rules claim for the article before a judgement may leave it out: sources, notices, notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from exporter.readers.press import credits as credit_lines
from exporter.readers.press import facts as fact_lines
from exporter.readers.press import labels, markers, notices
from exporter.readers.press.lines import KEY_LIMIT
from exporter.readers.scraped import bibliography

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.readers.press.lines import Passage
    from exporter.readers.press.phrases import Phrases

_CITED = re.compile(r"«[^»]+»\s?[,–—-]\s?[A-ZÀ-Þ]|\s[–—-]\s.*(?:\([^()]*\d{4}\)|https?://)|https?://\S+$")
_CALL = re.compile(r"(?<=[\w.»”)])\s?[\[(](\d{1,3})[\])]")


def find(passages: Sequence[Passage], phrases: Phrases) -> frozenset[int]:
    """The places of passages that stay whatever they look like."""
    found = {place for place, passage in enumerate(passages) if notices.kind(passage, phrases)}
    found |= _sources(passages, phrases)
    found |= _notes(passages)
    return frozenset(found)


def parts(passages: Sequence[Passage], phrases: Phrases) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Tell which passages are parts that an article has: credits, and items and rows that stand together."""
    listed = np.array([markers.item(passage.text) is not None for passage in passages])
    rows = np.array(["\t" in passage.lines[0].text and markers.row(passage.lines[0].text) for passage in passages])
    credited = np.array([_states(passage.text, phrases) for passage in passages])
    return np.asarray(credited | _together(listed) | _together(rows))


def _states(text: str, phrases: Phrases) -> bool:
    """Tell a credit, and facts that a person would miss: keywords, the reading time."""
    if credit_lines.credit(text) is not None:
        return True
    facts = fact_lines.read(text, phrases)
    return facts is not None and bool(facts.keywords or facts.minutes)


def _together(flags: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.asarray(flags & (np.append(flags[1:], False) | np.insert(flags[:-1], 0, False)))


def _sources(passages: Sequence[Passage], phrases: Phrases) -> set[int]:
    """Headings of sources with the sources below them: at least one is laid out as such."""
    found: set[int] = set()
    for place, passage in enumerate(passages):
        if labels.heading(passage.text, phrases) is None:
            continue
        end = bibliography.end(passages, place + 1, phrases)
        cited = [p for p in range(place + 1, end) if _cites(passages[p].text)]
        if cited:
            found |= {place, *range(place + 1, cited[-1] + 1)}
    return found


def _cites(text: str) -> bool:
    return len(text) <= KEY_LIMIT and (bibliography.complete(text) or _CITED.search(text) is not None)


def _notes(passages: Sequence[Passage]) -> set[int]:
    """Texts of notes whose calls stand in the passages above."""
    called: set[str] = set()
    found: set[int] = set()
    for place, passage in enumerate(passages):
        label = markers.note(passage.text)
        if label and label[0] in called:
            found.add(place)
        called |= set(_CALL.findall(passage.text))
    return found
