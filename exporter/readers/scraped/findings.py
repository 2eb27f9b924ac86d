"""What was understood of the top of a page, filled line by line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from exporter.events import Dropped
from exporter.model import Credit, Notice
from exporter.readers.press import credits as credit_lines
from exporter.readers.press import facts as fact_lines
from exporter.readers.press import notices
from exporter.readers.press.facts import Facts
from exporter.readers.press.lines import Passage, fold
from exporter.readers.scraped import titles

if TYPE_CHECKING:
    from exporter.readers.press.phrases import Phrases

OUTSIDE = ("before-begin", "after-end")
"""Codes of lines that the user has said are not the article's."""

STATING = ("byline", "date")
"""Roles of lines that say who wrote the article, and when."""


@dataclass(slots=True)
class Opening:
    """What was understood of the top; ``rest`` is the article below it, ``lead`` passages announce it.

    ``roles`` tells by its first line's number what the judgement took each passage for; ``above`` is what stands
    above the title and is the article's all the same. ``taken`` numbers the lines that gave the publisher and the
    rubrics, though the judgement left them out.
    """

    roles: Mapping[int, str] = field(default_factory=dict)
    title: str = ""
    subtitle: str | None = None
    kicker: list[str] = field(default_factory=list)
    publisher: str | None = None
    facts: Facts = field(default_factory=Facts)
    credits: list[Credit] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    lead: list[Passage] = field(default_factory=list)
    above: list[Passage] = field(default_factory=list)
    rest: tuple[Passage, ...] = ()
    taken: set[int] = field(default_factory=set)
    dropped: list[Dropped] = field(default_factory=list)

    def drop(self, passage: Passage, reason: str) -> None:
        """Leave a passage out, and say why."""
        self.dropped += (Dropped(line.number, line.text, reason) for line in passage.lines)

    def states(self, passage: Passage) -> bool:
        """Tell whether a passage was taken for a byline or a date."""
        return self.roles.get(passage.number) in STATING

    def told(self, passage: Passage, phrases: Phrases) -> Facts | None:
        """Read a line's facts, with names without "Par" where it was taken for a byline."""
        if not self.states(passage):
            return fact_lines.read(passage.text, phrases)
        return fact_lines.stated(passage.text, phrases, signed=self.roles[passage.number] == "byline")

    def fact(self, passage: Passage, phrases: Phrases) -> bool:
        """Take in a line of facts; a second publisher's name is left out."""
        facts = self.told(passage, phrases)
        if facts is None:
            return False
        publisher = self.publisher or self.facts.publisher
        if facts.publisher and publisher and not titles.same(facts.publisher, publisher):
            self.drop(passage, "navigation")
        known = {fold(person.name) for person in self.facts.people}
        new = tuple(person for person in facts.people if fold(person.name) not in known)
        self.facts = fact_lines.merge(self.facts, replace(facts, people=new))
        self.credits += facts.credits
        return True

    def credit(self, passage: Passage) -> bool:
        """Take in a credit."""
        credit = credit_lines.credit(passage.text)
        if credit:
            self.credits.append(credit)
        return credit is not None

    def notice(self, passage: Passage, phrases: Phrases) -> bool:
        """Take in a notice."""
        notice = notices.notice(passage, phrases)
        if notice:
            self.notices.append(notice)
        return notice is not None

    def published(self, passage: Passage) -> bool:
        """Tell whether a passage is the publisher's name once more."""
        return self.publisher is not None and titles.same(passage.text, self.publisher)
