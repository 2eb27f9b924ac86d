"""XHTML of runs of words, phrasing content: pure functions from nodes to well-formed, escaped strings.

What differs between the editions is in `Style`.
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
    Anchor,
    Code,
    Decorative,
    Deleted,
    Described,
    Emphasis,
    Figure,
    Foreign,
    Formula,
    Image,
    Inserted,
    LineBreak,
    Link,
    Missing,
    Note,
    NoteRef,
    Ruby,
    Section,
    Sentence,
    SmallCapitals,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)
from exporter.ports import Language
from exporter.render import links, markup, scripts
from exporter.render.markup import element, escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Alt, Article, Credit, Inline

_NEWLINE = "&#10;"
"""A line's end in the words, so that those in the markup can be told from it."""


RECORDS = "records"
"""The form of a table whose rows are written one below the other, each value with the name of its column."""


def _as_table(_table: Table) -> str:
    return ""


def _no_image(_image: Image) -> str | None:
    return None


def _no_link(_url: str) -> str | None:
    return None


def _mathml(node: Formula, style: Style) -> str:
    """MathML with its words for who cannot see it."""
    attributes = {
        "xmlns": "http://www.w3.org/1998/Math/MathML",
        "display": "block" if node.display else None,
        "alttext": formula_words(node, style.language),
    }
    inner = node.mathml.removeprefix("<math>").removesuffix("</math>")
    return element("math", inner, attributes)


def formula_words(node: Formula, language: Language) -> str:
    """A formula in the words of the article's language; its signs where that has none."""
    return language.formula(node.mathml) or walk.plain(node.content)


@dataclass(frozen=True, slots=True)
class Style:
    """What differs between editions.

    ``notes`` gives the printed call of each note by its id (see `note_labels`), ``notes_file`` the file they stand in
    when it is another one. ``image`` and ``link`` give the address to write, or None to keep only the words;
    ``formula`` gives the markup of a formula.
    ``backs`` names the way from a note back to its call, where the note's label is that way (see `back_names`).
    ``places`` gives the addresses of what links of the article lead to in it, by their ids (see `places`).
    ``around`` is the language of what the words stand in, where that is not the article's. ``heading_base`` is the
    level of the article's title; ``sentence_spans`` wraps each `Sentence` in a span with its id (and lets a picture
    have the id of its figure, under which its description is spoken); ``epub`` adds ``epub:type`` and ``role``.
    ``table`` gives the class of a table, `RECORDS` if it is to be written as such.
    """

    language: Language
    notes: Mapping[str, str] = field(default_factory=dict)
    notes_file: str = ""
    backs: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    image: Callable[[Image], str | None] = _no_image
    link: Callable[[str], str | None] = links.harmless
    formula: Callable[[Formula, Style], str] = _mathml
    heading_base: int = 1
    around: str = ""
    sentence_spans: bool = False
    epub: bool = False
    table: Callable[[Table], str] = _as_table

    def language_of(self, root: object) -> tuple[dict[str, str], Style]:
        """Attributes for what is all in another language than its surroundings, and the style of its words."""
        tag = walk.language(root)
        return ({}, self) if tag in (None, self.around) else self.in_language(tag or "")

    def in_language(self, tag: str) -> tuple[dict[str, str], Style]:
        """Attributes for words in another language, and the style of what stands among them."""
        return markup.language(tag, self.around or self.language.code), replace(self, around=tag)

    def semantics(self, epub_type: str, role: str | None = None) -> dict[str, str | None]:
        """Attributes that tell an e-reader what an element is."""
        return {"epub:type": epub_type, "role": role} if self.epub else {}


def note_labels(article: Article) -> dict[str, str]:
    """The printed call of each note by its id."""
    return {note.id: note.label for note in article.notes}


def back_names(article: Article, language: Language) -> dict[str, str]:
    """What the way back from each note to its call is called, by the note's id: each by another name."""
    labels = [note.label for note in article.notes]
    numbered = enumerate(article.notes, 1)
    names = {note.id: note.label if labels.count(note.label) == 1 else f"{note.label} ({n})" for n, note in numbered}
    return {note: language.labels["back_to_text"].format(note=name) for note, name in names.items()}


def note_id(note: str) -> str:
    """The id under which a note stands in an edition."""
    return markup.identifier("note", note.removeprefix("note-"))


def places(root: object, file: str = "") -> dict[str, str]:
    """The addresses of what links can lead to below a node that is written in a file, by the ids of the model."""
    found = (node for node in walk.nodes(root) if isinstance(node, Section | Note | Figure | Anchor) and node.id)
    return {node.id: f"{file}#{note_id(node.id) if isinstance(node, Note) else node.id}" for node in found}


def losses(article: Article, format_name: str) -> Iterator[NotRendered]:
    """Tell what XHTML cannot express: characters that XML forbids, calls and links that lead nowhere."""
    notes, known = note_labels(article), places(article)
    for node in walk.nodes(article):
        if isinstance(node, Text) and markup.ILLEGAL.search(node.text):
            yield NotRendered(format_name, "text", Message("control characters in {text}", text=repr(node.text)))
        if isinstance(node, NoteRef) and node.note not in notes:
            yield NotRendered(format_name, "note-ref", Message("no note has the id {id}", id=repr(node.note)))
        if isinstance(node, Link) and node.url.startswith("#") and node.url[1:] not in known:
            yield NotRendered(format_name, "link", Message("nothing has the id {id}", id=repr(node.url[1:])))


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
        case Ruby(reading, content):
            return _ruby(reading, inlines(content, style), style)
        case Code(content):
            return element("code", inlines(content, style))
        case Formula():
            return style.formula(node, style)
        case Link():
            return _link(node, style)
        case Foreign(language, content):
            return _foreign(language, content, style)
        case Abbreviation(expansion, content):
            return element("abbr", inlines(content, style), {"title": expansion})
        case NoteRef(note):
            return _note_call(note, style)
        case Anchor(name):
            return element("span", "", {"id": name}) if name in style.places else ""
        case LineBreak():
            return element("br")
        case Sentence():
            return sentence(node.id, inlines(node.content, style), style)
        case _:
            assert_never(node)


def _foreign(tag: str, content: tuple[Inline, ...], style: Style) -> str:
    if tag == style.around:
        return inlines(content, style)
    attributes, inner = style.in_language(tag)
    return element("span", inlines(content, inner), attributes)


def _ruby(reading: str, base: str, style: Style) -> str:
    """Words with their reading; in brackets but for e-readers, all of which know ruby."""
    if not reading.strip():
        return base
    opening, closing = ("" if style.epub else element("rp", mark) for mark in scripts.brackets(reading))
    return element("ruby", base + opening + element("rt", escape(reading)) + closing)


def sentence(sentence_id: str, inner: str, style: Style) -> str:
    """Wrap markup as a sentence, where the edition wants sentences."""
    return element("span", inner, {"id": sentence_id}) if style.sentence_spans and sentence_id else inner


def _link(node: Link, style: Style) -> str:
    href = style.places.get(node.url[1:]) if node.url.startswith("#") else style.link(node.url)
    if (
        style.link is _no_link or href is None or not walk.plain(node.content).strip()
    ):  # nobody could tell where a link without words leads
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


def credit_words(node: Credit, style: Style) -> str:
    """Write a credit as it was worded or, when only parsed, after its role."""
    if walk.plain(node.content).strip():
        return inlines(node.content, style)
    role = worded(style.language.labels, node.role, node.role)
    return escape(f"{role}{style.language.colon}{node.name}")


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
