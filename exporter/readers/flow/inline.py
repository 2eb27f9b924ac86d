"""Runs to inline nodes: emphasis, links, languages, calls, pictures; white space as browsers show it, or kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from exporter import walk
from exporter.model import (
    Abbreviation,
    Anchor,
    Code,
    Deleted,
    Described,
    Emphasis,
    Figure,
    Foreign,
    Image,
    Inline,
    Inserted,
    LineBreak,
    Link,
    NoteRef,
    Preformatted,
    Ruby,
    SmallCapitals,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from exporter.passes.languages import detect
from exporter.readers.flow import formulas, naming, ruby, tree
from exporter.readers.flow.flow import BLOCKS, Run
from exporter.readers.flow.tree import Element
from exporter.readers.press.sections import joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Content = tuple[Inline, ...]


_WRAPPED: dict[str, Callable[[tuple[Inline, ...]], Inline]] = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), Emphasis),
    **dict.fromkeys(("strong", "b"), Strong),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), Code),
    "sup": Superscript,
    "sub": Subscript,
    **dict.fromkeys(("del", "s", "strike"), Deleted),
    "ins": Inserted,
}
_SET: tuple[tuple[re.Pattern[str], Callable[[tuple[Inline, ...]], Inline]], ...] = (
    (re.compile(r"font-variant(?:-caps)?\s*:\s*(?:all-)?small-caps", re.IGNORECASE), SmallCapitals),
    (re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE), Deleted),
)
"""What a style says of words that no element says."""
_SMALL = frozenset({"smallcaps", "small-caps", "sc", "smcp", "petites-capitales", "petitescapitales"})
"""Classes that sites give to words in small capitals."""
_UNSEEN = frozenset(
    {"script", "button", "select", "input", "textarea", "noscript", "img", "iframe", *(ruby.TAGS - {"rb"})}
)
_DEEPEST = 24
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_WHOLE = ("article", "main", "body", "html")
_TELLING = 40
"""Characters from which on words tell their language."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an element's words depend on: the article's language, its address, the notes and pictures that exist.

    ``notes`` maps the elements that call a note to its id; ``backs`` lead from a note to its call, and are not shown;
    ``pictures`` maps the images that are the article's to what they show; ``quotes`` stand around quoted words;
    ``anchors`` are the names of the places where runs stand, by their order.
    """

    language: str
    base: str | None = None
    notes: Mapping[Element, str] = field(default_factory=dict)
    backs: frozenset[Element] = frozenset()
    pictures: Mapping[Element, Figure] = field(default_factory=dict)
    quotes: tuple[str, str] = ('"', '"')
    anchors: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """The words of a run, and the pictures among them: those before its first word, and the others."""

    content: Content
    before: tuple[Figure, ...] = ()
    after: tuple[Figure, ...] = ()


def content(parts: Iterable[str | Element], around: Surroundings) -> Content:
    """Make inline nodes of a run's parts, white space at its ends left out; pictures are passed over."""
    writer = _Writer(replace(around, pictures={}), around.language)
    writer.parts(parts, 0)
    return writer.finished().content


def of(run: Run, around: Surroundings, *, flat: bool = False) -> Written:
    """Make inline nodes of a run, marked as foreign where its block says so or stands in one that does.

    What holds the whole article tells nothing, nor does a language that the words are plainly not in. In ``flat``
    surroundings, where no picture can stand, one that is described is told by these words.
    """
    found = _of(run, around, flat=flat)
    return replace(found, content=anchored(found.content, run, around)) if found.content else found


def anchored(content: Content, run: Run, around: Surroundings) -> Content:
    """A run's words after the anchors of the place where it stands."""
    return (*map(Anchor, around.anchors.get(run.order, ())), *content)


def _of(run: Run, around: Surroundings, *, flat: bool) -> Written:
    told = _told(run.block, around.language)
    writer = _Writer(around, told or around.language, flat=flat)
    writer.parts(run.parts, 0)
    found = writer.finished()
    if told is None or not found.content:
        return found
    text = walk.plain(found.content)
    same = len(text) >= _TELLING and detect(text) == _primary(around.language)
    return found if same else replace(found, content=(Foreign(told, found.content),))


def _told(block: Element, own: str) -> str | None:
    """The language that a block or what it stands in says that it is in, if it is another than the article's."""
    inside = takewhile(lambda element: element.tag not in _WHOLE, tree.ancestors(block))
    told = next(filter(None, map(language, inside)), None)
    return None if told is None or _primary(told) == _primary(own) else told


def _primary(tag: str) -> str:
    return tag.split("-", maxsplit=1)[0].lower()


def parts(element: Element) -> list[str | Element]:
    """The texts and elements in an element, in order."""
    found: list[str | Element] = [element.text] if element.text else []
    for child in element:
        found.append(child)
        if child.tail:
            found.append(child.tail)
    return found


def hidden(element: Element) -> bool:
    """Tell words that are not shown: for screen readers on the web page alone, or hidden."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return naming.unseen(element)


class _Writer:
    """Writes nodes; a space is held back until words follow, so that none stands at an end or twice."""

    def __init__(self, around: Surroundings, language: str, *, flat: bool = False) -> None:
        self._around = around
        self._language, self._flat = language, flat
        self._levels: list[list[Inline]] = [[]]
        self._before: list[Figure] = []
        self._after: list[Figure] = []
        self._space = False
        self._begun = False

    def finished(self) -> Written:
        """What was written, without breaks at the ends."""
        nodes = self._levels[0]
        while nodes and (isinstance(nodes[-1], LineBreak) or nodes[-1] == Text(" ")):
            nodes.pop()
        return Written(tuple(_joined(nodes)), tuple(self._before), tuple(self._after))

    def parts(self, parts: Iterable[str | Element], depth: int) -> None:
        """Write texts and elements in turn."""
        for part in parts:
            if isinstance(part, str):
                self._text(part)
            else:
                self._element(part, depth)

    def _text(self, written: str) -> None:
        text = tree.SPACES.sub(" ", tree.clean(written))
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
        elif element in self._around.pictures:
            self._picture(self._around.pictures[element])
        elif (formula := formulas.of(element)) is not None:
            self._atom(formula)
        elif tag in _UNSEEN or element in self._around.backs or hidden(element):
            return
        elif depth > _DEEPEST:
            self._text("".join(element.itertext()))
        elif tag in BLOCKS:
            self._break()
            self.parts(parts(element), depth + 1)
            self._break()
        else:
            self._wrapped(element, depth)

    def _picture(self, shown: Figure) -> None:
        """Set a picture aside, or tell its description."""
        match shown:
            case Figure(Image(alt=Described(words)), None, None) if self._flat:
                self._text(words)
            case Figure(None, None, None):
                pass
            case _:
                (self._after if any(self._levels) else self._before).append(shown)

    def _atom(self, node: Inline) -> None:
        """Write what stands for itself, after the space that was held back."""
        if self._space and self._begun:
            self._levels[-1].append(Text(" "))
        self._space, self._begun = False, True
        self._levels[-1].append(node)

    def _break(self) -> None:
        self._space = False
        if self._begun:
            self._levels[-1].append(LineBreak())
        self._begun = False

    def _wrapped(self, element: Element, depth: int) -> None:
        outer, declared = self._language, language(element)
        foreign = declared if declared and _primary(declared) != _primary(outer) else None
        wrap = self._wrapper(element)
        inner = parts(element)
        if element.tag == "q":
            opening, closing = self._around.quotes
            inner = [opening, *inner, closing]
        if wrap is None and foreign is None:
            self._inside(element, inner, depth)
            return
        self._keep_space()
        self._language = foreign or outer
        nodes = self._nested(lambda: self._inside(element, inner, depth))
        self._language = outer
        if nodes:
            nodes = (wrap(nodes),) if wrap else nodes
            self._levels[-1] += (Foreign(foreign, nodes),) if foreign else nodes
            self._begun = True

    def _inside(self, element: Element, inner: Iterable[str | Element], depth: int) -> None:
        if element.tag == "ruby":
            self._ruby(element, depth)
        else:
            self.parts(inner, depth + 1)

    def _keep_space(self) -> None:
        """Write the space that is held back, since what follows stands on a level of its own."""
        if self._space and self._begun:
            self._levels[-1].append(Text(" "))
            self._space, self._begun = False, False

    def _nested(self, write: Callable[[], None]) -> Content:
        """Write what stands in an element on a level of its own; nothing where that is no words."""
        self._levels.append([])
        write()
        nodes = tuple(_joined(self._levels.pop()))
        return nodes if any(not isinstance(node, LineBreak) for node in nodes) else ()

    def _ruby(self, element: Element, depth: int) -> None:
        """Write words with their readings; a reading of nothing is words itself."""
        for base, reading in ruby.pairs(element):
            self._keep_space()
            nodes = self._nested(lambda base=base: self.parts(base, depth + 1))  # type: ignore[misc]
            if nodes:
                self._levels[-1] += (Ruby(reading, nodes),) if reading else nodes
                self._begun = True
            elif reading:
                self._text(reading)

    def _wrapper(self, element: Element) -> Callable[[Content], Inline] | None:
        """What an element makes of its words; None if nothing."""
        tag = element.tag
        if tag == "a":
            href = element.get("href") or ""
            inside = href.startswith("#") and len(href) > 1
            url = href if inside else tree.address(href, self._around.base)
            return (lambda nodes: Link(url, nodes)) if url else None
        if tag in ("abbr", "acronym") and (element.get("title") or "").strip():
            expansion = " ".join(element.get("title").split())
            return lambda nodes: Abbreviation(expansion, nodes)
        return _WRAPPED.get(tag) or _styled(element)


def _styled(element: Element) -> Callable[[Content], Inline] | None:
    """What an element's style or class makes of its words."""
    if not _SMALL.isdisjoint((element.get("class") or "").lower().split()):
        return SmallCapitals
    style = element.get("style") or ""
    return next((kind for pattern, kind in _SET if pattern.search(style)), None)


def language(element: Element) -> str | None:
    """The language that an element declares for itself."""
    return tree.tag(element.get("lang") or element.get("xml:lang") or element.get(_XML_LANG))


def _joined(nodes: Iterable[Inline]) -> Iterator[Inline]:
    """Make neighbouring texts one, and what is marked alike: markup is often written sentence by sentence."""
    groups: list[tuple[Any, list[Inline]]] = []
    for node in joined(nodes):
        match node:
            case Emphasis() | Strong() | Link() | Foreign():
                bare: Inline = replace(node, content=())
                if len(groups) > 1 and groups[-1][0] == Text(" ") and groups[-2][0] == bare:
                    groups[-2][1].append(groups.pop()[0])
                if not groups or groups[-1][0] != bare:
                    groups.append((bare, []))
                groups[-1][1].extend(node.content)
            case _:
                groups.append((node, []))
    return (replace(bare, content=tuple(_joined(inner))) if inner else bare for bare, inner in groups)


_SYNTAX = re.compile(r"(?:^|\s)(?:language|lang|highlight-source|highlight|brush:)-?\s?([\w+#-]{1,20})")


def preformatted(element: Element) -> Preformatted | None:
    """Read the lines of a ``<pre>``; None if they say nothing."""
    text = tree.clean("".join(_texts(element))).replace("\r\n", "\n").strip("\n")
    return Preformatted((Text(text),), _syntax(element)) if text.strip() else None


def _texts(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield from ("\n",) if child.tag == "br" else _texts(child)
        yield child.tail or ""


def _syntax(element: Element) -> str | None:
    """The computer language that a ``<pre>`` or its ``<code>`` is said to be in."""
    matches = (_SYNTAX.search(one.get("class") or "") for one in (element, *element.iter("code")))
    return next((match[1].lower() for match in matches if match), None)
