"""The top of a page: the title, and what stands around it before the article's first paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exporter.events import Dropped
from exporter.model import Credit, Notice
from exporter.readers.scraped import credits as credit_lines
from exporter.readers.scraped import dates, landmarks, markers, notices, titles
from exporter.readers.scraped import facts as fact_lines
from exporter.readers.scraped.facts import Facts
from exporter.readers.scraped.junk import dropped
from exporter.readers.scraped.lines import Passage, bare, ended, prose, stopped, word_count
from exporter.readers.scraped.people import byline
from exporter.readers.scraped.phrases import publisher_score

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.model import PartialDate
    from exporter.readers.scraped.phrases import Phrases

_HEAD = 12
_CHRONOLOGY = 400
_MENUS = ("navigation", "search", "login")
_AGENCY_START = re.compile(
    r"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ' -]{2,40}),\s(?:le\s)?(?P<date>[^()–—]{5,40}?)\s?\((?:AFP|Reuters|AP|Belga|ATS|APS"
    r"|ANSA)[^)]{0,20}\)"
)


@dataclass(slots=True)
class Opening:
    """What was understood of the top; ``rest`` is the article below it, ``lead`` passages announce it."""

    title: str = ""
    subtitle: str | None = None
    kicker: list[str] = field(default_factory=list)
    publisher: str | None = None
    facts: Facts = field(default_factory=Facts)
    credits: list[Credit] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    lead: list[Passage] = field(default_factory=list)
    known: Mapping[int, str] = field(default_factory=dict)
    above: list[Passage] = field(default_factory=list)
    rest: tuple[Passage, ...] = ()
    dropped: list[Dropped] = field(default_factory=list)


def read(
    passages: Sequence[Passage], phrases: Phrases, override: str | None = None, known: Mapping[int, str] | None = None
) -> Opening:
    """Read the top of a page; ``title`` stays empty if there is none.

    ``override`` is the user's title, ``known`` the lines already left out, with the reason.
    """
    found = Opening(known=known or {})
    index = _above(passages, phrases, found, override)
    below = _headline(passages, index, phrases, found) if index < len(passages) else index
    if override is not None:
        _override(passages[index:below], found, override)
    rest = _below(passages[below:], phrases, found)
    found.rest = (*found.above, *rest)
    _dispatch(found)
    return found


def agency_date(text: str) -> PartialDate | None:
    """The date at the beginning of an agency's first paragraph."""
    match = _AGENCY_START.match(text[:200])
    return dates.first(match["date"]) if match else None


# --- Above the title ---------------------------------------------------------------------------


def _above(passages: Sequence[Passage], phrases: Phrases, found: Opening, override: str | None) -> int:
    """Take in what stands above the title; the place where the title should be."""
    index, place = _page_head(passages, phrases, found) or (_menu(passages, found), 4 * _HEAD)
    while index < min(len(passages), place):
        passage = passages[index]
        if override is not None and titles.same(passage.text, override):
            return index
        if not (
            _fact(passage, phrases, found, lone=False) or _credit(passage, found) or _notice(passage, phrases, found)
        ):
            after = [p for p in passages[index + 1 : index + _HEAD] if fact_lines.read(p.text, phrases) is None]
            if not _kicker(passage, after, phrases, found):
                return index
        index += 1
    return index


def _menu(passages: Sequence[Passage], found: Opening) -> int:
    """Pass over a menu that no phrase knows: three short lines and more above a line that could be a title."""
    end = 0
    while end < len(passages) and word_count(passages[end].text) <= 3 and not ended(passages[end].text):
        end += 1
    if end < 3 or end >= len(passages) or not titles.title_like(passages[end]) or word_count(passages[end].text) < 5:
        return 0
    kept = 1 if byline(passages[end - 1].text) else 0
    for passage in passages[: end - kept]:
        found.dropped += dropped(passage, "navigation")
    return end - kept


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
    while start and _announces(passages[start - 1], after, phrases):
        start -= 1
    start = place if place - start > 2 else start
    for index, passage in enumerate(passages[:start]):
        if _notice(passage, phrases, found):
            continue
        if prose(passage.text) or (index >= menu and word_count(passage.text) > 3):
            found.above.append(passage)
        else:
            found.dropped += dropped(passage, "navigation")
    return start, place


def _announces(passage: Passage, after: Passage, phrases: Phrases) -> bool:
    """Tell whether a line right above a title goes with it: a rubric, or facts by their verb."""
    facts = fact_lines.read(passage.text, phrases)
    return bool(facts and (facts.said or facts.minutes)) or _rubric(passage, after, phrases)


def _kicker(passage: Passage, after: Sequence[Passage], phrases: Phrases, found: Opening) -> bool:
    """Take a rubric or the publisher's name above a title; not if what follows could not be the title."""
    if not after or not titles.title_like(after[0]) or ended(passage.text.rstrip(" :")):
        return False
    if word_count(passage.text) > 6 or len(passage.text) > 60:
        return False
    if _rubric(passage, after[0], phrases):
        found.kicker.append(passage.text.rstrip(" :"))
        return True
    if found.publisher is None and _site(passage, after, phrases, found.known):
        found.publisher = passage.text
        return True
    return False


def _site(passage: Passage, after: Sequence[Passage], phrases: Phrases, known: Mapping[int, str]) -> bool:
    """Tell a site's name from a title: it is like a publisher's, or stands above a rubric or the page's menus."""
    score = publisher_score(passage.text, phrases)
    if score >= 3 or len(after) == 1:
        return score >= 3
    words = word_count(passage.text)
    if _rubric(after[0], after[1], phrases) and titles.title_like(after[1]):
        return words <= 5 and word_count(after[1].text) > words
    menus = any(
        known.get(number) in _MENUS for number in range(passage.number + 1, min(after[0].number, passage.number + 60))
    )
    return menus and score >= 1 and word_count(after[0].text) > words and not stopped(after[0].text)


def _rubric(passage: Passage, after: Passage, phrases: Phrases) -> bool:
    key = passage.key.rstrip(" :")
    parts = [bare(part) for part in re.split(r"\s*[|/·•>›»,&]\s*|\s[-–—]\s|\set\s", passage.text) if bare(part)]
    if key in phrases.rubrics or all(part in phrases.rubrics for part in parts):
        return True
    longer = word_count(after.text) > word_count(passage.text)
    if any(key == word or key.startswith((f"{word} ", f"{word}.")) for word in phrases.kicker_openings):
        return longer and word_count(passage.text) <= 5
    shouted = passage.text.isupper() and not after.text.isupper()
    return shouted and longer and word_count(passage.text) <= 4


# --- The title ---------------------------------------------------------------------------------


def _headline(passages: Sequence[Passage], index: int, phrases: Phrases, found: Opening) -> int:
    """Take the title, its second line, its repetition and the site's name; the place after it."""
    passage = passages[index]
    after = passages[index + 1 : index + 2]
    if not titles.title_like(passage) or not titles.heads(passage, after):
        return index
    title, used = passage.text, 1
    if after and titles.second_line(passage, after[0]):
        title, used = f"{title} {after[0].text}", 2
    found.title, site = titles.without_site(title, passages, phrases)
    found.publisher = found.publisher or site
    return _repeated(passages, index + used, found)


def _repeated(passages: Sequence[Passage], index: int, found: Opening) -> int:
    """Pass over a second printing of the title, with the short lines that a page's head has before it."""
    for position in range(index, min(index + _HEAD, len(passages))):
        if prose(passages[position].text):
            break
        if not titles.repeats(passages[position], found.title):
            continue
        between = [passage for passage in passages[index:position] if not _published(passage, found)]
        if all(word_count(passage.text) <= 3 for passage in between):
            for passage in between:
                found.dropped += dropped(passage, "navigation")
            found.dropped += dropped(passages[index - 1], "duplicate-title")
            found.title = passages[position].text
            return position + 1
    return index


def _published(passage: Passage, found: Opening) -> bool:
    return found.publisher is not None and titles.same(passage.text, found.publisher)


def _override(passages: Sequence[Passage], found: Opening, override: str) -> None:
    """Put the user's title in the place of the page's, which is reported."""
    found.title = override
    reported = {event.line for event in found.dropped}
    for passage in passages:
        if passage.number not in reported:
            found.dropped += dropped(
                passage, "duplicate-title" if titles.same(passage.text, override) else "title-replaced"
            )


# --- Below the title ---------------------------------------------------------------------------


def _below(passages: Sequence[Passage], phrases: Phrases, found: Opening) -> list[Passage]:
    """Take in facts, subtitle and lead; return the article itself."""
    dated = sum(_bare_date(passage, phrases) for passage in passages[:_CHRONOLOGY])
    if len(passages) > 2 and _stuck(passages, phrases):
        found.subtitle, passages = passages[0].text, passages[1:]
    end = _facts_end(passages, phrases, chronology=dated > 1)
    texts = [p for p in passages[:end] if not _absorbed(p, phrases, found)]
    found.lead = texts
    end += _more_facts(passages[end:], phrases, found, lone=False, dated=dated <= 1)
    rest = passages[end:]
    if not texts and not found.subtitle and len(rest) > 1 and _subtitle(rest[0], rest[1:]):
        found.lead = [rest[0]]
        end += 1
    if found.lead:
        end += _more_facts(passages[end:], phrases, found, lone=True, dated=dated <= 1)
    return list(passages[end:])


def _more_facts(passages: Sequence[Passage], phrases: Phrases, found: Opening, *, lone: bool, dated: bool) -> int:
    """Take in the facts that come first, at most a head's worth; how many they are."""
    for count, passage in enumerate(passages[:_HEAD]):
        if not _absorbed(passage, phrases, found, lone=lone, dated=dated):
            return count
    return min(len(passages), _HEAD)


def _facts_end(passages: Sequence[Passage], phrases: Phrases, *, chronology: bool) -> int:
    """Find the end of the head: after the last line of facts with at most three texts before it."""
    end, texts = 0, 0
    for index, passage in enumerate(passages[: 2 * _HEAD]):
        facts = fact_lines.read(passage.text, phrases, lone=texts == 0 or _among_facts(passages, index, phrases))
        counts = facts is not None and not (chronology and _bare_date(passage, phrases)) and not facts.keywords
        if counts and not (texts and facts and not _front(facts, passages, index)):
            end = index + 1
        elif not (credit_lines.credit(passage.text) or notices.kind(passage, phrases)):
            texts += 1
            if texts > 3 or markers.item(passage.text):
                break
    return end


def _among_facts(passages: Sequence[Passage], index: int, phrases: Phrases) -> bool:
    """Tell whether a line of dates or reading time stands next to a passage, which may then be a lone name."""
    around = (near for near in (index - 1, index + 1) if 0 <= near < len(passages))
    facts = (fact_lines.read(passages[near].text, phrases) for near in around)
    return any(fact is not None and (fact.dateline or fact.minutes) for fact in facts)


def _stuck(passages: Sequence[Passage], phrases: Phrases) -> bool:
    """Tell whether a short line is stuck to the title in a text that has blank lines: its subtitle."""
    first, second = passages[:2]
    if first.gap or not second.gap or stopped(first.text) or len(first.text) > 250:
        return False
    if credit_lines.credit(first.text) or markers.item(first.text) or notices.kind(first, phrases):
        return False
    return fact_lines.read(first.text, phrases, lone=True) is None and not prose(first.text)


def _front(facts: Facts, passages: Sequence[Passage], index: int) -> bool:
    """Tell a head's line of facts from a signature: the article goes on below it, and longer than before."""
    if facts.url or facts.kicker:
        return False
    before = sum(len(passage.text) for passage in passages[:index])
    return sum(len(passage.text) for passage in passages[index + 1 :]) > before


def _bare_date(passage: Passage, phrases: Phrases) -> bool:
    facts = fact_lines.read(passage.text, phrases) if len(passage.text) < 60 else None
    return facts is not None and facts.dateline is not None and not facts.said and not facts.people


def _absorbed(passage: Passage, phrases: Phrases, found: Opening, *, lone: bool = True, dated: bool = True) -> bool:
    if not dated and _bare_date(passage, phrases):
        return False
    if _fact(passage, phrases, found, lone=lone) or _credit(passage, found) or _notice(passage, phrases, found):
        return True
    if _published(passage, found):
        return True
    if passage.key in phrases.rubrics and not found.kicker:
        found.kicker.append(passage.text)
        return True
    return False


def _subtitle(passage: Passage, after: Sequence[Passage]) -> bool:
    """Tell a subtitle from the first section's heading: it is longer, or the only short line there is."""
    text = passage.text
    if stopped(text) or len(text) > 250 or markers.item(text) or markers.number(text) or text.endswith((":", "»")):
        return False
    if markers.row(passage.lines[0].text) or not prose(after[0].text):
        return False
    if word_count(text) >= 9:
        return True
    return not any(len(p.text) <= 110 and not ended(p.text) for p in after[1:]) and word_count(text) >= 5


def _fact(passage: Passage, phrases: Phrases, found: Opening, *, lone: bool) -> bool:
    facts = fact_lines.read(passage.text, phrases, lone=lone)
    if facts is None:
        return False
    found.facts = fact_lines.merge(found.facts, facts)
    found.credits += facts.credits
    return True


def _credit(passage: Passage, found: Opening) -> bool:
    credit = credit_lines.credit(passage.text)
    if credit:
        found.credits.append(credit)
    return credit is not None


def _notice(passage: Passage, phrases: Phrases, found: Opening) -> bool:
    notice = notices.notice(passage, phrases)
    if notice:
        found.notices.append(notice)
    return notice is not None


def _dispatch(found: Opening) -> None:
    """Make a first short text the subtitle; take an agency's date where the page gives none."""
    found.publisher = found.publisher or found.facts.publisher
    if found.subtitle is None and found.lead and not stopped(found.lead[0].text) and len(found.lead[0].text) <= 250:
        found.subtitle = found.lead.pop(0).text
    if found.facts.kicker:
        found.kicker.append(found.facts.kicker)
