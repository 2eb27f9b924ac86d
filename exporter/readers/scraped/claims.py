"""What exact rules claim for the article before a judgement may leave it out: sources, notices, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from exporter.readers.press import credits as credit_lines
from exporter.readers.press import facts as fact_lines
from exporter.readers.press import inline, labels, markers, notices
from exporter.readers.press.letters import salutation
from exporter.readers.press.lines import KEY_LIMIT, prose
from exporter.readers.scraped import bibliography

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.readers.press.lines import Passage
    from exporter.readers.press.phrases import Phrases

    Flags = np.ndarray[tuple[Any, ...], np.dtype[np.bool_]]


def find(passages: Sequence[Passage], phrases: Phrases, known: Sequence[str | None]) -> frozenset[int]:
    """The places of passages that stay whatever they look like; ``known`` says which are surely the page's own.

    The text of a note that is called above stays even where a phrase is known for it.
    """
    free = (place for place, verdict in enumerate(known) if verdict is None)
    found = {place for place in free if notices.kind(passages[place], phrases)}
    found |= _sources(passages, phrases, known, cited=True)
    found |= _notes(passages)
    return frozenset(found)


def parts(passages: Sequence[Passage], phrases: Phrases, known: Sequence[str | None]) -> Flags:
    """Tell which passages are parts that an article has, and stay within one.

    These are credits and facts, questions with their answers below, sources, items and rows that stand together.
    """
    texts = [passage.text for passage in passages]
    found = np.array([_states(text, phrases) for text in texts])
    found |= _together(np.array([markers.item(text) is not None for text in texts]))
    found |= rows(passages)
    found |= np.array(
        [text.endswith("?") and prose(below) for text, below in zip(texts, [*texts[1:], ""], strict=True)]
    )
    found[list(_sources(passages, phrases, known, cited=False))] = True
    return found


def rows(passages: Sequence[Passage]) -> Flags:
    """Tell the rows of a table: lines in sequence with as many cells, three at least where no tabs part them."""
    lines = [passage.lines[0].text for passage in passages]
    counts = np.array([len(markers.cells(line)) if markers.row(line) else 1 for line in lines])
    tabs = np.array(["\t" in line for line in lines])
    same = np.append(counts[1:] == counts[:-1], False) & (counts > 1)
    above = np.insert(same[:-1], 0, False)
    two, three = (
        same | above,
        (same & above) | (same & np.append(same[1:], False)) | (above & np.insert(above[:-1], 0, False)),
    )
    return np.asarray(np.where(tabs, two, three))


def mute(passages: Sequence[Passage], phrases: Phrases) -> Flags:
    """Tell which passages state neither author nor date whatever names they hold: rows, credits, notices, greetings."""
    others = [
        credit_lines.credit(p.text) is not None or notices.kind(p, phrases) is not None or salutation(p.text)
        for p in passages
    ]
    return np.asarray(rows(passages) | np.array(others))


def _together(flags: Flags) -> Flags:
    return np.asarray(flags & (np.append(flags[1:], False) | np.insert(flags[:-1], 0, False)))


def _states(text: str, phrases: Phrases) -> bool:
    """Tell a credit, and facts that a person would miss: keywords, the reading time."""
    if credit_lines.credit(text) is not None:
        return True
    facts = fact_lines.read(text, phrases)
    return facts is not None and bool(facts.keywords or facts.minutes)


def _sources(passages: Sequence[Passage], phrases: Phrases, known: Sequence[str | None], *, cited: bool) -> set[int]:
    """Headings of sources with the sources below them; with ``cited`` only where one is laid out as such."""
    found: set[int] = set()
    for place, passage in enumerate(passages):
        if labels.heading(passage.text, phrases) is None:
            continue
        end = bibliography.end(passages, place + 1, phrases)
        end = next((below for below in range(place + 1, end) if known[below]), end)
        if end > place + 1 and (not cited or any(_cites(passages[p].text) for p in range(place + 1, end))):
            found |= set(range(place, end))
    return found


def _cites(text: str) -> bool:
    return len(text) <= KEY_LIMIT and (bibliography.complete(text) or bibliography.laid_out(text))


def _notes(passages: Sequence[Passage]) -> set[int]:
    """Texts of notes whose calls stand in the passages above."""
    called: set[str] = set()
    found: set[int] = set()
    for place, passage in enumerate(passages):
        label = markers.note(passage.text)
        if label and label[0] in called:
            found.add(place)
        called |= set(inline.calls(passage.text))
    return found
