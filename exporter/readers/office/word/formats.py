"""The styles of a Word document: what they are called, what they are based on, how they format characters."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from exporter.model import Block, Item, Listing, Numbering
from exporter.readers.flow.tree import Element
from exporter.readers.office import styles
from exporter.readers.office.styles import Meaning
from exporter.readers.packed import markup
from exporter.readers.packed.masthead import tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.readers.packed.runs import Marks

_DEEPEST = 20
"""Styles based on one another."""

_DEEP_LIST = re.compile(r"list (?:bullet|number) ([2-5])")
_OFF = frozenset({"0", "false", "off", "none"})
_HEADINGS = 9


@dataclass(frozen=True, slots=True)
class Style:
    """One style: ``parent`` is the id of the one that it is based on."""

    name: str
    parent: str
    paragraph: Element | None = None
    run: Element | None = None


@dataclass
class Formats:
    """All styles by their id."""

    root: Element | None = None
    _meanings: dict[str, Meaning] = field(default_factory=dict)

    @cached_property
    def _styles(self) -> dict[str, Style]:
        found = (
            {}
            if self.root is None
            else {markup.attribute(one, "styleId"): one for one in markup.below(self.root, "style")}
        )
        return {
            name: Style(
                value(one, "name") or name, value(one, "basedOn"), markup.child(one, "pPr"), markup.child(one, "rPr")
            )
            for name, one in found.items()
        }

    @cached_property
    def language(self) -> str:
        """The language of runs that say none."""
        found = None if self.root is None else markup.child(self.root, "docDefaults", "rPrDefault", "rPr", "lang")
        return "" if found is None else tag(markup.attribute(found, "val"))

    def _chain(self, name: str) -> Iterator[Style]:
        for _ in range(_DEEPEST):
            found = self._styles.get(name)
            if found is None:
                return
            yield found
            name = found.parent

    def meaning(self, name: str) -> Meaning:
        """What a paragraph style makes of a paragraph, by its names or its place in the outline."""
        if name not in self._meanings:
            chain = list(self._chain(name))
            told = styles.paragraph(style.name for style in chain) if chain else styles.paragraph([name])
            level = next((level for style in chain if (level := outline(style.paragraph))), 0)
            self._meanings[name] = styles.Meaning(level=level) if level and told == styles.Meaning() else told
        return self._meanings[name]

    def numbering(self, name: str) -> Element | None:
        """The list that a paragraph style belongs to."""
        found = (markup.child(style.paragraph, "numPr") for style in self._chain(name))
        return next((one for one in found if one is not None), None)

    def depth(self, name: str) -> int:
        """How deep the lists of a paragraph style lie: "List Bullet 3" is two levels down."""
        found = (_DEEP_LIST.fullmatch(style.name.lower()) for style in self._chain(name))
        return next((int(match[1]) - 1 for match in found if match), 0)

    def marks(self, run: Element | None, around: Marks) -> Marks:
        """The marks of a run: its own properties over those of its character style."""
        found = around
        if run is None:
            return found
        for style in reversed(list(self._chain(value(run, "rStyle")))):
            found = _named(style.name, _formatted(style.run, found))
        return _formatted(run, found)


def value(element: Element | None, name: str) -> str:
    """The value of a property; empty if it is not there."""
    found = markup.child(element, name)
    return "" if found is None else markup.attribute(found, "val")


def is_on(element: Element | None, name: str) -> bool | None:
    """Tell whether a property that is on or off is on; None if it is not there."""
    found = markup.child(element, name)
    return None if found is None else markup.attribute(found, "val").lower() not in _OFF


def outline(properties: Element | None) -> int:
    """The level of a heading that a paragraph's properties say, from 1; 0 for text."""
    written = value(properties, "outlineLvl")
    return int(written) + 1 if written.isdigit() and int(written) < _HEADINGS else 0


def _formatted(properties: Element | None, marks: Marks) -> Marks:
    if properties is None or not len(properties):
        return marks
    bold, italic, raised = is_on(properties, "b"), is_on(properties, "i"), value(properties, "vertAlign")
    found = marks if bold is None else replace(marks, strong=bold)
    found = found if italic is None else replace(found, emphasis=italic)
    if raised:
        found = replace(found, raised=raised == "superscript", lowered=raised == "subscript")
    language = tag(value(properties, "lang"))
    return replace(found, language=language) if language else found


def _named(name: str, marks: Marks) -> Marks:
    match styles.character(name):
        case "code":
            return replace(marks, code=True)
        case "strong":
            return replace(marks, strong=True)
        case "emphasis":
            return replace(marks, emphasis=True)
        case _:
            return marks


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
