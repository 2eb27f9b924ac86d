"""Sounds as a French reader would write them down: "zelˈɛnski" is "zé-lèns-ki"."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_VOWELS: Final = {
    "ɛ̃": "in", "ɑ̃": "an", "ɔ̃": "on", "œ̃": "un", "aɪ": "aï", "aʊ": "ao", "eɪ": "éi", "oʊ": "ô", "ɔɪ": "oï", "əʊ": "ô",
    "i": "i", "y": "u", "u": "ou", "e": "é", "ɛ": "è", "ø": "eu", "œ": "eu", "ə": "e", "o": "ô", "ɔ": "o", "a": "a",
    "ɑ": "a", "ɪ": "i", "ʊ": "ou", "æ": "a", "ʌ": "eu", "ɐ": "a", "ɜ": "eu", "ɚ": "eur", "ᵻ": "i", "ɒ": "o",
}  # fmt: skip
_CONSONANTS: Final = {
    "tʃ": "tch", "dʒ": "dj", "p": "p", "b": "b", "t": "t", "d": "d", "k": "k", "ɡ": "g", "g": "g", "f": "f", "v": "v",
    "s": "s", "z": "z", "ʃ": "ch", "ʒ": "j", "m": "m", "n": "n", "ɲ": "gn", "ŋ": "ng", "l": "l", "ʁ": "r", "r": "r",
    "ɹ": "r", "ɾ": "r", "h": "h", "θ": "th", "ð": "dh", "x": "kh", "j": "y", "w": "w", "ɥ": "u",
}  # fmt: skip
_OPENING: Final = re.compile("(?:[pbtdkɡgfv][ʁrɹl]|tʃ|dʒ|.)?[jwɥ]?")
"""The consonants that a French syllable begins with."""
_HARD_G: Final = frozenset("eéèiu")
_SOUND: Final = re.compile("|".join(map(re.escape, sorted({**_VOWELS, **_CONSONANTS}, key=len, reverse=True))))


def respelled(phonemes: str) -> str:
    """Write IPA by the rules of French spelling, syllables joined by hyphens; what has no letter is left out."""
    return " ".join(filter(None, map(_word, unicodedata.normalize("NFC", phonemes).split())))


def _word(phonemes: str) -> str:
    sounds = _SOUND.findall(phonemes)
    return "-".join(map(_spelled, _syllables(sounds)))


def _syllables(sounds: list[str]) -> list[list[str]]:
    """Cut before the consonants that begin the next syllable; what follows the last vowel ends the last one."""
    found: list[list[str]] = [[]]
    for sound in sounds:
        if sound in _VOWELS and any(known in _VOWELS for known in found[-1]):
            found.append(_taken(found[-1]))
        found[-1].append(sound)
    return [syllable for syllable in found if syllable]


def _taken(syllable: list[str]) -> list[str]:
    """Take from a syllable the consonants with which the next begins."""
    last = max(index for index, sound in enumerate(syllable) if sound in _VOWELS)
    start = next(at for at in range(last + 1, len(syllable) + 1) if _OPENING.fullmatch("".join(syllable[at:])))
    taken = syllable[start:]
    del syllable[start:]
    return taken


def _spelled(sounds: list[str]) -> str:
    written = ""
    for sound in sounds:
        letters = _VOWELS.get(sound) or _CONSONANTS[sound]
        written += "u" if written.endswith("g") and letters[0] in _HARD_G else ""
        written += letters
    return written
