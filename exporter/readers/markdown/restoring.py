"""The rendered tree made that of any page: boxes, formulas, links in plain elements, what was set aside put back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from exporter import walk
from exporter.model import Caption, Code, Figure, Image, Paragraph, Preformatted, Text
from exporter.readers.flow import inline, tree
from exporter.readers.flow.notes import Notes, whole
from exporter.readers.flow.tree import Element
from exporter.readers.markdown import rendering, stash
from exporter.readers.press.decoding import clean
from exporter.readers.press.lines import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from exporter.readers.flow.flow import Flow
    from exporter.readers.markdown.stash import Kept, Stash

_SILENT = frozenset({
    "script", "style", "template", "noscript", "head", "title", "meta", "link", "base", "object", "embed",
    "applet", "iframe", "frame", "frameset", "canvas", "svg", "math", "video", "audio", "source", "track",
    "map", "area", "param", "select", "option", "textarea", "datalist", "dialog", "button",
})  # fmt: skip
"""Elements that are left out with all their words."""

_PRICES = re.compile(r"^\s*\\\((?=\d)[^\\^_={}]*[^\W\d_]{2}[^\\^_={}]*\\\)\s*$")
"""What stands between the signs of two prices: "$5 et $12 à Montréal"."""
_TAGS = {Figure: "img", Preformatted: "pre", Code: "code", Paragraph: "p"}
_ELSEWHERE = re.compile(r"(?!https?:)[a-z][a-z+.-]+:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Restorer:
    """Restores trees in place; what is left out, ``leaves`` is told. ``boxes`` are the titles of boxes by their kind.

    ``pictures`` gathers what the images show.
    """

    leaves: Leaves
    boxes: Mapping[str, str]
    pictures: dict[Element, Figure] = field(default_factory=dict)

    def restore(self, root: Element) -> None:
        """Restore all that is in an element."""
        self._elements(root)
        for element in list(root.iter()):
            self._fill(element, None, element.text)
            if element is not root:
                self._fill(element.getparent(), element, element.tail)

    # --- Elements ----------------------------------------------------------------------------------

    def _elements(self, above: Element) -> None:
        for element in list(above):
            if element.tag == "iframe" and self._embedded(element):
                continue
            if element.tag in _SILENT or inline.hidden(element):
                self.leaves.silent(element)
                tree.drop(element)
            else:
                self._element(element)
                self._elements(element)

    def _element(self, element: Element) -> None:
        names = (element.get("class") or "").split()
        match element.tag:
            case "a":
                self._link(element, names)
            case "img":
                self._image(element)
            case "abbr" | "acronym":
                element.set("title", self.leaves.attribute(element.get("title")))
            case _:
                self.leaves.tooltip(element)
                self._renamed(element, names)

    def _renamed(self, element: Element, names: list[str]) -> None:
        """Give an element of a dialect the name of one that pages have."""
        if element.tag == "mark":
            element.tag = "strong"
        elif "admonition-title" in names or (element.tag == "label" and _is_tabbed(element.getparent())):
            element.tag = "summary"
        elif "admonition" in names or element.tag == "details":
            self._box(element, names)
        elif "arithmatex" in names:
            self._formula(element)

    def _link(self, element: Element, names: list[str]) -> None:
        """Lead a link where every edition can lead; of others the words stay, as around a picture."""
        address = self.leaves.attribute(element.get("href"))
        if "footnote-ref" in names or "footnote-backref" in names:
            return
        words = self.leaves.attribute("".join(element.itertext()))
        self.leaves.tooltip(element, words)
        if not words.strip():
            self.leaves.drop(address, "link")
        target = self.leaves.target(address) if words.strip() else ""
        element.set("href", target)

    def _image(self, element: Element) -> None:
        src = self.leaves.attribute(element.get("src") or element.get("data-src")).strip()
        alternative = " ".join(self.leaves.attribute(element.get("alt")).split())
        said = " ".join(self.leaves.attribute(element.get("title")).split())
        if not src or _ELSEWHERE.match(src):
            self.leaves.drop(alternative or said or src[:80], "image")
            return
        mute = element.get("alt") == "" and not rendering.is_written(element)
        mute = mute or element.get("role") in ("presentation", "none") or element.get("aria-hidden") == "true"
        alt = tree.described(alternative, mute=mute)
        size = tree.pixels(element.get("width")), tree.pixels(element.get("height"))
        self.pictures[element] = Figure(Image(src, alt, *size), self.leaves.legend(alternative, said))

    def _embedded(self, element: Element) -> bool:
        """Make something shown inside the page a link to it, if it has a name."""
        found = self.leaves.embedded(element)
        if found:
            element.clear(keep_tail=True)
            element.tag = "p"
            element.append(_made(element, "a", found[0], href=found[1]))
        return found is not None

    def _box(self, element: Element, names: list[str]) -> None:
        """Name a box of text: by its title, or by what kind of box it is."""
        kind = next((name.lower() for name in names if name.lower() in self.boxes), "")
        titles = (one for one in element if one.tag == "summary" or "admonition-title" in (one.get("class") or ""))
        title = next(titles, None)
        if kind and title is not None and title.text_content().strip().lower() == kind:
            title.text = self.boxes[kind]

    def _formula(self, element: Element) -> None:
        """Leave a formula to the flow, between its delimiters; a block of one is a paragraph."""
        written = "".join(element.itertext())
        element.clear(keep_tail=True)
        if _PRICES.search(written):
            element.tag, element.text = "span", f"${written.strip()[2:-2]}$"
            return
        element.tag = "p" if element.tag == "div" else element.tag
        element.append(_made(element, "span", written, **{"class": "math-tex"}))

    # --- Words -------------------------------------------------------------------------------------

    def _fill(self, element: Element, before: Element | None, text: str | None) -> None:
        """Write the text at the start of an element, or after one of its children, what was set aside put in."""
        _write(element, before, "")
        for piece in self.leaves.of(text or ""):
            if isinstance(piece, str):
                _write(element, before, piece)
            else:
                made = self._kept(element, piece)
                element.insert(0 if before is None else element.index(before) + 1, made)
                before = made

    def _kept(self, element: Element, kept: Kept) -> Element:
        made = element.makeelement(_TAGS[type(kept)])
        if isinstance(kept, Figure):
            self.pictures[made] = kept
        else:
            made.text = walk.plain(kept.content)
        if isinstance(kept, Preformatted) and kept.syntax:
            made.set("class", f"language-{kept.syntax}")
        return made


def _made(near: Element, tag: str, words: str, **attributes: str) -> Element:
    made = near.makeelement(tag, attributes)
    made.text = words
    return made


def _write(element: Element, before: Element | None, words: str) -> None:
    if before is None:
        element.text = words
    else:
        before.tail = words


def _is_tabbed(element: Element) -> bool:
    """Tell a set of tabs, whose labels are titles, from a form."""
    return "tabbed-set" in (element.get("class") or "").split()


def notes(root: Element, flow: Flow) -> Notes:
    """The notes of a rendered text: the items of the list at its end, and the links that lead to them and back."""
    found = Notes()
    boxes = (box for box in root.iter("div") if "footnote" in (box.get("class") or "").split())
    items = {
        item.get("id"): item for box in boxes for listed in box.iterchildren("ol") for item in listed.iterchildren("li")
    }
    for item in items.values():
        found.add(item, str(len(found.names) + 1), flow.below(item))
    for link in root.iter("a"):
        names, target = (link.get("class") or "").split(), items.get((link.get("href") or "")[1:])
        if "footnote-backref" in names:
            found.backs.add(link)
        elif "footnote-ref" in names and target is not None:
            found.calls[whole(link)] = found.names[target]
    return found


_EMOJI = re.compile(r"(?<![\w:]):(?P<name>[a-zA-Z0-9][\w+-]{0,80}):(?![\w:])|(?<![\w:]):(?P<sign>[+-]1):(?![\w:])")
_ATTRIBUTES = re.compile(r"[ ]?\{:[^{}\n]{0,500}\}|[ ]?\{[ ]?[.#][A-Za-z][\w-]*(?:[ ][^{}\n]{0,300})?\}")
_SIGNS = re.compile(r"\{\{[<%]?|[>%]?\}\}|\{%|%\}|:::+")
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+$|tel:[+\d() .-]+$", re.IGNORECASE)
_GENERIC = re.compile(r"\w+ (?:video )?player|(?:embedded )?(?:video|iframe|content)", re.IGNORECASE)


class Leaves:
    """Resolves words and attributes, and tells ``drop`` (words, reason) what no edition will show."""

    def __init__(self, kept: Stash, drop: Callable[[str, str], None], base: str | None) -> None:
        """Keep what was set aside; ``base`` is the article's own address."""
        self._stash, self.drop, self._base = kept, drop, base

    def of(self, text: str) -> Iterator[str | Kept]:
        """The words of a text, and what was set aside of it."""
        for at, piece in enumerate(stash.MARK.split(text)):
            yield self._stash.get(piece) if at % 2 else self._plain(piece)

    def _plain(self, text: str) -> str:
        text = clean(text)
        if "{" in text or "}" in text or ":" in text:
            text = _ATTRIBUTES.sub(lambda match: self._without(match, "attributes"), text)
            text = _SIGNS.sub(lambda match: self._without(match, "shortcode"), text)
            text = _EMOJI.sub(self._emoji, text)
        return text

    def text(self, text: str) -> str:
        """A text without markup, such as front matter has."""
        return " ".join(self._plain(text).split())

    def _without(self, match: re.Match[str], reason: str) -> str:
        self.drop(match[0].strip(), reason)
        return ""

    def _emoji(self, match: re.Match[str]) -> str:
        name = match["name"] or match["sign"]
        sign = _emoji().get(name.lower(), match[0] if name.isdigit() else "")
        if not sign:
            self.drop(match[0], "emoji")
        return sign

    def attribute(self, text: str | None) -> str:
        """The value of an attribute, what was set aside put back as words."""
        return clean(self._stash.words(text or ""))

    def target(self, address: str) -> str:
        """Where a link leads, if every edition can lead there: an address, a place in the article; else nothing."""
        address = _whole(address)
        if is_address(address) or (address.startswith("#") and len(address) > 1):
            return address
        if self._base and not urlsplit(address).scheme and is_address(urljoin(self._base, address)):
            return urljoin(self._base, address)
        self.drop(address, "link")
        return ""

    def legend(self, alternative: str, said: str) -> Caption | None:
        """The words under a picture: its title, unless that only says the alternative again."""
        if not said or same(said, alternative):
            return None
        return Caption((Text(self._plain(said)),))

    def tooltip(self, element: Any, shown: str = "") -> None:  # noqa: ANN401 - lxml has no types
        """Report the words that show when the pointer rests on an element."""
        title = self.attribute(element.get("title"))
        if title.strip() and fold(title) not in fold(shown):
            self.drop(title, "tooltip")

    def silent(self, element: Any) -> None:  # noqa: ANN401
        """Report an element that is left out with all that is in it."""
        address = self.attribute(element.get("src") or element.get("data") or element.get("href"))
        words = " ".join(clean(self._stash.words(" ".join(element.itertext()))).split())
        said = " ".join(filter(None, (self.attribute(element.get("title")), words, address)))
        self.drop(said or f"<{element.tag}>", "script" if element.tag in ("script", "style", "template") else "embed")

    def embedded(self, element: Any) -> tuple[str, str] | None:  # noqa: ANN401
        """The name and the address of something shown inside the page, if it has a name that says something."""
        name = " ".join(self.attribute(element.get("title")).split())
        address = _whole(self.attribute(element.get("src")))
        telling = name and not _GENERIC.fullmatch(name.replace("-", " ")) and is_address(address)
        return (name, address) if telling else None


def _whole(address: str) -> str:
    """An address with the scheme that one without it has."""
    bare = address.strip()
    return f"https:{bare}" if bare.startswith("//") else bare


def is_address(text: str) -> bool:
    """Tell an address that may be followed from anywhere."""
    return _ADDRESS.match(text) is not None


def same(text: str, other: str) -> bool:
    """Tell whether two texts have the same words."""
    return bool(text) and re.findall(r"\w+", fold(text)) == re.findall(r"\w+", fold(other))


@cache
def _emoji() -> dict[str, str]:
    signs: dict[str, str] = {}
    # Thousands of names, loaded for articles that use them.
    for book in map(import_module, ("pymdownx.gemoji_db", "pymdownx.twemoji_db")):
        for name, about in book.emoji.items():
            if "unicode" in about:
                signs.setdefault(name.strip(":"), "".join(chr(int(code, 16)) for code in about["unicode"].split("-")))
        for name, other in book.aliases.items():
            if other.strip(":") in signs:
                signs.setdefault(name.strip(":"), signs[other.strip(":")])
    return signs
