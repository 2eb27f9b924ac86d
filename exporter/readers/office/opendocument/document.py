"""An OpenDocument text read from end to end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

from exporter.errors import ReadError
from exporter.model import Figure, Item, LineBreak, Listing, Note, Paragraph
from exporter.readers.flow import joining
from exporter.readers.flow.parts import Role, Styled, text, unmarked
from exporter.readers.office import grid
from exporter.readers.office.opendocument import inline
from exporter.readers.office.opendocument.formats import Formats, number
from exporter.readers.office.opendocument.inline import Context, Line, Paragraphs
from exporter.readers.packed import assembly, languages, markup, runs
from exporter.readers.packed.archive import Archive
from exporter.readers.packed.flow import Claims, Document
from exporter.readers.packed.losses import Losses
from exporter.readers.packed.masthead import date
from exporter.readers.packed.runs import Run
from exporter.readers.press import phrases
from exporter.readers.press.sections import Head

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from exporter.model import Article, Block
    from exporter.ports import Original, World
    from exporter.readers.flow.parts import Parts
    from exporter.readers.flow.tree import Element
    from exporter.walk import Content

_CONTENT, _STYLES, _META, _MANIFEST = "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"


def read(original: Original, world: World) -> Article:
    """Read a document; raises `ReadError`."""
    archive = Archive(original)
    if _MANIFEST in archive and b"encryption-data" in archive.read(_MANIFEST):
        raise ReadError(f"{original.name} is encrypted", "save it without a password")
    root = archive.xml(_CONTENT)
    body = markup.child(root, "body", "text")
    if body is None:
        raise ReadError(f"{original.name} is no text document", "save it as .odt")
    formats = Formats()
    styles = archive.xml(_STYLES) if _STYLES in archive else None
    for part in (root,) if styles is None else (styles, root):
        formats.add(part)
    found = languages.weigh(_marked(body, formats))
    context = Context(archive, formats, found, Losses(world.report))
    flow = Body(context).flow(body)
    notes = tuple(_notes(context))
    _report(styles, context.losses)
    claims = _claims(archive, found.declared)
    return assembly.article(Document(original.name, flow, notes, claims, original.title), world, phrases.load(world))


def _marked(body: Element, formats: Formats) -> Iterator[tuple[str, str]]:
    """The languages and the words of paragraphs and spans."""
    for one in markup.below(body, "p", "h", "span"):
        style = markup.attribute(one, "style-name")
        marks = formats.paragraph("" if markup.local(one) == "span" else style)
        marks = formats.text(style, marks) if markup.local(one) == "span" else marks
        words = "".join((one.text or "", *(inner.tail or "" for inner in one)))
        if words.strip():
            yield marks.language or "", words


def _notes(context: Context) -> Iterator[Note]:
    done = 0
    while done < len(context.notes):  # a note may call another
        name, (label, body) = list(context.notes.items())[done]
        yield Note(name, label, joining.blocks(Body(context).flow(body), label))
        done += 1


def _claims(archive: Archive, language: str) -> Claims:
    root = archive.xml(_META) if _META in archive else None
    meta = markup.child(root, "meta")
    told: dict[str, str] = {}
    keywords: list[str] = []
    for one in () if meta is None else meta:
        if markup.local(one) == "keyword":
            keywords += (word.strip() for word in markup.words(one).split(",") if word.strip())
        elif markup.local(one) != "user-defined":
            told.setdefault(markup.local(one), markup.words(one))
    author = told.get("initial-creator") or told.get("creator") or ""
    return Claims(
        "document properties",
        title=told.get("title", ""),
        authors=(author,) if author else (),
        language=language or told.get("language", ""),
        saved=date(told.get("date") or told.get("creation-date") or ""),
        keywords=tuple(keywords),
    )


def _report(styles: Element | None, losses: Losses) -> None:
    """Tell of the heads and the feet of pages."""
    told: set[str] = set()
    for one in () if styles is None else markup.below(styles, "header", "footer", "header-first", "footer-first"):
        words = " ".join(inline.words(one).split())
        if words not in told:
            told.add(words)
            losses.drop(words, f"page-{markup.local(one).removesuffix('-first')}")


_INDEXES: Final = frozenset(
    ["table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index"]
)
_ROWS: Final = frozenset({"table-header-rows", "table-rows", "table-row-group"})
_MOST_ROWS: Final = 1000
_MOST_CELLS: Final = 20_000
_DEEPEST_LIST: Final = 9


class Body:
    """Reads blocks."""

    def __init__(self, context: Context) -> None:
        """Begin."""
        self._context = context
        self._paragraphs = Paragraphs(context)
        self._last: dict[str, int] = {}
        self._cells = 0
        self._handlers: dict[str, Callable[[Element], Parts]] = {
            "p": self._paragraph,
            "h": self._paragraph,
            "list": lambda one: self._list(one, "", 1),
            "table": self._table,
            "section": self._section,
            "bibliography": self.flow,
            "index-body": self.flow,
            "numbered-paragraph": self.flow,
            "text-box": self.flow,
            "tracked-changes": self._changes,
        }

    def flow(self, container: Element) -> Parts:
        """Read all that stands in a container."""
        found: Parts = []
        for one in container:
            name = markup.local(one)
            if name in _INDEXES:
                self._context.losses.drop(inline.words(one), "contents")
            elif name == "annotation":
                self._context.losses.drop(inline.words(one), "comment")
            elif name in self._handlers:
                found += self._handlers[name](one)
            elif inline.is_drawing(one):
                line = Line(hanging=inline.read(one, self._context.archive, self._context.losses))
                found += self._hanging(line)
        return found

    def _section(self, one: Element) -> Parts:
        if markup.attribute(one, "display") == "none":
            self._context.losses.drop(inline.words(one), "hidden")
            return []
        return self.flow(one)

    def _changes(self, one: Element) -> Parts:
        """Report what was deleted: it stands apart, before the text."""
        for deleted in markup.below(one, "deletion"):
            said = " ".join(inline.words(part) for part in deleted if markup.local(part) != "change-info")
            self._context.losses.drop(said, "tracked-deletion")
        return []

    def _paragraph(self, one: Element) -> Parts:
        style = markup.attribute(one, "style-name")
        if self._context.formats.is_hidden("paragraph", style):
            self._context.losses.drop(inline.words(one), "hidden")
            return []
        line = self._paragraphs.read(one)
        meaning = self._context.formats.meaning(style)
        if markup.local(one) == "h" and meaning.role is not Role.TITLE:
            meaning = replace(meaning, level=max(number(one, "outline-level", 1), 1), role=None)
        if meaning.contents:
            self._context.losses.drop("".join(run.text for run in line.runs), "contents")
            return []
        content = runs.content(line.runs, literal=meaning.role is Role.CODE)
        hanging = self._hanging(line)
        if not text(content):
            return hanging
        if meaning.level:
            return [Head(meaning.level, unmarked(content), tuple(line.anchors)), *hanging]
        if meaning.role is Role.CAPTION:
            return [*hanging, Styled(Role.CAPTION, content)]
        return [Styled(meaning.role, content) if meaning.role else Paragraph(content), *hanging]

    def _hanging(self, line: Line) -> Parts:
        """The pictures and the text boxes of a paragraph, which stand after it."""
        found: Parts = []
        for one in line.hanging:
            found += [one] if isinstance(one, Figure) else Body(self._context).flow(one)
        return found

    # --- Lists -------------------------------------------------------------------------------------

    def _list(self, one: Element, style: str, depth: int) -> Parts:
        """Read a list; one that only numbers headings leaves them."""
        style = markup.attribute(one, "style-name") or style or self._lists(one)
        level = self._context.formats.level(style, depth)
        items: list[Item] = []
        apart: Parts = []
        for holder in one:
            flow = self._item(holder, style, depth)
            apart += (part for part in flow if isinstance(part, Head | Styled))
            blocks = tuple(cast("Block", part) for part in flow if not isinstance(part, Head | Styled))
            if items and blocks and all(isinstance(block, Listing) for block in blocks):
                items[-1] = replace(items[-1], blocks=(*items[-1].blocks, *blocks))
            elif blocks:
                told = number(holder, "start-value", -1)
                items.append(Item(blocks, told if level.ordered and told >= 0 else None))
        if not items:
            return apart
        start = self._start(one, f"{style} {depth}", level.start)
        self._last[f"{style} {depth}"] = start + len(items) - 1
        made = Listing(tuple(items), level.ordered, start if level.ordered else 1, level.numbering)
        return [*apart, made] if depth <= _DEEPEST_LIST else [*apart, *(b for item in items for b in item.blocks)]

    def _item(self, holder: Element, style: str, depth: int) -> Parts:
        found: Parts = []
        for one in holder:
            found += self._list(one, style, depth + 1) if markup.local(one) == "list" else self._one(one)
        return found

    def _one(self, one: Element) -> Parts:
        handler = self._handlers.get(markup.local(one))
        return handler(one) if handler else []

    def _lists(self, one: Element) -> str:
        first = next(markup.below(one, "p", "h"), None)
        return "" if first is None else self._context.formats.lists(markup.attribute(first, "style-name"))

    def _start(self, one: Element, key: str, start: int) -> int:
        goes_on = markup.attribute(one, "continue-numbering") == "true" or markup.attribute(one, "continue-list")
        return self._last.get(key, start - 1) + 1 if goes_on else start

    # --- Tables ------------------------------------------------------------------------------------

    def _table(self, one: Element) -> Parts:
        rows = list(_rows(one, header=False))
        wide = max((sum(1 for cell in row if markup.local(cell) == "table-cell") for row, _ in rows), default=0)
        inner = any(markup.local(part) in ("image", "table") for part in one.iter() if part is not one)
        if wide <= 1 or inner:
            return [part for row, _ in rows for cell in row for part in self.flow(cell)]
        found = grid.table([line for row, header in rows for line in self._row(row, header=header)])
        return [found] if found else []

    def _row(self, row: Element, *, header: bool) -> Iterator[grid.Line]:
        line = grid.Line(header=header)
        column = 0
        for cell in row:
            repeated = min(number(cell, "number-columns-repeated", 1), grid.WIDEST)
            if markup.local(cell) != "table-cell":
                column += repeated
                continue
            content = self._cell(cell)
            width = max(number(cell, "number-columns-spanned", 1), 1)
            height = max(number(cell, "number-rows-spanned", 1), 1)
            for _ in range(repeated if text(content) else 1):
                line.cells.append(grid.Cell(content, column, width, height))
                column += width
        full = any(text(cell.content) for cell in line.cells)
        count = min(number(row, "number-rows-repeated", 1), _MOST_ROWS) if full else 1
        self._cells += count * len(line.cells)
        if self._cells > _MOST_CELLS:
            raise ReadError("the tables have more cells than an article shows", "save the document without them")
        for _ in range(count):
            yield grid.Line([replace(cell) for cell in line.cells], line.header)

    def _cell(self, cell: Element) -> Content:
        """The words of a cell, a line for each of its paragraphs."""
        found: list[Run] = []
        for paragraph in markup.below(cell, "p", "h"):
            line = self._paragraphs.read(paragraph)
            found += [Run("", node=LineBreak()), *line.runs] if found and line.runs else line.runs
        return runs.content(found)


def _rows(element: Element, *, header: bool) -> Iterator[tuple[Element, bool]]:
    for one in element:
        name = markup.local(one)
        if name == "table-row":
            yield one, header
        elif name in _ROWS:
            yield from _rows(one, header=header or name == "table-header-rows")
