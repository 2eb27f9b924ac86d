"""The site that a page comes from: its name above the title, its rubrics."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.readers.press import boilerplate
from exporter.readers.press import facts as fact_lines
from exporter.readers.press.lines import bare, ended, fold, word_count
from exporter.readers.press.phrases import publisher_score

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.readers.press.lines import Passage
    from exporter.readers.press.phrases import Phrases

_MOTTO = 160
_NAME = 60
_SURE = 3
_RUBRICS = 2
_ARTICLE = re.compile(r"(?:Les?|La|L[’'])\s?[A-ZÀ-Þ][\w’'-]+(?:\s(?:(?:de|du|des|d|la)\s|d[’'])?[\w’'-]+){0,3}")
_NAMED = re.compile(r"(?P<name>[^|:–—]{3,45}?)\s*(?:[|:–—•·]|\s-\s)\s*(?P<motto>.{3,120})$")
_PARTS = re.compile(r"\s*[|/·•>›»,&]\s*|\s[-–—]\s|\set\s")


def name(above: Sequence[Passage], phrases: Phrases) -> tuple[str, Passage] | None:
    """Read the site's name off the lines above the title, before its motto or alone: the name and the line."""
    for passage in above:
        found = _with_motto(passage.text, phrases) or _alone(passage, phrases)
        if found:
            return found, passage
    return next(((passage.text, passage) for passage in reversed(above) if _like(passage, phrases)), None)


def _like(passage: Passage, phrases: Phrases) -> bool:
    """Tell whether a short line could be a publication's name: an article and capitals, no rubric."""
    text = passage.text
    score = publisher_score(text, phrases)
    if rubric(passage, phrases) or not (score >= _SURE - 1 or (score >= 1 and _ARTICLE.fullmatch(text))):
        return False
    if word_count(text) > 5 or fact_lines.read(text, phrases) is not None:
        return False
    return boilerplate.reason(text, phrases) is None


def kickers(above: Sequence[Passage], title: Passage, phrases: Phrases) -> tuple[Passage, ...]:
    """The rubrics right above the title: at most two, none of a menu's."""
    run: list[Passage] = []
    for passage in reversed(above):
        if boilerplate.reason(passage.text, phrases) or not kicker(passage, title, phrases):
            break
        run.append(passage)
        if passage.gap and len(run) == _RUBRICS:
            break
    run.reverse()
    if len(run) > _RUBRICS:  # a menu, unless its last line stands out
        return tuple(run[-1:]) if run[-1].gap or (run[-1].text.isupper() and not run[-2].text.isupper()) else ()
    return tuple(run)


def kicker(passage: Passage, title: Passage, phrases: Phrases) -> bool:
    """Tell whether a line is a rubric above a title."""
    return rubric(passage, phrases) or _heads(passage, title, phrases)


def _heads(passage: Passage, title: Passage, phrases: Phrases) -> bool:
    """Tell whether a short line is a rubric by its first word, or by its capitals."""
    text, key = passage.text, passage.key.rstrip(" :")
    words = word_count(text)
    if ended(text.rstrip(" :")) or words >= word_count(title.text):
        return False
    if words <= 5 and any(key == word or key.startswith((f"{word} ", f"{word}.")) for word in phrases.kicker_openings):
        return True
    place = words == 1 and passage.key in title.key
    return place or (words <= 4 and text.isupper() and not title.text.isupper())


def rubric(passage: Passage, phrases: Phrases) -> bool:
    """Tell whether a line holds nothing but known rubrics."""
    parts = [bare(part) for part in _PARTS.split(passage.text) if bare(part)]
    return passage.key.rstrip(" :") in phrases.rubrics or all(part in phrases.rubrics for part in parts)


def _with_motto(text: str, phrases: Phrases) -> str | None:
    named = _NAMED.match(text) if len(text) <= _MOTTO else None
    if named and publisher_score(named["name"], phrases) >= 1 and phrases.mottos.fullmatch(fold(named["motto"])):
        return named["name"].strip()
    return None


def _alone(passage: Passage, phrases: Phrases) -> str | None:
    text = passage.text
    if word_count(text) > 6 or len(text) > _NAME or publisher_score(text, phrases) < _SURE:
        return None
    facts = fact_lines.read(text, phrases)
    return None if facts and not facts.publisher else text
