"""Given phonemes in a text for eSpeak NG, which reads its own mnemonics between double brackets: "l'[[ins'e]]"."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from exporter.voices._given import Marked, joined
from exporter.voices._phonemes import CLITIC, CLITICS, soundings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.speech import Phrase

# IPA, decomposed, to the mnemonics of eSpeak NG's French voice.
_MNEMONICS = {
    "ɛ\u0303": "E~", "ɑ\u0303": "A~", "ɔ\u0303": "O~", "œ\u0303": "W~",
    "a": "a", "ɑ": "a", "e": "e", "ɛ": "E", "i": "i", "ɪ": "i", "o": "o", "ɔ": "O", "u": "u", "ʊ": "u", "y": "y",
    "ø": "Y", "œ": "W", "ə": "@", "p": "p", "b": "b", "t": "t", "d": "d", "k": "k", "ɡ": "g", "g": "g", "f": "f",
    "v": "v", "s": "s", "z": "z", "ʃ": "S", "ʒ": "Z", "m": "m", "n": "n", "ɲ": "n^", "ŋ": "N", "l": "l", "ʁ": "r",
    "r": "r", "ɹ": "r", "j": "j", "w": "w", "ɥ": "y", "h": "h", "ˈ": "'", "ˌ": ",", "ː": ":", " ": "_ ",
    "ʧ": "tS", "ʤ": "dZ", "ʦ": "ts", "ʣ": "dz", "I": "aj", "W": "aw", "A": "e", "O": "o", "Y": "Oj", "θ": "s", "ð": "z",
    "ʔ": "?",
}  # fmt: skip
_KNOWN = re.compile("|".join(map(re.escape, _MNEMONICS)))
_COMMANDS = re.compile(r"\[{2,}|\]{2,}")


def marked(phrase: Phrase) -> Marked:
    """Write a phrase's given phonemes, an elided article before them included, into its spoken form."""
    return joined(_pieces(phrase))


def _pieces(phrase: Phrase) -> Iterator[tuple[str, int, bool]]:
    spoken, position = phrase.spoken, 0
    for sounding in soundings(phrase):
        if sounding.phonemes and not mnemonics(sounding.phonemes):
            continue
        before = spoken[position : sounding.start]
        clitic = CLITIC.search(before)
        head = before[: clitic.start()] if clitic else before
        yield _harmless(head), position, False
        elided = CLITICS[clitic.group(1).lower()] if clitic else ""
        given = mnemonics(elided + sounding.phonemes)
        yield f"[[{given}]]" if given else " ", position + len(head), True
        position = sounding.end
    yield _harmless(spoken[position:]), position, False


def mnemonics(ipa: str) -> str:
    """Write IPA in eSpeak NG's mnemonics; what French has no sound for is left out."""
    return "".join(_MNEMONICS[match.group()] for match in _KNOWN.finditer(unicodedata.normalize("NFD", ipa)))


def _harmless(text: str) -> str:
    """Double brackets of the text itself are no commands; the length stays."""
    return _COMMANDS.sub(lambda match: " " * len(match.group()), text)
