"""The logical structure of a PDF: what a screen reader reads, made from the boxes that WeasyPrint has laid out.

WeasyPrint writes a structure of its own, in which an element that goes on over lines or pages falls apart, languages
are missing and running heads are read out. This module puts another one in its place, in which every HTML element is
one structure element, whatever its boxes:

- language, alternative and replacement text, expansions, scopes and numbering come from the HTML;
- running heads, folios, repeated table heads and decorative pictures are artifacts;
- a link has one annotation a page, with the link's words as its description.

It relies on how WeasyPrint 70.0 marks content, so that another release is refused. Terms: ISO 32000-1, 14.7 and 14.8;
what is required: ISO 14289-1 (PDF/UA-1).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Protocol

import pydyf
import weasyprint
import weasyprint.pdf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from exporter.errors import ResourceError
from exporter.messages import Message
from exporter.writers.pdf import extraction, glyphs, tree
from exporter.writers.pdf.tree import Annotated, Element, Words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element as Html

    Attributes = dict[str, Any]

RELEASE = "70.0"
_POINTS = 0.75
"""PDF points in a CSS pixel."""

_ROLES = {
    "article": "Art",
    "section": "Sect",
    "header": "Div",
    "div": "Div",
    "blockquote": "BlockQuote",
    "p": "P",
    "pre": "P",
    "code": "Code",
    "ul": "L",
    "ol": "L",
    "li": "LI",
    "dl": "L",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "caption": "Caption",
    "aside": "Note",
    "a": "Link",
    "ruby": "Ruby",
    "rt": "RT",
    "rp": "RP",
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
}
_CLASSES = {"note-call": "Reference", "note-label": "Lbl"}
_LINES = {"del": "/LineThrough", "ins": "/Underline"}
"""Lines that mean something, by their element: ISO 32000-1, table 344."""
_NUMBERING = {
    "decimal": "Decimal",
    "lower-alpha": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
    "disc": "Disc",
    "circle": "Circle",
    "square": "Square",
}


class Box(Protocol):
    """What this module asks of a box of WeasyPrint's."""

    element: Html | None
    element_tag: str
    style: Any
    children: Sequence[Any]
    link_annotation: Any
    pango_layout: Any


def check_release() -> None:
    """Raise `ResourceError` when the installed WeasyPrint is not the one whose marks this module knows."""
    if weasyprint.__version__ != RELEASE:
        raise ResourceError(
            Message(
                "WeasyPrint {found} is here, {wanted} is needed for well-tagged PDF",
                found=weasyprint.__version__,
                wanted=RELEASE,
            ),
            f"pip install weasyprint=={RELEASE}",
        )


def add_tags(pdf: Any, document: Any, _version: object, streams: Sequence[Any]) -> None:  # noqa: ANN401 - no types
    """Write the structure of a document; takes the place of the function of this name in `weasyprint.pdf`."""
    reader = _Reader(pdf, document)
    for page, stream in enumerate(streams):
        reader.read(page, stream)
    tree.write(reader.root, pdf, len(streams))
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


# --- Boxes to elements -------------------------------------------------------------------------


class _Reader:
    """Turns the boxes of all pages into one tree."""

    def __init__(self, pdf: Any, document: Any) -> None:  # noqa: ANN401
        self.root = Element("Document", document.metadata.lang)
        self._pdf = pdf
        self._references = pdf.page_references
        self._pages = document.pages
        self._elements: dict[int, Element] = {}
        self._note: Element | None = None
        self._first_pages: dict[int, int] = {}
        self._names: Counter[str] = Counter()
        self._page = 0
        self._marks: dict[Any, Any] = {}
        self._artifacts: dict[int, Attributes] = {}
        self._replacements: dict[int, str] = {}
        self._texts: dict[int, str] = {}

    def read(self, page: int, stream: Any) -> None:  # noqa: ANN401
        """Take in a page; what of it is an artifact is marked so in its content stream."""
        self._page, self._marks = page, stream._tags  # noqa: SLF001 - no public way to the marks
        self._artifacts, self._replacements, self._texts = {}, {}, {}
        self._walk(self._pages[page]._page_box, self.root)  # noqa: SLF001
        if self._marks:
            raise RuntimeError(f"page {page + 1} has content outside of the structure")
        for mcid, text in extraction.extracted(stream).items():
            if mcid in self._texts and not extraction.same(text, self._texts[mcid]):
                self._replacements.setdefault(mcid, self._texts[mcid].replace(glyphs.BREAK, ""))
        _remark(stream.stream, self._artifacts, self._replacements)

    def _walk(self, box: Box, parent: Element) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box  # noqa: SLF001
        if isinstance(box, boxes.MarginBox):
            self._put_aside(box, _margin_artifact(box))
        elif self._repeats(box):
            self._put_aside(box, {"Type": "/Pagination"})
        elif isinstance(box, boxes.TextBox):
            holder = self._holder(box, parent)
            words = self._words(box, holder)
            self._texts[words.mcid] = box.pango_layout.text.removesuffix(glyphs.HYPHEN)
            if getattr(box, "is_cut", False):  # the word goes on without the hyphen
                self._replacements.setdefault(words.mcid, box.pango_layout.text.removesuffix("-"))
            holder.append(words)
        elif isinstance(box, boxes.ReplacedBox):
            self._picture(box, parent)
        else:
            holder = self._holder(box, parent)
            self._annotate(box, holder)
            for child in box.children:
                self._walk(child, holder)

    def _words(self, box: Box, holder: Element) -> Words:
        words = Words(self._page, self._marks.pop(box)["mcid"])
        if holder.replacement is not None:
            kept = " " if box.pango_layout.text.endswith(" ") else ""  # the space at a line's end
            self._replacements[words.mcid] = holder.replacement + kept
            holder.replacement = ""
        return words

    def _put_aside(self, box: Box, artifact: Attributes) -> None:
        """Make a box and all in it artifacts, which no one can follow a link in."""
        if box in self._marks:
            self._artifacts[self._marks.pop(box)["mcid"]] = artifact
        if box.link_annotation:
            self._remove(box.link_annotation)
        for child in getattr(box, "children", ()):
            self._put_aside(child, artifact)

    def _repeats(self, box: Box) -> bool:
        """Tell whether a box is the head of a table that was already read on another page."""
        if not isinstance(box, boxes.TableRowGroupBox) or not (box.is_header or box.is_footer):
            return False
        return self._first_pages.setdefault(id(box.element), self._page) != self._page

    def _holder(self, box: Box, parent: Element) -> Element:
        """The structure element for a box's HTML element, the same for all of its boxes."""
        html = box.element
        if html is None or box.element_tag in ("html", "body"):
            return parent
        name, _, pseudo = box.element_tag.partition("::")
        if pseudo == "marker":
            return self._label(html, parent)
        if id(html) not in self._elements:
            self._elements[id(html)] = self._new(name, box, parent)
        return self._elements[id(html)]

    def _label(self, html: Html, parent: Element) -> Element:
        item = self._elements.get(id(html), parent)
        first = item.kids[0] if item.kids else None
        if isinstance(first, Element) and first.role == "Lbl":
            return first
        label = Element("Lbl", item.language)
        item.kids.insert(0, label)
        return label

    def _new(self, name: str, box: Box, parent: Element) -> Element:
        html = box.element
        if html is None:  # pragma: no cover - `_holder` has seen to it
            return parent
        language = html.get("lang") or parent.language
        role = _role(name, html, parent)
        if name in ("dt", "dd"):
            return self._defined(name, html, parent)
        if role is None:
            return parent
        element = Element(role, language, _entries(role, html), replacement=html.get("data-actual-text"))
        if role == "Note":
            element.entries["ID"] = self._identity(html.get("id", ""))
            self._note = element
        if language != parent.language:
            element.entries["Lang"] = pydyf.String(language)
        self._place(element, html, parent)
        if role == "Ruby":
            element.body = Element("RB", language)
            element.kids.append(element.body)
        if role == "LI" and name == "li":
            self._body(element)
            _number(parent.body or parent, box)
        return element

    def _place(self, element: Element, html: Html, parent: Element) -> None:
        if html.get("class") == "note-label" and self._note is not None:
            self._note.kids.insert(0, element)  # beside the words of the note, not among them
        elif element.role in ("RT", "RP"):
            parent.kids.append(element)
        else:
            parent.append(element)

    def _defined(self, name: str, html: Html, item: Element) -> Element:
        """The label that the terms of a definition share, or the body that all that is said of them does."""
        if name == "dd":
            return self._body(item)
        return self._label(html, item)

    def _body(self, item: Element) -> Element:
        """Where the content of an item goes: after its label."""
        if item.body is None:
            item.body = Element("LBody", item.language)
            item.kids.append(item.body)
        return item.body

    def _identity(self, name: str) -> Any:  # noqa: ANN401
        """An ID that no other element has, even where notes are called alike."""
        self._names[name] += 1
        return pydyf.String(name if self._names[name] == 1 else f"{name}-again-{self._names[name]}")

    def _picture(self, box: Any, parent: Element) -> None:  # noqa: ANN401
        html = box.element
        if not html.get("alt"):
            self._put_aside(box, {"Type": "/Layout"})
            return
        figure = parent
        role, placement = _shown(html)
        if parent.role != "Figure" or role != "Figure":
            figure = Element(role, parent.language)
            parent.append(figure)
        figure.entries["Alt"] = pydyf.String(html.get("alt"))
        figure.entries["A"] = pydyf.Dictionary({"O": "/Layout", "Placement": placement, "BBox": self._area(box)})
        figure.append(self._words(box, figure))
        self._annotate(box, parent)

    def _area(self, box: Any) -> Any:  # noqa: ANN401
        left, top = box.content_box_x(), self._pages[self._page].height - box.content_box_y()
        corners = (left, top - box.height, left + box.width, top)
        return pydyf.Array(round(corner * _POINTS, 2) for corner in corners)

    # Links: WeasyPrint gives each box inside of one an annotation of its own.

    def _annotate(self, box: Box, holder: Element) -> None:
        annotation = box.link_annotation
        if not annotation:
            return
        if holder.role != "Link":
            self._remove(annotation)
            return
        x1, y1, x2, y2 = annotation["Rect"]
        rectangle = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
        for kid in holder.kids:
            if isinstance(kid, Annotated) and kid.page == self._page:
                self._remove(annotation)
                if box.element_tag == "a":
                    kid.rectangles.append(rectangle)
                return
        if box.element is not None:
            annotation["Contents"] = pydyf.String(box.element.get("aria-label") or glyphs.said(box.element))
        holder.append(Annotated(self._page, annotation, [rectangle]))

    def _remove(self, annotation: Any) -> None:  # noqa: ANN401
        page = self._pdf.objects[int(self._references[self._page].split()[0])]
        page["Annots"].remove(annotation.reference)
        annotation.clear()


def _shown(html: Html) -> tuple[str, str]:
    """The role of a picture and how it is placed: a formula stands in its line unless it has one of its own."""
    classes = (html.get("class") or "").split()
    if "formula" not in classes:
        return "Figure", "/Block"
    return "Formula", "/Block" if "formula-display" in classes else "/Inline"


def _role(name: str, html: Html, parent: Element) -> str | None:
    """The role of an HTML element; None for one that adds nothing to its parent's."""
    if name == "figure":
        return (
            "Figure" if any(image.get("alt") and _shown(image)[0] == "Figure" for image in html.iter("img")) else "Div"
        )
    if name == "figcaption":
        return "Caption" if parent.role == "Figure" else "P"
    if name in _ROLES:
        return "LI" if name == "div" and parent.role == "L" else _ROLES[name]
    if html.get("class") in _CLASSES:
        return _CLASSES[html.get("class", "")]
    if name in _LINES:
        return "Span"
    says_something = html.get("lang") or html.get("title") or html.get("data-actual-text")
    return "Span" if says_something else None


def _entries(role: str, html: Html) -> Attributes:
    entries: Attributes = {}
    if role == "Span" and html.get("title"):
        entries["E"] = pydyf.String(html.get("title"))
    if html.tag == "dl":
        entries["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": "/None"})
    if html.tag in _LINES:
        entries["A"] = pydyf.Dictionary({"O": "/Layout", "TextDecorationType": _LINES[html.tag]})
    if role in ("TH", "TD"):
        entries |= _cell_entries(role, html)
    return entries


def _cell_entries(role: str, html: Html) -> Attributes:
    attributes = pydyf.Dictionary({"O": "/Table"})
    if role == "TH":
        attributes["Scope"] = "/Row" if html.get("scope") == "row" else "/Column"
    for name, key in (("colspan", "ColSpan"), ("rowspan", "RowSpan")):
        if html.get(name):
            attributes[key] = int(html.get(name) or 1)
    return {"A": attributes} if len(attributes) > 1 else {}


def _number(listing: Element, item: Box) -> None:
    style = item.style["list_style_type"]
    numbering = _NUMBERING.get(style, "None") if isinstance(style, str) else "None"
    listing.entries.setdefault("A", pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{numbering}"}))


def _margin_artifact(box: Any) -> Attributes:  # noqa: ANN401
    top = box.at_keyword.startswith("@top")
    return {"Type": "/Pagination", "Subtype": "/Header" if top else "/Footer"}


def _remark(operations: list[Any], artifacts: dict[int, Attributes], replacements: dict[int, str]) -> None:
    """Turn marked-content sequences of a page into artifacts, or give them replacement text."""
    for index, operand in enumerate(operations):
        mcid = operand.get("MCID") if isinstance(operand, pydyf.Dictionary) else None
        if mcid in artifacts:
            operations[index - 1] = "/Artifact"
            del operand["MCID"]
            operand.update(artifacts[mcid])
        elif mcid in replacements:
            operand["ActualText"] = pydyf.String(replacements[mcid])
