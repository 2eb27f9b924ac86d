"""Words of a French text whose sound is a guess: names that no table has, sigles of no list, homographs."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from exporter.french import acronyms
from exporter.french.abbreviations import FIRST_WORDS, FORWARD, NAME_PARTICLES
from exporter.french.tables import table, words
from exporter.speech import Doubt, DoubtKind

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME: Final = re.compile(r"(?<![\w.])[A-ZÀ-ÖØ-Þ][^\W\d_]*[a-zß-öø-ÿœ][^\W\d_]*")


def doubts(text: str) -> tuple[Doubt, ...]:
    """In order and disjoint; a capital at the start of the text is taken for a name's too."""
    found = (*_sigles(text), *_names(text))
    return tuple(sorted(found, key=lambda doubt: doubt.start))


def _sigles(text: str) -> Iterator[Doubt]:
    return (Doubt(start, end, DoubtKind.SIGLE) for start, end in acronyms.guessed(text))


def _names(text: str) -> Iterator[Doubt]:
    for match in _NAME.finditer(text):
        if match[0] not in _known():
            yield Doubt(*match.span(), DoubtKind.NAME)


@cache
def _known() -> frozenset[str]:
    """Words with a capital that somebody has listened to, or that are no names."""
    listed = {part for name in table("names", "names") for part in re.findall(r"\w+", name)}
    plain = {word.rstrip("’") for word in FIRST_WORDS | FORWARD | NAME_PARTICLES}
    return frozenset(listed | plain | words("doubts", "capitals") | words("doubts", "names"))
