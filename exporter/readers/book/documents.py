"""The documents of a book made the parts of one page: plain elements, places in all of it, pictures, end matter."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

from exporter.model import Figure, Image, Notice, NoticeKind, PartialDate, Source
from exporter.readers.flow import inline, tree
from exporter.readers.flow.flow import HEADINGS
from exporter.readers.flow.parts import Role, text
from exporter.readers.flow.tree import Element
from exporter.readers.packed import archive as archives
from exporter.readers.packed import markup
from exporter.readers.packed.archive import Archive
from exporter.readers.packed.losses import Losses
from exporter.readers.press import citation, labels, notices
from exporter.readers.press.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Alt
    from exporter.walk import Content

_UNSEEN: Final = frozenset({
    "script", "style", "head", "template", "audio", "video", "object", "iframe", "annotation", "button",
    "select", "textarea", "noscript", "datalist",
})  # fmt: skip
_PARAGRAPHS: Final = frozenset({"p", "li", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6"})
_SCHEME: Final = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]*:")
_ITALIC: Final = re.compile(r"\b(?:italics?|italique|ital|emphasis)\b", re.IGNORECASE)
_BOLD: Final = re.compile(r"\b(?:bold|gras|strong)\b", re.IGNORECASE)


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
        elif is_notice(element):
            self._inside(element, name)
            self.ends.append(notice(element, self.language, self.phrases))
            tree.drop(element)
        elif is_bibliography(element):
            self.ends.extend(sources(element, self.language, self.phrases))
            tree.drop(element)
        else:
            self._plain(element, name)
            self._inside(element, name)

    def _plain(self, element: Element, name: str) -> None:
        """Give an element the name that says what it means, and the place that it is or leads to in the whole book."""
        if element.tag == "span":
            told = element.get("class") or ""
            element.tag = "em" if _ITALIC.search(told) else "strong" if _BOLD.search(told) else "span"
        called = element.get("id") or (element.get("name") if element.tag == "a" else None)
        if called:
            element.set("id", f"{name}#{called}")
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
        return titled or is_notice(element)

    # --- Pictures ----------------------------------------------------------------------------------

    def _picture(self, element: Element, name: str) -> None:
        """Read an ``<img>``, or a drawing that shows a picture."""
        shown = next((one for one in element.iter("img", "image")), None)
        target = "" if shown is None else markup.attribute(shown, "src") or markup.attribute(shown, "href")
        if shown is None or not target or target.startswith("data:"):
            self._drop(element, "not-shown")
            return
        src = tree.address(target) or self.archive.picture(archives.resolve(target, name))
        size = tree.pixels(shown.get("width")), tree.pixels(shown.get("height"))
        self.pictures[element] = Figure(Image(src, self._alternative(element), *size))
        element.tag, element[:] = "img", []

    def _alternative(self, element: Element) -> Alt:
        told = element.get("alt")
        if element.tag == "svg":
            told = element.get("aria-label") or "".join(map(tree.words, element.iter("title", "desc"))) or None
        words = tree.line(told or "")
        return tree.described("" if words == self.unsaid else words, mute=told is not None and not words)


_SKIPPED: Final = {
    **dict.fromkeys(
        ("toc", "landmarks", "page-list", "loi", "lot", "lov", "index", "doc-toc", "doc-index"), "contents"
    ),
    **dict.fromkeys(("cover", "doc-cover"), "cover"),
    **dict.fromkeys(("colophon", "doc-colophon", "copyright-page", "imprint", "imprimatur"), "colophon"),
    **dict.fromkeys(("titlepage", "halftitlepage"), "title-page"),
    **dict.fromkeys(("pagebreak", "doc-pagebreak"), "page-number"),
    **dict.fromkeys(("backlink", "doc-backlink"), "backlink"),
}
_ROLES: Final = {
    **dict.fromkeys(("subtitle", "doc-subtitle", "sous-titre"), Role.SUBTITLE),
    **dict.fromkeys(("byline", "author", "auteur", "auteurs"), Role.BYLINE),
    **dict.fromkeys(("dateline", "date", "pubdate", "reading-time"), Role.DATELINE),
    **dict.fromkeys(("kicker", "surtitre"), Role.KICKER),
    **dict.fromkeys(("publisher", "editeur"), Role.PUBLISHER),
    **dict.fromkeys(("lead", "chapo", "chapeau", "standfirst"), Role.LEAD),
    **dict.fromkeys(("credit", "credits"), Role.CREDIT),
    **dict.fromkeys(("attribution", "signature"), Role.ATTRIBUTION),
    **dict.fromkeys(("caption", "legende"), Role.CAPTION),
    "title": Role.TITLE,
}


OF_TITLE_PAGES: Final = frozenset({Role.SUBTITLE, Role.BYLINE, Role.DATELINE, Role.KICKER, Role.PUBLISHER})


def is_notice(element: Element) -> bool:
    """Tell a statement about the article as a whole."""
    return not {"notice", "doc-notice"}.isdisjoint(tree.types(element))


def skipped(element: Element) -> str:
    """Why an element is not the article's; empty if it is."""
    return next((_SKIPPED[name] for name in tree.types(element) if name in _SKIPPED), "")


def role(element: Element) -> Role | None:
    """What a paragraph is by its types, or by its class or that of the block around it."""
    above = element.getparent()
    classes = (element.get("class") or "").lower().split()
    if above is not None and above.tag in ("div", "header", "section", "aside"):
        classes += [name for name in (above.get("class") or "").lower().split() if name in ("lead", "chapo", "chapeau")]
    found = next((_ROLES[name] for name in (*tree.types(element), *classes) if name in _ROLES), None)
    framed = any(one is not None and one.tag == "figcaption" for one in (element, above))
    return Role.CAPTION if found is None and framed else found


_KIND = re.compile(r"\bnotice-(\w+)")


def is_bibliography(element: Element) -> bool:
    """Tell a list of sources whose parts are marked up."""
    named = not {"bibliography", "doc-bibliography"}.isdisjoint(tree.types(element))
    return named and any("source" in _classes(one) for one in element.iter("li"))


def _classes(element: Element) -> list[str]:
    return (element.get("class") or "").split()


def sources(element: Element, language: str, phrases: Phrases) -> Iterator[Source]:
    """Read the sources of such a list, with the labels of their groups."""
    group: str | None = None
    for one in element.iter():
        if one.tag in ("h2", "h3"):
            group = tree.words(one)
        elif one.tag == "h1":
            group = group or labels.heading(tree.words(one), phrases)
        elif "source" in _classes(one):
            yield _source(one, group, language, phrases)


def _source(element: Element, group: str | None, language: str, phrases: Phrases) -> Source:
    """Read a source: what its markup names; only its authors are told by the words."""
    address = next((one for one in element.iter("a") if "address" in _classes(one)), None)
    url = None if address is None else tree.address(address.get("href"))
    if address is not None:
        address.clear(keep_tail=True)
    publisher = next((tree.words(one) for one in element.iter() if "publisher" in _classes(one)), None)
    cited = next(element.iter("cite"), None)
    dated = next(element.iter("time"), None)
    for one in list(element.iter("cite")):
        one.tag = "span"
    content = _content(element, language)
    read = citation.source(text(content), phrases, labels.kind(group or "", phrases), group)
    return Source(
        content,
        publisher,
        None if cited is None else tree.words(cited),
        None if cited is None else inline.language(cited),
        _date(dated),
        url,
        read.authors,
        read.kind,
        group,
    )


def _content(element: Element, language: str) -> Content:
    return inline.content(inline.parts(element), inline.Surroundings(language))


def _date(element: Element | None) -> PartialDate | None:
    try:
        return None if element is None else PartialDate.parse(element.get("datetime") or "")
    except ValueError:
        return None


def notice(element: Element, language: str, phrases: Phrases) -> Notice:
    """Read a notice: its kind is that of its class, or what its words tell."""
    content = _content(element, language)
    named = _KIND.search(element.get("class") or "")
    if named and named[1] in set(NoticeKind):
        return Notice(NoticeKind(named[1]), content)
    return Notice(notices.told(text(content), phrases) or NoticeKind.OTHER, content)
