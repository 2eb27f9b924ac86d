"""What an article says about itself in its text and at its end: notices, signature, date, keywords."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exporter.model import Notice
from exporter.readers.scraped import credits as credit_lines
from exporter.readers.scraped import facts as fact_lines
from exporter.readers.scraped import lines, notices, opening
from exporter.readers.scraped.lines import Passage, prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.readers.scraped.opening import Opening
    from exporter.readers.scraped.phrases import Phrases


@dataclass(slots=True)
class Closing:
    """The notices below the opening, and the passages that are the article's own."""

    notices: list[Notice] = field(default_factory=list)
    rest: list[Passage] = field(default_factory=list)


def read(passages: Sequence[Passage], top: Opening, phrases: Phrases) -> Closing:
    """Take notices out, and facts below the last paragraph; these complete the opening's."""
    found = Closing()
    last = max((i for i, passage in enumerate(passages) if prose(passage.text)), default=-1)
    for index, passage in enumerate(passages):
        notice = notices.notice(passage, phrases)
        if notice:
            found.notices.append(notice)
        elif not (_signed(passage, top) or (index > last and _fact(passage, top, phrases))):
            found.rest.append(passage)
    if not top.facts.published and passages:
        _agency(passages[0], top)
    return found


def _signed(passage: Passage, top: Opening) -> bool:
    """Tell whether a line only repeats the name of an author who is known from above."""
    return any(passage.text == person.name for person in top.facts.people)


def _fact(passage: Passage, top: Opening, phrases: Phrases) -> bool:
    """Take a signature, a date with its verb, or keywords; nothing that the opening already had."""
    facts = fact_lines.read(passage.text, phrases, lone=not top.facts.people)
    if (
        facts is None
        or facts.url
        or (facts.dateline and top.facts.updated)
        or (facts.people and top.facts.people)
        or (facts.dateline and not facts.said)
    ):
        return False
    top.facts = fact_lines.merge(top.facts, facts)
    return True


def _agency(passage: Passage, top: Opening) -> None:
    """Take the date from an agency's first line ("PARIS, 12 mars 2026 (AFP) –"), which stays as it is."""
    date = opening.agency_date(passage.text)
    if date:
        top.facts = fact_lines.merge(top.facts, fact_lines.Facts(published=date))


def speaks_of_itself(text: str, phrases: Phrases) -> bool:
    """Tell whether a whole line is a byline, dates, a credit or a notice: no wrapped sentence goes on with it."""
    facts = fact_lines.read(text, phrases)
    if facts is not None and (facts.people or facts.said or facts.minutes):
        return True
    alone = lines.passage((lines.Line(0, text, 0, gap=False),))
    return credit_lines.credit(text) is not None or notices.kind(alone, phrases) is not None
