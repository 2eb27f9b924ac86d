"""The page as a tree, parsed as browsers do: what no reader sees is out of it, and it says what browsers show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree, html

from exporter.errors import ReadError
from exporter.readers.flow import naming, tree
from exporter.readers.flow.flow import BLOCKS, HEADINGS
from exporter.readers.flow.tree import WHITE, address

if TYPE_CHECKING:
    from exporter.readers.flow.tree import Element

_SILENT = ("style", "template", "svg", "object", "embed", "applet", "frameset", "canvas", "dialog")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_HELD = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif);base64,[A-Za-z0-9+/]{1000,}={0,2}")
_LONG_TAG = re.compile(r"<[a-zA-Z][^>]{4000,}")
_VALUES = re.compile(r"\"[^\"]*\"|'[^']*'")
_MOST_ATTRIBUTES = 2000
"""The parser's time grows with their square."""

_SAVED = re.compile(r"(?:\./)?[^/?#]{1,120}_(?:files|fichiers|archivos|dateien)/")


def parse(text: str) -> Element:
    """Parse a page; raises `ReadError` for what holds no element, or one with more attributes than any page has."""
    if any(len(_VALUES.sub("", tag[0]).split()) > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        raise ReadError("the page has too many parts to be an article", "export the article's own page")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadError("the page is empty", "check that the page was saved whole") from error
    _silence(root)
    for element in root.iter("amp-img"):
        element.tag = "img"
        del element[:]  # what browsers without scripts are shown instead
    return root


def _silence(root: Element) -> None:
    """Take out what is code or drawing; structured data, which is a script too, stays."""
    gone = [element for element in root.iter(*_SILENT, "script") if not structured(element)]
    for element in gone:
        if element.getparent() is not None:
            element.drop_tree()


def structured(element: Element) -> bool:
    """Tell a block of JSON-LD."""
    return bool(element.tag == "script" and "ld+json" in (element.get("type") or "").lower())


def picture(written: str | None, base: str | None) -> str | None:
    """Make a picture's address absolute, or leave it the name of a file saved beside the page; None for others.

    A picture that a page was saved with stays inside of its address, unless it is too small to show anything.
    """
    bare = _CONTROL.sub("", (written or "").strip())
    if _HELD.fullmatch(bare):
        return bare
    if not bare or WHITE.sub("", bare).lower().startswith(("data:", "javascript:", "blob:", "about:", "file:")):
        return None
    found = None if _SAVED.match(bare) else address(bare, base)
    if found:
        return found if found.lower().startswith("http") else None
    return bare if _local(bare) else None


def _local(name: str) -> bool:
    """Tell a name in the page's own folder."""
    return ":" not in name and not name.startswith(("/", "\\")) and ".." not in name.split("/")


def base(root: Element, url: str | None = None) -> str | None:
    """The address that relative ones are relative to: as the page says, or where it was found, or its own."""
    written = root.xpath("string(//base/@href)") or ""
    own = root.xpath("string(//link[contains(concat(' ', @rel, ' '), ' canonical ')]/@href)")
    shown = root.xpath("string(//meta[@property='og:url']/@content)")
    found = (address(item, None) for item in (own, shown))
    page = url or next((item for item in found if item), None)
    return address(written, page) or page


_DIGITS = 8
_SENTENCE = re.compile(r"\w{2}[»”)\s]{0,3}[.!?…][»”)\s]*\s(?=[«“\s]{0,3}[A-ZÀ-Þ])")
_LONG, _LONGEST = 80, 250
"""Characters from which on several sentences, or one alone, are no heading."""

_AREA = 50_000
"""Cells of all tables at most, each counted as often as it spans rows and columns: the extractor writes them all."""


def mend(root: Element) -> None:
    """Part what breaks part, drop what is not shown, make paragraphs of headings that are none."""
    for element in list(root.iter("br")):
        element.text = " "  # so that the words around it stay two wherever an element's words are read
    cells = list(root.iter("td", "th"))
    if sum(_span(cell, "colspan") * _span(cell, "rowspan") for cell in cells) > _AREA:
        etree.strip_attributes(root, "colspan", "rowspan")
    for element in list(root.iter("span", "a")):
        if _unseen(element):
            element.drop_tree()
    for element in list(root.iter(*HEADINGS[1:])):
        if worded(tree.words(element)):
            blocks = any(child.tag in BLOCKS for child in element.iter() if child is not element)
            element.tag = "div" if blocks else "p"
            element.set("class", f"{element.get('class') or ''} chapo")  # the lead, where it stands below the title


def _span(cell: Element, name: str) -> int:
    written = (cell.get(name) or "").strip()
    return int(written) if written.isdecimal() and len(written) < _DIGITS else 1


def worded(text: str) -> bool:
    """Tell sentences from a heading: several of them, or one that is longer than headings are."""
    ended = text.rstrip("»”) ").endswith((".", "!", "?", "…"))
    return ended and (len(text) > _LONGEST or (len(text) > _LONG and _SENTENCE.search(text) is not None))


def _unseen(element: Element) -> bool:
    """Tell words for screen readers alone, and the sign behind a heading that links to that."""
    own = element.tag == "a" and (element.get("href") or "").startswith("#")
    if own and element.getparent() is not None and element.getparent().tag in HEADINGS:
        return naming.called(element, naming.HIDDEN) or not any(sign.isalnum() for sign in tree.words(element))
    return naming.unseen(element)
