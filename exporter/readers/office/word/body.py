"""The body of a Word document, a note or a text box: paragraphs, lists and tables in order."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, cast

from exporter.model import Figure, LineBreak, Paragraph, Rule
from exporter.readers.flow.parts import Part, Role, Styled, text, unmarked
from exporter.readers.office import grid, runs
from exporter.readers.office.runs import Run
from exporter.readers.office.word import drawings, tables
from exporter.readers.office.word.formats import is_on, outline, value
from exporter.readers.office.word.inline import Line, Paragraphs
from exporter.readers.office.word.lists import Entry, nested
from exporter.readers.packed import markup
from exporter.readers.press.sections import Head

if TYPE_CHECKING:
    from exporter.model import Block
    from exporter.readers.flow.parts import Parts
    from exporter.readers.flow.tree import Element
    from exporter.readers.office.styles import Meaning
    from exporter.readers.office.word.inline import Context
    from exporter.readers.office.word.lists import Counters
    from exporter.walk import Content

_INSIDE = frozenset({"sdtContent", "customXml", "ins", "moveTo", "smartTag"})
_INITIAL = 3
"""Characters of a dropped capital, a quotation mark or an apostrophe with it."""


class Body:
    """Reads the blocks of one part."""

    def __init__(self, context: Context, counters: Counters, part: str) -> None:
        """Begin a part."""
        self._context = context
        self._counters = counters
        self._part = part
        self._paragraphs = Paragraphs(context, part)
        self._carried: list[Run] = []

    def flow(self, container: Element) -> Parts:
        """Read all that stands in a container."""
        found: Parts = []
        for is_item, group in groupby(self._parts(container), key=lambda part: isinstance(part, Entry)):
            parts = list(group)
            found += nested(cast("list[Entry]", parts)) if is_item else cast("Parts", parts)
        carried, self._carried = runs.content(self._carried), []
        return [*found, Paragraph(carried)] if text(carried) else found

    def _parts(self, container: Element) -> list[Entry | Part]:
        """Items of lists, and what stands between them."""
        return [part for one in container for part in self._child(one)]

    def _child(self, one: Element) -> list[Entry | Part]:
        name = markup.local(one)
        if name in ("p", "oMathPara"):
            return self._paragraph(one)
        if name == "tbl":
            return [*self._table(one)]
        if name == "sdt":
            return self._control(one)
        if name == "AlternateContent":
            return self._parts(one[0]) if len(one) else []
        if name in _INSIDE:
            return self._parts(one)
        if name in ("del", "moveFrom"):
            self._context.losses.drop(drawings.words(one), "tracked-deletion")
        elif name == "altChunk":
            self._context.losses.drop(markup.attribute(one, "id"), "embedded-document")
        return []

    def _control(self, one: Element) -> list[Entry | Part]:
        """Read a content control; one that holds a table of contents is left out."""
        properties = markup.child(one, "sdtPr")
        gallery = value(markup.child(properties, "docPartObj"), "docPartGallery")
        if gallery == "Table of Contents" or is_on(properties, "showingPlcHdr"):
            self._context.losses.drop(drawings.words(one), "contents" if gallery else "placeholder")
            return []
        content = markup.child(one, "sdtContent")
        return [] if content is None else self._parts(content)

    # --- Paragraphs --------------------------------------------------------------------------------

    def _paragraph(self, one: Element) -> list[Entry | Part]:
        properties = markup.child(one, "pPr")
        line = self._paragraphs.read(one)
        if _goes_on(properties, line):
            self._carried += line.runs
            return [*self._hanging(line)]
        line.runs, self._carried = [*self._carried, *line.runs], []
        meaning = self._meaning(properties)
        if meaning.contents:
            self._context.losses.drop("".join(run.text for run in line.runs), "contents")
            return []
        content = runs.content(line.runs, literal=meaning.role is Role.CODE)
        hanging = self._hanging(line)
        entry = self._entry(properties, meaning) if text(content) else None
        if entry:
            blocks = [cast("Block", part) for part in hanging if not isinstance(part, Head | Styled)]
            entry.blocks = [Paragraph(content), *blocks]
            return [entry, *(part for part in hanging if isinstance(part, Head | Styled))]
        rule = line.rule or (not content and markup.child(properties, "pBdr", "bottom") is not None)
        made = _made(meaning, content, line)
        shown = [*hanging, *made] if meaning.role is Role.CAPTION else [*made, *hanging]
        return [*shown, *([Rule()] if rule else [])]

    def _meaning(self, properties: Element | None) -> Meaning:
        meaning = self._context.formats.meaning(value(properties, "pStyle"))
        level = outline(properties)
        return replace(meaning, level=level) if level and not meaning.role else meaning

    def _entry(self, properties: Element | None, meaning: Meaning) -> Entry | None:
        """The item that a paragraph is; headings and quotations may be numbered and are none."""
        if meaning.level or meaning.role:
            return None
        own = markup.child(properties, "numPr")
        numbering = self._context.formats.numbering(value(properties, "pStyle")) if own is None else own
        entry = None if numbering is None else self._counters.entry(numbering)
        if entry:
            entry.depth = max(entry.depth, self._context.formats.depth(value(properties, "pStyle")))
        return entry

    def _hanging(self, line: Line) -> Parts:
        """The pictures and the text boxes of a paragraph, which stand after it."""
        found: Parts = []
        for one in line.hanging:
            found += [one] if isinstance(one, Figure) else Body(self._context, self._counters, self._part).flow(one)
        return found

    # --- Tables ------------------------------------------------------------------------------------

    def _table(self, element: Element) -> Parts:
        if tables.is_layout(element):
            return [part for row in self._rows(element) for cell in tables.cells(row) for part in self.flow(cell)]
        rows = tables.Grid()
        for row in self._rows(element):
            rows.row(row, self._cell)
        found = grid.table(rows.lines)
        return [found] if found else []

    def _rows(self, element: Element) -> list[Element]:
        kept: list[Element] = []
        for row in tables.rows(element):
            if tables.is_deleted(row):
                self._context.losses.drop(drawings.words(row), "tracked-deletion")
            else:
                kept.append(row)
        return kept

    def _cell(self, cell: Element) -> Content:
        """The words of a cell, a line for each of its paragraphs."""
        found: list[Run] = []
        for paragraph in markup.below(cell, "p"):
            line = self._paragraphs.read(paragraph)
            found += [Run("", node=LineBreak()), *line.runs] if found and line.runs else line.runs
        return runs.content(found)


def _goes_on(properties: Element | None, line: Line) -> bool:
    """Tell a paragraph whose end was deleted, or that is a letter set in a frame, large, before the others."""
    frame = markup.child(properties, "framePr")
    framed = frame is not None and markup.attribute(frame, "dropCap") != "none"
    letters = sum(len(run.text.strip()) for run in line.runs)
    return markup.child(properties, "rPr", "del") is not None or (framed and 0 < letters <= _INITIAL)


def _made(meaning: Meaning, content: Content, line: Line) -> Parts:
    """What a paragraph becomes by its style."""
    if not text(content):
        return [Styled(Role.CODE, content)] if content and meaning.role is Role.CODE else []
    if meaning.level:
        return [Head(meaning.level, unmarked(content), tuple(line.anchors))]
    return [Styled(meaning.role, content) if meaning.role else Paragraph(content)]
