"""A second article in the same text: another title with its own byline, and a text of its own below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.readers.press import facts as fact_lines
from exporter.readers.press import markers
from exporter.readers.press.letters import salutation
from exporter.readers.press.lines import ended, prose, word_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.readers.press.lines import Passage
    from exporter.readers.press.phrases import Phrases

_LONGEST = 200
_WORDS = 3
_HEAD = 4
"""Lines below a title in which its byline and date stand."""

_TEXT = 2
"""Paragraphs that make a text of its own below a byline without a date: a box has fewer."""


def title(passages: Sequence[Passage], phrases: Phrases, *, alone: bool) -> Passage | None:
    """The title of a second article among the passages of the first; None if there is one article.

    Unless the text was copied ``alone``, only what has author, date and a longer text is more than a page's teaser.
    """
    begun = False
    for place, passage in enumerate(passages):
        if begun and _heads(passage, phrases) and _own(passages[place + 1 :][: _HEAD + _TEXT], phrases, alone=alone):
            return passage
        begun = begun or prose(passage.text)
    return None


def _heads(passage: Passage, phrases: Phrases) -> bool:
    text = passage.text
    if (
        len(text) > _LONGEST
        or word_count(text) < _WORDS
        or (ended(text) and not text.endswith(("?", "!", "»")))
        or salutation(text)
    ):
        return False
    return markers.item(text) is None and fact_lines.read(text, phrases, lone=True) is None


def _own(below: Sequence[Passage], phrases: Phrases, *, alone: bool) -> bool:
    """Tell whether a byline, and a date or a longer text, stand below a title."""
    head = below[:_HEAD]
    dated = any(_dates(passage, phrases) for passage in head)
    signed = [place for place, passage in enumerate(head) if _signs(passage, phrases, lone=dated and alone)]
    if not signed or signed[0] > 1 or not (dated or alone):  # at most a standfirst between
        return False
    return sum(prose(passage.text) for passage in below[signed[0] + 1 :]) >= (1 if dated and alone else _TEXT)


def _dates(passage: Passage, phrases: Phrases) -> bool:
    facts = fact_lines.read(passage.text, phrases, lone=True)
    return facts is not None and facts.dateline is not None


def _signs(passage: Passage, phrases: Phrases, *, lone: bool) -> bool:
    """Tell a byline, or "Publié le"; a name alone is one above a date."""
    facts = fact_lines.read(passage.text, phrases, lone=lone)
    return facts is not None and bool(facts.people or (facts.said and facts.published))
