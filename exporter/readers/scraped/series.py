"""Numbered headings that belong together ("Jour 1", "Jour 2"): where most are headings, so is the missing one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.readers.press.lines import fold, prose, stopped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exporter.readers.press.lines import Passage

_MEMBER = re.compile(
    r"(?P<word>(?:jour|etape|chapitre|partie|acte|phase|episode|semaine|lecon|scene|question|idee|conseil|regle)\s)?"
    r"#?(?P<number>\d{1,2})(?:\s?[.)°/:]|\s[-–—]|$)(?:\s|$)"
)
_FEWEST = 2
_MOST = 300
"""More numbered lines than these are a list, not headings."""


def completed(passages: Sequence[Passage], places: Sequence[int], longest: int) -> list[int]:
    """Add to the headings' places those of their series' missing members, at most ``longest`` characters each."""
    members = {index: member for index, p in enumerate(passages) if (member := _member(p, longest))}
    found = set(places)
    if len(members) > _MOST:
        return sorted(found)
    for index in members:
        if index not in found and _fits(index, members, places, len(passages)):
            found.add(index)
    return sorted(found)


def _member(passage: Passage, longest: int) -> tuple[str, int] | None:
    text = passage.text
    if len(text) > longest or prose(text) or stopped(text) or text.endswith((";", ",")):
        return None
    match = _MEMBER.match(fold(text))
    return (match["word"] or "", int(match["number"])) if match else None


def _fits(index: int, members: Mapping[int, tuple[str, int]], places: Sequence[int], total: int) -> bool:
    """Tell whether a line closes a gap among headings of its series, and heads something itself."""
    word, number = members[index]
    if index + 1 >= total or index + 1 in members or index - 1 in members or index + 1 in places:
        return False
    headed = [(place, members[place][1]) for place in places if place in members and members[place][0] == word]
    above = [known for place, known in headed if place < index]
    below = [known for place, known in headed if place > index]
    if len(headed) < _FEWEST or (above and above[-1] >= number) or (below and below[0] <= number):
        return False
    return all(known != number for _, known in headed)
