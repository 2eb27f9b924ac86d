"""XHTML of the parts of a document, flow content: pure functions from nodes to well-formed, escaped strings.

The writers put the parts together; what differs between their editions is in `exporter.render.phrasing.Style`, runs of
words in `exporter.render.phrasing`. The markup is the same in every edition: structure in elements, looks in classes.

=====================  ===============================================================================================
``section.section``    a section with its heading; ``id`` is the section's
``figure``             a picture with its caption; ``p.image-text`` holds the words of one that is left out
``dl``                 a list of definitions: in each ``div``, terms (``dt``) and what is said of them (``dd``)
``div.quote``          a quotation with its ``p.attribution``
``div.verse``          a poem: ``p.stanza`` of lines (``span.line``, set in by ``indent-N``), its ``p.attribution``
``aside.note``         a note, ``id`` as `exporter.render.phrasing.note_id` says, with its ``span.note-label``
``th``, ``td``         aligned by their class, ``left``, ``center``, ``right``; ``data-pad`` follows a figure unseen
``div.records``        a table row by row, each a ``div.record``: ``p.record-name``, then a ``p.record-value`` a column
``section.sources``    groups (``section.source-group``) of numbered ``li.source``
``p.credit``           a credit
``p.notice``           a notice, also of class ``notice-KIND``
=====================  ===============================================================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from exporter import walk
from exporter.model import (
    Decorative,
    DefinitionList,
    Described,
    Figure,
    Image,
    Listing,
    Numbering,
    Paragraph,
    Preformatted,
    Quote,
    Rule,
    Table,
    Verse,
)
from exporter.render import markup, phrasing, tables, tasks, verse
from exporter.render.markup import element, escape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.model import (
        Block,
        Caption,
        Credit,
        Definition,
        Inline,
        Item,
        Note,
        Notice,
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


# --- Blocks ------------------------------------------------------------------------------------


def blocks(nodes: tuple[Block, ...], style: phrasing.Style) -> str:
    """Write blocks, one a line."""
    return "\n".join(filter(None, (_block(node, style) for node in nodes)))


def _block(node: Block, style: phrasing.Style) -> str:  # noqa: C901, PLR0911 - one line a type
    match node:
        case Paragraph(content):
            return _worded("p", content, style)
        case Listing():
            return _listing(node, style)
        case DefinitionList():
            return _definitions(node, style)
        case Quote():
            return _quote(node, style)
        case Verse():
            return _verse(node, style)
        case Figure():
            return figure(node, style)
        case Table():
            return tables.table(node, style)
        case Preformatted():
            return _preformatted(node, style)
        case Rule():
            return element("hr")
        case _:
            assert_never(node)


def _unless_empty(name: str, inner: str, attributes: Mapping[str, str | None] | None = None) -> str:
    return element(name, inner, attributes) if inner else ""


def _worded(
    name: str, content: tuple[Inline, ...], style: phrasing.Style, attributes: Mapping[str, str | None] | None = None
) -> str:
    """Write an element of words, in their language; nothing of none."""
    own, inner = style.language_of(content)
    return _unless_empty(name, phrasing.inlines(content, inner), {**(attributes or {}), **own})


def _listing(node: Listing, style: phrasing.Style) -> str:
    values = map(str, walk.numbers(node)) if node.reversed else map(_own_number, node.items)  # not all know `reversed`
    items = "\n".join(
        _item(item, style, {"value": value if node.ordered else None})
        for item, value in zip(node.items, values, strict=True)
    )
    if not node.ordered:
        return _unless_empty("ul", items)
    usual = len(node.items) if node.reversed else 1
    start, down = str(node.start) if node.start != usual else None, "reversed" if node.reversed else None
    return _unless_empty("ol", items, {"type": _LIST_TYPES[node.numbering], "start": start, "reversed": down})


def _own_number(item: Item) -> str | None:
    return None if item.number is None else str(item.number)


def _item(item: Item, style: phrasing.Style, attributes: Mapping[str, str | None]) -> str:
    own, inner = style.language_of(item.blocks)
    return element("li", _item_words(item, inner), {**attributes, **own})


def _item_words(item: Item, style: phrasing.Style) -> str:
    state = tasks.state(item, style.language)
    told = element("span", escape(state), {"class": "state"}) if state else ""
    match item.blocks:
        case (Paragraph(content), *rest) if all(isinstance(block, Listing) for block in rest):
            return "\n".join(filter(None, (told + phrasing.inlines(content, style), blocks(tuple(rest), style))))
        case _:
            return told + blocks(item.blocks, style)


def _definitions(node: DefinitionList, style: phrasing.Style) -> str:
    return _unless_empty("dl", "\n".join(_definition(item, style) for item in node.items))


def _definition(node: Definition, style: phrasing.Style) -> str:
    terms = " </dt><dt>".join(phrasing.inlines(term.content, style) for term in node.terms)
    told = "".join(element("dd", blocks(description.blocks, style)) for description in node.descriptions)
    return element("div", element("dt", terms) + (told or element("dd", "")))


def _verse(node: Verse, style: phrasing.Style) -> str:
    stanzas = "\n".join(verse.stanza(stanza, style) for stanza in node.stanzas)
    attribution = _unless_empty("p", phrasing.inlines(node.attribution, style), {"class": "attribution"})
    return _unless_empty("div", "\n".join(filter(None, (stanzas, attribution))), {"class": "verse"})


def _quote(node: Quote, style: phrasing.Style) -> str:
    whole, style = style.language_of(node)
    own, inner = style.language_of(node.blocks)
    quoted = _unless_empty("blockquote", blocks(node.blocks, inner), own)
    attribution = _worded("p", node.attribution, style, {"class": "attribution"})
    return _unless_empty("div", quoted + attribution, {"class": "quote", **whole})


def _preformatted(node: Preformatted, style: phrasing.Style) -> str:
    inner = phrasing.inlines(node.content, style).replace("<br/>", _NEWLINE)
    if node.syntax is None:
        return _unless_empty("pre", inner)
    return element("pre", element("code", inner, {"class": markup.identifier("language", node.syntax)}))


# --- Figures -----------------------------------------------------------------------------------


def figure(node: Figure, style: phrasing.Style) -> str:
    """Write a figure; of a picture that is left out, the words stay."""
    spoken = node.id if style.sentence_spans else ""
    picture = "" if node.image is None else _picture(node.image, style, spoken)
    words = "" if node.caption is None else caption_words(node.caption, style)
    signed = "" if node.credit is None else _signed(node.credit, style, spoken)
    inner = picture + _unless_empty("figcaption", " ".join(filter(None, (words, signed))))
    return _unless_empty("figure", inner, {"id": (not (spoken and picture) and node.id) or None})


def _picture(image: Image, style: phrasing.Style, spoken: str) -> str:
    """A picture or its words; ``spoken`` is the id under which they are heard, if sentences have theirs."""
    src = style.image(image)
    if src is not None:
        role = "presentation" if isinstance(image.alt, Decorative) else None
        words = phrasing.alternative(image.alt, style)
        attributes = {"id": spoken or None, "src": src, "alt": words, "role": role, **_extent(image)}
        return element("img", None, attributes)
    if isinstance(image.alt, Described):
        words = f"[{style.language.labels['image']}{style.language.colon}{image.alt.text}]"
        return element("p", escape(words), {"id": spoken or None, "class": "image-text"})
    return ""


def _extent(image: Image) -> dict[str, str | None]:
    """The one side that decides on the size, since a picture keeps its proportions."""
    side = "width" if image.width else "height"
    size = image.width or image.height
    return {side: str(size) if size else None}


def _signed(node: Credit, style: phrasing.Style, spoken: str) -> str:
    """The credit of a figure; one without a line has no sentence, and is heard under an id of its own."""
    name = f"{spoken}-credit" if spoken and not node.content else None
    return element("span", phrasing.credit_words(node, style), {"id": name, "class": "credit"})


def caption_words(node: Caption, style: phrasing.Style) -> str:
    """Write the words of a caption."""
    return phrasing.inlines(node.content, style)


# --- Sections and notes ------------------------------------------------------------------------


def section(node: Section, style: phrasing.Style) -> str:
    """Write a section with its heading and subsections."""
    parts = (
        heading(node, style),
        blocks(node.blocks, style),
        *(section(inner, style) for inner in node.sections),
    )
    return element("section", "\n".join(filter(None, parts)), {"id": node.id, "class": "section"})


def heading(node: Section, style: phrasing.Style) -> str:
    """Write a section's heading; a section without words gets a name, since people move from heading to heading."""
    level = min(node.level + style.heading_base, _DEEPEST_HEADING)
    own, inner = style.language_of(node.heading.content)
    words = phrasing.inlines(node.heading.content, inner)
    if not walk.plain(node.heading.content).strip():
        words = escape(style.language.labels["section"])
    return element(f"h{level}", words, own)


def note(node: Note, style: phrasing.Style) -> str:
    """Write a note after its label."""
    label = element("span", escape(node.label), {"class": "note-label", "data-back": style.backs.get(node.id)})
    match node.blocks:
        case (Paragraph(content), *rest):
            inner = element("p", f"{label} {phrasing.inlines(content, style)}") + blocks(tuple(rest), style)
        case _:
            inner = element("p", label) + blocks(node.blocks, style)
    attributes = {"id": phrasing.note_id(node.id), "class": "note", **style.semantics("footnote", "doc-footnote")}
    return element("aside", inner, attributes)


# --- Credits and notices -----------------------------------------------------------------------


def credit(node: Credit, style: phrasing.Style) -> str:
    """Write a credit as a paragraph."""
    return _unless_empty("p", phrasing.credit_words(node, style), {"class": "credit"})


def notice(node: Notice, style: phrasing.Style) -> str:
    """Write a notice as a paragraph."""
    attributes = {"class": f"notice notice-{node.kind}", **style.semantics("notice", "doc-notice")}
    return _unless_empty("p", phrasing.inlines(node.content, style), attributes)
