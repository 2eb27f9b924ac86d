"""What each passage came to be in the edition, and which exact rule decided where the judgement did not.

A passage is followed through the steps of reading: each takes out what is its own, and what is left makes the blocks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.readers.press import credits as credit_lines
from exporter.readers.press import notices
from exporter.readers.press.lines import Passage
from exporter.readers.scraped.findings import OUTSIDE, STATING

if TYPE_CHECKING:
    from exporter.readers.press.phrases import Phrases
    from exporter.readers.scraped.findings import Opening
    from exporter.readers.scraped.judge import Judgement

_POINTED = "you pointed at this line"
_BEYOND = "outside the lines that you pointed at"
_SITE = "websites print it around articles"
_ALONE = "nothing of a website was copied, so all is kept"
_DROPPED = {
    "duplicate-title": "it says the title again",
    "title-replaced": "your title stands in its place",
    "navigation": "it belongs to the page, not to the article",
}
_KEPT = {
    "heading": "a short line above text",
    "body": "it stands within the text",
    "listing": "it is laid out as a list",
    "table": "it is laid out as a table",
    "quote": "it is written as a quotation",
    "caption": "it is written as a caption",
    "credit": "it is written as a credit",
    "rule": "it is drawn as a line",
    "lead": "it stands between title and text",
    "subtitle": "it stands right below the title",
    "kicker": "it names the subject above the title",
    "publisher": "it names the site",
    "title": "the title goes on here",
    "source": "it stands among sources, or looks like one",
    "note": "its number is called in the text",
    "notice": "it says how the article was made",
    "facts": "it states author, date or the like",
}
"""What a passage can come to be when it is kept, and the rule that says so."""

RULES = (_POINTED, _BEYOND, _SITE, _ALONE, *_DROPPED.values(), *_KEPT.values())
"""All wordings of rules."""

_UNLIKELY = 0.5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a passage became; ``rule`` says in words which rule decided that, empty where the judgement did."""

    role: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    """What was left once sources, then statements, then notes were taken out; the kinds of blocks, by number."""

    uncited: Sequence[Passage]
    unstated: Sequence[Passage]
    rest: Sequence[Passage]
    blocks: Mapping[int, str]


def follow(judged: Judgement, top: Opening, steps: Steps, phrases: Phrases) -> list[Outcome]:
    """What each passage of a page became, in their order."""
    became = {**_taken(top.rest, steps.uncited, "source"), **_taken(steps.unstated, steps.rest, "note"), **steps.blocks}
    became |= {passage.number: "lead" for passage in top.lead}
    dropped = {event.line: _DROPPED[event.reason] for event in top.dropped}
    found = []
    for passage, role, sure in zip(judged.passages, judged.reading.roles, judged.reading.chances, strict=True):
        number = passage.number
        if number in dropped:
            found.append(Outcome("junk", dropped[number]))
        elif number in judged.reasons and number not in top.taken:
            found.append(Outcome("junk", _left_out(number, judged)))
        elif number in judged.pointed:
            found.append(Outcome(became.get(number) or _stated(passage, role, top, phrases), _POINTED))
        else:
            final = became.get(number) or _stated(passage, role, top, phrases)
            alone = _ALONE if not judged.known and sure < _UNLIKELY else ""
            found.append(Outcome(final, _KEPT[final] if final != role else alone))
    return found


def _taken(before: Sequence[Passage], after: Sequence[Passage], role: str) -> dict[int, str]:
    left = {passage.number for passage in after}
    return {passage.number: role for passage in before if passage.number not in left}


def _left_out(number: int, judged: Judgement) -> str:
    if judged.reasons[number] in OUTSIDE:
        return _BEYOND
    return _SITE if number in judged.known else ""


def _stated(passage: Passage, role: str, top: Opening, phrases: Phrases) -> str:
    """What a passage is that made no block: a fact of the article, by its words."""
    fits = {
        "subtitle": passage.text == top.subtitle,
        "kicker": passage.text.rstrip(" :") in top.kicker,
        "notice": notices.kind(passage, phrases) is not None,
        "credit": credit_lines.credit(passage.text) is not None,
        "title": role == "title" or top.title.endswith(passage.text),
        "publisher": passage.text == top.publisher or passage.number in top.taken,
    }
    return next((found for found, fit in fits.items() if fit), role if role in STATING else "facts")
