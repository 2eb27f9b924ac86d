"""Runs of a page to inline nodes: emphasis, links, languages, notes' calls; white space as browsers show it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING

from exporter import walk
from exporter.model import (
    Abbreviation,
    Code,
    Emphasis,
    Foreign,
    Inline,
    LineBreak,
    Link,
    NoteRef,
    Strong,
    Subscript,
    Superscript,
    Text,
    is_language_tag,
)
from exporter.passes.languages import detect
from exporter.readers.html import tree
from exporter.readers.html.tree import Element

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


_WRAPPED: dict[str, Callable[[tuple[Inline, ...]], Inline]] = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), Emphasis),
    **dict.fromkeys(("strong", "b"), Strong),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), Code),
    "sup": Superscript,
    "sub": Subscript,
}
_UNSEEN = frozenset({"script", "button", "select", "input", "textarea", "noscript", "img", "iframe", "rp", "rt"})
_HIDDEN = re.compile(
    r"(?:^|[\s_-])(?:sr-only|visually-hidden|visuallyhidden|screen-reader-text|assistive-text|a11y-hidden|mw-editsection|anchor-?link|header-?link|heading-?anchor)(?:$|[\s_-])"
)
_RUNS = re.compile(r"[ \t\r\n\f]+")
_ODD = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufe0e\ufe0f\x01-\x08\x0b\x0e-\x1f\x7f-\x9f]"
)
_DEEPEST = 24
_WHOLE = ("article", "main", "body", "html")
_TELLING = 40
"""Characters from which on words tell their language."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an element's words depend on: the article's language, its address, the notes that exist.

    ``notes`` maps the elements that call a note to its id; ``backs`` lead from a note to its call, and are not shown.
    """

    language: str
    base: str | None
    notes: Mapping[Element, str] = field(default_factory=dict)
    backs: frozenset[Element] = frozenset()


def content(parts: Iterable[str | Element], around: Surroundings) -> tuple[Inline, ...]:
    """Make inline nodes of a run's parts, white space at its ends left out."""
    writer = _Writer(around)
    writer.parts(parts, 0)
    return writer.finished()


def spoken(block: Element, nodes: tuple[Inline, ...], around: Surroundings) -> tuple[Inline, ...]:
    """Mark the words of a block that says another language than the article's, or stands in one that does.

    What holds the whole article tells nothing, nor does a language that the words are plainly not in.
    """
    inside = takewhile(lambda element: element.tag not in _WHOLE, tree.ancestors(block))
    told = next(filter(None, map(language, inside)), None)
    own = around.language.split("-")[0].lower()
    if told is None or told.split("-")[0].lower() == own or not nodes:
        return nodes
    text = walk.plain(nodes)
    return nodes if len(text) >= _TELLING and detect(text) == own else (Foreign(told, nodes),)


def parts(element: Element) -> list[str | Element]:
    """The texts and elements in an element, in order."""
    found: list[str | Element] = [element.text] if element.text else []
    for child in element:
        found.append(child)
        if child.tail:
            found.append(child.tail)
    return found


def clean(text: str) -> str:
    """Take out what is not seen: soft hyphens, zero-width and control characters."""
    return _ODD.sub("", text)


def hidden(element: Element) -> bool:
    """Tell words that are not shown: for screen readers on the web page alone, or hidden."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    names = element.get("class")
    return bool(names) and _HIDDEN.search(names.lower()) is not None


class _Writer:
    """Writes nodes; a space is held back until words follow, so that none stands at an end or twice."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._levels: list[list[Inline]] = [[]]
        self._space = False
        self._begun = False

    def finished(self) -> tuple[Inline, ...]:
        """What was written, without breaks at the ends."""
        nodes = self._levels[0]
        while nodes and (isinstance(nodes[-1], LineBreak) or nodes[-1] == Text(" ")):
            nodes.pop()
        return tuple(_joined(nodes))

    def parts(self, parts: Iterable[str | Element], depth: int) -> None:
        """Write texts and elements in turn."""
        for part in parts:
            if isinstance(part, str):
                self._text(part)
            else:
                self._element(part, depth)

    def _text(self, written: str) -> None:
        text = _RUNS.sub(" ", clean(written))
        if text.startswith(" "):
            self._space = self._begun
            text = text[1:]
        if not text:
            return
        held, self._space = self._space, text.endswith(" ")
        words = text[:-1] if self._space else text
        if not words:
            self._space = held or self._begun
            return
        self._levels[-1].append(Text(f" {words}" if held else words))
        self._begun = True

    def _element(self, element: Element, depth: int) -> None:
        tag = element.tag
        if tag == "br":
            self._break()
        elif element in self._around.notes:
            self._space = False
            self._levels[-1].append(NoteRef(self._around.notes[element]))
        elif tag in _UNSEEN or element in self._around.backs or hidden(element):
            return
        elif depth > _DEEPEST:
            self._text("".join(element.itertext()))
        else:
            self._wrapped(element, depth)

    def _break(self) -> None:
        self._space = False
        if self._begun:
            self._levels[-1].append(LineBreak())
        self._begun = False

    def _wrapped(self, element: Element, depth: int) -> None:
        wrap = _wrapper(element, self._around)
        inner = parts(element)
        if element.tag == "q":
            inner = ["«\u00a0", *inner, "\u00a0»"]
        if wrap is None:
            self.parts(inner, depth + 1)
            return
        if self._space and self._begun:
            self._levels[-1].append(Text(" "))
            self._space, self._begun = False, False
        self._levels.append([])
        self.parts(inner, depth + 1)
        nodes = tuple(_joined(self._levels.pop()))
        if any(not isinstance(node, LineBreak) for node in nodes):
            self._levels[-1].append(wrap(nodes))
            self._begun = True


def _wrapper(element: Element, around: Surroundings) -> Callable[[tuple[Inline, ...]], Inline] | None:
    """What an element makes of its words; None if nothing."""
    tag = element.tag
    if tag == "a":
        url = tree.address(element.get("href"), around.base)
        return (lambda nodes: Link(url, nodes)) if url else None
    if tag in ("abbr", "acronym") and (element.get("title") or "").strip():
        expansion = " ".join(element.get("title").split())
        return lambda nodes: Abbreviation(expansion, nodes)
    foreign = language(element)
    if foreign and foreign.split("-")[0].lower() != around.language.split("-")[0].lower():
        inner = _WRAPPED.get(tag)
        return lambda nodes: Foreign(foreign, (inner(nodes),) if inner else nodes)
    return _WRAPPED.get(tag)


def language(element: Element) -> str | None:
    """The language that an element declares for itself."""
    written = (element.get("lang") or element.get("xml:lang") or "").strip()
    tag = written.replace("_", "-")
    return tag if tag and is_language_tag(tag) else None


def _joined(nodes: Iterable[Inline]) -> list[Inline]:
    """Make neighbouring texts one."""
    found: list[Inline] = []
    for node in nodes:
        if isinstance(node, Text) and found and isinstance(found[-1], Text):
            found[-1] = Text(found[-1].text + node.text)
        else:
            found.append(node)
    return found
