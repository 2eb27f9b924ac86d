"""Silences, in seconds at the voice's own speed.

French newsreaders rest for about half a second between sentences and a second between paragraphs; longer silences
tell a listener that something else begins. A faster voice rests less: `exporter.narration.script` divides by its speed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.speech import Utterance

AFTER_MARK: Final[Mapping[str, float]] = {
    ".": 0.50,
    "!": 0.55,
    "?": 0.55,  # the listener answers for a moment
    "…": 0.65,  # the thought goes on
    ":": 0.35,  # what follows belongs to it
    ";": 0.35,
    ",": 0.25,
}
UNMARKED: Final = 0.40  # a line without a full stop: a cell, a caption, a name

CELL: Final = 0.30  # between the cells of a row, which are heard as one
LINE: Final = 0.60  # between the lines of the opening: subtitle, byline, date
ITEM: Final = 0.60  # between items, rows and sources: more than between their sentences
PARAGRAPH: Final = 0.90
STANZA: Final = 1.20  # between stanzas: more than between paragraphs
TITLE: Final = 1.00  # a heading stands alone: a second after it …
SECTION: Final = 1.50  # … and a longer one before it, at the end of the chapter that it follows
SOUND: Final = 2.60  # a section's end with a sound in its silence
RULE: Final = 1.50  # a thematic break is a silence and nothing else

_CLOSING = " \n\u00a0\u202f»”\"'’)]"


def after(written: str) -> float:
    """The pause that the punctuation at the end of a sentence asks for; closing quotes and brackets do not count."""
    return AFTER_MARK.get(written.rstrip(_CLOSING)[-1:], UNMARKED)


def close(utterances: tuple[Utterance, ...], pause: float) -> tuple[Utterance, ...]:
    """Let the last of some utterances be followed by exactly this pause."""
    return (*utterances[:-1], *(replace(last, pause=pause) for last in utterances[-1:]))


def rest(utterances: tuple[Utterance, ...], pause: float) -> tuple[Utterance, ...]:
    """Let the last of some utterances be followed by at least this pause."""
    return close(utterances, max((pause, *(last.pause for last in utterances[-1:]))))
