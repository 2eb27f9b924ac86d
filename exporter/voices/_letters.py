"""French letters to sounds, for words that eSpeak NG takes for English and reads as such: "rythme", "jury", "Vitry".

The first rule that fits at a place says what its letters sound like; on average nine of ten words come out right.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_V = "aeiouyàâäéèêëîïôöûùüœæ"
_C = "bcdfghjklmnpqrstvwxzç"
_SOFT = "eiyéèêëîï"
# No vowel and no second n or m after it: the vowel is nasal.
_NASAL = f"(?![{_V}hnm])"
_BEFORE_VOWEL = f"(?=[{_V}])"
_VOWEL_BEFORE = f"(?<=[{_V}])"
_END = "(?=s?$)"

_RULES = (
    # Endings.
    ("^mc", "mak"), ("aient$", "ɛ"), ("èrent$", "ɛʁ"),
    ("(?<=[a-zà-ÿ]{2})ers?$", "e"), ("(?<=[a-zà-ÿ])ez$", "e"), ("(?<=[a-zà-ÿ])ets?$", "ɛ"),
    (f"(?<=[{_C}u])es?$", ""), ("(?<=[iyéuo])es?$", ""), ("aulx$", "o"), ("(?<=[aeiou])lt?s?$", "l"),
    ("ums?$", "ɔm"), ("(?<=[au])x$", ""), ("(?<=i)x$", ""), ("(?<=[rnl])[dgt]s?$", ""),
    (f"{_VOWEL_BEFORE}[dtp]s?$", ""), ("ps?$", ""), ("s$", ""), ("z$", "z"),
    # What French kept of English.
    ("ing(?=s?$)", "iŋ"), ("oo", "u"), ("berg$", "bɛʁɡ"),
    ("ee", "i"), ("(?<![g])ea(?!u)", "i"), ("ow", "o"), ("ups?$", "œp"),
    ("alls?$", "ɔl"), ("igh(?=t)", "aj"), ("boy", "bɔj"), ("ays?$", "ɛ"), ("(?<=[a-z]{2})man(?=s?$)", "man"),
    ("oa", "o"),
    # Vowels that are several letters.
    ("eau", "o"), ("aoû", "u"), ("au", "o"), ("œu|oeu", "œ"), ("euil+|ueil+|œil+", "œj"), ("eû|eu", "œ"),
    ("ouill", "uj"), ("o[uùû](?=[aeiéè])", "w"), ("o[uùû]", "u"), (f"oin{_NASAL}", "wɛ̃"),
    (f"oy{_BEFORE_VOWEL}", "waj"), ("o[iîy]", "wa"), ("aill?(?=e|s?$|[aoué])", "aj"),
    ("eill?(?=e|s?$|[aoué])", "ɛj"), (f"[ae][iîy][nm]{_NASAL}", "ɛ̃"), (f"ay{_BEFORE_VOWEL}", "ɛj"),
    ("a[iîy]|e[iîy]", "ɛ"), ("(?<=[^aeiou])illi?(?=[aeéo])", "ij"),
    # Nasal vowels.
    (f"[iy]en{_NASAL}", "jɛ̃"), (f"éen{_NASAL}", "eɛ̃"), (f"[iîy][nm]{_NASAL}", "ɛ̃"), (f"[aâ][nm]{_NASAL}", "ɑ̃"),
    (f"e[nm]{_NASAL}", "ɑ̃"), ("e(?=mm|nn)", "ɛ"), (f"o[nm]{_NASAL}", "ɔ̃"), (f"u[nm]{_NASAL}", "œ̃"),
    # Consonants that are several letters.
    ("tch", "tʃ"), ("sch|sh", "ʃ"), ("ch(?=[rlnmt])", "k"), ("ch", "ʃ"), ("ph", "f"), ("th", "t"), ("rh", "ʁ"),
    ("gh", "ɡ"), ("ck|cqu|cq|qu|kh", "k"), (f"cc(?=[{_SOFT}])", "ks"), (f"sc(?=[{_SOFT}])", "s"),
    (f"c(?=[{_SOFT}])", "s"), ("gn", "ɲ"), (f"gu(?=[{_SOFT}])", "ɡ"), ("ge(?=[aoâôu])", "ʒ"),
    (f"g(?=[{_SOFT}])", "ʒ"), ("dj", "dʒ"), ("(?<![sx])t(?=ion|iel|ieu|iai|iat)", "s"), ("zz", "dz"),
    (f"(?<=[{_V}])s(?=[{_V}])", "z"), (f"^ex(?=h?[{_V}])", "ɛɡz"),
    # One letter.
    ("é", "e"), ("[èêë]", "ɛ"), (f"e(?=[{_C}]+s?$)", "ɛ"), (f"e(?=(?:[bcdfgpt][lr]|ch|ph|th|gn|qu)[{_V}])", "ə"),
    (f"e(?=x|[{_C}]{{2}})", "ɛ"), ("^e(?!u)", "e"), (f"(?<=[{_C}])e(?=[{_C}][{_V}])", "ə"), ("e(?=[aâo])", ""),
    ("e", "ə"), ("[aàâä]", "a"), (f"[iy]{_BEFORE_VOWEL}", "j"), ("[iîïy]", "i"), ("[oôö]", "o"), ("u(?=[iy])", "ɥ"),
    ("[uûùü]", "y"), ("œ|æ", "e"), ("ss|ç", "s"), ("c|k|q", "k"), ("g", "ɡ"), ("j", "ʒ"), ("r+", "ʁ"), ("x", "ks"),
    ("w", "w"), ("h", ""), ("bb?", "b"), ("dd?", "d"), ("ff?", "f"), ("ll?", "l"), ("mm?", "m"), ("nn?", "n"),
    ("pp?", "p"), ("tt?", "t"), ("s", "s"), ("v", "v"), ("z", "z"),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern), sound) for pattern, sound in _RULES)
VOWEL = re.compile("[aeiouyəɛɔøœɑ]")
_MARKED = "àâäçéèêëîïôöûùüÿœæ"
_LAST_VOWEL = re.compile("(?=[aeiouyɛɔøœɑ][^aeiouyɛɔøœɑ]*$)")


@lru_cache(maxsize=4096)
def sounds(word: str) -> str:
    """The phonemes (IPA) of a word by French rules; what is no letter of French is left out.

    An "e" that is a word's only vowel is heard: "the", "he".
    """
    letters, said, place = "".join(map(_known, word.lower())), "", 0
    while place < len(letters):
        found, sound = _rule(letters, place)
        said += sound
        place += found
    if not VOWEL.search(said) and "e" in letters:
        said += "e"
    return _LAST_VOWEL.sub("ˈ", said, count=1)


def _known(letter: str) -> str:
    """A letter of French, or the one beneath the mark that French does not have: "ó"."""
    if letter == "ñ":
        return "gn"
    return letter if letter.isascii() or letter in _MARKED else unicodedata.normalize("NFD", letter)[0]


def _rule(letters: str, place: int) -> tuple[int, str]:
    for pattern, sound in _COMPILED:
        if match := pattern.match(letters, place):
            return match.end() - place, sound
    return 1, ""
