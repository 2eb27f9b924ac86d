"""Languages of runs, as text processors mark them.

Every run has one, and many a mark is the keyboard's, not the text's. That of the styles is mostly the template's: any
words outweigh it, while a mark on the runs themselves holds where words are few.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from exporter.messages import Message
from exporter.passes.languages import detect

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exporter.readers.office.runs import Run
    from exporter.readers.packed.flow import Claims

_SAMPLE: Final = 2000
_ENOUGH: Final = 60


@dataclass(frozen=True, slots=True)
class Languages:
    """The language in which most of a document is written, and the marks (primary tags) that say no more than that.

    It is told ``by_hand`` where most of its characters are marked themselves, not by the styles' default.
    """

    declared: str
    own: frozenset[str]
    by_hand: bool = False

    def claimed(self, claims: Claims) -> Claims:
        """The properties with this language, if there is one, and what outweighs it."""
        if not self.declared:
            return claims
        origin = Message("language of the characters") if self.by_hand else Message("language of the styles")
        enough = _ENOUGH if self.by_hand else 1
        return replace(claims, language=self.declared, language_origin=origin, enough=enough)

    def settled(self, runs: Sequence[Run]) -> list[Run]:
        """Leave the marks of words that are in another language than the document's."""
        found: list[Run] = []
        for language, group in groupby(runs, key=lambda run: run.marks.language):
            same = list(group)
            if language is None or self._foreign(language, "".join(run.text for run in same)):
                found += same
            else:
                found += (replace(run, marks=replace(run.marks, language=None)) for run in same)
        return found

    def _foreign(self, language: str, words: str) -> bool:
        primary = language.partition("-")[0]
        if primary in self.own or not any(letter.isalpha() for letter in words):
            return False
        return detect(words, primary) not in self.own


def weigh(marked: Iterable[tuple[str, str]], default: str) -> Languages:
    """Find the language of a document from its runs: their own marks, else the ``default``, and their words."""
    counted: Counter[tuple[str, bool]] = Counter()
    sample: list[str] = []
    length = 0
    for language, words in marked:
        counted[language or default, bool(language)] += len(words)
        if length < _SAMPLE:
            sample.append(words)
            length += len(words)
    most, by_hand = next((told for told, _ in counted.most_common() if told[0]), ("", False))
    primary = most.partition("-")[0]
    text = " ".join("".join(sample).split())[:_SAMPLE]
    found = detect(text, primary or None) if len(text) >= _ENOUGH else None
    return Languages(most, frozenset(name for name in (primary, found) if name), by_hand)
