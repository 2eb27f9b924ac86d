"""The documents of a book made the parts of one page: plain elements, places known in all of it, pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

from exporter.model import Decorative, Described, Figure, Image, Missing, Notice, Source
from exporter.readers.book import endmatter
from exporter.readers.book.kinds import OF_TITLE_PAGES, Kind, kinds, role, skipped
from exporter.readers.flow import inline, tree
from exporter.readers.flow.flow import HEADINGS
from exporter.readers.flow.tree import Element
from exporter.readers.packed import archive as archives
from exporter.readers.packed import markup
from exporter.readers.packed.archive import Archive
from exporter.readers.packed.losses import Losses
from exporter.readers.press.phrases import Phrases

if TYPE_CHECKING:
    from exporter.model import Alt

_UNSEEN: Final = frozenset({
    "script", "style", "head", "template", "rp", "rt", "audio", "video", "object", "iframe", "annotation", "button",
    "select", "textarea", "noscript", "datalist",
})  # fmt: skip
_PARAGRAPHS: Final = frozenset({"p", "li", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6"})
_SCHEME: Final = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]*:")
_ITALIC: Final = re.compile(r"\b(?:italics?|italique|ital|emphasis)\b", re.IGNORECASE)
_BOLD: Final = re.compile(r"\b(?:bold|gras|strong)\b", re.IGNORECASE)
_SECOND: Final = {"msup": "sup", "msub": "sub"}


@dataclass(frozen=True, slots=True)
class Binder:
    """Binds documents; what is left out, ``losses`` is told. ``unsaid`` is what stands for a missing description.

    ``pictures`` gathers what the images show, ``ends`` the sources and notices that are marked up as such.
    """

    archive: Archive
    language: str
    losses: Losses
    phrases: Phrases
    unsaid: str
    pictures: dict[Element, Figure] = field(default_factory=dict)
    ends: list[Source | Notice] = field(default_factory=list)

    def bind(self, body: Element, name: str, *, title_page: bool = False) -> None:
        """Make a document's body a part of the page."""
        for element in body.iter():
            element.tag = markup.local(element)
        body.tag = "main"
        if title_page:
            self._leave(body, "title-page")
        self._inside(body, name)
        for heading in islice(body.iter(*HEADINGS), 1):
            heading.append(heading.makeelement("a", {"id": f"{name}#"}))  # a link to the document leads there

    def _inside(self, above: Element, name: str) -> None:
        for element in list(above):
            self.losses.line += element.tag in _PARAGRAPHS
            reason = "contents" if element.tag == "nav" else skipped(element)
            if reason:
                self._leave(element, reason)
            if not reason or len(element):
                self._element(element, name)

    def _element(self, element: Element, name: str) -> None:
        if element.tag in ("img", "svg"):
            self._picture(element, name)
        elif element.tag in _UNSEEN or inline.hidden(element):
            self._drop(element, "not-shown" if element.tag in _UNSEEN else "hidden")
        elif Kind.NOTICE in kinds(element):
            self._inside(element, name)
            self.ends.append(endmatter.notice(element, self.language, self.phrases))
            tree.drop(element)
        elif endmatter.is_bibliography(element):
            self.ends.extend(endmatter.sources(element, self.language, self.phrases))
            tree.drop(element)
        else:
            self._plain(element, name)
            self._inside(element, name)

    def _plain(self, element: Element, name: str) -> None:
        """Give an element the name that says what it means, and the place that it is or leads to in the whole book."""
        above = element.getparent()
        if element.tag == "span":
            told = element.get("class") or ""
            element.tag = "em" if _ITALIC.search(told) else "strong" if _BOLD.search(told) else "span"
        elif above.tag in _SECOND and above.index(element) == 1:
            element.tag = _SECOND[above.tag]
        if element.get("id"):
            element.set("id", f"{name}#{element.get('id')}")
        if element.tag == "a":
            element.set("href", self._address(markup.attribute(element, "href"), name))

    def _address(self, target: str, name: str) -> str:
        outside = tree.address(target)
        if outside or not target or _SCHEME.match(target):
            return outside or ""
        place = archives.resolve(target, name) or name
        return f"#{place}#{target.partition('#')[2]}"

    # --- What is left out --------------------------------------------------------------------------

    def _drop(self, element: Element, reason: str) -> None:
        self.losses.drop(element.get("title") or tree.words(element), reason)
        tree.drop(element)

    def _leave(self, element: Element, reason: str) -> None:
        """Leave out a part of the book; what it says about the article as a whole stays."""
        held = [one for one in element.iter() if one is not element and self._stays(one, reason)]
        held = [one for one in held if not any(above in held for above in one.iterancestors())]
        for one in held:
            tree.drop(one)
            one.tail = None
        words = element.get("title") if reason == "page-number" else None
        self.losses.drop(words or tree.words(element), reason)
        element[:], element.text = held, None
        if not held and element.getparent() is not None:
            tree.drop(element)

    def _stays(self, element: Element, reason: str) -> bool:
        titled = reason == "title-page" and role(element) in OF_TITLE_PAGES and tree.words(element) != ""
        return titled or Kind.NOTICE in kinds(element)

    # --- Pictures ----------------------------------------------------------------------------------

    def _picture(self, element: Element, name: str) -> None:
        """Read an ``<img>``, or a drawing that shows a picture."""
        shown = next((one for one in element.iter("img", "image")), None)
        target = "" if shown is None else markup.attribute(shown, "src") or markup.attribute(shown, "href")
        if not target or target.startswith("data:"):
            self._drop(element, "not-shown")
            return
        src = tree.address(target) or self.archive.picture(archives.resolve(target, name))
        self.pictures[element] = Figure(Image(src, self._alternative(element)))
        element.tag, element[:] = "img", []

    def _alternative(self, element: Element) -> Alt:
        told = element.get("alt")
        if element.tag == "svg":
            told = element.get("aria-label") or "".join(map(tree.words, element.iter("title", "desc"))) or None
        if told is None:
            return Missing()
        words = " ".join(tree.clean(told).split())
        if words and words != self.unsaid:
            return Described(words)
        return Missing() if words else Decorative()
