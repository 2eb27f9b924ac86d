"""Words whose phonemes are given, in a text that eSpeak NG transcribes as a whole.

A made-up word stands for each, one that begins with a vowel where the given one does: so its neighbours are linked to
it and elided before it as they should be, and its phonemes are put in the place of the made-up word's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from exporter.rewrite import Sounding

HIATUS = "ʔ"
"""Before a vowel: nothing is linked to it."""

_VOWEL, _CONSONANT = "oubouboub", "boubouboub"
_WRITTEN = re.compile(rf"\b(?:{_CONSONANT}|{_VOWEL})")
_SAID = re.compile("(b[ˈˌ]?)?[ˈˌ]?" + "[ˈˌ]?".join(_VOWEL.replace("ou", "u")))
_VEIL = "\ue000"
"""Stands for all phonemes of a made-up word, so that it cannot be cut in two."""
_OWNED = re.compile(r"['’]s?(?=\W|$)")
"""English endings, which would make the made-up word English: "McDonald's"."""
_VOWELS = frozenset("aɑeɛiɪoɔuʊyøœəɐæʌɒɜ")
_GLIDES = {"j": "ihe", "w": "oh", "ɥ": "hu"}
"""Letters that are elided before where they sound as a glide: "l'oiseau", "l'huile", but "le yaourt"."""
_ELIDED = re.compile(r"[^\W\d_]['’][«“„‹\"\s]*\Z")
_STRESS = re.compile("[ˈˌ]")
_FRAGMENT = re.compile(r"\S*")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with other words in it, and where its pieces come from.

    ``places``: an offset in it, one in the original, and whether what begins there stands for words.
    """

    text: str
    places: tuple[tuple[int, int, bool], ...]

    def origin(self, offset: int) -> int:
        """The offset in the original of an offset in the marked text; what stands for words stands for the first."""
        start, place, given = self.places[max(bisect_right(self.places, (offset, 10**9, True)) - 1, 0)]
        return place if given else place + offset - start


def joined(pieces: Iterable[tuple[str, int, bool]]) -> Marked:
    """Join texts, each with its place in the original and whether it stands for words."""
    texts: list[str] = []
    places: list[tuple[int, int, bool]] = []
    length = 0
    for text, place, given in pieces:
        texts.append(text)
        places.append((length, place, given))
        length += len(text)
    return Marked("".join(texts), tuple(places))


@dataclass(frozen=True, slots=True)
class Stands:
    """A phrase with made-up words in it: ``given`` has the phonemes that each stands for.

    ``added`` are sounds at the ends of words, by their offsets.
    """

    marked: Marked
    given: tuple[str, ...]
    added: tuple[tuple[int, str], ...]

    def restored(self, sounds: Iterable[tuple[str, int | None]]) -> Iterator[tuple[str, int | None]]:
        """Phonemes and their offsets with those that were given in the place of the veiled ones."""
        given = iter(self.given)
        for phonemes, offset in sounds:
            first, *others = phonemes.split(_VEIL)
            yield first + "".join(next(given, "") + other for other in others), offset

    def linked(self, said: str, offset: int, alone: Callable[[str], str]) -> str:
        """The fragment's phonemes with the liaison that was given to it, or without the one that it shall not have.

        ``alone`` tells how a text sounds that nothing follows.
        """
        end = _end(self.marked.text, offset)
        bare = said.rstrip()
        for place, sound in self.added:
            if offset < place <= end:
                bare = (
                    _cut(bare, alone(self.marked.text[offset:place])) if not sound else bare.removesuffix(sound) + sound
                )
        return bare + said[len(said.rstrip()) :]


def stands(spoken: str, soundings: tuple[Sounding, ...]) -> Stands:
    """Put a made-up word in the place of each word whose phonemes are given."""
    owned = tuple(_with_ending(spoken, sounding) for sounding in soundings)
    words = [_stand(spoken, one) if one.end > one.start else "" for one in owned]
    marked = joined(_pieces(spoken, owned, words))
    offsets = [start for start, _, stand in marked.places if stand]
    sounds = [one.phonemes.removeprefix(HIATUS) for one in owned]
    found = tuple(zip(offsets, words, sounds, strict=True))
    return Stands(
        marked,
        tuple(sound for _, word, sound in found if word),
        tuple((offset, sound) for offset, word, sound in found if not word),
    )


def veiled(phonemes: str, text: str) -> str:
    """The phonemes of a text with one sign for each made-up word in it."""
    words = iter(_WRITTEN.findall(text))

    def veil(match: re.Match[str]) -> str:
        return (match[1] or "") * (next(words, _CONSONANT) == _VOWEL) + _VEIL

    return _SAID.sub(veil, phonemes)


def _with_ending(spoken: str, sounding: Sounding) -> Sounding:
    ending = _OWNED.match(spoken, sounding.end)
    if ending is None or sounding.start == sounding.end:
        return sounding
    return replace(sounding, end=ending.end(), phonemes=sounding.phonemes + ending[0][1:])


def _pieces(spoken: str, soundings: tuple[Sounding, ...], words: list[str]) -> Iterator[tuple[str, int, bool]]:
    position = 0
    for sounding, word in zip(soundings, words, strict=True):
        yield spoken[position : sounding.start], position, False
        yield word, sounding.start, True
        position = sounding.end
    yield spoken[position:], position, False


def _cut(said: str, alone: str) -> str:
    """Without the last sound if the word does not have it alone."""
    return said[:-1] if _STRESS.sub("", said[:-1]) == _STRESS.sub("", alone.strip()) else said


def _stand(spoken: str, sounding: Sounding) -> str:
    """What was elided before has to lean on a vowel, whatever comes: "qu'Hitler" with a sounding that bars it."""
    first = sounding.phonemes.lstrip("ˈˌ")[:1]
    vowel = first in _VOWELS or spoken[sounding.start].lower() in _GLIDES.get(first, "")
    return _VOWEL if vowel or _ELIDED.search(spoken, 0, sounding.start) else _CONSONANT


def _end(text: str, offset: int) -> int:
    found = _FRAGMENT.match(text, offset)
    return found.end() if found else offset
