"""The styles of an OpenDocument text: what they are called, how they format characters, how their lists count."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from exporter.model import Numbering
from exporter.readers.flow.parts import NUMBERINGS
from exporter.readers.flow.tree import Element
from exporter.readers.office import blocks, styles
from exporter.readers.office.blocks import Level
from exporter.readers.office.runs import Marks
from exporter.readers.packed import markup
from exporter.readers.packed.masthead import tag

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.readers.office.styles import Meaning

_DEEPEST: Final = 20
"""Styles based on one another."""


@dataclass(slots=True)
class Formats:
    """All styles, by family and name, and all styles of lists; ``language`` is that of what says none."""

    language: str = ""
    _styles: dict[tuple[str, str], Element] = field(default_factory=dict)
    _lists: dict[str, dict[int, Level]] = field(default_factory=dict)

    def add(self, root: Element) -> None:
        """Take in the styles of a part."""
        for one in markup.below(root, "style", "list-style", "default-style"):
            name, family = markup.attribute(one, "name"), markup.attribute(one, "family")
            match markup.local(one):
                case "style":
                    self._styles[family, name] = one
                case "list-style":
                    self._lists[name] = dict(_levels(one))
                case _ if family == "paragraph":
                    self.language = _formatted(one, Marks()).language or self.language
                case _:
                    pass

    def _chain(self, family: str, name: str) -> Iterator[Element]:
        """A style and those that it is based on."""
        for _ in range(_DEEPEST):
            if (family, name) not in self._styles:
                return
            yield self._styles[family, name]
            name = markup.attribute(self._styles[family, name], "parent-style-name")

    def meaning(self, name: str) -> Meaning:
        """What a paragraph style makes of a paragraph."""
        chain = list(self._chain("paragraph", name))
        found = styles.paragraph([told for one in chain if not _by_hand(one) for told in _names(one)] or [name])
        level = next(filter(None, (number(one, "default-outline-level", 0) for one in chain)), 0)
        return styles.Meaning(level=level) if level and found == styles.Meaning() else found

    def paragraph(self, name: str) -> Marks:
        """The marks that a paragraph's characters have by hand-made formatting of the whole."""
        marks = Marks(language=self.language or None)
        for style in reversed(list(self._chain("paragraph", name))):
            own = _formatted(style, marks)
            marks = own if _by_hand(style) else replace(marks, language=own.language)
        return marks

    def justification(self, name: str) -> str:
        """How the lines of a paragraph style are aligned, in the words of CSS; empty if it does not say."""
        found = (markup.child(style, "paragraph-properties") for style in self._chain("paragraph", name))
        told = (markup.attribute(one, "text-align") for one in found if one is not None)
        return next(filter(None, told), "")

    def text(self, name: str, around: Marks) -> Marks:
        """The marks of characters of a style."""
        for style in reversed(list(self._chain("text", name))):
            around = _formatted(style, around)
            for told in _names(style):
                around = styles.character(told, around)
        return around

    def is_hidden(self, family: str, name: str) -> bool:
        """Tell characters or paragraphs that are not shown."""
        texts = (markup.child(style, "text-properties") for style in self._chain(family, name))
        return any(text is not None and markup.attribute(text, "display") == "none" for text in texts)

    def lists(self, name: str) -> str:
        """The name of the style of lists that a paragraph style uses."""
        told = (markup.attribute(style, "list-style-name") for style in self._chain("paragraph", name))
        return next(filter(None, told), "")

    def level(self, name: str, depth: int) -> Level:
        """How the items at a depth (from 1) of lists of a style are marked."""
        return self._lists.get(name, {}).get(depth, Level())


def _names(style: Element) -> Iterator[str]:
    return filter(None, (markup.attribute(style, name) for name in ("display-name", "name")))


def _by_hand(style: Element) -> bool:
    """Tell what the writer formatted by hand from a style that somebody named."""
    above = style.getparent()
    return above is not None and markup.local(above) == "automatic-styles"


def _levels(one: Element) -> Iterator[tuple[int, Level]]:
    for level in one:
        kind = markup.attribute(level, "num-format")
        ordered = markup.local(level) == "list-level-style-number" and bool(kind)
        told = Level(ordered, NUMBERINGS.get(kind, Numbering.DECIMAL), number(level, "start-value", 1))
        yield number(level, "level", 0), told


def number(element: Element, name: str, default: int) -> int:
    """An attribute that is a small number."""
    return blocks.number(markup.attribute(element, name), default)


def _formatted(style: Element, marks: Marks) -> Marks:
    text = markup.child(style, "text-properties")
    if text is None:
        return marks
    weight, slant = markup.attribute(text, "font-weight"), markup.attribute(text, "font-style")
    found = marks
    if weight:
        found = replace(found, strong=weight in ("bold", "600", "700", "800", "900"))
    if slant:
        found = replace(found, emphasis=slant in ("italic", "oblique"))
    line, variant = markup.attribute(text, "text-line-through-style"), markup.attribute(text, "font-variant")
    if line:
        found = replace(found, struck=line != "none")
    if variant:
        found = replace(found, small=variant == "small-caps")
    position = markup.attribute(text, "text-position").partition(" ")[0]
    if position:
        height = float(position[:-1]) if position.endswith("%") and position[1:-1].isdigit() else 0
        raised, lowered = position == "super" or height > 0, position == "sub" or height < 0
        found = replace(found, raised=raised, lowered=lowered)
    language = tag(markup.attribute(text, "language"), markup.attribute(text, "country"))
    return replace(found, language=language) if language else found
