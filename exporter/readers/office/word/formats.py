"""The styles of a Word document and its lists, of which each item is a paragraph with a level of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from exporter.model import Block, Item, Listing, Numbering
from exporter.readers.office import styles
from exporter.readers.office.blocks import Level, number
from exporter.readers.packed import markup
from exporter.readers.packed.masthead import tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from exporter.readers.flow.tree import Element
    from exporter.readers.office.runs import Marks
    from exporter.readers.office.styles import Meaning

_DEEPEST: Final = 20
"""Styles based on one another."""

_DEEP_LIST: Final = re.compile(r"list (?:bullet|number) ([2-5])")
_OFF: Final = frozenset({"0", "false", "off", "none"})
_HEADINGS: Final = 9
_HEXADECIMAL: Final = re.compile("[0-9A-Fa-f]{1,8}")
_FIRST_ROW: Final = 0x20
_NUMBERINGS: Final = {
    "lowerLetter": Numbering.LOWER_ALPHA,
    "upperLetter": Numbering.UPPER_ALPHA,
    "lowerRoman": Numbering.LOWER_ROMAN,
    "upperRoman": Numbering.UPPER_ROMAN,
}
_UNORDERED: Final = frozenset({"bullet", "none", ""})
_LEVELS: Final = 9
_SWITCHES: Final[dict[str, Callable[[Marks, bool], Marks]]] = {
    "b": lambda marks, on: replace(marks, strong=on),
    "i": lambda marks, on: replace(marks, emphasis=on),
    "strike": lambda marks, on: replace(marks, struck=on),
    "dstrike": lambda marks, on: replace(marks, struck=on),
    "smallCaps": lambda marks, on: replace(marks, small=on),
}
"""Properties that are on or off, and what they make of characters."""


def value(element: Element | None, name: str) -> str:
    """The value of a property; empty if it is not there."""
    found = markup.child(element, name)
    return "" if found is None else markup.attribute(found, "val")


def is_on(element: Element | None, name: str) -> bool | None:
    """Tell whether a property that is on or off is on; None if it is not there."""
    return None if markup.child(element, name) is None else value(element, name).lower() not in _OFF


def outline(properties: Element | None) -> int:
    """The level of a heading that a paragraph's properties say, from 1; 0 for text."""
    level = number(value(properties, "outlineLvl"), _HEADINGS)
    return level + 1 if level < _HEADINGS else 0


# --- Styles ------------------------------------------------------------------------------------


class Formats:
    """All styles by their id; ``language`` is that of runs that say none."""

    def __init__(self, root: Element) -> None:
        """Read the definitions."""
        self._styles = {markup.attribute(one, "styleId"): one for one in markup.below(root, "style")}
        self._meanings: dict[str, Meaning] = {}
        self.language = tag(value(markup.child(root, "docDefaults", "rPrDefault", "rPr"), "lang"))

    def _chain(self, name: str) -> Iterator[tuple[str, Element]]:
        """A style and those that it is based on, each with what it is called."""
        for _ in range(_DEEPEST):
            if name not in self._styles:
                return
            style = self._styles[name]
            yield value(style, "name") or name, style
            name = value(style, "basedOn")

    def meaning(self, name: str) -> Meaning:
        """What a paragraph style makes of a paragraph, by its names or its place in the outline."""
        if name not in self._meanings:
            chain = list(self._chain(name))
            told = styles.paragraph([called for called, _ in chain] or [name])
            level = next(filter(None, (outline(markup.child(style, "pPr")) for _, style in chain)), 0)
            self._meanings[name] = styles.Meaning(level=level) if level and told == styles.Meaning() else told
        return self._meanings[name]

    def numbering(self, name: str) -> Element | None:
        """The list that a paragraph style belongs to."""
        found = (markup.child(style, "pPr", "numPr") for _, style in self._chain(name))
        return next((one for one in found if one is not None), None)

    def depth(self, name: str) -> int:
        """How deep the lists of a paragraph style lie: "List Bullet 3" is two levels down."""
        found = (_DEEP_LIST.fullmatch(called.lower()) for called, _ in self._chain(name))
        return next((int(match[1]) - 1 for match in found if match), 0)

    def justification(self, name: str) -> str:
        """How the lines of a paragraph style are aligned, in Word's word for it; empty if it does not say."""
        found = (value(markup.child(style, "pPr"), "jc") for _, style in self._chain(name))
        return next(filter(None, found), "")

    def names_columns(self, table: Element | None) -> bool:
        """Tell whether a table wants its first row set apart, and has a style that does so.

        Word wants it of every table that it makes; "Table Grid", the style of most of them, has nothing for it.
        """
        look = markup.child(table, "tblLook")
        if look is None or not _wants_first_row(look):
            return False
        parts = (
            part for _, style in self._chain(value(table, "tblStyle")) for part in markup.below(style, "tblStylePr")
        )
        return any(markup.attribute(part, "type") == "firstRow" and len(part) for part in parts)

    def marks(self, run: Element | None, around: Marks) -> Marks:
        """The marks of a run: its own properties over those of its character style."""
        found = around
        for called, style in reversed(list(self._chain(value(run, "rStyle")))):
            found = styles.character(called, _formatted(markup.child(style, "rPr"), found))
        return _formatted(run, found)


def _wants_first_row(look: Element) -> bool:
    """Read ``firstRow``, or the bit for it of the older form of a table's look (ECMA-376-1, 17.4.55)."""
    told = markup.attribute(look, "firstRow").lower()
    bits = markup.attribute(look, "val")
    return told not in _OFF if told else bool(_HEXADECIMAL.fullmatch(bits) and int(bits, 16) & _FIRST_ROW)


def _formatted(properties: Element | None, marks: Marks) -> Marks:
    if properties is None or not len(properties):
        return marks
    raised = value(properties, "vertAlign")
    found = marks
    for name, switch in _SWITCHES.items():
        on = is_on(properties, name)
        found = found if on is None else switch(found, on)
    if raised:
        found = replace(found, raised=raised == "superscript", lowered=raised == "subscript")
    lang = markup.child(properties, "lang")
    which = "bidi" if is_on(properties, "rtl") else "val"  # of letters that run to the left, and of others
    language = None if lang is None else tag(markup.attribute(lang, which))
    return replace(found, language=language) if language else found


# --- Lists -------------------------------------------------------------------------------------


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

    def __init__(self, root: Element) -> None:
        """Read the definitions."""
        self._levels: dict[str, dict[int, Level]] = {}
        self._numbers: dict[tuple[str, int], int] = {}
        kinds = {markup.attribute(one, "abstractNumId"): _defined(one) for one in markup.below(root, "abstractNum")}
        for one in markup.below(root, "num"):
            base = kinds.get(value(one, "abstractNumId"), {})
            self._levels[markup.attribute(one, "numId")] = base | _overridden(one, base)

    def entry(self, properties: Element) -> Entry | None:
        """The item that a paragraph's properties make it, counted; None if they take it out of its list."""
        name = value(properties, "numId")
        if name in ("", "0"):
            return None
        depth = min(number(value(properties, "ilvl")), _LEVELS - 1)
        level = self._levels.get(name, {}).get(depth, Level())
        count = self._numbers.get((name, depth), level.start - 1) + 1
        self._numbers[name, depth] = count
        for deeper in range(depth + 1, _LEVELS):
            self._numbers.pop((name, deeper), None)
        return Entry(name, depth, level, count)


def _defined(abstract: Element) -> dict[int, Level]:
    return {number(markup.attribute(one, "ilvl")): _level(one, Level()) for one in markup.below(abstract, "lvl")}


def _level(element: Element, base: Level) -> Level:
    kind = value(element, "numFmt")
    start = number(value(element, "start"), base.start)
    return Level(kind not in _UNORDERED, _NUMBERINGS.get(kind, Numbering.DECIMAL), start)


def _overridden(num: Element, base: dict[int, Level]) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for one in markup.below(num, "lvlOverride"):
        depth = number(markup.attribute(one, "ilvl"))
        own, told = markup.child(one, "lvl"), base.get(depth, Level())
        level = told if own is None else _level(own, told)
        found[depth] = replace(level, start=number(value(one, "startOverride"), level.start))
    return found


def nested(entries: Sequence[Entry]) -> list[Block]:
    """Make lists of neighbouring items: those that are deeper, or of one kind on one level, belong together."""
    found: list[Block] = []
    while entries:
        own = list(takewhile(partial(_within, entries[0]), entries))
        found.append(_listing(own))
        entries = entries[len(own) :]
    return found


def _within(first: Entry, other: Entry) -> bool:
    same = (other.depth, other.level.ordered, other.name) == (first.depth, first.level.ordered, first.name)
    return same or other.depth > first.depth


def _listing(entries: Sequence[Entry]) -> Listing:
    depth, level = entries[0].depth, entries[0].level
    places = [place for place, one in enumerate(entries) if one.depth <= depth]
    items = [
        Item((*entries[place].blocks, *nested(entries[place + 1 : end])))
        for place, end in zip(places, [*places[1:], len(entries)], strict=True)
    ]
    return Listing(tuple(items), level.ordered, entries[0].number if level.ordered else 1, level.numbering)
