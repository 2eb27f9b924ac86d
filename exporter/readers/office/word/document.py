"""A Word document read from end to end."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, cast

from exporter.errors import ReadError
from exporter.model import Figure, LineBreak, Note, Paragraph, Rule
from exporter.readers.flow import joining
from exporter.readers.flow.parts import Part, Role, Styled, text, unmarked
from exporter.readers.office import grid
from exporter.readers.office.grid import WIDEST, Cell
from exporter.readers.office.word import inline
from exporter.readers.office.word.formats import Counters, Entry, Formats, is_on, nested, outline, value
from exporter.readers.office.word.inline import Line, Paragraphs
from exporter.readers.office.word.package import Package, words
from exporter.readers.packed import assembly, languages, markup, runs
from exporter.readers.packed.flow import Document
from exporter.readers.packed.losses import Losses
from exporter.readers.packed.runs import Run
from exporter.readers.press import phrases
from exporter.readers.press.sections import Head

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from exporter.model import Article, Block
    from exporter.ports import Original, World
    from exporter.readers.flow.parts import Parts
    from exporter.readers.flow.tree import Element
    from exporter.readers.office.styles import Meaning
    from exporter.readers.office.word.inline import Context
    from exporter.walk import Content

_UNCALLED = ("separator", "continuationSeparator", "continuationNotice")


def read(original: Original, world: World) -> Article:
    """Read a document; raises `ReadError`."""
    package = Package(original)
    root = package.root(package.main)
    body = markup.child(root, "body")
    if body is None:
        raise ReadError(f"{original.name} is no Word document", "save it as .docx")
    formats = Formats(package.root(package.related(package.main, "styles")))
    found = languages.weigh(_marked(body, formats))
    context = inline.Context(package, formats, found, Losses(world.report))
    counters = Counters(package.root(package.related(package.main, "numbering")))
    flow = Body(context, counters, package.main).flow(body)
    notes = tuple(_notes(context, counters))
    _report(package, context.losses)
    claims = package.claims()
    claims = replace(claims, language=found.declared or claims.language)
    return assembly.article(Document(original.name, flow, notes, claims, original.title), world, phrases.load(world))


def _marked(body: Element, formats: Formats) -> Iterator[tuple[str, str]]:
    """The runs' languages and words."""
    for run in markup.below(body, "r"):
        words = "".join(one.text or "" for one in run if markup.local(one) == "t")
        if words:
            yield inline.language(markup.child(run, "rPr"), formats), words


def _notes(context: Context, counters: Counters) -> Iterator[Note]:
    """The notes that are called, in the order of their calls; those that are not are reported."""
    holders: dict[str, tuple[Element, str]] = {}
    for kind in ("footnote", "endnote"):
        part = context.package.related(context.package.main, f"{kind}s")
        root = context.package.root(part)
        for one in () if root is None else root:
            if markup.attribute(one, "type") not in _UNCALLED:
                holders[f"{kind}-{markup.attribute(one, 'id')}"] = (one, part)
    for name, call in tuple(context.calls.items()):
        holder, part = holders.pop(name, (None, ""))
        if holder is not None:
            flow = Body(context, counters, part).flow(holder)
            yield Note(name, call.label, joining.blocks(flow, call.label))
    for holder, _ in holders.values():
        context.losses.drop(words(holder), "note")


def _report(package: Package, losses: Losses) -> None:
    """Tell of what stands beside the text: comments, and the heads and feet of pages."""
    for kind, reason in (("comments", "comment"), ("header", "page-header"), ("footer", "page-footer")):
        told: set[str] = set()
        for part in package.all_related(package.main, kind):
            root = package.root(part)
            for one in () if root is None else root if kind == "comments" else (root,):
                said = " ".join(words(one).split())
                if said not in told:
                    told.add(said)
                    losses.drop(said, reason)


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
        if is_layout(element):
            return [part for row in self._rows(element) for cell in cells(row) for part in self.flow(cell)]
        rows = Grid()
        for row in self._rows(element):
            rows.row(row, self._cell)
        found = grid.table(rows.lines)
        return [found] if found else []

    def _rows(self, element: Element) -> list[Element]:
        kept: list[Element] = []
        for row in rows(element):
            if is_deleted(row):
                self._context.losses.drop(words(row), "tracked-deletion")
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


def is_layout(table: Element) -> bool:
    """Tell a table of one column, or with pictures or other tables in it."""
    if next(markup.below(table, "drawing", "pict"), None) is not None:
        return True
    return sum(markup.local(one) == "tbl" for one in table.iter()) > 1 or max(map(_width, rows(table)), default=0) <= 1


def _width(row: Element) -> int:
    return sum(1 for _ in cells(row))


def rows(table: Element) -> Iterator[Element]:
    """The rows of a table, those in content controls included, without those that were deleted."""
    return _inside(table, "tr")


def cells(row: Element) -> Iterator[Element]:
    """The cells of a row."""
    return _inside(row, "tc")


def _inside(element: Element, name: str) -> Iterator[Element]:
    for one in element:
        if markup.local(one) == name:
            yield one
        elif markup.local(one) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _inside(one, name)


def is_deleted(row: Element) -> bool:
    """Tell a row that was deleted with its change tracked."""
    return markup.child(row, "trPr", "del") is not None


class Grid:
    """Puts the rows of a table together: cells that go on in the next row are one."""

    def __init__(self) -> None:
        """Begin with no row."""
        self.lines: list[grid.Line] = []
        self._above: dict[int, Cell] = {}

    def row(self, element: Element, read: Callable[[Element], Content]) -> None:
        """Add a row, its cells read by a function."""
        properties = markup.child(element, "trPr")
        line = grid.Line(header=is_on(properties, "tblHeader") is True)
        column = _count(value(properties, "gridBefore"), 0)
        for one in cells(element):
            told = markup.child(one, "tcPr")
            span = _count(value(told, "gridSpan"), 1)
            merged = markup.child(told, "vMerge")
            above = self._above.get(column)
            if merged is not None and markup.attribute(merged, "val") != "restart" and above is not None:
                above.rowspan += 1
                extra = read(one)
                above.content = (
                    (*above.content, LineBreak(), *extra) if above.content and extra else above.content or extra
                )
            else:
                cell = Cell(read(one), column, span)
                self._above[column] = cell
                line.cells.append(cell)
            column += span
        self.lines.append(line)


def _count(written: str, least: int) -> int:
    return min(max(int(written), least), WIDEST) if written.isdigit() and len(written) < 7 else least  # noqa: PLR2004 - no table is as wide
