"""Above the title: the site's name and motto, menus that no phrase knows, the day of the visit, the rubric."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.readers.press import facts as fact_lines
from exporter.readers.press.lines import bare, ended, prose, stopped, word_count
from exporter.readers.press.people import byline
from exporter.readers.press.phrases import publisher_score
from exporter.readers.scraped import landmarks, titles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.readers.press.lines import Passage
    from exporter.readers.press.phrases import Phrases
    from exporter.readers.scraped.findings import Opening

_HEAD = 12
_MENUS = ("navigation", "search", "login", "cookies", "subscription", "legal")
_PARTS = re.compile(r"\s*[|/·•>›»,&]\s*|\s[-–—]\s|\set\s")
_RUBRICS = 2


def read(passages: Sequence[Passage], phrases: Phrases, found: Opening, override: str | None) -> int:
    """Take in what stands above the title; the place where the title should be."""
    index, place = _page_head(passages, phrases, found) or (_menu(passages, found), 4 * _HEAD)
    start = index
    rubrics: list[Passage] = []
    while index < min(len(passages), place):
        passage = passages[index]
        if override is not None and titles.same(passage.text, override):
            break
        after = [p for p in passages[index + 1 : index + _HEAD] if not _beside(p, phrases)]
        if _kicker(passage, after, phrases) or (rubrics and _place(passage, after)):
            rubrics.append(passage)
        elif not _taken(passage, after, phrases, found) and not _foreign(passages, index, found):
            break
        index += 1
    if index == len(passages) and not found.above:
        return start
    _rubrics(rubrics, passages[index:], found)
    if index < len(passages):
        _visit(found, passages[index])
    return index


def _beside(passage: Passage, phrases: Phrases) -> bool:
    """Tell whether a line can be no title: it holds facts, or what a site says of itself."""
    return fact_lines.read(passage.text, phrases) is not None or landmarks.motto(passage.text, phrases) is not None


def between(passages: Sequence[Passage], phrases: Phrases, found: Opening) -> None:
    """Take in what a page's head has between two printings of the title, the second of which comes last."""
    rubrics: list[Passage] = []
    for index, passage in enumerate(passages[:-1]):
        after = passages[index + 1 :]
        if _rubric_alone(passage, phrases):
            rubrics.append(passage)
        elif not (_taken(passage, after, phrases, found) or found.credit(passage)):
            _leave(passage, found, menu=word_count(passage.text) <= 3)
    _rubrics(rubrics, (), found)
    _visit(found, passages[-1])


def _taken(passage: Passage, after: Sequence[Passage], phrases: Phrases, found: Opening) -> bool:
    """Take in a line that says something of the site or of the article."""
    if _day(passage, after, phrases, found) or _motto(passage, after, phrases, found):
        return True
    if found.fact(passage, phrases, lone=False) or found.credit(passage) or found.notice(passage, phrases):
        return True
    return _published(passage, after, phrases, found)


def _leave(passage: Passage, found: Opening, *, menu: bool) -> None:
    """Leave out a line of a menu; what may be the article's stays."""
    if prose(passage.text) or not menu:
        found.above.append(passage)
    else:
        found.drop(passage, "navigation")


# --- Menus that no phrase knows ----------------------------------------------------------------


def _menu(passages: Sequence[Passage], found: Opening) -> int:
    """Pass over a menu that no phrase knows: three short lines and more above a line that could be a title."""
    end = 0
    while end < len(passages) and word_count(passages[end].text) <= 3 and not ended(passages[end].text):
        end += 1
    end = next((place for place in range(end - 1, 0, -1) if _apart(passages, place, found)), end)
    if end < 3 or end >= len(passages) or not _title_below(passages[end:]):
        return 0
    kept = 1 if byline(passages[end - 1].text) else 0
    for passage in passages[: end - kept]:
        found.drop(passage, "navigation")
    return end - kept


def _again(passage: Passage, title: Passage, phrases: Phrases, found: Opening) -> bool:
    """Leave out the title as a browser's window has it, with the site's name."""
    short, site = titles.without_site(passage.text, (title,), phrases)
    if not titles.same(short, title.text):
        return False
    found.publisher = found.publisher or site
    found.drop(passage, "duplicate-title")
    return True


def _title_below(passages: Sequence[Passage]) -> bool:
    """Tell whether a line that could be a title is the first that is not short."""
    first = next((passage for passage in passages[:3] if word_count(passage.text) >= 5), None)
    return first is not None and titles.title_like(first)


def _page_head(passages: Sequence[Passage], phrases: Phrases, found: Opening) -> tuple[int, int] | None:
    """Pass over the head of a page that was copied whole; sentences in it are kept above the body.

    Returns the first place that goes with the title and the title's own.
    """
    body = landmarks.body(passages)
    if body < landmarks.LONG_HEAD:
        return None
    place = landmarks.title(passages, body, phrases) if landmarks.menu(passages, body, found.known, phrases) else None
    if place is None:
        return None
    menu = landmarks.menu(passages, place, found.known, phrases)
    after = passages[place]
    start = place
    while start and _announces(passages[start - 1], after, phrases) and not _apart(passages, start, found):
        start -= 1
    start = place if place - start > 2 else start
    for index, passage in enumerate(passages[:start]):
        below = [p for p in passages[index + 1 : place + 1] if not _beside(p, phrases)]
        if not (_again(passage, after, phrases, found) or _taken(passage, below, phrases, found)):
            _leave(passage, found, menu=index < menu or word_count(passage.text) <= 3)
    _visit(found, passages[start])
    return start, place


def _apart(passages: Sequence[Passage], index: int, found: Opening) -> bool:
    """Tell whether lines of the page's menus stand right above a passage."""
    above = passages[index - 1].number if index else 0
    return any(found.known.get(number) in _MENUS for number in range(above + 1, passages[index].number))


def _announces(passage: Passage, after: Passage, phrases: Phrases) -> bool:
    """Tell whether a line right above a title goes with it: a rubric, or facts by their verb."""
    facts = fact_lines.read(passage.text, phrases)
    return bool(facts and (facts.said or facts.minutes)) or _rubric(passage, after, phrases)


def _foreign(passages: Sequence[Passage], index: int, found: Opening) -> bool:
    """Leave out a short line whose words the article never uses, above menus that stand above a line that it does."""
    passage = passages[index]
    if word_count(passage.text) > _HEAD or stopped(passage.text):
        return False
    last = max((n for n in range(passage.number, passage.number + 60) if found.known.get(n) in _MENUS), default=0)
    if not last:
        return False
    body = landmarks.body(passages)
    below = [p for p in passages[index + 1 : body] if p.number > last]
    if landmarks.shared(passage, passages[body:]) or not any(
        landmarks.shared(p, passages[body:]) > 1 / 3 and titles.title_like(p) for p in below
    ):
        return False
    found.drop(passage, "navigation")
    return True


# --- The site ----------------------------------------------------------------------------------


def _day(passage: Passage, after: Sequence[Passage], phrases: Phrases, found: Opening) -> bool:
    """Put a bare date above the title aside: it may be the day of the visit."""
    if found.day is not None or not after or not fact_lines.bare_date(passage.text, phrases):
        return False
    found.day = passage
    return True


def _visit(found: Opening, title: Passage) -> None:
    """Leave out a day that menus part from the title: it is the visit's, or the day of what was printed."""
    if found.day and any(n in range(found.day.number, title.number) for n in (*found.known, *_lines(found))):
        found.drop(found.day, "navigation")
        found.day = None


def _lines(found: Opening) -> tuple[int, ...]:
    return tuple(event.line for event in found.dropped)


def _motto(passage: Passage, after: Sequence[Passage], phrases: Phrases, found: Opening) -> bool:
    """Take a site's name off the line where its motto stands; leave out a motto alone, the weather, an offer."""
    name = landmarks.motto(passage.text, phrases) if after else None
    if name is None:
        return False
    found.publisher = found.publisher or name or None
    found.drop(passage, "navigation")
    return True


def _published(passage: Passage, after: Sequence[Passage], phrases: Phrases, found: Opening) -> bool:
    """Take the publisher's name; not if what follows could not be the title."""
    if found.published(passage):
        return True
    if _rubric_alone(passage, phrases):
        return False
    if not after or not titles.title_like(after[0]) or ended(passage.text.rstrip(" :")):
        return False
    if word_count(passage.text) > 6 or len(passage.text) > 60 or found.publisher is not None:
        return False
    if not _site(passage, after, phrases, found):
        return False
    found.publisher = passage.text
    return True


def _site(passage: Passage, after: Sequence[Passage], phrases: Phrases, found: Opening) -> bool:
    """Tell a site's name from a title: it is like a publisher's, or stands above a rubric or the page's menus."""
    score = publisher_score(passage.text, phrases)
    if score >= 3 or len(after) == 1:
        return score >= 3
    words = word_count(passage.text)
    if _rubric(after[0], after[1], phrases) and titles.title_like(after[1]):
        return words <= 5 and word_count(after[1].text) > words
    return score >= 1 and _in_menus(passage, after[0], found) and not stopped(after[0].text)


def _in_menus(passage: Passage, after: Passage, found: Opening) -> bool:
    """Tell whether a page's menus stand between a short line and the next, longer one, or right above it."""
    below = range(passage.number + 1, min(after.number, passage.number + 60))
    above = range(passage.number - 3, passage.number)
    menus = any(found.known.get(number) in _MENUS for number in (*above, *below))
    return menus and word_count(after.text) > word_count(passage.text)


# --- The rubric --------------------------------------------------------------------------------


def _kicker(passage: Passage, after: Sequence[Passage], phrases: Phrases) -> bool:
    """Tell whether a line is a rubric above a title."""
    if not after or not titles.title_like(after[0]) or ended(passage.text.rstrip(" :")):
        return False
    short = word_count(passage.text) <= 6 and len(passage.text) <= 60
    return short and _rubric(passage, after[0], phrases)


def _place(passage: Passage, after: Sequence[Passage]) -> bool:
    """Tell whether a line is a place that the title below names again: the last of a page's rubrics."""
    return bool(after) and word_count(passage.text) == 1 < word_count(after[0].text) and passage.key in after[0].key


def _rubrics(rubrics: Sequence[Passage], below: Sequence[Passage], found: Opening) -> None:
    """Take the rubrics right above the title; the ones of a menu go."""
    kept = list(rubrics)
    last = below[0].number if below else None
    for place in range(len(kept) - 1, 0, -1):
        if _apart(kept, place, found) or (len(kept) > _RUBRICS and kept[place].gap and not kept[place - 1].gap):
            kept = kept[place:]
            break
    if kept and last and any(found.known.get(n) in _MENUS for n in range(kept[-1].number + 1, last)) and len(kept) > 1:
        kept = []
    if len(kept) > _RUBRICS:
        kept = kept[-1:] if kept[-1].text.isupper() and not kept[-2].text.isupper() else []
    for passage in rubrics:
        if passage in kept:
            found.kicker.append(passage.text.rstrip(" :"))
        else:
            found.drop(passage, "navigation")


def _rubric(passage: Passage, after: Passage, phrases: Phrases) -> bool:
    if _rubric_alone(passage, phrases):
        return True
    key = passage.key.rstrip(" :")
    longer = word_count(after.text) > word_count(passage.text)
    if any(key == word or key.startswith((f"{word} ", f"{word}.")) for word in phrases.kicker_openings):
        return longer and word_count(passage.text) <= 5
    shouted = passage.text.isupper() and not after.text.isupper()
    return shouted and longer and word_count(passage.text) <= 4


def _rubric_alone(passage: Passage, phrases: Phrases) -> bool:
    """Tell whether a line holds nothing but known rubrics."""
    parts = [bare(part) for part in _PARTS.split(passage.text) if bare(part)]
    return passage.key.rstrip(" :") in phrases.rubrics or all(part in phrases.rubrics for part in parts)
