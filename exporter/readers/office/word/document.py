"""A Word document read from end to end: paragraphs, lists and tables in order."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, cast

from exporter.errors import ReadError
from exporter.messages import Message
from exporter.model import LineBreak, Note, Paragraph, Rule
from exporter.readers.flow import columns, joining
from exporter.readers.flow.parts import Part, Styled, text
from exporter.readers.office import blocks, languages, runs
from exporter.readers.office.blocks import Cell, Cells, number
from exporter.readers.office.runs import Marks, Run
from exporter.readers.office.word.formats import Counters, Entry, Formats, is_on, nested, outline, value
from exporter.readers.office.word.inline import Context, Paragraphs
from exporter.readers.office.word.package import Package, words
from exporter.readers.packed import assembly, markup
from exporter.readers.packed.flow import Document
from exporter.readers.packed.losses import Losses
from exporter.readers.press import phrases
from exporter.readers.press.sections import Head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Alignment, Article, Block
    from exporter.ports import Original, World
    from exporter.readers.flow.parts import Parts
    from exporter.readers.flow.tree import Element
    from exporter.readers.office.blocks import Line
    from exporter.readers.office.styles import Meaning

_UNCALLED = ("separator", "continuationSeparator", "continuationNotice")
_INSIDE = frozenset({"sdtContent", "customXml", "ins", "moveTo", "smartTag"})
_INITIAL = 3
"""Characters of a dropped capital, a quotation mark or an apostrophe with it."""


def read(original: Original, world: World) -> Article:
    """Read a document; raises `ReadError`."""
    package = Package(original)
    body = markup.child(package.root(package.main), "body")
    if body is None:
        raise ReadError(Message("{name} is no Word document", name=original.name), "save it as .docx")
    formats = Formats(package.root(package.related(package.main, "styles")))
    counters = Counters(package.root(package.related(package.main, "numbering")))
    found = languages.weigh(_marked(body, formats), formats.language)
    context = Context(package, formats, counters, found, Losses(world.report))
    flow = Body(context, package.main).flow(body)
    notes = tuple(_notes(context))
    blocks.report(_beside(package), context.losses)
    claims = found.claimed(package.claims())
    return assembly.article(Document(original.name, flow, notes, claims, original.title), world, phrases.load(world))


def _marked(body: Element, formats: Formats) -> Iterator[tuple[str, str]]:
    """The runs' own languages and their words."""
    for run in markup.below(body, "r"):
        said = "".join(one.text or "" for one in run if markup.local(one) == "t")
        if said:
            marks = formats.marks(markup.child(run, "rPr"), Marks())
            yield marks.language or "", said


def _notes(context: Context) -> Iterator[Note]:
    """The notes that are called, in the order of their calls; those that are not are reported."""
    holders: dict[str, tuple[Element, str]] = {}
    for kind in ("footnote", "endnote"):
        part = context.package.related(context.package.main, f"{kind}s")
        for one in context.package.root(part):
            if markup.attribute(one, "type") not in _UNCALLED:
                holders[f"{kind}-{markup.attribute(one, 'id')}"] = (one, part)
    for name, label in tuple(context.calls.items()):
        if name in holders:
            holder, part = holders.pop(name)
            yield Note(name, label, joining.blocks(Body(context, part).flow(holder), label))
    for holder, _ in holders.values():
        context.losses.drop(words(holder), "note")


def _beside(package: Package) -> Iterator[tuple[str, str]]:
    """What stands beside the text: comments, and the heads and feet of pages."""
    for kind, reason in (("comments", "comment"), ("header", "page-header"), ("footer", "page-footer")):
        for part in package.all_related(package.main, kind):
            root = package.root(part)
            yield from ((words(one), reason) for one in (root if kind == "comments" else (root,)))


class Body:
    """Reads the blocks of one part."""

    def __init__(self, context: Context, part: str) -> None:
        """Begin a part."""
        self._context, self._part = context, part
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
            self._context.losses.drop(words(one), "tracked-deletion")
        elif name == "altChunk":
            self._context.losses.drop(markup.attribute(one, "id"), "embedded-document")
        return []

    def _control(self, one: Element) -> list[Entry | Part]:
        """Read a content control; one that holds a table of contents is left out."""
        properties = markup.child(one, "sdtPr")
        gallery = value(markup.child(properties, "docPartObj"), "docPartGallery")
        if gallery == "Table of Contents" or is_on(properties, "showingPlcHdr"):
            self._context.losses.drop(words(one), "contents" if gallery else "placeholder")
            return []
        content = markup.child(one, "sdtContent")
        return [] if content is None else self._parts(content)

    def _boxed(self, box: Element) -> Parts:
        return Body(self._context, self._part).flow(box)

    # --- Paragraphs --------------------------------------------------------------------------------

    def _paragraph(self, one: Element) -> list[Entry | Part]:
        properties = markup.child(one, "pPr")
        line = self._paragraphs.read(one)
        if _goes_on(properties, line):
            self._carried += line.runs
            return [*blocks.hanging(line, self._boxed)]
        line.runs, self._carried = [*self._carried, *line.runs], []
        meaning = self._meaning(properties)
        if meaning.contents:
            self._context.losses.drop("".join(run.text for run in line.runs), "contents")
            return []
        content = blocks.content(meaning, line)
        hanging = blocks.hanging(line, self._boxed)
        entry = self._entry(properties, meaning) if text(content) else None
        if entry:
            told = [cast("Block", part) for part in hanging if not isinstance(part, Head | Styled)]
            entry.blocks = [Paragraph(content), *told]
            return [entry, *(part for part in hanging if isinstance(part, Head | Styled))]
        rule = line.rule or (not content and markup.child(properties, "pBdr", "bottom") is not None)
        return [*blocks.made(meaning, content, line, hanging), *([Rule()] if rule else [])]

    def _meaning(self, properties: Element | None) -> Meaning:
        meaning = self._context.formats.meaning(value(properties, "pStyle"))
        level = outline(properties)
        return replace(meaning, level=level) if level and not meaning.role else meaning

    def _entry(self, properties: Element | None, meaning: Meaning) -> Entry | None:
        """The item that a paragraph is; headings and quotations may be numbered and are none."""
        if meaning.level or meaning.role:
            return None
        style = value(properties, "pStyle")
        own = markup.child(properties, "numPr")
        numbering = self._context.formats.numbering(style) if own is None else own
        entry = None if numbering is None else self._context.counters.entry(numbering)
        if entry:
            entry.depth = max(entry.depth, self._context.formats.depth(style))
        return entry

    # --- Tables ------------------------------------------------------------------------------------

    def _table(self, element: Element) -> Parts:
        """Read a table; one that only lays out a page, of one column or with pictures or tables in it, is its cells."""
        rows = list(self._rows(element))
        held = any(markup.local(one) in ("drawing", "pict", "tbl") for one in element.iter() if one is not element)
        widths = (sum(1 for _ in _inside(row, "tc")) for row in _inside(element, "tr"))
        if held or max(widths, default=0) <= 1:
            return [part for row in rows for one in _inside(row, "tc") for part in self.flow(one)]
        above: dict[int, Cell] = {}
        lines = [self._row(row, above) for row in rows]
        if len(lines) > 1 and not any(line.header for line in lines):
            lines[0].header = self._context.formats.names_columns(markup.child(element, "tblPr"))
        return blocks.table(lines)

    def _rows(self, element: Element) -> Iterator[Element]:
        for row in _inside(element, "tr"):
            if markup.child(row, "trPr", "del") is not None:
                self._context.losses.drop(words(row), "tracked-deletion")
            else:
                yield row

    def _row(self, row: Element, above: dict[int, Cell]) -> Cells:
        """Read a row; a cell that goes on with the one ``above`` it, by their columns, is added to that."""
        properties = markup.child(row, "trPr")
        line = Cells(header=is_on(properties, "tblHeader") is True)
        column = number(value(properties, "gridBefore"))
        for one in _inside(row, "tc"):
            told = markup.child(one, "tcPr")
            merged = markup.child(told, "vMerge")
            span = max(number(value(told, "gridSpan")), 1)
            content = blocks.cell(one, self._paragraphs.read)
            held = above.get(column)
            if merged is not None and markup.attribute(merged, "val") != "restart" and held is not None:
                held.rowspan += 1
                parted = (LineBreak(),) if held.content and content else ()
                held.content = (*held.content, *parted, *content)
            else:
                above[column] = Cell(content, span, alignment=self._alignment(one))
                line.cells.append(above[column])
            column += span
        return line

    def _alignment(self, cell: Element) -> Alignment:
        """How the first paragraph of a cell is aligned."""
        properties = markup.child(cell, "p", "pPr")
        own = value(properties, "jc") or self._context.formats.justification(value(properties, "pStyle"))
        return columns.alignment(own)


def _inside(element: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those in content controls."""
    for one in element:
        if markup.local(one) == name:
            yield one
        elif markup.local(one) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _inside(one, name)


def _goes_on(properties: Element | None, line: Line) -> bool:
    """Tell a paragraph whose end was deleted, or that is a letter set in a frame, large, before the others."""
    frame = markup.child(properties, "framePr")
    framed = frame is not None and markup.attribute(frame, "dropCap") != "none"
    letters = sum(len(run.text.strip()) for run in line.runs)
    return markup.child(properties, "rPr", "del") is not None or (framed and 0 < letters <= _INITIAL)
