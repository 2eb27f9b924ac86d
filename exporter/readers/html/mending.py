"""A page's markup made to say what browsers show, before it is parted into runs and searched for the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from exporter.readers.flow import naming, tree
from exporter.readers.flow.flow import BLOCKS, HEADINGS

if TYPE_CHECKING:
    from exporter.readers.flow.tree import Element

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
