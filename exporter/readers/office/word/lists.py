"""Lists: Word writes each item as a paragraph with a level of its own; the tree nests them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from exporter.model import Block, Item, Listing, Numbering
from exporter.readers.office.word.formats import value
from exporter.readers.packed import markup

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.readers.flow.tree import Element

_NUMBERINGS: Final = {
    "lowerLetter": Numbering.LOWER_ALPHA,
    "upperLetter": Numbering.UPPER_ALPHA,
    "lowerRoman": Numbering.LOWER_ROMAN,
    "upperRoman": Numbering.UPPER_ROMAN,
}
_UNORDERED: Final = frozenset({"bullet", "none", ""})
_LEVELS: Final = 9
_LARGEST: Final = 100_000


@dataclass(frozen=True, slots=True)
class Level:
    """How the items of one level are marked."""

    ordered: bool = False
    numbering: Numbering = Numbering.DECIMAL
    start: int = 1


@dataclass(slots=True)
class Entry:
    """An item: the list and the level it belongs to, its number, its blocks."""

    name: str
    depth: int
    level: Level
    number: int
    blocks: list[Block] = field(default_factory=list)


class Counters:
    """The lists of a document, and how far each has counted."""

    def __init__(self, root: Element | None) -> None:
        """Read the definitions; None if the document has none."""
        self._levels: dict[str, dict[int, Level]] = {}
        self._numbers: dict[tuple[str, int], int] = {}
        if root is None:
            return
        abstract = {
            markup.attribute(one, "abstractNumId"): _defined(one) for one in root if markup.local(one) == "abstractNum"
        }
        for one in root:
            if markup.local(one) == "num":
                base = abstract.get(value(one, "abstractNumId"), {})
                self._levels[markup.attribute(one, "numId")] = base | _overridden(one, base)

    def entry(self, properties: Element) -> Entry | None:
        """The item that a paragraph's properties make it, counted; None if they take it out of its list."""
        name, written = value(properties, "numId"), value(properties, "ilvl")
        if name in ("", "0"):
            return None
        depth = min(int(written), _LEVELS - 1) if written.isdigit() else 0
        level = self._levels.get(name, {}).get(depth, Level())
        number = self._numbers.get((name, depth), level.start - 1) + 1
        self._numbers[name, depth] = number
        for deeper in range(depth + 1, _LEVELS):
            self._numbers.pop((name, deeper), None)
        return Entry(name, depth, level, number)


def _defined(abstract: Element) -> dict[int, Level]:
    return {
        _number(markup.attribute(one, "ilvl")): _level(one, Level()) for one in abstract if markup.local(one) == "lvl"
    }


def _level(element: Element, base: Level) -> Level:
    kind = value(element, "numFmt")
    start = value(element, "start")
    return Level(
        kind not in _UNORDERED, _NUMBERINGS.get(kind, Numbering.DECIMAL), _number(start) if start else base.start
    )


def _overridden(num: Element, base: dict[int, Level]) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for one in num:
        if markup.local(one) != "lvlOverride":
            continue
        depth = _number(markup.attribute(one, "ilvl"))
        own, told = markup.child(one, "lvl"), base.get(depth, Level())
        level = told if own is None else _level(own, told)
        start = value(one, "startOverride")
        found[depth] = Level(level.ordered, level.numbering, _number(start)) if start else level
    return found


def _number(written: str) -> int:
    return min(int(written), _LARGEST) if written.isdigit() and len(written) < 9 else 0  # noqa: PLR2004 - no list is as long


def nested(entries: Sequence[Entry]) -> list[Block]:
    """Make lists of neighbouring items."""
    found: list[Block] = []
    start = 0
    while start < len(entries):
        end = start + 1
        while end < len(entries) and _within(entries[start], entries[end]):
            end += 1
        found.append(_listing(entries[start:end]))
        start = end
    return found


def _within(first: Entry, other: Entry) -> bool:
    """Tell whether an item belongs to the list that another begins: deeper, or of its kind on its level."""
    if other.depth > first.depth:
        return True
    return other.depth == first.depth and other.level.ordered == first.level.ordered and other.name == first.name


def _listing(entries: Sequence[Entry]) -> Listing:
    first = entries[0]
    items: list[Item] = []
    index = 0
    while index < len(entries):
        end = index + 1
        while end < len(entries) and entries[end].depth > first.depth:
            end += 1
        items.append(Item((*entries[index].blocks, *nested(entries[index + 1 : end]))))
        index = end
    return Listing(tuple(items), first.level.ordered, first.number if first.level.ordered else 1, first.level.numbering)
