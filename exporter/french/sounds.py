"""How words sound that a phonemiser would misread: in context, names, sigles, borrowed words, the dictionary's.

Sounds are looked for in the spoken form, where numbers and abbreviations are words already, and carried back as edits
over the written text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from exporter.french import homographs, liaison
from exporter.french.homographs import SOUND
from exporter.french.tables import columns, table
from exporter.rewrite import Edit, Sounding, apply, soundings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LIAISON: Final = "liaison"
"""The rule of an edit without words, which links the word before it to the next, or does not."""

_WORD = re.compile(r"[^\W\d_]+")
_LAST_VOWEL = re.compile("(?=[aɑeɛiɔouyøœ][^aɑeɛiɔouyøœ ]*(?: |$))")
_MARKED: Final = frozenset("àâäçéèêëîïôöûùüÿœæ")
_BARRED: Final = {"Đ": "D", "đ": "d", "Ł": "L", "ł": "l", "Ø": "O", "ø": "o", "ı": "i"}
_CROATIAN: Final = re.compile("[ćčšžĆČŠŽ]")
_LONGEST: Final = 6
"""Words of a name, at most."""


def given(text: str, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Give their phonemes to the words that ``edits`` leave alone or make, but for those that have some already."""
    said = apply(text, edits)
    fixed = tuple(soundings(edits))
    return tuple(_carried(said, edits, [one for one in _found(said, fixed) if one not in fixed]))


def _found(said: str, fixed: tuple[Sounding, ...]) -> list[Sounding]:
    """All soundings of a spoken form, in order and disjoint: the ``fixed`` ones, homographs, what the tables say."""
    context = (Sounding(edit.start, edit.end, edit.phonemes) for edit in homographs.find(said))
    found = _merged(_merged(context, _listed(said)), liaison.find(said))
    return _merged(fixed, (replace(one, phonemes=_stressed(one.phonemes)) for one in found))


def _merged(first: Iterable[Sounding], second: Iterable[Sounding]) -> list[Sounding]:
    """The first ones, and those of the second that touch none of them."""
    kept = list(first)
    taken = {place for one in kept for place in range(one.start, one.end)}
    kept += (one for one in second if taken.isdisjoint(range(one.start, one.end)))
    return sorted(kept)


def _listed(said: str) -> Iterator[Sounding]:
    """What the tables have of a text, from the left, the longest first."""
    words = [match.span() for match in _WORD.finditer(said)]
    index = 0
    while index < len(words):
        count, sound = _longest(said, words[index : index + _LONGEST])
        if count:
            yield from _apart(said, words[index : index + count], sound)
        index += count or 1


def _longest(said: str, words: list[tuple[int, int]]) -> tuple[int, str]:
    """How many of the words are an entry of a table, and its sound; 0 if they are none."""
    start, end = words[0]
    for known in _tables():
        for count in range(min(known.longest(said[start:end]), len(words)), 0, -1):
            sound = known.sound(said[start : words[count - 1][1]])
            if sound is not None:
                return count, sound
    return 0, ""


def _apart(said: str, words: list[tuple[int, int]], sound: str) -> Iterator[Sounding]:
    """Each word with its own phonemes where they can be told apart."""
    spaced = [words[0]]
    for start, end in words[1:]:
        if said[spaced[-1][1] : start].isspace():
            spaced.append((start, end))
        else:
            spaced[-1] = (spaced[-1][0], end)
    sounds = sound.split()
    if len(sounds) != len(spaced):
        spaced, sounds = [(words[0][0], words[-1][1])], [sound]
    yield from (Sounding(start, end, own) for (start, end), own in zip(spaced, sounds, strict=True))


@dataclass(frozen=True, slots=True)
class _Table:
    """Sounds by what is written, ``folded`` if capitals do not count; ``lengths``: words at most, by the first one."""

    sounds: Mapping[str, str]
    folded: bool
    lengths: dict[str, int]

    def sound(self, written: str) -> str | None:
        """A name is found without the marks of other languages as well: "Nguyễn", "Šefčovič"."""
        if self.folded:
            return self.sounds.get(_key(written))
        straight = written.replace("’", "'")
        return self.sounds.get(straight) or self.sounds.get(_unmarked(straight))

    def longest(self, first: str) -> int:
        """Words of the longest entry that begins with a word, 0 if there is none."""
        return max(self.lengths.get(_key(first), 0), self.lengths.get(_key(_unmarked(first)), 0))


def _key(written: str) -> str:
    return written.lower().replace("œ", "oe").replace("’", "'")


def _unmarked(written: str) -> str:
    """Words in the letters of French: "Erdoğan" is "Erdogan", but "Élise" stays."""
    if written.isascii():
        return written
    letters = unicodedata.normalize("NFC", written)
    if _CROATIAN.search(letters):
        letters = letters.replace("Đ", "Dj").replace("đ", "dj")
    return "".join(map(_letter, letters))


def _letter(letter: str) -> str:
    if letter.lower() in _MARKED or not letter.isalpha():
        return letter
    return _BARRED.get(letter) or unicodedata.normalize("NFD", letter)[0]


@cache
def _tables() -> tuple[_Table, ...]:
    """The tables by precedence."""
    return (
        indexed(table("names", "names"), folded=False),
        indexed(_sigles(), folded=False),
        indexed(_with_plurals(table("borrowings", "small")), folded=False),
        indexed(_with_plurals(table("borrowings", "borrowings")), folded=True),
        indexed(columns("dictionary"), folded=True),
    )


def indexed(sounds: Mapping[str, str], *, folded: bool) -> _Table:
    """Make a table of sounds, with what finds its entries."""
    lengths = {_key(written): 1 for written in sounds if written.isalpha()}
    for written in sounds:
        if not written.isalpha():
            first, *others = _WORD.findall(_key(written))
            lengths[first] = max(lengths.get(first, 0), 1 + len(others))
    return _Table(sounds, folded, lengths)


def _with_plurals(sounds: Mapping[str, str]) -> dict[str, str]:
    """Borrowed words and their plurals, which sound alike."""
    return {f"{written}s": sound for written, sound in sounds.items()} | dict(sounds)


def _stressed(sounds: str) -> str:
    """Phonemes with the stress of French: on the last full vowel of each word."""
    return sounds if "ˈ" in sounds else _LAST_VOWEL.sub("ˈ", sounds)


def _sigles() -> dict[str, str]:
    """Sigles in capitals and as newspapers set them: "INSEE", "Insee"."""
    listed = table("sounds", "sigles")
    return {form: sound for sigle, sound in listed.items() for form in (sigle, sigle.capitalize())}


def _carried(said: str, edits: Sequence[Edit], found: list[Sounding]) -> Iterator[Edit]:
    """The edits, and what was found in the spoken form: within the words of an edit, or as an edit of its own.

    What lies across the edge of an edit is left out.
    """
    rest, grown, position = deque(found), 0, 0
    for edit in edits:
        start = edit.start + grown
        yield from _free(said, _until(rest, start), position, grown)
        position, grown = start + len(edit.text), grown + len(edit.text) - (edit.end - edit.start)
        yield _sounding(edit, [one.moved(-start) for one in _until(rest, position) if start <= one.start])
    yield from _free(said, rest, position, grown)


def _until(rest: deque[Sounding], end: int) -> list[Sounding]:
    """Take those that end at a place or before."""
    taken = []
    while rest and rest[0].end <= end:
        taken.append(rest.popleft())
    return taken


def _free(said: str, found: Iterable[Sounding], start: int, grown: int) -> Iterator[Edit]:
    """What begins after an edit's end, as edits of its own; ``grown``: how much longer the text is at that place."""
    for one in found:
        if start <= one.start:
            rule = SOUND if one.end > one.start else LIAISON
            yield Edit(one.start - grown, one.end - grown, said[one.start : one.end], rule, one.phonemes)


def _sounding(edit: Edit, found: Sequence[Sounding]) -> Edit:
    """An edit with the sounds of its words."""
    match found:
        case []:
            return edit
        case [Sounding(0, end, phonemes)] if end == len(edit.text):
            return replace(edit, phonemes=phonemes)
        case _:
            return replace(edit, within=tuple(found))
