"""Words of a French text whose sound is a guess: names that no table has, sigles of no list.

What a rule of the spoken form says ("MM.", "XXIe", "GHz") or a table of sounds is in no doubt. Of the others, how far
their spelling is from French tells how much.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from exporter.french import acronyms
from exporter.french.abbreviations import FIRST_WORDS, FORWARD, NAME_PARTICLES
from exporter.french.spoken import spoken
from exporter.french.tables import table, words
from exporter.speech import Doubt, DoubtKind

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNHEARD: Final = ("space", "quotation mark", "parenthesis", "dash")
_MISLEADING: Final = re.compile(
    r"[kwñãõåøłđčćšžşğıțþðáíóúý]|sch|[stgczd]h|dj|[cs]z|tz|oo|ee|aa|ii|uu|ea(?!u)|(?<!c)oa|[aeo]w|ao|ae(?!n)|ij"
    r"|ch(?=[bcdfgklmnprst])|g(?=[ei][aou]?)|zz|cc|kk|(?<=[^aeou])ill|j(?=[^aeou]|\Z)|q(?!u)|[bcdfghjklmnpqrstvxz]{4}"
    r"|^(?:m[bnw]|n[dgk]|s[rv]|v[lh]|z[bdlv]|d[nv]|g[dv]|h[rj]|t[jls]|[kp]f|x)"
    r"|(?:[bgjkpqvwzmx]|[aiou]s|[aei]n|e[rtlz]|[aeio]d|um|us)$"
)
"""Spellings that French reads in two ways, or that it has but in words of other languages."""
_NAME: Final = re.compile(r"(?<![\w.])[A-ZÀ-ÖØ-Þ][^\W\d_]*[a-zß-öø-ÿœ][^\W\d_]*")


def doubts(text: str) -> tuple[Doubt, ...]:
    """In order and disjoint; a capital at the start of the text is taken for a name's too."""
    found = (*_sigles(text), *_names(text))
    return tuple(sorted(found, key=lambda doubt: doubt.start))


def _sigles(text: str) -> Iterator[Doubt]:
    """Sigles that may be read or spelled; one that nobody could read is spelled without a doubt."""
    for start, end in acronyms.guessed(text):
        if acronyms.pronounceable(text[start:end]):
            yield Doubt(start, end, DoubtKind.SIGLE, 1)


def _names(text: str) -> Iterator[Doubt]:
    said = {place for edit in spoken(text) if edit.rule not in _UNHEARD for place in range(edit.start, edit.end)}
    for match in _NAME.finditer(text):
        if match[0] not in _known() and said.isdisjoint(range(*match.span())):
            yield Doubt(*match.span(), DoubtKind.NAME, len(_MISLEADING.findall(match[0].lower())))


@cache
def _known() -> frozenset[str]:
    """Words with a capital that somebody has listened to, or that are no names."""
    listed = {part for name in table("names", "names") for part in re.findall(r"\w+", name)}
    plain = {word.rstrip("’") for word in FIRST_WORDS | FORWARD | NAME_PARTICLES}
    return frozenset(listed | plain | words("doubts", "capitals") | words("doubts", "names"))
