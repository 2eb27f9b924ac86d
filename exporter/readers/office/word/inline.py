"""Paragraphs of a Word document to runs: marks, links, calls of notes, changes that were tracked, fields."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from exporter.model import LineBreak, NoteRef
from exporter.readers.flow import tree
from exporter.readers.office.blocks import Line
from exporter.readers.office.languages import Languages
from exporter.readers.office.runs import PLAIN, Marks, Run
from exporter.readers.office.word.formats import Counters, Formats, is_on
from exporter.readers.office.word.package import Package, boxes, is_rule, pictures, words
from exporter.readers.packed import markup
from exporter.readers.packed.losses import Losses

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporter.readers.flow.tree import Element

_INSIDE: Final = frozenset({"ins", "moveTo", "smartTag", "customXml", "sdtContent", "dir", "bdo", "rubyBase"})
_GONE: Final = frozenset({"del", "moveFrom"})
_SPACES: Final = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "\u2011", "cr": "\n"}
_PRIVATE: Final = range(0xE000, 0xF900)
"""Code points of pictures in fonts such as Wingdings, which mean nothing by themselves."""


@dataclass(slots=True)
class Context:
    """What all parts of a document share; ``calls`` are the labels of notes by their names, in the order of calls."""

    package: Package
    formats: Formats
    counters: Counters
    languages: Languages
    losses: Losses
    calls: dict[str, str] = field(default_factory=dict)


class Paragraphs:
    """Reads the paragraphs of one part in order; a field may reach over several."""

    def __init__(self, context: Context, part: str) -> None:
        """Begin a part."""
        self._context = context
        self._part = part
        self._fields = Fields()
        self._line = Line()
        self._handlers: dict[str, Callable[[Element, Marks], None]] = {
            "t": lambda one, marks: self._emit(one.text or "", marks),
            "br": self._break,
            "sym": self._symbol,
            "delText": lambda one, _: self._context.losses.drop(one.text or "", "tracked-deletion"),
            "footnoteReference": self._call,
            "endnoteReference": self._call,
            "drawing": self._drawing,
            "pict": self._drawing,
            "object": self._drawing,
            "fldChar": lambda one, _: self._fields.mark(markup.attribute(one, "fldCharType")),
            "instrText": lambda one, _: self._fields.instruct(one.text or ""),
            "AlternateContent": self._alternate,
            "ruby": self._ruby,
            "r": self._run,
            "hyperlink": self._link,
            "fldSimple": self._simple,
            "sdt": self._control,
            "oMath": self._formula,
            "oMathPara": self._formula,
            "bookmarkStart": lambda one, _: self._line.anchors.append(markup.attribute(one, "name")),
        }

    def read(self, paragraph: Element) -> Line:
        """Read a paragraph."""
        self._line = Line()
        self._context.losses.line += 1
        self._children(paragraph, PLAIN)
        self._line.runs = self._context.languages.settled(self._line.runs)
        return self._line

    def _children(self, element: Element, marks: Marks) -> None:
        for one in element:
            name = markup.local(one)
            if name in _INSIDE:
                self._children(one, marks)
            elif name in _GONE:
                self._context.losses.drop(words(one), "tracked-deletion")
            elif name in _SPACES:
                self._emit(_SPACES[name], marks)
            elif name in self._handlers:
                self._handlers[name](one, marks)

    def _run(self, run: Element, marks: Marks) -> None:
        properties = markup.child(run, "rPr")
        if is_on(properties, "vanish"):
            self._context.losses.drop(words(run), "hidden")
            return
        around = replace(marks, language=marks.language or self._context.formats.language or None)
        own = self._context.formats.marks(properties, around)
        for one in run:
            if markup.local(one).endswith("Reference") and markup.attribute(one, "customMarkFollows") not in ("", "0"):
                self._call(one, own, label=words(run).strip())
                return
        self._children(run, own)

    def _emit(self, text: str, marks: Marks, node: LineBreak | NoteRef | None = None) -> None:
        if self._fields.hidden:
            return
        if self._fields.gone:
            self._context.losses.drop(text, "contents")
            return
        url = self._fields.link
        self._line.runs.append(Run(text, replace(marks, link=url) if url else marks, node))

    def _break(self, one: Element, marks: Marks) -> None:
        if markup.attribute(one, "type") in ("", "textWrapping"):
            self._emit("", marks, LineBreak())

    def _symbol(self, one: Element, marks: Marks) -> None:
        try:
            code = int(markup.attribute(one, "char"), 16)
        except ValueError:
            return
        if code in _PRIVATE or code > 0xFFFF:  # noqa: PLR2004 - four digits, by the standard
            self._context.losses.drop(f"{markup.attribute(one, 'font')} {code:04X}", "symbol")
        else:
            self._emit(chr(code), marks)

    def _call(self, one: Element, marks: Marks, label: str = "") -> None:
        calls = self._context.calls
        name = f"{markup.local(one).removesuffix('Reference')}-{markup.attribute(one, 'id')}"
        calls.setdefault(name, label or str(sum(map(str.isdigit, calls.values())) + 1))
        self._emit("", replace(marks, raised=False), NoteRef(name))

    def _drawing(self, one: Element, _: Marks) -> None:
        if is_rule(one):
            self._line.rule = True
            return
        relations = self._context.package.relations(self._part)
        found = pictures(one, self._context.package, relations, self._context.losses)
        self._line.hanging += (*found, *boxes(one))

    def _alternate(self, one: Element, marks: Marks) -> None:
        """Read the first of several forms: the others say the same to older programmes."""
        for chosen in one[:1]:
            self._children(chosen, marks)

    def _ruby(self, one: Element, marks: Marks) -> None:
        told = words(markup.child(one, "rt")).strip()
        self._children(one, replace(marks, reading=told or None))

    def _link(self, one: Element, marks: Marks) -> None:
        found = self._context.package.relations(self._part).get(markup.attribute(one, "id"))
        place = markup.attribute(one, "anchor")
        url = tree.address(found.target) if found and found.outside else None
        self._children(one, replace(marks, link=url or (f"#{place}" if place else None)))

    def _simple(self, one: Element, marks: Marks) -> None:
        instruction = markup.attribute(one, "instr")
        if gone(instruction):
            self._context.losses.drop(words(one), "contents")
        else:
            self._children(one, replace(marks, link=link(instruction) or marks.link))

    def _control(self, one: Element, marks: Marks) -> None:
        if is_on(markup.child(one, "sdtPr"), "showingPlcHdr"):
            self._context.losses.drop(words(one), "placeholder")
        else:
            self._children(one, marks)

    def _formula(self, one: Element, marks: Marks) -> None:
        for letters in markup.below(one, "t"):
            above = {markup.local(holder) for holder in letters.iterancestors()}
            self._emit(letters.text or "", replace(marks, raised="sup" in above, lowered="sub" in above))


_LINK: Final = re.compile(
    r"\s*HYPERLINK\s+(?P<local>\\l\s+)?\"(?P<target>[^\"]*)\"(?:\s+\\l\s+\"(?P<place>[^\"]*)\")?", re.IGNORECASE
)
_OF_PAGES: Final = frozenset({"TOC", "INDEX", "PAGE", "PAGEREF", "NUMPAGES", "SECTIONPAGES", "TC", "XE", "TA", "TOA"})


@dataclass(slots=True)
class _Field:
    instruction: list[str] = field(default_factory=list)
    shown: bool = False


def link(instruction: str) -> str | None:
    """The address of a link that an instruction makes; None if it makes none."""
    match = _LINK.match(instruction)
    if match is None:
        return None
    if match["local"] or (match["place"] and not match["target"]):
        return f"#{match['place'] or match['target']}"
    return tree.address(match["target"])


def gone(instruction: str) -> bool:
    """Tell an instruction whose result belongs to the pages, not to the text."""
    return instruction.strip().partition(" ")[0].upper() in _OF_PAGES


class Fields:
    """The fields that are open at some point of the text; one may hold others, and many paragraphs."""

    def __init__(self) -> None:
        """No field is open."""
        self._open: list[_Field] = []

    def mark(self, kind: str) -> None:
        """Begin a field, go over to its result (``separate``), or end it."""
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].shown = True
        elif kind == "end" and self._open:
            self._open.pop()

    def instruct(self, words: str) -> None:
        """Add to the instruction of the innermost field."""
        if self._open:
            self._open[-1].instruction.append(words)

    @property
    def hidden(self) -> bool:
        """Tell whether words here are an instruction."""
        return any(not one.shown for one in self._open)

    @property
    def gone(self) -> bool:
        """Tell whether words here belong to the pages."""
        return any(gone("".join(one.instruction)) for one in self._open)

    @property
    def link(self) -> str | None:
        """The address of the link that words here belong to."""
        found = (link("".join(one.instruction)) for one in reversed(self._open))
        return next((url for url in found if url), None)
