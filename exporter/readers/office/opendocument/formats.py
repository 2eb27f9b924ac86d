"""The styles of an OpenDocument text: what they are called, how they format characters, how their lists count."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from exporter.model import Numbering
from exporter.readers.flow.parts import NUMBERINGS
from exporter.readers.flow.tree import Element
from exporter.readers.office import blocks, styles
from exporter.readers.office.blocks import Level
from exporter.readers.packed import markup
from exporter.readers.packed.masthead import tag
from exporter.readers.packed.runs import Marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.readers.office.styles import Meaning

_DEEPEST: Final = 20
"""Styles based on one another."""


@dataclass(frozen=True, slots=True)
class Style:
    """One style; an ``automatic`` one is what the writer formatted by hand."""

    names: tuple[str, ...]
    parent: str
    text: Element | None
    outline: int
    automatic: bool
    lists: str


@dataclass(slots=True)
class Formats:
    """All styles, by family and name, and all styles of lists."""

    language: str = ""
    _styles: dict[tuple[str, str], Style] = field(default_factory=dict)
    _lists: dict[str, dict[int, Level]] = field(default_factory=dict)

    def add(self, root: Element) -> None:
        """Take in the styles of a part."""
        for one in markup.below(root, "style", "list-style", "default-style"):
            name, family = markup.attribute(one, "name"), markup.attribute(one, "family")
            text = markup.child(one, "text-properties")
            match markup.local(one):
                case "style":
                    self._styles[family, name] = _style(one, name, text)
                case "list-style":
                    self._lists[name] = dict(_levels(one))
                case _ if family == "paragraph":
                    self.language = _language(text) or self.language
                case _:
                    pass

    def _chain(self, family: str, name: str) -> Iterator[Style]:
        for _ in range(_DEEPEST):
            found = self._styles.get((family, name))
            if found is None:
                return
            yield found
            name = found.parent

    def meaning(self, name: str) -> Meaning:
        """What a paragraph style makes of a paragraph."""
        chain = list(self._chain("paragraph", name))
        names: Iterable[str] = [told for style in chain for told in style.names if not style.automatic] or [name]
        found = styles.paragraph(names)
        level = next((style.outline for style in chain if style.outline), 0)
        return styles.Meaning(level=level) if level and found == styles.Meaning() else found

    def paragraph(self, name: str) -> Marks:
        """The marks that a paragraph's characters have by hand-made formatting of the whole."""
        marks = Marks(language=self.language or None)
        for style in reversed(list(self._chain("paragraph", name))):
            own = _formatted(style.text, marks)
            marks = own if style.automatic else replace(marks, language=own.language)
        return marks

    def text(self, name: str, around: Marks) -> Marks:
        """The marks of characters of a style."""
        for style in reversed(list(self._chain("text", name))):
            around = _formatted(style.text, around)
            for told in style.names:
                around = styles.character(told, around)
        return around

    def is_hidden(self, family: str, name: str) -> bool:
        """Tell characters or paragraphs that are not shown."""
        return any(
            style.text is not None and markup.attribute(style.text, "display") == "none"
            for style in self._chain(family, name)
        )

    def lists(self, name: str) -> str:
        """The name of the style of lists that a paragraph style uses."""
        return next((style.lists for style in self._chain("paragraph", name) if style.lists), "")

    def level(self, name: str, depth: int) -> Level:
        """How the items at a depth (from 1) of lists of a style are marked."""
        return self._lists.get(name, {}).get(depth, Level())


def _style(one: Element, name: str, text: Element | None) -> Style:
    shown = markup.attribute(one, "display-name")
    outline = markup.attribute(one, "default-outline-level")
    above = one.getparent()
    return Style(
        tuple(told for told in (shown, name) if told),
        markup.attribute(one, "parent-style-name"),
        text,
        int(outline) if outline.isdigit() else 0,
        above is not None and markup.local(above) == "automatic-styles",
        markup.attribute(one, "list-style-name"),
    )


def _levels(one: Element) -> Iterator[tuple[int, Level]]:
    for level in one:
        depth = markup.attribute(level, "level")
        if depth.isdigit():
            kind = markup.attribute(level, "num-format")
            ordered = markup.local(level) == "list-level-style-number" and bool(kind)
            yield int(depth), Level(ordered, NUMBERINGS.get(kind, Numbering.DECIMAL), number(level, "start-value", 1))


def number(element: Element, name: str, default: int) -> int:
    """An attribute that is a small number."""
    return blocks.number(markup.attribute(element, name), default)


def _language(text: Element | None) -> str:
    if text is None:
        return ""
    return tag(markup.attribute(text, "language"), markup.attribute(text, "country"))


def _formatted(text: Element | None, marks: Marks) -> Marks:
    if text is None:
        return marks
    weight, slant = markup.attribute(text, "font-weight"), markup.attribute(text, "font-style")
    found = marks
    if weight:
        found = replace(found, strong=weight in ("bold", "600", "700", "800", "900"))
    if slant:
        found = replace(found, emphasis=slant in ("italic", "oblique"))
    position = markup.attribute(text, "text-position").partition(" ")[0]
    if position:
        height = float(position[:-1]) if position.endswith("%") and position[1:-1].isdigit() else 0
        raised, lowered = position == "super" or height > 0, position == "sub" or height < 0
        found = replace(found, raised=raised, lowered=lowered)
    language = _language(text)
    return replace(found, language=language) if language else found
