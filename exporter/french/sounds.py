"""How sigles sound that a phonemiser reads in English or by the letters: "l'Insee", "l'ADEME", "la Cedeao"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from exporter.french import homographs
from exporter.french.homographs import SOUND
from exporter.french.tables import any_of, table
from exporter.rewrite import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def given(text: str, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Give phonemes to the sigles that ``edits`` leave alone or make, and to homographs that they leave alone."""
    edits = tuple(edits)
    edits = tuple(sorted((*edits, *homographs.find(text, edits))))
    found: list[Edit] = []
    position = 0
    for edit in (*edits, Edit(len(text), len(text), "")):
        found += _among(text, position, edit.start)
        found.append(edit if edit.phonemes else replace(edit, phonemes=_phonemes().get(edit.text, "")))
        position = edit.end
    return tuple(found[:-1])


def _among(text: str, start: int, end: int) -> Iterator[Edit]:
    for match in _pattern().finditer(text, start, end):
        yield Edit(*match.span(), match[0], SOUND, _phonemes()[match[0]])


@cache
def _phonemes() -> dict[str, str]:
    """Phonemes of the sigles in capitals and as newspapers set them: "INSEE", "Insee"."""
    listed = table("sounds", "sigles")
    return {form: sound for sigle, sound in listed.items() for form in (sigle, sigle.capitalize())}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.]){any_of(_phonemes())}(?!\w)")
