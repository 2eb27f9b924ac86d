"""The top of a page: the title, and what stands around it before the article's first paragraph."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from exporter.readers.press import credits as credit_lines
from exporter.readers.press import dates, markers, notices
from exporter.readers.press import facts as fact_lines
from exporter.readers.press.lines import ended, prose, stopped, word_count
from exporter.readers.scraped import masthead, titles
from exporter.readers.scraped.blocks import attribution
from exporter.readers.scraped.findings import Opening

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exporter.model import PartialDate
    from exporter.readers.press.facts import Facts
    from exporter.readers.press.lines import Passage
    from exporter.readers.press.phrases import Phrases

_HEAD = 12
_PORTRAITS = 60
_CHRONOLOGY = 400
_AGENCY_START = re.compile(
    r"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ' -]{2,40}),\s(?:le\s)?(?P<date>[^()–—]{5,40}?)\s?\((?:AFP|Reuters|AP|Belga|ATS|APS"
    r"|ANSA)[^)]{0,20}\)"
)


def read(
    passages: Sequence[Passage], phrases: Phrases, override: str | None = None, known: Mapping[int, str] | None = None
) -> Opening:
    """Read the top of a page; ``title`` stays empty if there is none.

    ``override`` is the user's title, ``known`` the lines already left out, with the reason.
    """
    found = Opening(known=known or {})
    index = masthead.read(passages, phrases, found, override)
    below = _headline(passages, index, phrases, found) if index < len(passages) else index
    if override is not None:
        _override(passages[index:below], found, override)
    rest = _below(passages[below:], phrases, found)
    found.rest = (*found.above, *rest)
    _dispatch(phrases, found)
    return found


def agency_date(text: str) -> PartialDate | None:
    """The date at the beginning of an agency's first paragraph."""
    match = _AGENCY_START.match(text[:200])
    return dates.first(match["date"]) if match else None


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
    return _repeated(passages, index + used, phrases, found)


def _repeated(passages: Sequence[Passage], index: int, phrases: Phrases, found: Opening) -> int:
    """Pass over a second printing of the title, with the short lines that a page's head has before it."""
    for position in range(index, min(index + _HEAD, len(passages))):
        if prose(passages[position].text):
            break
        if not titles.repeats(passages[position], found.title):
            continue
        masthead.between(passages[index : position + 1], phrases, found)
        found.drop(passages[index - 1], "duplicate-title")
        found.title = passages[position].text
        return position + 1
    return index


def _override(passages: Sequence[Passage], found: Opening, override: str) -> None:
    """Put the user's title in the place of the page's, which is reported."""
    found.title = override
    reported = {event.line for event in found.dropped}
    for passage in passages:
        if passage.number not in reported:
            found.drop(passage, "duplicate-title" if titles.same(passage.text, override) else "title-replaced")


# --- Below the title ---------------------------------------------------------------------------


def _below(passages: Sequence[Passage], phrases: Phrases, found: Opening) -> list[Passage]:
    """Take in facts, subtitle and lead; return the article itself."""
    dated = sum(fact_lines.bare_date(passage.text, phrases) for passage in passages[:_CHRONOLOGY])
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
        facts = fact_lines.read(passage.text, phrases, lone=_lone(passages, index, phrases, first=texts == 0))
        counts = (
            facts is not None
            and not (chronology and fact_lines.bare_date(passage.text, phrases))
            and not facts.keywords
        )
        if counts and not (texts and facts and not _front(facts, passages, index)):
            end = index + 1
        elif not (credit_lines.credit(passage.text) or notices.kind(passage, phrases)):
            texts += 1
            if texts > 3 or markers.item(passage.text):
                break
    return end


def _lone(passages: Sequence[Passage], index: int, phrases: Phrases, *, first: bool) -> bool:
    """Tell whether a passage may be a name without "Par": right below the title, or where names stand."""
    return (first and not _portraits(passages, index, phrases)) or _among_facts(passages, index, phrases)


def _among_facts(passages: Sequence[Passage], index: int, phrases: Phrases) -> bool:
    """Tell whether a passage may be a lone name: next to dates or the reading time, or right below the lead."""
    if _signs_lead(passages, index, phrases):
        return True
    around = (near for near in (index - 1, index + 1) if 0 <= near < len(passages))
    facts = (fact_lines.read(passages[near].text, phrases) for near in around)
    return any(fact is not None and (fact.dateline or fact.minutes) for fact in facts)


def _signs_lead(passages: Sequence[Passage], index: int, phrases: Phrases) -> bool:
    """Tell whether a passage is the only one of its kind, a name between two texts: no portrait's heading."""
    if index + 1 >= len(passages) or attribution(passages, index) or not _speech(passages[index + 1]):
        return False
    here = fact_lines.read(passages[index].text, phrases, lone=True)
    return here is not None and bool(here.people) and not _portraits(passages, index, phrases)


def _portraits(passages: Sequence[Passage], index: int, phrases: Phrases) -> bool:
    """Tell whether a name heads a text, as others do below."""
    here = fact_lines.read(passages[index].text, phrases, lone=True)
    if (
        here is None
        or not here.people
        or here.dateline
        or index + 1 == len(passages)
        or not _speech(passages[index + 1])
    ):
        return False
    below = itertools.pairwise(passages[index + 1 : index + _PORTRAITS])
    names = (fact_lines.read(p.text, phrases, lone=True) for p, after in below if _short(p.text) and _speech(after))
    return any(name and set(name.people) - set(here.people) for name in names)


def _short(text: str) -> bool:
    return len(text) <= 80 and ":" not in text


def _speech(passage: Passage) -> bool:
    return prose(passage.text) or passage.text.endswith("?")


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


def _absorbed(passage: Passage, phrases: Phrases, found: Opening, *, lone: bool = True, dated: bool = True) -> bool:
    if not dated and fact_lines.bare_date(passage.text, phrases):
        return False
    if found.fact(passage, phrases, lone=lone) or found.credit(passage) or found.notice(passage, phrases):
        return True
    if found.published(passage):
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
    if markers.row(passage.lines[0].text) or not (prose(after[0].text) or after[0].text.endswith("?")):
        return False
    if word_count(text) >= 9:
        return True
    return not any(len(p.text) <= 110 and not ended(p.text) for p in after[1:]) and word_count(text) >= 5


def _dispatch(phrases: Phrases, found: Opening) -> None:
    """Make a first short text the subtitle; take an agency's date where the page gives none."""
    found.publisher = found.publisher or found.facts.publisher
    if found.day and found.facts.dateline:
        found.drop(found.day, "navigation")
    elif found.day:
        found.fact(found.day, phrases, lone=False)
    if found.subtitle is None and found.lead and not stopped(found.lead[0].text) and len(found.lead[0].text) <= 250:
        found.subtitle = found.lead.pop(0).text
    if found.facts.kicker:
        found.kicker.append(found.facts.kicker)
