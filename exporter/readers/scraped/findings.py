"""What was understood of the top of a page, filled line by line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exporter.events import Dropped
from exporter.model import Credit, Notice
from exporter.readers.press import credits as credit_lines
from exporter.readers.press import facts as fact_lines
from exporter.readers.press import notices
from exporter.readers.press.facts import Facts
from exporter.readers.press.lines import Passage
from exporter.readers.scraped import titles
from exporter.readers.scraped.junk import dropped

if TYPE_CHECKING:
    from exporter.readers.press.phrases import Phrases


@dataclass(slots=True)
class Opening:
    """What was understood of the top; ``rest`` is the article below it, ``lead`` passages announce it.

    ``known`` are the lines that were left out as a page's own, with the reason; ``above`` what stands above the title
    and may be the article's all the same; ``day`` a date above the title, which may be the day of the visit.
    """

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
    day: Passage | None = None
    rest: tuple[Passage, ...] = ()
    dropped: list[Dropped] = field(default_factory=list)

    def drop(self, passage: Passage, reason: str) -> None:
        """Leave a passage out, and say why."""
        self.dropped += dropped(passage, reason)

    def fact(self, passage: Passage, phrases: Phrases, *, lone: bool) -> bool:
        """Take in a line of facts; ``lone`` admits names without "Par"."""
        facts = fact_lines.read(passage.text, phrases, lone=lone)
        if facts is None:
            return False
        self.facts = fact_lines.merge(self.facts, facts)
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
