"""Words of a narration whose sound is a guess: what an editor should listen to before anybody else does."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from exporter.narration.lexicon import LEXICON
from exporter.narration.phrases import primary
from exporter.rewrite import shift
from exporter.speech import Doubt, DoubtKind, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.ports import Language
    from exporter.speech import Utterance

_MARKS: Final = " \n\u00a0\u202f.,;:!?…«»“”\"'’()[]–—-"
_WORD: Final = re.compile(r"[^\W\d_]+")
_LONGEST: Final = 30
"""Letters of a foreign passage that can be put right as one: longer ones are prose of their language."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A word in doubt, ``written`` as in the article: alone as a ``phrase``, in its first ``sentence``, how often.

    ``weight`` is that of its `Doubt`: where it is not 0, how the word sounds now is no suggestion.
    """

    written: str
    kind: DoubtKind
    phrase: Phrase
    sentence: str
    count: int = 1
    weight: int = 0


def doubtful(utterances: Iterable[Utterance], language: Language) -> tuple[Doubtful, ...]:
    """Words in doubt, each once, those of most doubt first, else in the order of the text.

    What the user's lexicon says is in none, nor what the text has in small letters too. A capital that begins an
    utterance counts if the word has one amid a sentence as well, or before another name.
    """
    utterances = tuple(utterances)
    small = {word for said in utterances for word in _WORD.findall(said.written) if word.islower()}
    found: dict[str, Doubtful] = {}
    opening: list[Doubtful] = []
    for utterance in utterances:
        for word, sure in _of(utterance, language):
            if word.written.lower() in small:
                continue
            known = found.get(word.written)
            if known or sure:
                found[word.written] = replace(known, count=known.count + 1) if known else word
            else:
                opening.append(word)
    for word in opening:
        if word.written in found:
            known = found[word.written]
            found[word.written] = replace(known, count=known.count + 1)
    return tuple(sorted(found.values(), key=lambda word: -word.weight))


def _of(utterance: Utterance, language: Language) -> Iterator[tuple[Doubtful, bool]]:
    """Words in doubt of an utterance, and whether there is no doubt of that."""
    sentence = " ".join(utterance.written.split())
    for number, phrase in enumerate(utterance.phrases):
        if primary(phrase.language) != language.code:
            yield from _foreign(phrase, sentence)
            continue
        doubts = [doubt for doubt in language.doubts(phrase.written) if not _settled(doubt, phrase)]
        for doubt, following in zip_longest(doubts, doubts[1:]):
            first = number == 0 and not phrase.written[: doubt.start].strip(_MARKS)
            alone = following is None or following.start > doubt.end + 1
            yield _word(phrase, doubt, sentence), not (first and alone and doubt.kind is DoubtKind.NAME)


def _foreign(phrase: Phrase, sentence: str) -> Iterator[tuple[Doubtful, bool]]:
    written = phrase.written.strip(_MARKS)
    if written and len(written) <= _LONGEST and not any(edit.rule == LEXICON for edit in phrase.edits):
        start = phrase.written.index(written)
        yield _word(phrase, Doubt(start, start + len(written), DoubtKind.FOREIGN), sentence), True


def _settled(doubt: Doubt, phrase: Phrase) -> bool:
    """Whether the user's lexicon says how a word sounds."""
    return any(edit.rule == LEXICON and edit.start < doubt.end and doubt.start < edit.end for edit in phrase.edits)


def _word(phrase: Phrase, doubt: Doubt, sentence: str) -> Doubtful:
    within = (edit for edit in phrase.edits if doubt.start <= edit.start and edit.end <= doubt.end)
    written = phrase.written[doubt.start : doubt.end]
    alone = Phrase(phrase.language, written, shift(within, -doubt.start))
    return Doubtful(written, doubt.kind, alone, sentence, weight=doubt.weight)
