"""Runs of words: inline elements to inline nodes, with what stands between paragraphs lifted out of them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from exporter import walk
from exporter.model import (
    Abbreviation,
    Code,
    Decorative,
    Described,
    Emphasis,
    Figure,
    Foreign,
    Image,
    Inline,
    LineBreak,
    Link,
    Missing,
    NoteRef,
    Strong,
    Subscript,
    Superscript,
    Text,
    is_language_tag,
)
from exporter.readers.markdown import rendering
from exporter.readers.markdown.stash import Lifted
from exporter.readers.press.decoding import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from exporter.readers.markdown.leaves import Leaves


_MARKUP: dict[str, Callable[[Content], Inline]] = {
    "em": Emphasis, "i": Emphasis, "cite": Emphasis, "dfn": Emphasis, "var": Emphasis, "strong": Strong, "b": Strong,
    "mark": Strong, "sup": Superscript, "sub": Subscript, "code": Code, "kbd": Code, "samp": Code, "tt": Code,
}  # fmt: skip
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "ul", "caption",
    "tbody", "td", "tfoot", "th", "thead", "tr",
})  # fmt: skip
SILENT = frozenset({
    "script", "style", "template", "noscript", "head", "title", "meta", "link", "base", "object", "embed",
    "applet", "iframe", "frame", "frameset", "canvas", "svg", "math", "video", "audio", "source", "track",
    "map", "area", "param", "select", "option", "textarea", "datalist", "dialog",
})  # fmt: skip
"""Elements that are left out with all their words."""

_SPACES = re.compile(r"[ \t\n\r\f]+")
_DEEPEST = 40


Content = tuple[Inline, ...]
Run = list[Inline | Lifted]


class Runs:
    """Makes runs of words of elements; what is left out, ``leaves`` is told."""

    def __init__(self, leaves: Leaves) -> None:
        """Keep what resolves the words."""
        self.leaves = leaves

    def content(self, element: Any) -> Run:  # noqa: ANN401 - lxml has no types
        """The words of an element, its blocks' too, as one run."""
        return list(self._children(element, 0))

    def of(self, element: Any, depth: int = 0) -> Iterator[Inline | Lifted]:  # noqa: ANN401
        """One inline element as nodes, what follows it left out."""
        tag = element.tag
        if tag in SILENT:
            self.leaves.silent(element)
        elif depth > _DEEPEST:
            yield Text(clean("".join(element.itertext())))
        elif tag == "img":
            yield from self._image(element)
        elif tag in ("br", "wbr"):
            yield from [LineBreak()] if tag == "br" else []
        elif tag == "input":
            yield from self._box(element)
        else:
            yield from self._marked(element, depth)

    def _children(self, element: Any, depth: int) -> Iterator[Inline | Lifted]:  # noqa: ANN401
        yield from self.leaves.of(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                yield from self.of(child, depth + 1)
                if child.tag in BLOCKS and child.tag not in ("td", "th"):
                    yield LineBreak()
            yield from self.leaves.of(child.tail or "")

    def _marked(self, element: Any, depth: int) -> Iterator[Inline | Lifted]:  # noqa: ANN401
        """An element with words inside; a picture in it goes before or after, as it stood."""
        inside = list(self._children(element, depth))
        words = tuple(node for node in inside if not isinstance(node, Lifted))
        first = next((index for index, node in enumerate(inside) if not isinstance(node, Lifted)), 0)
        lifted = [node for node in inside if isinstance(node, Lifted)]
        before = len(inside[:first]) if words else 0
        yield from lifted[:before]
        yield from self._wrapped(element, words)
        yield from lifted[before:]

    def _wrapped(self, element: Any, words: Content) -> Iterator[Inline]:  # noqa: ANN401
        tag, language = element.tag, element.get("lang") or ""
        if tag == "a":
            words = self._link(element, words)
        elif tag in ("abbr", "acronym") and (element.get("title") or "").strip():
            words = (Abbreviation(self.leaves.attribute(element.get("title")), words),)
        elif tag == "q":
            words = (Text("«\u00a0"), *words, Text("\u00a0»"))
        elif tag in _MARKUP:
            words = (_code(words) if _MARKUP[tag] is Code else _MARKUP[tag](words),) if words else ()
        elif _is_formula(element):
            words = (Code((Text(_formula(walk.plain(words))),)),)
        if tag not in ("a", "abbr", "acronym", "img"):
            self.leaves.tooltip(element)
        if words and language and is_language_tag(language):
            words = (Foreign(language, words),)
        yield from words

    def _link(self, element: Any, words: Content) -> Content:  # noqa: ANN401
        """A link to where every edition can lead; of others the words stay."""
        names, address = (element.get("class") or "").split(), self.leaves.attribute(element.get("href") or "")
        if "footnote-backref" in names:
            return ()
        if "footnote-ref" in names:
            return (NoteRef(address.removeprefix("#")),)
        self.leaves.tooltip(element, walk.plain(words))
        if not walk.plain(words).strip():
            self.leaves.drop(address, "link")  # around a picture, for instance: the model has no such link
            return words
        target = self.leaves.target(address)
        return (Link(target, words),) if target else words

    def _image(self, element: Any) -> Iterator[Lifted]:  # noqa: ANN401
        src = self.leaves.attribute(element.get("src") or element.get("data-src") or "").strip()
        alternative = " ".join(self.leaves.attribute(element.get("alt") or "").split())
        said = " ".join(self.leaves.attribute(element.get("title") or "").split())
        if not src or re.match(r"(?!https?:)[a-z][a-z+.-]+:", src, re.IGNORECASE):
            self.leaves.drop(alternative or said or src[:80], "image")
            return
        mute = element.get("alt") == "" and not rendering.is_written(element)
        mute = mute or element.get("role") in ("presentation", "none") or element.get("aria-hidden") == "true"
        alt = Described(alternative) if alternative else Decorative() if mute else Missing()
        yield Lifted(Figure(Image(src, alt), self.leaves.legend(alternative, said)))

    def _box(self, element: Any) -> Iterator[Inline]:  # noqa: ANN401
        """The box of a task: done or not."""
        if element.get("type") == "checkbox":
            yield Text("☑ " if element.get("checked") is not None else "☐ ")


def _code(words: Content) -> Code:
    return Code((Text(walk.plain(words)),))


def _is_formula(element: Any) -> bool:  # noqa: ANN401
    return "arithmatex" in (element.get("class") or "").split()


def _formula(text: str) -> str:
    return re.sub(r"^\s*(?:\\\(|\\\[)|(?:\\\)|\\\])\s*$", "", text).strip()


# --- White space -------------------------------------------------------------------------------


def tidy(content: Iterable[Inline]) -> Content:
    """Make runs of spaces one, none at the ends or beside line breaks; neighbouring texts one."""
    squeezed, _ = _squeezed(tuple(content), at_space=True)
    return _stripped(squeezed)


def _squeezed(content: Content, *, at_space: bool) -> tuple[Content, bool]:
    kept: list[Inline] = []
    for node in content:
        new: Inline = node
        match node:
            case Text(text):
                text = _SPACES.sub(" ", text)
                text = text[1:] if at_space and text.startswith(" ") else text
                at_space = text.endswith(" ") or (at_space and not text)
                new = Text(text)
            case LineBreak():
                kept = list(_stripped(tuple(kept)))
                at_space = True
            case Code():
                at_space = False
            case NoteRef():
                pass
            case _:
                inner, at_space = _squeezed(node.content, at_space=at_space)
                new = replace(node, content=inner)
        _append(kept, new)
    return tuple(kept), at_space


def _append(kept: list[Inline], node: Inline) -> None:
    match kept, node:
        case _, Text(""):
            pass
        case [*_, Text(last)], Text(text):
            kept[-1] = Text(last + text)
        case _, Text() | LineBreak() | NoteRef():
            kept.append(node)
        case _:
            kept += [node] if node.content else []


def _stripped(content: Content) -> Content:
    """Take white space and breaks off the end, inside of markup too."""
    while content:
        last = content[-1]
        match last:
            case Text(text):
                bare: Inline | None = Text(text.rstrip(" \n")) if text.rstrip(" \n") else None
            case LineBreak():
                bare = None
            case NoteRef() | Code():
                return content
            case _:
                inner = _stripped(last.content)
                bare = replace(last, content=inner) if inner else None
        if bare is not None:
            return (*content[:-1], bare)
        content = content[:-1]
    return content
