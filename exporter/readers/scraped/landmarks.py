"""Where the article lies on a page that was copied whole: its body, and the title far below the menus.

A page's menus are too many to know them all. What tells the title is that the body speaks of the same things, that
it is printed twice, that a date or a name stands below it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.readers.scraped import credits as credit_lines
from exporter.readers.scraped import facts as fact_lines
from exporter.readers.scraped import markers
from exporter.readers.scraped.lines import KEY_LIMIT, fold, prose, stopped, word_count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exporter.readers.scraped.lines import Passage
    from exporter.readers.scraped.phrases import Phrases

LONG_HEAD = 9
"""This many passages above the body make a page's head, not an article's."""

_REACH = 40
_ENTRIES = 4
_MENU = frozenset({"navigation", "search", "login", "cookies", "legal", "follow"})
_WINDOW = 8
_LONGEST = 300
_PARAGRAPH = 100


def body(passages: Sequence[Passage]) -> int:
    """Find the first paragraph of the body: three paragraphs stand close together from there."""
    long = [index for index, passage in enumerate(passages) if len(passage.text) > _PARAGRAPH and prose(passage.text)]
    for position, index in enumerate(long[:-2]):
        if long[position + 2] - index <= _WINDOW:
            return index
    return long[0] if long else len(passages)


def menu(passages: Sequence[Passage], end: int, known: Mapping[int, str], phrases: Phrases) -> int:
    """Find the place below the last entry of the menus above ``end``; 0 if there are too few to be sure of a menu.

    ``known`` are the lines that were left out as a page's own, with the reason.
    """
    rubrics = [index for index in range(end) if passages[index].key in phrases.rubrics]
    gone = [number for number in known if number < passages[end].number] if end < len(passages) else []
    if len(rubrics) + len(gone) < _ENTRIES:
        return 0
    last = max((number for number in gone if known[number] in _MENU), default=0)
    below = next((index for index in range(end) if passages[index].number > last), end)
    return max([below, *(index + 1 for index in rubrics)])


def title(passages: Sequence[Passage], end: int, phrases: Phrases) -> int | None:
    """Find the title among the passages above ``end``, the body's first; None if no line is like one."""
    subject = _subject(passages[end : end + 15])
    start = max(0, end - _REACH)
    scores: dict[int, float] = {}
    sentences = 0
    for index in range(start, end):
        if _candidate(passages[index], phrases):
            scores[index] = _score(passages, index, subject, phrases) - 0.06 * (end - index) - min(sentences, 2)
        sentences += prose(passages[index].text)
    if not scores:
        return None
    best = max(scores.values())
    return min(index for index, score in scores.items() if score >= best - 0.8)


def _candidate(passage: Passage, phrases: Phrases) -> bool:
    text = passage.text
    if len(text) > _LONGEST or word_count(text) < 3 or stopped(text) or markers.item(text):
        return False
    return fact_lines.read(text, phrases) is None and credit_lines.credit(text) is None


def _score(passages: Sequence[Passage], index: int, subject: frozenset[str], phrases: Phrases) -> float:
    text = passages[index].text
    words = _stems(text)
    below = passages[index + 1 : index + 5]
    facts = any(
        (fact := fact_lines.read(p.text, phrases)) and (fact.dateline or fact.people or fact.minutes) for p in below
    )
    twice = sum(fold(p.text) == fold(text) for p in passages[: index + _REACH] if len(p.text) <= _LONGEST) > 1
    shared = len(words & subject) / max(len(words), 2)
    return (
        4 * shared
        + 1.5 * twice
        + 1.5 * facts
        + (word_count(text) >= 4)
        + 0.5 * passages[index].gap
        - 2 * text.endswith(("...", "…"))
    )


def _subject(passages: Sequence[Passage]) -> frozenset[str]:
    return frozenset().union(*(_stems(passage.text[:KEY_LIMIT]) for passage in passages))


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:6] for word in re.findall(r"[^\W\d_]{4,}", fold(text)))
