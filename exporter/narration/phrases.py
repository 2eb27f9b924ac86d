"""Phrases: an utterance cut where its language changes, with the edits that make its spoken form."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, Final

from exporter import walk
from exporter.model import (
    Anchor,
    Deleted,
    Foreign,
    Formula,
    LineBreak,
    NoteRef,
    Ruby,
    SmallCapitals,
    Subscript,
    Superscript,
    Text,
)
from exporter.narration import lexicon
from exporter.rewrite import UNSPOKEN, Edit, apply, shift, soundings
from exporter.settings import DeletionsReading
from exporter.speech import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from exporter.model import Inline
    from exporter.ports import Language
    from exporter.settings import Pronunciation
    from exporter.speech import Utterance

FORMULA: Final = "formula"
"""The rule of an edit that says a formula in words."""
ANNOUNCED: Final = "announced"
"""The rule of an edit that tells a listener what a reader sees: it inserts words that nobody wrote."""

READING: Final = "reading"
"""The rule of an edit that reads words as is written beside them."""

_RAISED = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_LOWERED = str.maketrans("0123456789+-−–", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋")
_SET: Final[dict[type, dict[int, int]]] = {Superscript: _RAISED, Subscript: _LOWERED}
_ROMAN = re.compile(r"[ivxlcdm]+")
_LINE_END = re.compile(r"(?<=\w)(?=[^\S\n]*[»”\"’]?[^\S\n]*\n\s*\S)")
_COPYRIGHT = re.compile(r"©\s*|\(c\)\s*", re.IGNORECASE)
_KANA = re.compile(r"[\u3040-\u30ff\s]+")
"""Letters that write down sounds and nothing else."""
_MARKS = " \n\u00a0\u202f.,;:!?…«»“”\"'’()[]–—-"


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words of one language; ``reading`` is ``written`` with exponents and indices as characters of their own.

    ``deleted`` are words that hold no longer; ``edits`` say what is read in the place of words, or of a formula.
    """

    language: str
    written: str
    reading: str
    deleted: bool = False
    edits: tuple[Edit, ...] = ()

    def scripts(self, start: int = 0, end: int | None = None) -> str:
        """The reading of a part of it where that differs from what is written."""
        reading = self.reading[start:end]
        return "" if reading == self.written[start:end] else reading

    def cut(self, start: int) -> _Stretch:
        """The stretch from a character on."""
        edits = shift((edit for edit in self.edits if edit.start >= start), -start)
        return replace(self, written=self.written[start:], reading=self.reading[start:], edits=edits)


def primary(tag: str) -> str:
    """The language of a BCP 47 tag, without its region or script."""
    return tag.split("-", 1)[0].lower()


def from_content(
    content: Iterable[Inline],
    own: str,
    language: Language,
    entries: tuple[Pronunciation, ...] = (),
    deletions: DeletionsReading = DeletionsReading.SKIPPED,
) -> tuple[Phrase, ...]:
    """Cut inline nodes, in the language ``own`` where they do not say another one, into phrases.

    ``entries`` of the user's lexicon hold for the words of the language itself.
    """
    found = _stretches(content, own, language, {})
    stretches = _merge(_standing(found) if deletions is DeletionsReading.SKIPPED else found)
    return tuple(phrase for stretch in stretches for phrase in _told(stretch, language, entries))


def from_text(text: str, own: str, language: Language, entries: tuple[Pronunciation, ...] = ()) -> tuple[Phrase, ...]:
    """Make the phrases of a plain string; none of an empty one."""
    return from_content((Text(text),) if text else (), own, language, entries)


def audible(phrases: Iterable[Phrase]) -> bool:
    """Tell whether there is anything to say: a letter or a digit."""
    return any(char.isalnum() for phrase in phrases for char in phrase.spoken)


def announce(utterance: Utterance, language: Language, before: str = "", after: str = "") -> Utterance:
    """Let words be said before and after an utterance as sentences of their own, and stand there in captions.

    They are in the language of the labels; the written form stays. What comes before stands for a sign © at its start
    as well.
    """
    stop = " " if utterance.spoken.rstrip().endswith((".", "!", "?", "…")) else ". "
    return enclose(utterance, language, before, f"{stop}{after}" if after else "")


def enclose(utterance: Utterance, language: Language, before: str, after: str) -> Utterance:
    """Let words stand around an utterance, for the ear and in captions; its written form stays."""
    phrases, tag = utterance.phrases, language.labels["tag"]
    if before:
        phrases = _before(phrases, tag, _announced(before, language))
    if after.strip():
        phrases = _after(phrases, tag, _announced(after.rstrip(), language))
    return replace(utterance, phrases=phrases, lead=before + utterance.lead, tail=utterance.tail + after)


def paced(utterance: Utterance) -> Utterance:
    """Let a voice rest where a line of verse ends, if no mark stands there; the written form stays."""
    return replace(utterance, phrases=tuple(replace(phrase, edits=_paced(phrase)) for phrase in utterance.phrases))


def _paced(phrase: Phrase) -> tuple[Edit, ...]:
    ends = (match.start() for match in _LINE_END.finditer(phrase.written))
    free = (end for end in ends if not any(edit.start < end < edit.end for edit in phrase.edits))
    rests = (Edit(end, end, ",", ANNOUNCED) for end in free)
    return tuple(sorted((*phrase.edits, *rests)))


def measured(utterance: Utterance, language: Language, unit: str) -> Utterance:
    """Let a figure be said with a unit that stands elsewhere; captions show it."""
    figure = " ".join(utterance.written.split())
    written = f"{figure} {unit}"
    edit = replace(_announced(written, language), end=len(utterance.written))
    return replace(utterance, phrases=(replace(utterance.phrases[0], edits=(edit,)),), tail=f"\u202f{unit}")


def name_instead(utterance: Utterance, language: Language, words: str) -> Utterance:
    """Say some words in place of an utterance; its written form stays, behind them in captions."""
    edit = Edit(0, len(utterance.written), words, UNSPOKEN)
    phrase = Phrase(language.labels["tag"], utterance.written, (edit,))
    return replace(utterance, phrases=(phrase,), lead=f"{words} ")


def _announced(words: str, language: Language, lead: str = "") -> Edit:
    """Words that nobody wrote, after a ``lead``, as they are spoken and sound."""
    edits = language.spoken(words)
    sounds = tuple(one.moved(len(lead)) for one in soundings(edits))
    return Edit(0, 0, lead + apply(words, edits), ANNOUNCED, within=sounds)


def _before(phrases: tuple[Phrase, ...], tag: str, words: Edit) -> tuple[Phrase, ...]:
    first = phrases[0]
    if primary(first.language) != primary(tag):
        return (Phrase(tag, "", (words,)), *phrases)
    sign = _COPYRIGHT.match(first.written)
    start = sign.end() if sign else 0
    others = (edit for edit in first.edits if edit.start >= start)
    return (replace(first, edits=(replace(words, end=start), *others)), *phrases[1:])


def _after(phrases: tuple[Phrase, ...], tag: str, words: Edit) -> tuple[Phrase, ...]:
    last = phrases[-1]
    if primary(last.language) == primary(tag):
        end = len(last.written)
        return (*phrases[:-1], replace(last, edits=(*last.edits, *shift((words,), end))))
    return (*phrases, Phrase(tag, "", (words,)))


def _told(stretch: _Stretch, language: Language, entries: tuple[Pronunciation, ...]) -> tuple[Phrase, ...]:
    """The phrases of a stretch; what holds no longer is announced as such, and closed."""
    phrases = tuple(_phrases(stretch, language, entries))
    if not stretch.deleted or not audible(phrases):
        return phrases
    labels = language.labels
    opening = _announced(f"{labels['deleted']}{language.colon}", language)
    closing = _announced(f"{labels['deleted_end']},", language, language.semicolon)
    return _after(_before(phrases, labels["tag"], opening), labels["tag"], closing)


def _phrases(stretch: _Stretch, language: Language, entries: tuple[Pronunciation, ...]) -> Iterator[Phrase]:
    """Cut a stretch where the lexicon says that its words are in another language."""
    if primary(stretch.language) != language.code:
        yield Phrase(stretch.language, stretch.written, stretch.edits, stretch.scripts())
        return
    fixed: list[Edit] = []
    start = 0
    for found in lexicon.find(stretch.reading, entries):
        edit = found.edit
        if any(one.rule == FORMULA and one.start < edit.end and edit.start < one.end for one in stretch.edits):
            continue
        if found.language is None or primary(found.language) == language.code:
            fixed.append(edit)
            continue
        yield from _own(stretch, start, edit.start, tuple(fixed), language)
        written = stretch.written[edit.start : edit.end]
        yield Phrase(found.language, written, _changed(edit, stretch.written), stretch.scripts(edit.start, edit.end))
        fixed, start = [], edit.end
    yield from _own(stretch, start, len(stretch.written), tuple(fixed), language)


def _own(stretch: _Stretch, start: int, end: int, fixed: tuple[Edit, ...], language: Language) -> Iterator[Phrase]:
    if start < end:
        own = [edit for edit in stretch.edits if start <= edit.start and edit.end <= end]
        told = [edit for edit in own if all(edit.end <= one.start or one.end <= edit.start for one in fixed)]
        edits = language.spoken(stretch.reading[start:end], shift(sorted((*fixed, *told)), -start))
        yield Phrase(stretch.language, stretch.written[start:end], edits, stretch.scripts(start, end))


def _changed(edit: Edit, written: str) -> tuple[Edit, ...]:
    """An edit of all of a phrase, if it changes anything."""
    if edit.text == written[edit.start : edit.end] and not edit.phonemes:
        return ()
    return shift((edit,), -edit.start)


def _stretches(content: Iterable[Inline], own: str, language: Language, table: dict[int, int]) -> Iterator[_Stretch]:  # noqa: C901 - one case a type
    for node in content:
        match node:
            case Text():
                yield _Stretch(own, node.text, node.text.translate(table))
            case LineBreak():
                yield _Stretch(own, "\n", "\n")
            case Formula():
                yield _formula(node, own, language)
            case NoteRef() | Anchor():
                pass
            case Foreign():
                yield from _stretches(node.content, node.language, language, table)
            case Ruby() if _KANA.fullmatch(node.reading):
                base = walk.plain(node.content)
                yield _Stretch(own, base, base, edits=(Edit(0, len(base), node.reading, READING),))
            case Superscript() | Subscript():
                yield from _stretches(node.content, own, language, table if _worded(node) else _SET[type(node)])
            case _:
                inner = _stretches(node.content, own, language, table)
                yield from map(_CHANGED[type(node)], inner) if type(node) in _CHANGED else inner


def _formula(node: Formula, own: str, language: Language) -> _Stretch:
    """A formula, which is said in words; in the language of the labels wherever it stands."""
    written = walk.plain(node.content)
    words = language.formula(node.mathml) if primary(own) == language.code else ""
    return _Stretch(own, written, written, edits=(Edit(0, len(written), words, FORMULA),) if words else ())


def _deleted(stretch: _Stretch) -> _Stretch:
    return replace(stretch, deleted=True)


def _numeral(stretch: _Stretch) -> _Stretch:
    """Capitals for a Roman numeral that small ones stand for: it is read as a number then."""
    small = _ROMAN.fullmatch(stretch.reading)
    return replace(stretch, reading=stretch.reading.upper()) if small else stretch


_CHANGED: Final[dict[type, Callable[[_Stretch], _Stretch]]] = {Deleted: _deleted, SmallCapitals: _numeral}


def _standing(stretches: Iterable[_Stretch]) -> Iterator[_Stretch]:
    """Leave out what holds no longer, and one of the two spaces around it."""
    spaced = gone = False
    for stretch in stretches:
        if stretch.deleted:
            gone = True
            continue
        if gone and spaced and stretch.written[:1].isspace():
            stretch = stretch.cut(1)  # noqa: PLW2901 - the same stretch
        spaced, gone = stretch.written[-1:].isspace(), False
        yield stretch


def _worded(node: Superscript | Subscript) -> bool:
    """Tell words that are set high or low ("1er") from exponents and indices."""
    return any(char.isalpha() for char in walk.plain(node.content))


def _merge(stretches: Iterable[_Stretch]) -> Iterator[_Stretch]:
    """Join neighbours of one language; punctuation alone goes with the words before it."""
    assigned: list[_Stretch] = []
    for stretch in stretches:
        if assigned and not stretch.written.strip(_MARKS):
            stretch = replace(stretch, language=assigned[-1].language)  # noqa: PLW2901 - the same stretch, elsewhere
        assigned.append(stretch)
    for (language, deleted), group in groupby(assigned, lambda stretch: (stretch.language, stretch.deleted)):
        parts = tuple(group)
        written, reading = "".join(part.written for part in parts), "".join(part.reading for part in parts)
        starts = accumulate((len(part.written) for part in parts), initial=0)
        edits = (edit for part, start in zip(parts, starts, strict=False) for edit in shift(part.edits, start))
        yield _Stretch(language, written, reading, deleted, tuple(edits))
