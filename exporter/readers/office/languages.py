"""Languages of runs, as text processors mark them.

Every run has one, and many a mark is the keyboard's, not the text's.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from exporter.passes.languages import detect

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exporter.readers.office.runs import Run

_SAMPLE: Final = 2000
_ENOUGH: Final = 60


@dataclass(frozen=True, slots=True)
class Languages:
    """The language in which most of a document is written, and the marks (primary tags) that say no more than that."""

    declared: str
    own: frozenset[str]

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


def weigh(marked: Iterable[tuple[str, str]]) -> Languages:
    """Find the language of a document from its runs: their marks and their words."""
    counted: Counter[str] = Counter()
    sample: list[str] = []
    length = 0
    for language, words in marked:
        counted[language] += len(words)
        if length < _SAMPLE:
            sample.append(words)
            length += len(words)
    most = next((language for language, _ in counted.most_common() if language), "")
    primary = most.partition("-")[0]
    text = " ".join("".join(sample).split())[:_SAMPLE]
    found = detect(text, primary or None) if len(text) >= _ENOUGH else None
    return Languages(most, frozenset(name for name in (primary, found) if name))
