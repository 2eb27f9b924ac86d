"""Where the article lies on a page that was copied whole: its body, and the title far below the menus.

A page's menus are too many to know them all. What tells the title is that the body speaks of the same things, that
it is printed twice, that a date or a name stands below it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.readers.press import credits as credit_lines
from exporter.readers.press import facts as fact_lines
from exporter.readers.press import markers
from exporter.readers.press.lines import KEY_LIMIT, fold, prose, stopped, word_count
from exporter.readers.press.phrases import publisher_score

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exporter.readers.press.lines import Passage
    from exporter.readers.press.phrases import Phrases

LONG_HEAD = 9
"""This many passages above the body make a page's head, not an article's."""

_REACH = 40
_ENTRIES = 4
_MENU = frozenset({"navigation", "search", "login", "cookies", "legal", "follow"})
_WINDOW = 8
_MOTTO = 160
_SITE = 3
_BAR = re.compile(r"\s[|•]\s")
_NAMED = re.compile(r"(?P<name>[^|:–—]{3,45}?)\s*(?:[|:–—•·]|\s-\s)\s*(?P<motto>.{3,120})$")
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
    place = min(index for index, score in scores.items() if score >= best - 0.8)
    # A subtitle says more of the subject than the title right above it.
    above = place - 1 in scores and _stems(passages[place - 1].text) & subject
    return place - 1 if above else place


def shared(passage: Passage, body: Sequence[Passage]) -> float:
    """The share of a line's words that the body's first paragraphs use."""
    words = _stems(passage.text[:KEY_LIMIT])
    return len(words & _subject(body[:15])) / max(len(words), 2)


def motto(text: str, phrases: Phrases) -> str | None:
    """Read what a site says of itself: its name if that stands before it, "" if not, None if it is something else."""
    if len(text) > _MOTTO:
        return None
    named = _NAMED.match(text)
    if named and publisher_score(named["name"], phrases) >= 1 and phrases.mottos.fullmatch(fold(named["motto"])):
        return named["name"].strip()
    return "" if phrases.mottos.fullmatch(fold(text)) and not _proper(text) else None


def _proper(text: str) -> bool:
    """Tell a name from a motto ("La Gazette du Val", "La gazette de vos vallées"): capitals after the first word."""
    words = re.findall(r"[^\W\d_]{3,}", text)[1:]
    return not text.isupper() and bool(words) and all(word[0].isupper() or len(word) == 3 for word in words)


def _candidate(passage: Passage, phrases: Phrases) -> bool:
    text = passage.text
    if len(text) > _LONGEST or word_count(text) < 3 or stopped(text) or markers.item(text):
        return False
    if motto(text, phrases) is not None or (publisher_score(text, phrases) >= _SITE and _proper(text)):
        return False
    return fact_lines.read(text, phrases) is None and credit_lines.credit(text) is None


def _score(passages: Sequence[Passage], index: int, subject: frozenset[str], phrases: Phrases) -> float:
    text = passages[index].text
    words = _stems(_BAR.split(text, maxsplit=1)[0])
    below = passages[index + 1 : index + 5]
    facts = any(
        (fact := fact_lines.read(p.text, phrases)) and (fact.dateline or fact.people or fact.minutes) for p in below
    )
    twice = sum(fold(p.text).startswith(fold(text)) for p in passages[: index + _REACH] if len(p.text) <= _LONGEST) > 1
    shared = len(words & subject) / max(len(words), 2)
    return (
        4 * min(shared, 0.5)
        + 1.5 * twice
        + 1.5 * facts
        + (word_count(text) >= 4)
        + 0.5 * passages[index].gap
        - (0.7 if shared else 2) * text.endswith(("...", "…"))
    )


def _subject(passages: Sequence[Passage]) -> frozenset[str]:
    return frozenset().union(*(_stems(passage.text[:KEY_LIMIT]) for passage in passages))


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:6] for word in re.findall(r"[^\W\d_]{4,}", fold(text)))
