"""What a document says, element by element, from its HTML and from the structure of its PDF: the two are to be equal.

That they are means that every word is read exactly once, in order, and that no element is split, doubled or lost,
however many lines and pages it goes over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import weasyprint

from exporter.writers.pdf import anchors
from tests.writers.pdf.reading import composed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element as Html

    from tests.writers.pdf.reading import Node, Reading

_ROLES = {
    "article": "Art", "section": "Sect", "header": "Div", "div": "Div", "blockquote": "BlockQuote", "p": "P",
    "pre": "P", "ul": "L", "ol": "L", "dl": "L", "li": "LI",
    "table": "Table", "thead": "THead", "tbody": "TBody", "tr": "TR",
    "th": "TH", "td": "TD", "caption": "Caption", "aside": "Note", "a": "Link", "code": "Code",
    "ruby": "Ruby", "rt": "RT", "rp": "RP",
    "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6",
}  # fmt: skip
_INLINE = frozenset({"Link", "Span", "Code", "Reference", "Formula", "Ruby", "RT", "RP"})
_SAID_EVEN_IF_EMPTY = frozenset({"TD", "TH", "LI", "Figure", "Formula"})
_ADDED = "— "
"""What the stylesheet puts before the source of a quotation."""


class Entry(NamedTuple):
    """An element: its role, words and language, and what it has in place of words or besides."""

    role: str
    words: str
    language: str
    instead: str = ""


def of_html(html: str) -> list[Entry]:
    """The elements of a page, in order."""
    page = weasyprint.HTML(string=html).etree_element
    anchors.join(page)
    return [entry for kid in page.find("body") for entry in _of_html(kid, "", page.get("lang"))]


def of_pdf(file: Reading) -> list[Entry]:
    """The elements of a structure tree, in order."""
    return [entry for kid in file.root.kids for entry in _of_pdf(kid, str(file.pdf.Root.Lang))]


def _of_html(html: Html, parent: str, language: str) -> Iterator[Entry]:
    role, language = _role(html, parent), html.get("lang") or language
    inner = [entry for kid in html for entry in _of_html(kid, role or parent, language)]
    if role:
        entry = _entry(role, _said(html), inner, language)._replace(instead=_instead(role, html))
        if entry.words or role in _SAID_EVEN_IF_EMPTY:
            yield entry
    yield from inner


def _role(html: Html, parent: str) -> str:
    described = any(image.get("alt") and not _is_formula(image) for image in html.iter("img"))
    match html.tag:
        case "figure":
            return "Figure" if described else "Div"
        case "figcaption":
            return "Caption" if parent == "Figure" else "P"
        case "img":
            figure = "Figure" if described and parent != "Figure" else ""
            return "Formula" if _is_formula(html) else figure
        case tag if tag in _ROLES:
            return "LI" if tag == "div" and parent == "L" else _ROLES[tag]
        case "sup" if html.get("class") == "note-call":
            return "Reference"
        case _:
            lined = html.tag in ("del", "ins")
            return "Span" if lined or html.get("lang") or html.get("title") or html.get("data-actual-text") else ""


def _is_formula(html: Html) -> bool:
    return "formula" in (html.get("class") or "").split()


def _instead(role: str, html: Html) -> str:
    if role in ("Figure", "Formula"):
        return next(alt for image in html.iter("img") if (alt := image.get("alt")))
    return html.get("title", "") if role == "Span" else ""


def _said(html: Html) -> str:
    if html.get("data-actual-text"):
        return str(html.get("data-actual-text"))
    if html.tag == "br":
        return " "
    if html.tag == "dt" or html.get("class") == "note-label":
        return ""
    inner = "".join(_said(kid) + (kid.tail or "") for kid in html)
    return ((html.text or "") + inner).replace("\u200b", "")


def _of_pdf(node: Node, language: str) -> Iterator[Entry]:
    language = str(node.entries.get("/Lang", language))
    kids = (kid for kid in node.kids if node.role != "Note" or not _is_label(kid))  # the way back from a note
    inner = [entry for kid in kids for entry in _of_pdf(kid, language)]
    if node.role not in ("Lbl", "LBody", "RB"):
        instead = str(node.entries.get("/Alt", node.entries.get("/E", "")))
        entry = _entry(node.role, _read(node), inner, language)._replace(instead=instead)
        if entry.words or node.role in _SAID_EVEN_IF_EMPTY:
            yield entry
    yield from inner


def _read(node: Node) -> str:
    return "".join(_read(part) if not isinstance(part, str) else part for part in node.content if not _is_label(part))


def _is_label(part: str | Node) -> bool:
    return not isinstance(part, str) and part.role == "Lbl"


def _entry(role: str, words: str, inner: list[Entry], language: str) -> Entry:
    """Spaces count in an element that holds words only; between blocks there may be any or none."""
    blocks = any(entry.role not in _INLINE for entry in inner)
    said = composed(words).replace(_ADDED, "")
    return Entry(role, said.replace(" ", "").replace(_ADDED.strip(), "") if blocks else said, language)
