"""What an article says about itself in its text and at its end: notices, signature, date, keywords."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from exporter.model import Credit, Notice, NoticeKind
from exporter.readers.press import credits as credit_lines
from exporter.readers.press import dates, inline, lines, notices
from exporter.readers.press import facts as fact_lines
from exporter.readers.press.lines import Passage, fold, prose
from exporter.readers.press.people import is_name
from exporter.readers.scraped import opening

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.readers.press.phrases import Phrases
    from exporter.readers.scraped.findings import Opening

_MAKERS = re.compile(r"(?:textes?|(?:photo|illustration|dessin|image)\w*.{3,80}\btextes?)\b", re.IGNORECASE)
_CHANGED = re.compile(r"\b(?:mise? à jour|actualisée?) le\b", re.IGNORECASE)


@dataclass(slots=True)
class Closing:
    """The notices below the opening, and the passages that are the article's own."""

    notices: list[Notice] = field(default_factory=list)
    rest: list[Passage] = field(default_factory=list)


def read(passages: Sequence[Passage], top: Opening, phrases: Phrases) -> Closing:
    """Take notices out, and facts below the last paragraph; these complete the opening's."""
    found = Closing()
    last = max((i for i, passage in enumerate(passages) if prose(passage.text)), default=-1)
    taken: set[int] = set()
    for index, passage in enumerate(passages):
        notice = notices.notice(passage, phrases)
        if notice:
            found.notices.append(notice)
            _corrected(passage, notice, top)
        if (
            notice
            or _signed(passage, top)
            or _made(passage.text, top, phrases)
            or (index > last and _fact(passages, index, top, phrases))
        ):
            taken.add(index)
    found.rest = lines.without(passages, taken)
    if not top.facts.published and passages:
        _agency(passages[0], top)
    return found


def _corrected(passage: Passage, notice: Notice, top: Opening) -> None:
    """Take the date of a correction ("Mis à jour le 6 septembre : …") as that of the last change, if none is known."""
    head = passage.text.partition(":")[0]
    said = notice.kind is NoticeKind.CORRECTION and len(head) <= 90 and _CHANGED.search(head)
    date = dates.first(head) if said else None
    if date and date.month and not top.facts.updated:
        top.facts = fact_lines.merge(top.facts, fact_lines.Facts(updated=date))


def _signed(passage: Passage, top: Opening) -> bool:
    """Tell whether a line only repeats the name of an author who is known from above."""
    return any(passage.text == person.name for person in top.facts.people)


def _made(text: str, top: Opening, phrases: Phrases) -> bool:
    """Take a line that says who made text and pictures, wherever it stands: "Texte : Ana Roy / Photos : Marc Lô"."""
    facts = fact_lines.read(text, phrases) if _MAKERS.match(text) else None
    names = [person.name for person in facts.people] if facts else []
    if facts is None or facts.dateline or not names or not all(map(is_name, names)):
        return False
    if top.facts.people and not (facts.credits and set(facts.people) <= set(top.facts.people)):
        top.credits.append(Credit("text", ", ".join(names), inline.content(text)))
        return True
    top.facts = replace(top.facts, people=top.facts.people or facts.people)
    top.credits += facts.credits
    return True


def _fact(passages: Sequence[Passage], index: int, top: Opening, phrases: Phrases) -> bool:
    """Take a date with its verb, keywords, a signature, if all of it can be kept as such; tell whether it says no more.

    A name among other lines, as below a letter, tells the author and stays where it is.
    """
    text = passages[index].text
    facts = fact_lines.read(text, phrases, lone=not top.facts.people)
    if facts is None or not _new(facts, top.facts):
        return False
    lone = bool(facts.people) and fact_lines.read(text, phrases) is None
    if lone and not _alone(passages, index):
        if _farewell(passages, index):
            top.facts = fact_lines.merge(top.facts, facts)
        return False
    top.facts = fact_lines.merge(top.facts, facts)
    top.credits += facts.credits
    return True


def _new(facts: fact_lines.Facts, known: fact_lines.Facts) -> bool:
    """Tell whether an article can hold all that a line says besides what is known of it."""
    if facts.url or facts.publisher or facts.kicker or (facts.minutes and known.minutes):
        return False
    if facts.dateline and (known.updated or not facts.said):
        return False
    return not (facts.people and known.people)


def _alone(passages: Sequence[Passage], index: int) -> bool:
    """Tell whether a name is a signature and no more: nothing right below it, no farewell above, no text further on."""
    if (
        _farewell(passages, index)
        or _quotes(passages, index)
        or (index + 1 < len(passages) and not passages[index + 1].gap)
    ):
        return False
    return not any(lines.stopped(passage.text) for passage in passages[index + 1 :])


def _farewell(passages: Sequence[Passage], index: int) -> bool:
    return index > 0 and passages[index - 1].text.endswith(",")


def _quotes(passages: Sequence[Passage], index: int) -> bool:
    """Tell whether a name stands right below a quotation, which is its own."""
    return index > 0 and not passages[index].gap and passages[index - 1].text.endswith(("»", "”", '"'))


def _agency(passage: Passage, top: Opening) -> None:
    """Take the date from an agency's first line ("PARIS, 12 mars 2026 (AFP) –"), which stays as it is."""
    date = opening.agency_date(passage.text)
    if date:
        top.facts = fact_lines.merge(top.facts, fact_lines.Facts(published=date))


def speaks_of_itself(text: str, phrases: Phrases) -> bool:
    """Tell whether a whole line is a byline, dates, a credit or a notice: no wrapped sentence goes on with it."""
    facts = fact_lines.read(text, phrases)
    dated = facts is not None and facts.said and (facts.published or facts.updated or not dates.DAY.search(fold(text)))
    if facts is not None and (facts.people or dated or facts.minutes):
        return True
    alone = lines.passage((lines.Line(0, text, 0, gap=False),))
    return credit_lines.credit(text) is not None or notices.kind(alone, phrases) is not None
