"""Titles: what is shaped like one, its second line, its repetition, the site's name at its end."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from exporter.readers.press import credits as credit_lines
from exporter.readers.press import facts as fact_lines
from exporter.readers.press import labels, markers, notices
from exporter.readers.press.letters import salutation
from exporter.readers.press.lines import fold, stopped, word_count
from exporter.readers.press.people import byline
from exporter.readers.press.phrases import publisher_score
from exporter.readers.scraped import site

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from exporter.readers.press.lines import Passage
    from exporter.readers.press.phrases import Phrases

_LONGEST = 300
_SITE = 3
_BELOW = 100
_RUBRIC = 2
_NEAR = 8
_STOPPED = 100
_SUFFIX = re.compile(
    r"\s*[|•]\s*(?P<bar>[^|•]{2,60})$|\s·\s(?P<dot>[^·]{2,60})$|\s[-–—]\s(?P<dash>(?:(?!\s-\s)[^|–—]){2,60})$"
)
_CRUMBS = re.compile(r".*\s[>›»/]\s(.{8,})$")
_UNFINISHED = re.compile(
    r"(?:[:,–—]|\b(?:le|la|les|l'|de|du|des|d'|et|ou|à|a|en|un|une|au|aux|sur|pour|par|dans|qui|que|avec|sans|son|sa"
    r"|ses|leur))$"
)


def title_like(passage: Passage) -> bool:
    """Tell whether a passage could be a title by its own shape."""
    text = passage.text
    if len(text) > _LONGEST or markers.rule(text) or not re.search(r"[^\W\d_]", text):
        return False
    return not stopped(text) or len(text) <= _STOPPED


def subject(passage: Passage) -> bool:
    """Tell whether a line says what a letter is about."""
    return passage.key.startswith(("objet :", "objet: "))


def heads(passage: Passage, after: Sequence[Passage]) -> bool:
    """Tell a title that ends with a full stop from a first sentence: longer text stands below it."""
    if not stopped(passage.text):
        return True
    return bool(after) and len(after[0].text) > 2 * len(passage.text)


def candidates(
    passages: Sequence[Passage], known: Sequence[str | None], phrases: Phrases, likely: Collection[int]
) -> list[int]:
    """The places where the page's title may stand, by what exact rules know.

    ``known`` says which passages are the page's own, ``likely`` where a title is looked for if there are any. A line
    that ends with a full stop is one only if no other stands right above it; where there is none, the first line may
    be the title if it is shaped like one.
    """
    free = [place for place, verdict in enumerate(known) if verdict is None]
    asked = [place for place in free if place in likely] if any(known) else free
    found = [place for place in asked if _candidate(passages, place, phrases)]
    open_ = {place for place in found if not stopped(passages[place].text)}
    found = [p for p in found if p in open_ or open_.isdisjoint(range(p - _NEAR, p))]
    if not any(known):
        found = _above_letter(passages, found)
    if found and not any(known):
        menu = _menu(passages, phrases)
        below = [place for place in found if place >= menu] or found
        return [_first(passages, below, phrases)]  # the article was copied alone: its title comes first
    return found or ([0] if free and free[0] == 0 and _may_head(passages) else [])


def _menu(passages: Sequence[Passage], phrases: Phrases) -> int:
    """How many passages at the top are a menu: rubrics, each right below the other, and too many to be one title's."""
    rubrics = list(itertools.takewhile(lambda passage: passage.key.rstrip(" :") in phrases.rubrics, passages[:_BELOW]))
    close = all(below.number == above.number + 1 for above, below in itertools.pairwise(rubrics))
    return len(rubrics) if len(rubrics) > _RUBRIC and close else 0


def _may_head(passages: Sequence[Passage]) -> bool:
    """Tell whether the first line may be the title where no other is: it is shaped like one, and greets nobody."""
    first = passages[0]
    return title_like(first) and heads(first, passages[1:2]) and not salutation(first.text)


def _above_letter(passages: Sequence[Passage], places: Sequence[int]) -> list[int]:
    """Leave out what stands below a salutation: a letter's title stands above it, or nowhere; its subject is one."""
    greeted = next((place for place, p in enumerate(passages[:_BELOW]) if salutation(p.text)), None)
    if greeted is None:
        return list(places)
    above = [place for place in places if place < greeted]
    return [place for place in above if subject(passages[place])] or above


def _first(passages: Sequence[Passage], found: Sequence[int], phrases: Phrases) -> int:
    """The first line that may be a title, rubrics and the window's title above it passed over."""
    windows = [without_site(passage.text, (), phrases) for passage in passages[: found[-1]][:_BELOW]]
    printed = [short for short, name in windows if name]
    for place in found:
        if any(same(short, passages[place].text) for short in printed):
            return place
    for place, below in itertools.pairwise(found):
        upper, lower = passages[place], passages[below]
        short, name = without_site(upper.text, (lower,), phrases)
        window = name is not None and fold(lower.text).startswith(fold(short))
        if below - place > _RUBRIC or not (window or site.kicker(upper, lower, phrases)):
            return place
    return found[-1]


def _candidate(passages: Sequence[Passage], place: int, phrases: Phrases) -> bool:
    """Tell whether a passage may be a title: it is no fact, credit, caption, notice, item, no site's name."""
    passage = passages[place]
    text = passage.text
    if not title_like(passage) or not heads(passage, passages[place + 1 : place + 2]) or markers.item(text):
        return False
    if salutation(text) or _names_site(passages, place, phrases) or notices.kind(passage, phrases):
        return False
    if _window(passages, place, phrases) or labels.known(text, phrases):
        return False
    captioned = credit_lines.caption(text)
    if credit_lines.credit(text) or (captioned and captioned.credit):
        return False
    return fact_lines.read(text, phrases) is None


def _window(passages: Sequence[Passage], place: int, phrases: Phrases) -> bool:
    """Tell whether a line is the title as a browser's window or bread crumbs have it: it stands below by itself."""
    text = passages[place].text
    short, name = without_site(text, (), phrases)
    crumb = _CRUMBS.match(text)
    others = {short} if name is not None else set()
    others |= {crumb[1]} if crumb else set()
    return any(same(passage.text, other) for passage in passages[place + 1 : place + _BELOW] for other in others)


def _names_site(passages: Sequence[Passage], place: int, phrases: Phrases) -> bool:
    """Tell whether a line is the site's name, or a rubric: what could be a title stands right below it."""
    text = passages[place].text
    score = publisher_score(text, phrases)
    if score >= _SITE and _proper(text):
        return True
    below = any(title_like(p) and word_count(p.text) > 3 for p in passages[place + 1 : place + 3])
    return below and (
        (score == _SITE - 1 and word_count(text) <= 5) or passages[place].key.rstrip(" :") in phrases.rubrics
    )


def _proper(text: str) -> bool:
    """Tell a name from a motto ("La Gazette du Val", "La gazette de vos vallées"): capitals after the first word."""
    words = re.findall(r"[^\W\d_]{3,}", text)[1:]
    return not text.isupper() and bool(words) and all(word[0].isupper() or len(word) == 3 for word in words)


def second_line(first: Passage, second: Passage) -> bool:
    """Tell whether a title goes on in the line right below it."""
    if (
        second.number != first.lines[-1].number + 1
        or stopped(second.text)
        or len(second.text) > _LONGEST // 2
        or same(first.text, second.text)
    ):
        return False
    if first.text.isupper() and second.text.isupper() and word_count(second.text) > 1 and not byline(second.text):
        return True
    return _UNFINISHED.search(fold(first.text)) is not None and not first.text.endswith("?")


def same(text: str, other: str) -> bool:
    """Tell whether two lines say the same, typography and capitals apart."""
    return len(text) < 2 * _LONGEST and fold(text) == fold(other)


def repeats(passage: Passage, title: str) -> bool:
    """Tell whether a passage is the title once more, or the whole of one that was printed short."""
    longer = fold(passage.text) if len(passage.text) <= _LONGEST else ""
    return longer == fold(title) or (longer.startswith(f"{fold(title)} :") and not stopped(passage.text))


def without_site(title: str, passages: Sequence[Passage], phrases: Phrases) -> tuple[str, str | None]:
    """Take the site's name off the end of a title, where it is sure to be one: the title and the name."""
    match = _SUFFIX.search(title)
    if not match or match.start() == 0:
        return title, None
    name, short = (match["bar"] or match["dot"] or match["dash"]).strip(), title[: match.start()].strip()
    others = [passage.text for passage in passages[:40] if passage.text != title]
    alone = any(same(text, short) or same(text, name) for text in others)
    score = publisher_score(name, phrases)
    sure = alone or score >= 3 or (match["bar"] and word_count(name) <= 5)
    return (short, name) if sure or (score >= 1 and word_count(short) >= 5) else (title, None)
