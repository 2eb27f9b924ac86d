"""The top of a page: the title, and what stands around it before the article's first paragraph.

Which line is the title, which lines tell the author and the dates is the judgement's choice (`judge`); here their
words are read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.readers.press import credits as credit_lines
from exporter.readers.press import dates, lines, markers, notices
from exporter.readers.press import facts as fact_lines
from exporter.readers.press.letters import salutation
from exporter.readers.press.lines import ended, fold, prose, stopped, word_count
from exporter.readers.scraped import site, titles
from exporter.readers.scraped.blocks import attribution
from exporter.readers.scraped.findings import Opening

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.model import PartialDate
    from exporter.readers.press.facts import Facts
    from exporter.readers.press.lines import Passage
    from exporter.readers.press.phrases import Phrases
    from exporter.readers.scraped.judge import Judgement

_HEAD = 12
_CHRONOLOGY = 400
_AGENCY_START = re.compile(
    r"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ' -]{2,40}),\s(?:le\s)?(?P<date>[^()–—]{5,40}?)\s?\((?:AFP|Reuters|AP|Belga|ATS|APS"
    r"|ANSA)[^)]{0,20}\)"
)


def read(judged: Judgement, phrases: Phrases, override: str | None = None) -> Opening:
    """Read the top of a page; ``title`` stays empty if there is none. ``override`` is the user's title."""
    found = Opening(judged.roles)
    head, title, below = judged.parts()
    if title is not None:
        title, below = _whole(title, below)
        _above(head, title, judged, phrases, found)
        below = list(_headline(title, below, judged.above, phrases, found))
    if override is not None:
        _override(title, found, override)
    rest = _below(below, phrases, found)
    found.rest = (*found.above, *rest)
    _finish(found)
    return found


def agency_date(text: str) -> PartialDate | None:
    """The date at the beginning of an agency's first paragraph."""
    match = _AGENCY_START.match(text[:200])
    return dates.first(match["date"]) if match else None


def _above(head: Sequence[Passage], title: Passage, judged: Judgement, phrases: Phrases, found: Opening) -> None:
    """Take in what stands above the title: the site's name and the rubrics first."""
    above = [passage for passage in judged.above if not _window(passage, title, phrases, found)]
    named = site.name(above, phrases)
    rubrics = site.kickers(above, title, phrases)
    if named:
        found.publisher = found.publisher or named[0]
    for passage in (*rubrics, *(named[1:] if named and found.publisher == named[0] == named[1].text else ())):
        found.taken.add(passage.number)
    found.kicker += (passage.text.rstrip(" :") for passage in rubrics)
    menus = judged.last_left_out
    for passage in head:
        if passage.number not in found.taken:
            _before(passage, menus, phrases, found, letter=not menus and titles.subject(title))


def _window(passage: Passage, title: Passage, phrases: Phrases, found: Opening) -> bool:
    """Leave out the title as a browser's window has it, with the site's name, and the title once more."""
    short, name = titles.without_site(passage.text, (title,), phrases)
    again = name is not None and (titles.same(short, title.text) or titles.repeats(title, short))
    if again:
        found.publisher = found.publisher or name
    if again or titles.repeats(passage, title.text):
        found.drop(passage, "duplicate-title")
        found.taken.add(passage.number)
        return True
    return False


def _before(passage: Passage, menus: int, phrases: Phrases, found: Opening, *, letter: bool) -> None:
    """Take in a line above the title; a bare date that menus part from it is the day of the visit.

    ``menus`` is the number of their last line. What stands above the subject of a ``letter`` is its own.
    """
    visit = passage.number < menus and fact_lines.bare_date(passage.text, phrases)
    if visit:
        found.drop(passage, "navigation")
    elif (
        found.fact(passage, phrases)
        or found.credit(passage)
        or found.notice(passage, phrases)
        or found.published(passage)
    ):
        return
    elif ended(passage.text) or word_count(passage.text) > _HEAD or letter:
        found.above.append(passage)
    else:  # short lines above a title are a page's own
        found.drop(passage, "navigation")


# --- The title ---------------------------------------------------------------------------------


def _whole(title: Passage, below: Sequence[Passage]) -> tuple[Passage, list[Passage]]:
    """The title with its second line, and what stands below both."""
    if below and titles.second_line(title, below[0]):
        both = (*title.lines, *below[0].lines)
        return lines.passage(both, f"{title.text} {below[0].text}"), list(below[1:])
    return title, list(below)


def _headline(
    title: Passage, below: Sequence[Passage], above: Sequence[Passage], phrases: Phrases, found: Opening
) -> Sequence[Passage]:
    """Take the title, its second line and the site's name; what stands below it, the title's repetitions left out."""
    found.title, name = titles.without_site(title.text, (*above, *below), phrases)
    if name and found.publisher and fold(name) not in fold(found.publisher):
        found.kicker.append(name)
    found.publisher = found.publisher or name
    rest, head = [], True
    for place, passage in enumerate(below):
        head = head and place < _HEAD and not prose(passage.text)
        if head and titles.repeats(passage, found.title):
            found.title = passage.text
            found.drop(passage, "duplicate-title")
        else:
            rest.append(passage)
    return rest


def _override(title: Passage | None, found: Opening, override: str) -> None:
    """Put the user's title in the place of the page's, which is reported."""
    found.title = override
    if title is not None:
        found.drop(title, "duplicate-title" if titles.same(title.text, override) else "title-replaced")


# --- Below the title ---------------------------------------------------------------------------


def _below(passages: Sequence[Passage], phrases: Phrases, found: Opening) -> list[Passage]:
    """Take in facts, subtitle and lead; return the article itself."""
    dated = sum(fact_lines.bare_date(passage.text, phrases) for passage in passages[:_CHRONOLOGY]) <= 1
    end = _facts_end(passages, phrases, found)
    texts = [passage for passage in passages[:end] if not _absorbed(passage, phrases, found, dated=dated)]
    found.lead = texts
    end += _more_facts(passages[end:], phrases, found, dated=dated)
    rest = passages[end:]
    if not texts and len(rest) > 1 and _announces(rest[0], rest[1:], found):
        found.lead = [rest[0]]
        end += 1
    if found.lead:
        end += _more_facts(passages[end:], phrases, found, dated=dated)
    return list(passages[end:])


def _more_facts(passages: Sequence[Passage], phrases: Phrases, found: Opening, *, dated: bool) -> int:
    """Take in the facts that come first, at most a head's worth; how many they are."""
    for count, passage in enumerate(passages[:_HEAD]):
        if not _absorbed(passage, phrases, found, dated=dated):
            return count
    return min(len(passages), _HEAD)


def _facts_end(passages: Sequence[Passage], phrases: Phrases, found: Opening) -> int:
    """Find the end of the head: after the last line of facts with at most three texts before it."""
    end, texts = 0, 0
    for index, passage in enumerate(passages[: 2 * _HEAD]):
        facts = _facts(passage, phrases, found)
        if facts is not None and not (texts and not _front(passages, index)):
            end = index + 1
        elif not (credit_lines.credit(passage.text) or notices.kind(passage, phrases)):
            texts += 1
            if texts > 3 or markers.item(passage.text):
                break
    return end


def _facts(passage: Passage, phrases: Phrases, found: Opening) -> Facts | None:
    """Read a line that states something of the article, other than its keywords."""
    stated = found.states(passage)
    facts = found.told(passage, phrases)
    if facts is None or facts.keywords:
        return None
    return facts if stated or facts.minutes or facts.said or facts.people else None


def _front(passages: Sequence[Passage], index: int) -> bool:
    """Tell a head's line of facts from a signature: the article goes on below it, and longer than before."""
    before = sum(len(passage.text) for passage in passages[:index])
    return sum(len(passage.text) for passage in passages[index + 1 :]) > before


def _absorbed(passage: Passage, phrases: Phrases, found: Opening, *, dated: bool) -> bool:
    """Take in a line of facts; a bare date that the judgement does not take for one, only if it is the only one."""
    if not dated and not found.states(passage) and fact_lines.bare_date(passage.text, phrases):
        return False
    if found.fact(passage, phrases) or found.credit(passage) or found.notice(passage, phrases):
        return True
    if found.published(passage):
        return True
    if passage.key in phrases.rubrics and not found.kicker:
        found.kicker.append(passage.text)
        return True
    return False


def _announces(passage: Passage, after: Sequence[Passage], found: Opening) -> bool:
    """Tell whether the first text below the facts announces the article: the judgement says so, or its shape does."""
    if found.roles.get(passage.number) == "lead" and not markers.item(passage.text):
        return True
    return found.subtitle is None and _subtitle(passage, after)


def _subtitle(passage: Passage, after: Sequence[Passage]) -> bool:
    """Tell a subtitle from the first section's heading: it is longer, or the only short line there is."""
    text = passage.text
    if (
        salutation(text)
        or stopped(text)
        or len(text) > 250
        or markers.item(text)
        or markers.number(text)
        or text.endswith((":", "»"))
    ):
        return False
    if markers.row(passage.lines[0].text) or attribution((passage, *after), 1):
        return False
    if not (prose(after[0].text) or after[0].text.endswith("?")):
        return False
    if word_count(text) >= 9:
        return True
    return not any(len(p.text) <= 110 and not ended(p.text) for p in after[1:]) and word_count(text) >= 5


def _finish(found: Opening) -> None:
    """Make a first short text the subtitle; take what facts say of publisher and rubric."""
    found.publisher = found.publisher or found.facts.publisher
    if found.subtitle is None and found.lead and not stopped(found.lead[0].text) and len(found.lead[0].text) <= 250:
        found.subtitle = found.lead.pop(0).text
    if found.facts.kicker:
        found.kicker.append(found.facts.kicker)
