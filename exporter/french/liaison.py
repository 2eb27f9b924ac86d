"""Where words are linked and where not: "moyen âge", "cent ans", "nos amis anglais"; "Nicolas a dit", "un pays allié".

A phonemiser links by letters. What it makes of them is mended here: a sound is added to a word, or its liaison taken.
Words, phrases and sounds are in ``assets/french/liaison.toml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from exporter.french.tables import table, words
from exporter.rewrite import Sounding

if TYPE_CHECKING:
    from collections.abc import Iterator

HIATUS: Final = "ʔ"
"""At the end of a word: nothing is linked to it."""

_WORD = re.compile(r"(?:[^\W\d_]+['’])*[^\W\d_]+(?:-[^\W\d_]+)*")
_VOWEL = re.compile(r"[aeiouàâäéèêëîïôöûùüœæh]|y(?![aeoué])|yeux")
_SAINT = re.compile(r"\b(?P<saint>Saint)-(?P<next>[AEIOUYÀÂÉÈÊËÎÏÔÖÛÜŒH]\w+)")
_THERE = re.compile(r"(?<=[a-z]-)y\b")
_REACH: Final = 40
"""Characters of the longest set phrase, and then some."""
_CUT: Final = frozenset(("onze", "onzième", "huit", "huitième", "oui", "un", "une"))
"""Words that a number is not linked to."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two words with a space between; the word before them, in small letters; whether they are a text's first."""

    before: str
    first: re.Match[str]
    second: str
    begins: bool

    @property
    def word(self) -> str:
        """The first, in small letters."""
        return self.first[0].lower().replace("’", "'")

    @property
    def counted(self) -> bool:
        """Whether the first is a noun in the plural, or an adjective of one, by what stands before it."""
        return self.before.removeprefix("d'") in _listed("plural") or self.before[-1:] in ("s", "x")

    @property
    def named(self) -> bool:
        """Whether the first is written as a name."""
        return re.split("['’]", self.first[0])[-1][0].isupper()


def find(said: str) -> Iterator[Sounding]:
    """Say for the words of a spoken form how they are linked to the next, where a phonemiser errs."""
    yield from _hyphenated(said)
    for pair in _pairs(said):
        start, end = pair.first.span()
        if sound := _denasalised(pair):
            yield Sounding(start, end, sound)
        elif sound := _phrase(said, pair) or _added(pair):
            yield Sounding(end, end, sound)
        elif _cut(pair):
            yield Sounding(end, end, HIATUS)


def _hyphenated(said: str) -> Iterator[Sounding]:
    """Words before and after a hyphen: "Saint-Étienne", "allons-y"."""
    for match in _SAINT.finditer(said):
        if not aspirated(match["next"].lower()):
            yield Sounding(*match.span("saint"), "sɛ̃t")
    yield from (Sounding(*match.span(), "i") for match in _THERE.finditer(said))


def _pairs(said: str) -> Iterator[_Pair]:
    found = list(_WORD.finditer(said))
    for index, (first, second) in enumerate(pairwise(found)):
        if said[first.end() : second.start()].isspace() and _VOWEL.match(second[0].lower()):
            before = found[index - 1] if index else None
            near = before[0].lower() if before and said[before.end() : first.start()].isspace() else ""
            yield _Pair(near.replace("’", "'"), first, second[0], index == 0)


def _denasalised(pair: _Pair) -> str:
    """The sound of an adjective before a noun: "plein air", but "un moyen efficace"."""
    second = pair.second.lower()
    sound = table("liaison", "denasalised").get(pair.word, "")
    only = table("liaison", "denasalised_before").get(pair.word)
    fits = second in only.split() if only else second not in _listed("following") and not aspirated(second)
    return sound if sound and fits else ""


def _phrase(said: str, pair: _Pair) -> str:
    start = pair.first.start()
    rest = said[start : start + _REACH].lower().replace("’", "'")
    for phrase, sound in _phrases().get(pair.word, ()):
        if re.match(rf"{phrase}(?!\w)", rest):
            return sound
    return ""


def _listed(name: str) -> frozenset[str]:
    return words("liaison", name)


@cache
def _phrases() -> dict[str, tuple[tuple[str, str], ...]]:
    """Set phrases by their first word."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for phrase, sound in table("liaison", "phrases").items():
        first = phrase.split()[0]
        found[first] = (*found.get(first, ()), (phrase, sound))
    return found


def _added(pair: _Pair) -> str:
    """The sound of a liaison that is missing: "cent ans", "nos amis anglais"."""
    second = pair.second.lower()
    if (
        pair.word == "cent"
        and pair.before != "pour"
        and second not in _CUT | _listed("following")
        and not aspirated(second)
    ):
        return "t"
    plural = pair.word[-1] in "sx" and pair.word not in _listed("heard")
    return "z" if plural and pair.counted and second in _listed("adjectives") and not aspirated(second) else ""


def _cut(pair: _Pair) -> bool:
    """Whether a word would be linked that is not: a name, a noun in the singular, one in the plural before a verb."""
    if pair.word in table("liaison", "denasalised") and pair.second in ("et", "ou"):
        return True
    if pair.word[-1] not in "sxz" or pair.word in _listed("linked") or pair.second in _listed("adjectives"):
        return False
    if pair.named and (not pair.begins or pair.second in _listed("following")):
        return pair.second[0].islower()
    alone = pair.before in _listed("singular") or pair.word.startswith(("l'", "d'un")) or pair.second in ("et", "ou")
    ended = pair.second in _listed("following") and (pair.counted or pair.word.endswith("es"))
    return pair.word[-1] in "sx" and (alone or ended)


def aspirated(word: str) -> bool:
    """Tell whether a word begins with an "h" that nothing is linked to or elided before."""
    return bool(_aspirated().match(word))


@cache
def _aspirated() -> re.Pattern[str]:
    return re.compile("|".join(sorted(words("liaison", "aspirated"))))
