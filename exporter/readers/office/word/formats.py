"""The styles of a Word document: what they are called, what they are based on, how they format characters."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from exporter.readers.flow.tree import Element
from exporter.readers.office import styles
from exporter.readers.office.styles import Meaning
from exporter.readers.packed import markup
from exporter.readers.packed.masthead import tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.readers.office.runs import Marks


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
