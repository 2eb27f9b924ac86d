"""Hard-wrapped lines made paragraphs again.

A text was wrapped at a column if its lines keep breaking in mid-sentence below one width. A break then belongs to the
wrapping exactly when the first word of the next line would not have fitted; a line that had room for it ends a
paragraph, a heading, a verse or an address. Lines of a text that was not wrapped are paragraphs as they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.readers.scraped import markers
from exporter.readers.scraped.lines import Line, Passage, ended, passage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_WIDEST = 130
_NARROWEST = 28
_RAGGED = 14
_HYPHEN = re.compile(r"(?P<head>[^\W\d_]+)-$")
_FIRST_PART = re.compile(r"[^\W\d_]+")
# First and second halves of French compounds: a hyphen between them is the word's own.
_COMPOUND_HEADS = frozenset(
    "peut est a c mi demi semi non ex vice sous sans avant après arrière contre entre porte garde chef grand grande grands "
    "grandes petit petite petits petites haut haute bas basse nord sud ouest centre celui celle ceux celles lui elle eux elles "
    "moi toi soi nous vous cet cette ces ce là jusque week rendez savoir bien mal nouveau nouvelle nouveaux libre court courte "
    "long longue mot compte pot rez vis tête vingt trente quarante cinquante soixante quatre dix mille cent aller laissez "
    "ci au par outre hors plus moins auto socio politico franco germano anglo russo israélo euro afro sino austro gréco agro "
    "aide assurance bande ville plate pare presse tiers trois deux un pré post pro anti inter multi extra ultra main pied "
    "saint sainte premier première dernier dernière basses hautes café clé grosse beau belle faux fausse vrai tout toute".split()
)
_COMPOUND_TAILS = frozenset(
    "il elle on ils elles je tu nous vous le la les lui leur y en ce ci là t m moi toi être dire même mêmes même vous uns unes "
    "dessus dessous delà deçà devant derrière parole clé clés clefs ville villes lieu lieux end abri abris emploi né née nés "
    "faire vivre vente midi frère sœur père mère parents enfants fils fille huit sept six cinq quatre trois deux un neuf dix onze "
    "douze treize quatorze quinze seize vingt vingts de d à au aux et".split()
)


def join(lines: Sequence[Line], alone: Callable[[Line], bool]) -> tuple[Passage, ...]:
    """Gather lines into passages; a line for which ``alone`` holds is joined to nothing."""
    width = _width(lines)
    words = _Hyphens(lines) if width else None
    found: list[Passage] = []
    group: list[Line] = []
    for line in lines:
        if group and not _continues(group, line, width, alone):
            found.append(_gather(group, words))
            group = []
        group.append(line)
    if group:
        found.append(_gather(group, words))
    return tuple(found)


def _gather(group: list[Line], hyphens: _Hyphens | None) -> Passage:
    if len(group) == 1 or hyphens is None:
        return passage(tuple(group), " ".join(line.text for line in group))
    parts = [group[0].text]
    for line in group[1:]:
        glue, previous = hyphens.glue(parts[-1], line.text)
        parts[-1:] = [previous, glue, line.text]
    return passage(tuple(group), "".join(parts))


def _width(lines: Sequence[Line]) -> int:
    """Find the column at which the text was wrapped; 0 if it was not."""
    broken = sorted(len(a.text) + a.indent for a, b in _neighbours(lines) if _mid_sentence(a, b))
    if not broken:
        return 0
    width = broken[int(len(broken) * 0.95)]
    if width > _WIDEST:
        return 0
    total = sum(len(line.text) for line in lines)
    beyond = sum(len(line.text) for line in lines if len(line.text) > width + _RAGGED and " " in line.text)
    near = sum(length >= width - 2 * _RAGGED for length in broken)
    return width if beyond * 4 < total and near * 3 >= len(broken) * 2 else 0


def _neighbours(lines: Sequence[Line]) -> list[tuple[Line, Line]]:
    return [(a, b) for a, b in zip(lines, lines[1:], strict=False) if not b.gap]


def _mid_sentence(a: Line, b: Line) -> bool:
    """Tell whether a line breaks in mid-sentence: no end before, no capital, mark or number after."""
    if len(a.text) < _NARROWEST or not b.text[0].islower() or ended(a.text):
        return False
    return not markers.item(b.text) and not b.text.startswith(("http", "www.")) and not _tabular(a) and not _tabular(b)


def _tabular(line: Line) -> bool:
    return ("\t" in line.text or "|" in line.text or "   " in line.text) and markers.row(line.text)


def _continues(group: list[Line], line: Line, width: int, alone: Callable[[Line], bool]) -> bool:
    last = group[-1]
    if line.gap or _starts(line) or alone(line) or alone(last) or markers.rule(last.text):
        return False
    hanging = line.indent > group[0].indent and (markers.item(group[0].text) or markers.note(group[0].text))
    if not width:
        return bool(hanging) and line.text[0].islower()
    if _indented(group, line):
        return False
    if _HYPHEN.search(last.text[-60:]) and line.text[0].islower():
        return True
    return _full(last, line, width) or (bool(hanging) and not ended(last.text)) or _ragged(last, line, width)


def _starts(line: Line) -> bool:
    """Tell whether a line starts something by its first characters alone."""
    text = line.text
    return (
        bool(markers.item(text) or markers.note(text))
        or _tabular(line)
        or markers.rule(text)
        or text.startswith(("http://", "https://", "www.", "©", "> "))
    )


def _indented(group: list[Line], line: Line) -> bool:
    """Tell whether a line is indented like a paragraph's first."""
    return line.indent > group[-1].indent and not (len(group) == 1 and markers.item(group[0].text)) and line.indent >= 2  # noqa: PLR2004


def _full(last: Line, line: Line, width: int) -> bool:
    """Tell whether the next line's first word would not have fitted on the last line."""
    first = line.text.split(None, 1)[0]
    return last.indent + len(last.text) + 1 + len(first) > width


def _ragged(last: Line, line: Line, width: int) -> bool:
    """Tell whether a line that had room all the same goes on: it stops in mid-sentence, not far from the edge."""
    room = width - last.indent - len(last.text)
    if not line.text[0].islower():
        return not ended(last.text) and room <= _RAGGED // 2
    return not ended(last.text) and room <= max(_RAGGED, width // 3)


class _Hyphens:
    """What a hyphen at the end of a line means, judged by the words of the whole text."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._words: frozenset[str] | None = None

    def glue(self, before: str, after: str) -> tuple[str, str]:
        """Say what stands between two lines, and the first one without its hyphen if that was typesetting."""
        match = _HYPHEN.search(before[-60:])
        tail = _FIRST_PART.match(after)
        if not match:
            return ("", before) if before.endswith("-") and not before.endswith(" -") and tail else (" ", before)
        if tail is None or not after[0].islower() or self._own(match["head"], tail[0], before):
            return "", before
        return "", before[:-1]

    def _own(self, head: str, tail: str, before: str) -> bool:
        """Tell whether the hyphen belongs to the word."""
        words = self._vocabulary()
        head, tail = head.lower(), tail.lower()
        if head + tail in words:
            return False
        compound = f"{head}-{tail}" in words or head in _COMPOUND_HEADS or tail in _COMPOUND_TAILS
        return compound or before[-60:].rsplit(None, 1)[-1].count("-") > 1

    def _vocabulary(self) -> frozenset[str]:
        if self._words is None:
            found = (re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text.lower()) for line in self._lines)
            self._words = frozenset(word for words in found for word in words)
        return self._words
