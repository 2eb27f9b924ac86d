"""The XHTML documents of an article: the opening, one for each section, notes, sources, colophon.

A short article flows: all of these are one document, whose parts keep their own sounds. In a long one each is complete
in itself and begins with its own first heading. Ids are those of the narration: ``title``, ``byline``, ``sources-1``,
and every sentence's own, so that spoken words can be laid over any document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from exporter import walk
from exporter.labels import worded
from exporter.model import Credit, NoteRef, NoticeKind, Sentence
from exporter.render import order, phrasing, sources, xhtml
from exporter.render.markup import ILLEGAL, element, escape
from exporter.render.order import Line, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.model import Article, Note, Section
    from exporter.render.phrasing import Style

STYLESHEET: Final = "book.css"
THEME: Final = "theme.css"
"""What a theme makes different; a file of its own, since older readers lose all of one that they do not understand."""

_FLOW: Final = "text"
"""The name of the document that a short article flows in."""
_LANDMARKS: Final = {Part.NOTES: "endnotes", Part.SOURCES: "bibliography", Part.COLOPHON: "colophon"}
"""What the parts behind the text are in EPUB's structural semantics."""
_SPACES: Final = re.compile(r"[ \t\n\r\f\v\u2028\u2029]+")

_PAGE: Final = """\
<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{tag}" xml:lang="{tag}">
<head>
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="{stylesheet}"/>
<link rel="stylesheet" type="text/css" href="{theme}"/>
</head>
<body>
{body}
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents."""

    title: str
    href: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One XHTML file: ``body`` is markup, ``entries`` its inner sections, ``landmark`` its kind if that is one.

    ``anchor`` is the id of what it begins with. One that flows has its ``parts`` instead of a body.
    """

    name: str
    title: str
    body: str
    anchor: str = ""
    entries: tuple[Entry, ...] = ()
    landmark: str | None = None
    parts: tuple[Document, ...] = ()

    @property
    def file(self) -> str:
        """Its name in the edition."""
        return file_of(self.name)

    @property
    def sounds(self) -> tuple[str, ...]:
        """The names of the tracks in which it is heard: its own, or its parts'."""
        return tuple(part.name for part in self.parts) or (self.name,)

    @property
    def places(self) -> tuple[tuple[str, Document], ...]:
        """What a reader may look for in it, with its address: itself, or its parts."""
        first = [(self.file, part) for part in self.parts[:1]]
        others = [(f"{self.file}#{part.anchor}", part) for part in self.parts[1:]]
        return (*first, *others) or ((self.file, self),)

    @property
    def contents(self) -> tuple[Entry, ...]:
        """Its lines in the table of contents."""
        return tuple(Entry(part.title, place, part.entries) for place, part in self.places)

    def page(self, tag: str) -> bytes:
        """Write the whole file, in the language ``tag``."""
        page = _PAGE.format(
            title=escape(self.title), body=self.body, tag=escape(tag), stylesheet=STYLESHEET, theme=THEME
        )
        return page.encode()


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around an article: ``prefix`` begins the names of its files, ``voice`` is what it is announced by.

    One that ``flows`` is one document. Its colophon says in the lines ``made`` how the edition was made, and in
    ``summary`` how it can be read.
    """

    prefix: str = ""
    voice: str = ""
    made: tuple[str, ...] = ()
    summary: str = ""
    flows: bool = False

    def file(self, name: str) -> str:
        """The file in which a document of this name is found."""
        return file_of(self.prefix + (_FLOW if self.flows else name))


def file_of(name: str) -> str:
    """The file of a document."""
    return f"{name}.xhtml"


def compose(article: Article, style: Style, frame: Frame) -> tuple[Document, ...]:
    """Write all documents of an article in reading order, or the one that it flows in."""
    documents: dict[Part, Iterable[Document]] = {
        Part.FRONT: (_opening(article, style, frame.voice),),
        Part.SECTIONS: (_section(section, name, style, frame) for name, section in _sections(article)),
        Part.NOTES: _apparatus(Part.NOTES, _notes(article, style, frame), style),
        Part.SOURCES: _apparatus(Part.SOURCES, sources.source_groups(article, style), style),
        Part.COLOPHON: _apparatus(Part.COLOPHON, _about(article, style, frame), style),
    }
    found = (document for part in order.HEARD for document in documents.get(part, ()))
    parts = tuple(replace(document, name=frame.prefix + document.name) for document in found)
    return (Document(frame.prefix + _FLOW, parts[0].title, "", parts=parts),) if frame.flows else parts


def one_line(text: str) -> str:
    """Words for where no markup can be: a title, a line of the contents. No-break spaces stay what they are."""
    return " ".join(part for part in _SPACES.split(ILLEGAL.sub("", text)) if part)


def _lines(*parts: str) -> str:
    return "\n".join(filter(None, parts))


# --- Opening -----------------------------------------------------------------------------------


def _title(article: Article, style: Style) -> str:
    """The title on one line; a word for an article that has none."""
    return one_line(article.metadata.title) or style.language.labels["body"]


def _opening(article: Article, style: Style, voice: str) -> Document:
    lead = xhtml.blocks(article.lead, style)
    header = "\n".join(line for part in order.HEARD.opening for line in _header(part, article, style, voice) if line)
    body = _lines(
        element("header", f"\n{header}\n", {"class": "opening"}),
        element("div", f"\n{lead}\n", {"class": "lead"}) if lead else "",
        xhtml.blocks(article.blocks, style),
    )
    return Document("opening", _title(article, style), body, Line.TITLE, landmark="bodymatter")


def _header(part: Part, article: Article, style: Style, voice: str) -> Iterator[str]:
    match part:
        case Part.FRONT:
            lines = order.lines(article.metadata, style.language, voice) | {Line.TITLE: _title(article, style)}
            yield from (_line(line, words, style) for line, words in lines.items())
        case Part.DISCLOSURES:
            yield from (xhtml.notice(notice, style) for notice in order.notices(article, part))
        case Part.CREDITS:
            for number, credit in enumerate(article.credits, 1):
                yield element("div", xhtml.credit(credit, style), {"id": f"credit-{number}", "class": "credits"})
        case _:
            pass


def _line(line: Line, words: str, style: Style) -> str:
    """A heading or a paragraph whose id and class are its name; nothing without words."""
    if line is Line.TITLE:
        return element("h1", escape(words), {"id": line, **style.semantics("title")})
    semantics = style.semantics("subtitle", "doc-subtitle") if line is Line.SUBTITLE else {}
    return element("p", escape(words), {"id": line, "class": line, **semantics}) if words else ""


# --- Sections ----------------------------------------------------------------------------------


def _sections(article: Article) -> Iterator[tuple[str, Section]]:
    return ((f"section-{index}", section) for index, section in enumerate(article.sections, 1))


def _section(section: Section, name: str, style: Style, frame: Frame) -> Document:
    entries = tuple(_entry(inner, frame.file(name), style) for inner in section.sections)
    return Document(name, _heading(section, style), xhtml.section(section, style), section.id, entries)


def _entry(section: Section, file: str, style: Style) -> Entry:
    inner = tuple(_entry(child, file, style) for child in section.sections)
    return Entry(_heading(section, style), f"{file}#{section.id}", inner)


def _heading(section: Section, style: Style) -> str:
    return one_line(walk.plain(section.heading.content)) or style.language.labels["section"]


# --- Notes and sources -------------------------------------------------------------------------


def _apparatus(part: Part, inner: str, style: Style) -> Iterator[Document]:
    """A document behind the text, unless there is nothing to tell."""
    if inner:
        title, kind = worded(style.language.labels, part.label), _LANDMARKS[part]
        heading = element(f"h{style.heading_base + part.level}", escape(title), {"id": part})
        attributes = {"class": part, "aria-labelledby": part, **style.semantics(kind, f"doc-{kind}")}
        yield Document(part, title, element("section", f"\n{heading}\n{inner}\n", attributes), part, landmark=kind)


def _notes(article: Article, style: Style, frame: Frame) -> str:
    calls = _calls(article, frame)
    return "\n".join(_note(note, calls.get(note.id), style) for note in article.notes)


def _note(note: Note, call: str | None, style: Style) -> str:
    """A note, and the way back to the sentence that calls it."""
    written = xhtml.note(note, style)
    if call is None:
        return written
    words = escape(style.language.labels["back_to_text"])
    back = element("a", words, {"href": call, "role": "doc-backlink"})
    return _lines(written, element("p", back, {"class": "back"}))


def _calls(article: Article, frame: Frame) -> dict[str, str]:
    """Where each note is first called: the address of the sentence."""
    parts: list[tuple[str, Iterable[object]]] = [("opening", (*article.lead, *article.blocks))]
    parts += [(name, (section,)) for name, section in _sections(article)]
    calls: dict[str, str] = {}
    for name, roots in parts:
        for sentence in (found for root in roots for found in walk.sentences(root)):
            for call in _called(sentence):
                calls.setdefault(call, f"{frame.file(name)}#{sentence.id}")
    return calls


def _called(sentence: Sentence) -> Iterator[str]:
    return (node.note for node in walk.nodes(sentence) if isinstance(node, NoteRef))


# --- Colophon ----------------------------------------------------------------------------------


def colophon(frame: Frame, style: Style) -> Document:
    """The page at the end of an issue that tells how it came about."""
    return next(_apparatus(Part.COLOPHON, _lines(*_made(frame), _accessibility(frame, style)), style))


def _made(frame: Frame) -> Iterator[str]:
    return (element("p", escape(line)) for line in frame.made)


def _accessibility(frame: Frame, style: Style) -> str:
    summary = element("p", escape(frame.summary)) if frame.summary else ""
    return _told(style.language.labels["accessibility"], summary, style)


def _about(article: Article, style: Style, frame: Frame) -> str:
    """What is known of the article beside its text; who made it is told again, in one place."""
    metadata, labels = article.metadata, style.language.labels
    quiet = replace(style, sentence_spans=False, notes={})
    ai = (notice for notice in article.notices if notice.kind is NoticeKind.AI)
    return _lines(
        *(xhtml.notice(notice, style) for notice in order.notices(article, Part.NOTICES)),
        _fact(labels["publisher"], escape(metadata.publisher or ""), style),
        _fact(labels["original"], _address(metadata.url, style) if metadata.url else "", style),
        _fact(labels["keywords"], escape(", ".join(metadata.keywords)), style),
        *_made(frame),
        _told(labels["credits"], _credits(article, quiet), style),
        _told(labels["ai"], "\n".join(element("p", phrasing.inlines(notice.content, quiet)) for notice in ai), style),
        _accessibility(frame, style),
    )


def _credits(article: Article, style: Style) -> str:
    """Everybody who is credited in the article, each once."""
    found = (phrasing.credit_words(node, style) for node in walk.nodes(article) if isinstance(node, Credit))
    items = "\n".join(element("li", words) for words in dict.fromkeys(found))
    return element("ul", f"\n{items}\n") if items else ""


def _told(heading: str, inner: str, style: Style) -> str:
    """Something under a heading of its own; nothing without anything to tell."""
    name = f"h{style.heading_base + Part.COLOPHON.level + 1}"
    return _lines(element(name, escape(heading)), inner) if inner else ""


def _fact(label: str, value: str, style: Style) -> str:
    """A line with its label; nothing without a value."""
    return element("p", f"{escape(label + style.language.colon)}{value}") if value else ""


def _address(url: str, style: Style) -> str:
    href = style.link(url)
    return element("a", escape(url), {"href": href, "class": "address"}) if href else escape(url)
