"""Paragraphs of an OpenDocument text to runs: marks, links, notes, fields, pictures and text boxes."""

from __future__ import annotations

import posixpath
import re
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from exporter.errors import ReadError
from exporter.model import Figure, Image, LineBreak, NoteRef
from exporter.readers.flow import tree
from exporter.readers.flow.tree import Element
from exporter.readers.office.blocks import Line
from exporter.readers.office.languages import Languages
from exporter.readers.office.opendocument.formats import Formats, number
from exporter.readers.office.runs import Marks, Run
from exporter.readers.packed import archive as archives
from exporter.readers.packed import markup
from exporter.readers.packed.archive import Archive
from exporter.readers.packed.losses import Losses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from exporter.model import Alt

_WHITE: Final = re.compile(r"[ \t\r\n]+")
_GONE: Final = {
    "annotation": "comment",
    "page-number": "contents",
    "page-count": "contents",
    "hidden-text": "hidden",
    "hidden-paragraph": "hidden",
    "placeholder": "placeholder",
}
_ANCHORS: Final = frozenset({"bookmark", "bookmark-start", "reference-mark", "reference-mark-start"})
_MOST_SPACES: Final = 200


@dataclass(slots=True)
class Context:
    """What all parts of a document share; ``notes`` are those met so far: their labels and bodies by their names."""

    archive: Archive
    formats: Formats
    languages: Languages
    losses: Losses
    notes: dict[str, tuple[str, Element]] = field(default_factory=dict)


class Paragraphs:
    """Reads paragraphs."""

    def __init__(self, context: Context) -> None:
        """Begin."""
        self._context = context
        self._line = Line()
        self._handlers: dict[str, Callable[[Element, Marks], None]] = {
            "s": lambda one, marks: self._emit(" " * min(number(one, "c", 1), _MOST_SPACES), marks),
            "tab": lambda _, marks: self._emit("\t", marks),
            "line-break": lambda _, marks: self._line.runs.append(Run("", marks, LineBreak())),
            "span": self._span,
            "a": self._link,
            "note": self._note,
            "ruby": self._ruby,
            "ruby-text": lambda _, __: None,
        }

    def read(self, paragraph: Element) -> Line:
        """Read a paragraph."""
        self._line = Line()
        self._context.losses.line += 1
        self._inside(paragraph, self._context.formats.paragraph(markup.attribute(paragraph, "style-name")))
        self._line.runs = self._context.languages.settled(self._line.runs)
        return self._line

    def _inside(self, element: Element, marks: Marks) -> None:
        self._emit(_WHITE.sub(" ", element.text or ""), marks)
        for one in element:
            self._child(one, marks)
            self._emit(_WHITE.sub(" ", one.tail or ""), marks)

    def _child(self, one: Element, marks: Marks) -> None:
        name = markup.local(one)
        if name in self._handlers:
            self._handlers[name](one, marks)
        elif name in _GONE:
            told = markup.attribute(one, "string-value") if name == "hidden-text" else words(one)
            self._context.losses.drop(told, _GONE[name])
        elif name in _ANCHORS:
            self._line.anchors.append(markup.attribute(one, "name"))
        elif is_drawing(one):
            self._drawing(one, marks)
        else:
            self._inside(one, marks)

    def _emit(self, text: str, marks: Marks) -> None:
        if text:
            self._line.runs.append(Run(text, marks))

    def _span(self, one: Element, marks: Marks) -> None:
        style = markup.attribute(one, "style-name")
        if self._context.formats.is_hidden("text", style):
            self._context.losses.drop(words(one), "hidden")
        else:
            self._inside(one, self._context.formats.text(style, marks))

    def _link(self, one: Element, marks: Marks) -> None:
        target = markup.attribute(one, "href")
        url = target.removesuffix("|outline") if target.startswith("#") else tree.address(target)
        self._inside(one, replace(marks, link=url) if url else marks)

    def _ruby(self, one: Element, marks: Marks) -> None:
        told = markup.words(markup.child(one, "ruby-text"))
        self._inside(one, replace(marks, reading=told or None))

    def _note(self, one: Element, marks: Marks) -> None:
        citation, body = markup.child(one, "note-citation"), markup.child(one, "note-body")
        if body is None:
            return
        notes = self._context.notes
        name = f"note-{len(notes) + 1}"
        label = "" if citation is None else markup.attribute(citation, "label") or markup.words(citation)
        notes[name] = (label or str(len(notes) + 1), body)
        self._line.runs.append(Run("", replace(marks, raised=False), NoteRef(name)))

    def _drawing(self, one: Element, marks: Marks) -> None:
        if found := _formula(one, self._context.archive):
            self._emit(found, marks)
        else:
            self._line.hanging += pictures(one, self._context)


_DRAWING: Final = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
_TEXTS: Final = frozenset({"p", "h", "list", "table"})
_SPACES: Final = frozenset({"p", "h", "s", "tab", "line-break", "creator", "date", "list-item", "table-cell"})


def words(element: Element) -> str:
    """All words in an element, with a space for each paragraph, tab and break."""
    found: list[str] = []
    for one in element.iter():
        found += (" " if markup.local(one) in _SPACES else "", one.text or "")
        if one is not element:
            found += (" " if markup.local(one) in _SPACES else "", one.tail or "")
    return "".join(found)


def is_drawing(element: Element) -> bool:
    """Tell what is drawn from what is written."""
    return str(element.tag).startswith(f"{{{_DRAWING}}}")


def _formula(element: Element, archive: Archive) -> str:
    """The words of a formula, which may be a document of its own; empty for a drawing that is none."""
    held = list(markup.below(element, "object"))[:1]
    inside = [math for one in held for math in markup.below(one, "math")][:1]
    for one in [] if inside else held:
        name = posixpath.join(archives.resolve(markup.attribute(one, "href"), ""), "content.xml")
        with suppress(ReadError):
            inside = [root for root in [archive.xml(name)] if markup.local(root) == "math"] if name in archive else []
    return " ".join(markup.words(sign) for math in inside for sign in markup.below(math, "mi", "mn", "mo", "mtext"))


def pictures(element: Element, context: Context) -> list[Figure | Element]:
    """The pictures and the boxes of text of a drawing; a shape without either leaves its description, as a loss."""
    found = list(_parts(element, context.archive))
    if not found:
        told = " ".join(markup.words(one) for one in markup.below(element, "title", "desc"))
        context.losses.drop(told, "drawing")
    return found


def _parts(element: Element, archive: Archive) -> Iterator[Figure | Element]:
    picture = next((one for one in element if markup.local(one) == "image"), None)
    if markup.local(element) == "frame" and picture is not None:
        target = markup.attribute(picture, "href")
        if target:
            src = tree.address(target) or archive.picture(archives.resolve(target, ""))
            size = (tree.pixels(markup.attribute(element, side)) for side in ("width", "height"))
            yield Figure(Image(src, _alternative(element), *size))
    elif any(markup.local(one) in _TEXTS for one in element):
        yield element
    else:
        yield from (part for one in element if is_drawing(one) for part in _parts(one, archive))


def _alternative(frame: Element) -> Alt:
    mute = markup.attribute(frame, "decorative") == "true"
    told = (markup.words(markup.child(frame, name)) for name in ("desc", "title") if not mute)
    return tree.described(next(filter(None, told), ""), mute=mute)
