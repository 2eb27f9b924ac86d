"""Letters that French does not have, amid French: "Nguyễn", "Čapek", "Þórsson"; words in other scripts.

Told such a letter, eSpeak NG says its code in Unicode or misses what it sounds like. A French reader takes it for the
letter beneath its marks, or for the French letters that sound like it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from exporter.passes import scripts

_ALIKE: Final = {
    "č": "tch", "ć": "tch", "š": "ch", "ś": "ch", "ş": "ch", "ș": "ch", "ž": "j", "ż": "j", "ź": "j", "ř": "rj",
    "ț": "ts", "ţ": "ts", "ń": "gn", "ň": "gn", "ø": "eu", "ő": "eu", "ű": "u", "å": "o", "ł": "l", "đ": "d", "ð": "d",
    "þ": "th", "ħ": "h", "ŧ": "t", "ı": "i", "ŋ": "ng", "ə": "e", "ɛ": "è", "ɔ": "o", "ſ": "s",
}  # fmt: skip
"""What French writes for a sound; letters that are none with a mark."""
_NEIGHBOURS: Final = (
    (re.compile("[ąęłśźżĄĘŁŚŹŻ]"), (("sz", "ch"), ("Sz", "Ch"), ("cz", "tch"), ("Cz", "Tch"), ("w", "v"), ("W", "V"))),
    (re.compile("[ćčšžĆČŠŽ]"), (("đ", "dj"), ("Đ", "Dj"))),
)
"""Letters that tell of Polish and of Serbo-Croat, and what French writes for others of these."""
_BASIC: Final = re.compile("[A-Za-zÀ-ÖØ-öø-žÆŒæœ]")
"""The letters that eSpeak NG can do without their marks."""


def strange(word: str) -> bool:
    """Tell whether a word has a letter that French does not have and eSpeak NG does not know, or a mark of its own."""
    return not word.isascii() and any(letter.lower() in _ALIKE or not _BASIC.match(letter) for letter in word)


def respelled(word: str) -> str:
    """A word in letters that a French voice knows; those of other scripts are left out.

    A capital gives one: "Čapek" is "Tchapek".
    """
    letters = unicodedata.normalize("NFC", word)
    for tell, others in _NEIGHBOURS:
        if tell.search(letters):
            for other, alike in others:
                letters = letters.replace(other, alike)
    said = "".join(map(_letters, letters))
    return said + "e" * (said.endswith("ch") and not word.endswith("ch"))


def language(word: str) -> str | None:
    """The language of a word in another script; None if nothing tells it."""
    return scripts.language(word)


def _letters(letter: str) -> str:
    low = letter.lower()
    known = _ALIKE.get(low) or _base(low)
    return known.capitalize() if letter != low else known


def _base(letter: str) -> str:
    """The letter beneath its marks, with the first of them if that makes a letter that is known: "ế" is "ê"."""
    found = unicodedata.normalize("NFD", letter)
    kept = (unicodedata.normalize("NFC", found[:length]) for length in (2, 1))
    return next((one for one in kept if len(one) == 1 and _BASIC.match(one)), "")
