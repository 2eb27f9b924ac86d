"""An OpenDocument text read from end to end: paragraphs, lists and tables in order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

from exporter.errors import ReadError
from exporter.messages import Message
from exporter.model import Item, Listing, Note
from exporter.readers.flow import columns, joining
from exporter.readers.flow.parts import Role, Styled, text
from exporter.readers.office import blocks, languages
from exporter.readers.office.blocks import Cell, Cells
from exporter.readers.office.opendocument.formats import Formats, number
from exporter.readers.office.opendocument.inline import Context, Paragraphs, is_drawing, pictures, words
from exporter.readers.packed import assembly, markup
from exporter.readers.packed.archive import Archive
from exporter.readers.packed.flow import Claims, Document
from exporter.readers.packed.losses import Losses
from exporter.readers.packed.masthead import date
from exporter.readers.press import phrases
from exporter.readers.press.sections import Head

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from exporter.model import Alignment, Article, Block
    from exporter.ports import Original, World
    from exporter.readers.flow.parts import Parts
    from exporter.readers.flow.tree import Element

_CONTENT, _STYLES, _META, _MANIFEST = "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"
_INDEXES: Final = frozenset(
    ["table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index"]
)
_ROWS: Final = frozenset({"table-header-rows", "table-rows", "table-row-group"})
_MOST_ROWS: Final = 1000
_MOST_CELLS: Final = 20_000
_DEEPEST_LIST: Final = 9


def read(original: Original, world: World) -> Article:
    """Read a document; raises `ReadError`."""
    archive = Archive(original)
    if _MANIFEST in archive and b"encryption-data" in archive.read(_MANIFEST):
        raise ReadError(Message("{name} is encrypted", name=original.name), "save it without a password")
    root = archive.xml(_CONTENT)
    body = markup.child(root, "body", "text")
    if body is None:
        raise ReadError(Message("{name} is no text document", name=original.name), "save it as .odt")
    styles = archive.xml(_STYLES) if _STYLES in archive else markup.parse(b"<none/>", _STYLES)
    formats = Formats()
    for part in (styles, root):
        formats.add(part)
    found = languages.weigh(_marked(body, formats), formats.language)
    context = Context(archive, formats, found, Losses(world.report))
    flow = Body(context).flow(body)
    notes = tuple(_notes(context))
    margins = markup.below(styles, "header", "footer", "header-first", "footer-first")
    beside = ((words(one), f"page-{markup.local(one).removesuffix('-first')}") for one in margins)
    blocks.report(beside, context.losses)
    claims = found.claimed(_claims(archive))
    return assembly.article(Document(original.name, flow, notes, claims, original.title), world, phrases.load(world))


def _marked(body: Element, formats: Formats) -> Iterator[tuple[str, str]]:
    """The languages of paragraphs and spans, where they are not the default, and their words."""
    for one in markup.below(body, "p", "h", "span"):
        style, span = markup.attribute(one, "style-name"), markup.local(one) == "span"
        marks = formats.text(style, formats.paragraph("")) if span else formats.paragraph(style)
        said = "".join((one.text or "", *(inner.tail or "" for inner in one)))
        if said.strip():
            yield "" if marks.language in (None, formats.language) else marks.language, said


def _notes(context: Context) -> Iterator[Note]:
    done = 0
    while done < len(context.notes):  # a note may call another
        name, (label, body) = list(context.notes.items())[done]
        yield Note(name, label, joining.blocks(Body(context).flow(body), label))
        done += 1


def _claims(archive: Archive) -> Claims:
    meta = markup.child(archive.xml(_META), "meta") if _META in archive else None
    told: dict[str, str] = {}
    keywords: list[str] = []
    for one in () if meta is None else meta:
        if markup.local(one) == "keyword":
            keywords += filter(None, map(str.strip, markup.words(one).split(",")))
        elif markup.local(one) != "user-defined":
            told.setdefault(markup.local(one), markup.words(one))
    author = told.get("initial-creator") or told.get("creator") or ""
    return Claims(
        Message("document properties"),
        title=told.get("title", ""),
        authors=(author,) if author else (),
        language=told.get("language", ""),
        saved=date(told.get("date") or told.get("creation-date") or ""),
        keywords=tuple(keywords),
    )


class Body:
    """Reads blocks."""

    def __init__(self, context: Context) -> None:
        """Begin."""
        self._context = context
        self._paragraphs = Paragraphs(context)
        self._last: dict[str, int] = {}
        self._cells = 0
        self._handlers: dict[str, Callable[[Element], Parts]] = {
            **dict.fromkeys(("bibliography", "index-body", "numbered-paragraph", "text-box"), self.flow),
            **dict.fromkeys(("p", "h"), self._paragraph),
            **dict.fromkeys(_INDEXES, lambda one: self._lost(one, "contents")),
            "annotation": lambda one: self._lost(one, "comment"),
            "list": lambda one: self._list(one, "", 1),
            "table": self._table,
            "section": self._section,
            "tracked-changes": self._changes,
        }

    def flow(self, container: Element) -> Parts:
        """Read all that stands in a container."""
        return [part for one in container for part in self._child(one)]

    def _child(self, one: Element) -> Parts:
        name = markup.local(one)
        if name in self._handlers:
            return self._handlers[name](one)
        if not is_drawing(one):
            return []
        line = blocks.Line(hanging=pictures(one, self._context))
        return blocks.hanging(line, self._boxed)

    def _boxed(self, box: Element) -> Parts:
        return Body(self._context).flow(box)

    def _lost(self, one: Element, reason: str) -> Parts:
        self._context.losses.drop(words(one), reason)
        return []

    def _section(self, one: Element) -> Parts:
        return self._lost(one, "hidden") if markup.attribute(one, "display") == "none" else self.flow(one)

    def _changes(self, one: Element) -> Parts:
        """Report what was deleted: it stands apart, before the text."""
        for deleted in markup.below(one, "deletion"):
            said = " ".join(words(part) for part in deleted if markup.local(part) != "change-info")
            self._context.losses.drop(said, "tracked-deletion")
        return []

    def _paragraph(self, one: Element) -> Parts:
        style = markup.attribute(one, "style-name")
        if self._context.formats.is_hidden("paragraph", style):
            return self._lost(one, "hidden")
        line = self._paragraphs.read(one)
        meaning = self._context.formats.meaning(style)
        if markup.local(one) == "h" and meaning.role is not Role.TITLE:
            meaning = replace(meaning, level=max(number(one, "outline-level", 1), 1), role=None)
        if meaning.contents:
            self._context.losses.drop("".join(run.text for run in line.runs), "contents")
            return []
        content = blocks.content(meaning, line)
        return blocks.made(meaning, content, line, blocks.hanging(line, self._boxed))

    # --- Lists -------------------------------------------------------------------------------------

    def _list(self, one: Element, style: str, depth: int) -> Parts:
        """Read a list; one that only numbers headings leaves them."""
        first = next(markup.below(one, "p", "h"), None)
        own = "" if first is None else self._context.formats.lists(markup.attribute(first, "style-name"))
        style = markup.attribute(one, "style-name") or style or own
        level = self._context.formats.level(style, depth)
        items: list[Item] = []
        apart: Parts = []
        for holder in one:
            flow = [part for inner in holder for part in self._held(inner, style, depth)]
            apart += (part for part in flow if isinstance(part, Head | Styled))
            told = tuple(cast("Block", part) for part in flow if not isinstance(part, Head | Styled))
            if items and told and all(isinstance(block, Listing) for block in told):
                items[-1] = replace(items[-1], blocks=(*items[-1].blocks, *told))
            elif told:
                count = number(holder, "start-value", -1)
                items.append(Item(told, count if level.ordered and count >= 0 else None))
        if not items:
            return apart
        start = self._start(one, f"{style} {depth}", level.start, len(items))
        made = Listing(tuple(items), level.ordered, start if level.ordered else 1, level.numbering)
        return [*apart, made] if depth <= _DEEPEST_LIST else [*apart, *(b for item in items for b in item.blocks)]

    def _held(self, one: Element, style: str, depth: int) -> Parts:
        return self._list(one, style, depth + 1) if markup.local(one) == "list" else self._child(one)

    def _start(self, one: Element, key: str, start: int, count: int) -> int:
        """The first number of a list of so many items, which may go on with that of another."""
        goes_on = markup.attribute(one, "continue-numbering") == "true" or markup.attribute(one, "continue-list")
        first = self._last.get(key, start - 1) + 1 if goes_on else start
        self._last[key] = first + count - 1
        return first

    # --- Tables ------------------------------------------------------------------------------------

    def _table(self, one: Element) -> Parts:
        """Read a table; one that only lays out a page, of one column or with pictures or tables in it, is its cells."""
        rows = list(_rows(one, header=False))
        wide = max((sum(1 for cell in row if markup.local(cell) == "table-cell") for row, _ in rows), default=0)
        inner = any(markup.local(part) in ("image", "table") for part in one.iter() if part is not one)
        if wide <= 1 or inner:
            return [part for row, _ in rows for cell in row for part in self.flow(cell)]
        return blocks.table([line for row, header in rows for line in self._row(row, header=header)])

    def _row(self, row: Element, *, header: bool) -> Iterator[Cells]:
        line = Cells(header=header)
        for one in row:
            if markup.local(one) == "table-cell":
                content = blocks.cell(one, self._paragraphs.read)
                width = max(number(one, "number-columns-spanned", 1), 1)
                height = max(number(one, "number-rows-spanned", 1), 1)
                repeated = min(number(one, "number-columns-repeated", 1), blocks.WIDEST) if text(content) else 1
                alignment = self._alignment(one)
                line.cells += (Cell(content, width, height, alignment=alignment) for _ in range(repeated))
        full = any(text(cell.content) for cell in line.cells)
        count = min(number(row, "number-rows-repeated", 1), _MOST_ROWS) if full else 1
        self._cells += count * len(line.cells)
        if self._cells > _MOST_CELLS:
            raise ReadError("the tables have more cells than an article shows", "save the document without them")
        for _ in range(count):
            yield Cells([replace(cell) for cell in line.cells], line.header)

    def _alignment(self, cell: Element) -> Alignment:
        """How the first paragraph of a cell is aligned."""
        first = next(markup.below(cell, "p", "h"), None)
        name = "" if first is None else markup.attribute(first, "style-name")
        return columns.alignment(self._context.formats.justification(name))


def _rows(element: Element, *, header: bool) -> Iterator[tuple[Element, bool]]:
    for one in element:
        name = markup.local(one)
        if name == "table-row":
            yield one, header
        elif name in _ROWS:
            yield from _rows(one, header=header or name == "table-header-rows")
