"""XHTML of the parts of a document: pure functions from nodes to well-formed, escaped strings.

The writers put the parts together; what differs between their editions is in `Style`. The markup is the same in every
edition: structure in elements, looks in classes.

=====================  ===============================================================================================
``section.section``    a section with its heading; ``id`` is the section's
``figure``             a picture with its caption; ``p.image-text`` holds the words of one that is left out
``div.quote``          a quotation with its ``p.attribution``
``aside.note``         a note, ``id`` as `note_id` says, with its ``span.note-label``
``section.sources``    groups (``section.source-group``) of numbered ``li.source``
``p.credit``           a credit
``p.notice``           a notice, also of class ``notice-KIND``
=====================  ===============================================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, assert_never

from exporter import walk
from exporter.events import NotRendered
from exporter.labels import worded
from exporter.messages import Message
from exporter.model import (
    Abbreviation,
    Code,
    Decorative,
    Deleted,
    Described,
    Emphasis,
    Figure,
    Foreign,
    Image,
    Inserted,
    LineBreak,
    Link,
    Listing,
    Missing,
    NoteRef,
    Numbering,
    Paragraph,
    Preformatted,
    Quote,
    Rule,
    Sentence,
    SmallCapitals,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)
from exporter.ports import Language
from exporter.render import grid, links, markup, tasks
from exporter.render.markup import element, escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import (
        Alt,
        Article,
        Block,
        Caption,
        Cell,
        Credit,
        Inline,
        Item,
        Note,
        Notice,
        Row,
        Section,
    )

_DEEPEST_HEADING = 6
_LIST_TYPES = {
    Numbering.DECIMAL: None,
    Numbering.LOWER_ALPHA: "a",
    Numbering.UPPER_ALPHA: "A",
    Numbering.LOWER_ROMAN: "i",
    Numbering.UPPER_ROMAN: "I",
}
_NEWLINE = "&#10;"
"""A line's end in the words, so that those in the markup can be told from it."""


def _no_image(_image: Image) -> str | None:
    return None


def _no_link(_url: str) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Style:
    """What differs between editions.

    ``notes`` gives the printed call of each note by its id (see `note_labels`), ``notes_file`` the file they stand in
    when it is another one. ``image`` and ``link`` give the address to write, or None to keep only the words.
    ``heading_base`` is the level of the article's title; ``sentence_spans`` wraps each `Sentence` in a span with its
    id (and lets a picture have the id of its figure, under which its description is spoken); ``epub`` adds
    ``epub:type`` and ``role``.
    """

    language: Language
    notes: Mapping[str, str] = field(default_factory=dict)
    notes_file: str = ""
    image: Callable[[Image], str | None] = _no_image
    link: Callable[[str], str | None] = links.harmless
    heading_base: int = 1
    sentence_spans: bool = False
    epub: bool = False

    def semantics(self, epub_type: str, role: str | None = None) -> dict[str, str | None]:
        """Attributes that tell an e-reader what an element is."""
        return {"epub:type": epub_type, "role": role} if self.epub else {}


def note_labels(article: Article) -> dict[str, str]:
    """The printed call of each note by its id."""
    return {note.id: note.label for note in article.notes}


def note_id(note: str) -> str:
    """The id under which a note stands in an edition."""
    return markup.identifier("note", note.removeprefix("note-"))


def losses(article: Article, format_name: str) -> Iterator[NotRendered]:
    """Tell what XHTML cannot express: characters that XML forbids, calls of notes that are not there."""
    notes = note_labels(article)
    for node in walk.nodes(article):
        if isinstance(node, Text) and markup.ILLEGAL.search(node.text):
            yield NotRendered(format_name, "text", Message("control characters in {text}", text=repr(node.text)))
        if isinstance(node, NoteRef) and node.note not in notes:
            yield NotRendered(format_name, "note-ref", Message("no note has the id {id}", id=repr(node.note)))


# --- Inline nodes ------------------------------------------------------------------------------


def inlines(content: tuple[Inline, ...], style: Style) -> str:
    """Write a run of words."""
    return "".join(_inline(node, style) for node in content)


def _inline(node: Inline, style: Style) -> str:  # noqa: C901, PLR0911, PLR0912 - one line a type
    match node:
        case Text(text):
            return escape(text).replace("\n", _NEWLINE)
        case Emphasis(content):
            return element("em", inlines(content, style))
        case Strong(content):
            return element("strong", inlines(content, style))
        case Superscript(content):
            return element("sup", inlines(content, style))
        case Subscript(content):
            return element("sub", inlines(content, style))
        case SmallCapitals(content):
            return element("span", inlines(content, style), {"class": "small-caps"})
        case Deleted(content):
            return element("del", inlines(content, style))
        case Inserted(content):
            return element("ins", inlines(content, style))
        case Code(content):
            return element("code", inlines(content, style))
        case Link():
            return _link(node, style)
        case Foreign(language, content):
            return element("span", inlines(content, style), markup.language(language))
        case Abbreviation(expansion, content):
            return element("abbr", inlines(content, style), {"title": expansion})
        case NoteRef(note):
            return _note_call(note, style)
        case LineBreak():
            return element("br")
        case Sentence():
            return sentence(node.id, inlines(node.content, style), style)
        case _:
            assert_never(node)


def sentence(sentence_id: str, inner: str, style: Style) -> str:
    """Wrap markup as a sentence, where the edition wants sentences."""
    return element("span", inner, {"id": sentence_id}) if style.sentence_spans and sentence_id else inner


def _link(node: Link, style: Style) -> str:
    href = style.link(node.url)
    if href is None or not walk.plain(node.content).strip():  # nobody could tell where a link without words leads
        return inlines(node.content, style)
    return element("a", inlines(node.content, replace(style, link=_no_link)), {"href": href})


def _note_call(note: str, style: Style) -> str:
    label = style.notes.get(note)
    if label is None:
        return ""
    if style.link is _no_link:
        return element("sup", escape(label), {"class": "note-call" if style.sentence_spans else None})
    href = f"{style.notes_file}#{note_id(note)}"
    call = element("a", escape(label), {"href": href, **style.semantics("noteref", "doc-noteref")})
    return element("sup", call, {"class": "note-call"})


# --- Blocks ------------------------------------------------------------------------------------


def blocks(nodes: tuple[Block, ...], style: Style) -> str:
    """Write blocks, one a line."""
    return "\n".join(filter(None, (_block(node, style) for node in nodes)))


def _block(node: Block, style: Style) -> str:  # noqa: PLR0911 - one line a type
    match node:
        case Paragraph(content):
            return _unless_empty("p", inlines(content, style))
        case Listing():
            return _listing(node, style)
        case Quote():
            return _quote(node, style)
        case Figure():
            return figure(node, style)
        case Table():
            return _table(node, style)
        case Preformatted():
            return _preformatted(node, style)
        case Rule():
            return element("hr")
        case _:
            assert_never(node)


def _unless_empty(name: str, inner: str, attributes: Mapping[str, str | None] | None = None) -> str:
    return element(name, inner, attributes) if inner else ""


def _listing(node: Listing, style: Style) -> str:
    values = map(str, walk.numbers(node)) if node.reversed else map(_own_number, node.items)  # not all know `reversed`
    items = "\n".join(
        element("li", _item(item, style), {"value": value if node.ordered else None})
        for item, value in zip(node.items, values, strict=True)
    )
    if not node.ordered:
        return _unless_empty("ul", items)
    usual = len(node.items) if node.reversed else 1
    start, down = str(node.start) if node.start != usual else None, "reversed" if node.reversed else None
    return _unless_empty("ol", items, {"type": _LIST_TYPES[node.numbering], "start": start, "reversed": down})


def _own_number(item: Item) -> str | None:
    return None if item.number is None else str(item.number)


def _item(item: Item, style: Style) -> str:
    state = tasks.state(item, style.language)
    told = element("span", escape(state), {"class": "state"}) if state else ""
    match item.blocks:
        case (Paragraph(content), *rest) if all(isinstance(block, Listing) for block in rest):
            return "\n".join(filter(None, (told + inlines(content, style), blocks(tuple(rest), style))))
        case _:
            return told + blocks(item.blocks, style)


def _quote(node: Quote, style: Style) -> str:
    quoted = _unless_empty("blockquote", blocks(node.blocks, style))
    attribution = _unless_empty("p", inlines(node.attribution, style), {"class": "attribution"})
    return _unless_empty("div", quoted + attribution, {"class": "quote"})


def _preformatted(node: Preformatted, style: Style) -> str:
    inner = inlines(node.content, style).replace("<br/>", _NEWLINE)
    if node.syntax is None:
        return _unless_empty("pre", inner)
    return element("pre", element("code", inner, {"class": markup.identifier("language", node.syntax)}))


# --- Figures -----------------------------------------------------------------------------------


def figure(node: Figure, style: Style) -> str:
    """Write a figure; of a picture that is left out, the words stay."""
    spoken = node.id if style.sentence_spans else ""
    picture = "" if node.image is None else _picture(node.image, style, spoken)
    words = "" if node.caption is None else caption_words(node.caption, style)
    signed = "" if node.credit is None else _signed(node.credit, style, spoken)
    inner = picture + _unless_empty("figcaption", " ".join(filter(None, (words, signed))))
    return _unless_empty("figure", inner, {"id": (not (spoken and picture) and node.id) or None})


def _picture(image: Image, style: Style, spoken: str) -> str:
    """A picture or its words; ``spoken`` is the id under which they are heard, if sentences have theirs."""
    src = style.image(image)
    if src is not None:
        role = "presentation" if isinstance(image.alt, Decorative) else None
        words = alternative(image.alt, style)
        return element("img", None, {"id": spoken or None, "src": src, "alt": words, "role": role})
    if isinstance(image.alt, Described):
        return element("p", escape(image.alt.text), {"id": spoken or None, "class": "image-text"})
    return ""


def _signed(node: Credit, style: Style, spoken: str) -> str:
    """The credit of a figure; one without a line has no sentence, and is heard under an id of its own."""
    name = f"{spoken}-credit" if spoken and not node.content else None
    return element("span", credit_words(node, style), {"id": name, "class": "credit"})


def alternative(alt: Alt, style: Style) -> str:
    """The value of ``alt``: empty only for a decoration."""
    match alt:
        case Described(text):
            return text
        case Decorative():
            return ""
        case Missing():
            return style.language.labels["image_without_description"]
        case _:
            assert_never(alt)


def caption_words(node: Caption, style: Style) -> str:
    """Write the words of a caption."""
    return inlines(node.content, style)


# --- Tables ------------------------------------------------------------------------------------


def _table(node: Table, style: Style) -> str:
    caption = "" if node.caption is None else _unless_empty("caption", caption_words(node.caption, style))
    node = grid.squared(node)
    head = "\n".join(_row(row, style, "col") for row in node.head)
    body = "\n".join(_row(row, style, "row") for row in node.body)
    if not head and not body:
        return _unless_empty("p", "" if node.caption is None else caption_words(node.caption, style))
    return element("table", caption + _unless_empty("thead", head) + _unless_empty("tbody", body))


def _row(row: Row, style: Style, scope: str) -> str:
    return element("tr", "".join(_cell(cell, style, scope) for cell in row.cells))


def _cell(cell: Cell, style: Style, scope: str) -> str:
    inner = inlines(cell.content, style)
    named = inner and (cell.header or scope == "col")
    attributes = {
        "scope": scope if named else None,
        "colspan": str(cell.colspan) if cell.colspan > 1 else None,
        "rowspan": str(cell.rowspan) if cell.rowspan > 1 else None,
    }
    return element("th" if named else "td", inner, attributes)


# --- Sections and notes ------------------------------------------------------------------------


def section(node: Section, style: Style) -> str:
    """Write a section with its heading and subsections."""
    parts = (
        heading(node, style),
        blocks(node.blocks, style),
        *(section(inner, style) for inner in node.sections),
    )
    return element("section", "\n".join(filter(None, parts)), {"id": node.id, "class": "section"})


def heading(node: Section, style: Style) -> str:
    """Write a section's heading; a section without words gets a name, since people move from heading to heading."""
    level = min(node.level + style.heading_base, _DEEPEST_HEADING)
    words = inlines(node.heading.content, style)
    if not walk.plain(node.heading.content).strip():
        words = escape(style.language.labels["section"])
    return element(f"h{level}", words)


def note(node: Note, style: Style) -> str:
    """Write a note after its label."""
    label = element("span", escape(node.label), {"class": "note-label"})
    match node.blocks:
        case (Paragraph(content), *rest):
            inner = element("p", f"{label} {inlines(content, style)}") + blocks(tuple(rest), style)
        case _:
            inner = element("p", label) + blocks(node.blocks, style)
    attributes = {"id": note_id(node.id), "class": "note", **style.semantics("footnote", "doc-footnote")}
    return element("aside", inner, attributes)


# --- Credits and notices -----------------------------------------------------------------------


def credit(node: Credit, style: Style) -> str:
    """Write a credit as a paragraph."""
    return _unless_empty("p", credit_words(node, style), {"class": "credit"})


def credit_words(node: Credit, style: Style) -> str:
    """Write a credit as it was worded or, when only parsed, after its role."""
    if walk.plain(node.content).strip():
        return inlines(node.content, style)
    role = worded(style.language.labels, node.role, node.role)
    return escape(f"{role}{style.language.colon}{node.name}")


def notice(node: Notice, style: Style) -> str:
    """Write a notice as a paragraph."""
    attributes = {"class": f"notice notice-{node.kind}", **style.semantics("notice", "doc-notice")}
    return _unless_empty("p", inlines(node.content, style), attributes)
