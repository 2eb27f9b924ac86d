"""Elements to blocks: paragraphs, lists, quotations, figures, tables, code; headings and notes stand apart."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from exporter import walk
from exporter.model import (
    Block,
    Caption,
    Cell,
    Code,
    Described,
    Emphasis,
    Figure,
    Foreign,
    Inline,
    Item,
    LineBreak,
    Link,
    Listing,
    Note,
    NoteRef,
    Numbering,
    Paragraph,
    Preformatted,
    Quote,
    Row,
    Rule,
    Strong,
    Table,
    Text,
    is_language_tag,
)
from exporter.readers.markdown import runs
from exporter.readers.markdown.runs import Content, tidy
from exporter.readers.markdown.stash import Lifted
from exporter.readers.press.sections import Head

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from exporter.readers.markdown.runs import Run, Runs

_DEEPEST = 24
"""Blocks inside blocks; what is deeper loses its own shape, never its words."""

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_FRAMES = frozenset({"article", "body", "center", "div", "main", "section"})
_NUMBERINGS = {
    "a": Numbering.LOWER_ALPHA, "A": Numbering.UPPER_ALPHA, "i": Numbering.LOWER_ROMAN, "I": Numbering.UPPER_ROMAN,
}  # fmt: skip
_ATTRIBUTION = re.compile(r"(?:—|–|--)\s*(?=\w)")
_WIDEST = 1000


Flow = list[Block | Head]


class Blocks:
    """Makes blocks of elements, and collects the notes on the way."""

    def __init__(self, inline: Runs, boxes: Mapping[str, str]) -> None:
        """Keep what makes runs of words, and the titles of boxes that have none."""
        self._runs, self._boxes = inline, boxes
        self.notes: list[Note] = []
        self._by_tag: dict[str, Callable[[Any, int], Iterable[Block | Head]]] = {
            "p": self._paragraph, "blockquote": self._quote, "ul": self._list, "ol": self._list, "dl": self._terms,
            "pre": self._pre, "table": self._table, "figure": self._figure, "hr": lambda _element, _depth: [Rule()],
            "label": self._titled, "summary": self._titled, "legend": self._titled, "iframe": self._embedded,
        }  # fmt: skip
        self._by_tag |= dict.fromkeys(_HEADINGS, self._heading)

    def flow(self, element: Any, depth: int = 0) -> Flow:  # noqa: ANN401 - lxml has no types
        """The blocks and headings inside an element."""
        found: Flow = []
        run: Run = list(self._runs.leaves.of(element.text or ""))
        for child in element:
            if isinstance(child.tag, str):
                if self._is_block(child):
                    found += paragraphs(run)
                    run = []
                    found += self._spoken(child, self._block(child, depth))
                else:
                    run += self._runs.of(child)
            run += self._runs.leaves.of(child.tail or "")
        return [*found, *paragraphs(run)]

    def _is_block(self, element: Any) -> bool:  # noqa: ANN401
        if element.tag in runs.BLOCKS or element.tag == "iframe" or _is_tab(element):
            return True
        return element.tag not in runs.SILENT and any(
            inner.tag in runs.BLOCKS for inner in element.iterdescendants() if isinstance(inner.tag, str)
        )

    def _block(self, element: Any, depth: int) -> Iterable[Block | Head]:  # noqa: ANN401
        names = (element.get("class") or "").split()
        if "footnote" in names and element.tag == "div":
            return self._noted(element, depth)
        if "arithmatex" in names:
            return paragraphs(list(self._runs.of(element)))
        if depth >= _DEEPEST:
            return paragraphs(self._runs.content(element))
        make = self._by_tag.get(element.tag)
        if make:
            return make(element, depth + 1)
        if "admonition" in names or element.tag == "details":
            return self._box(element, names, depth + 1)
        self._runs.leaves.tooltip(element)
        return self.flow(element, depth + (element.tag not in _FRAMES))

    def _spoken(self, element: Any, blocks: Iterable[Block | Head]) -> Iterator[Block | Head]:  # noqa: ANN401
        """Mark the words of an element that says its language."""
        language = element.get("lang") or ""
        for block in blocks:
            if not is_language_tag(language):
                yield block
            elif isinstance(block, Head):
                yield replace(block, content=(Foreign(language, block.content),))
            else:
                yield walk.map_content(block, lambda _, content: (Foreign(language, content),))

    def _inner(self, element: Any, depth: int) -> tuple[Block, ...]:  # noqa: ANN401
        """The blocks inside an element where no section can be: a heading becomes a strong line."""
        return tuple(_unheaded(self.flow(element, depth)))

    # --- Kinds of blocks -----------------------------------------------------------------------

    def _paragraph(self, element: Any, depth: int) -> Flow:  # noqa: ANN401
        if any(self._is_block(child) for child in element if isinstance(child.tag, str)):
            return self.flow(element, depth)
        if _is_title(element):
            return list(self._titled(element, depth))
        return list(paragraphs(self._runs.content(element)))

    def _heading(self, element: Any, _depth: int) -> Flow:  # noqa: ANN401
        content, pictures = flat(self._runs.content(element))
        head = Head(_HEADINGS[element.tag], content, tuple(filter(None, (element.get("id"),))))
        return [*([head] if walk.plain(content).strip() else []), *pictures]

    def _titled(self, element: Any, _depth: int) -> Iterator[Block]:  # noqa: ANN401
        content, pictures = flat(self._runs.content(element))
        if walk.plain(content).strip():
            yield Paragraph((Strong(content),))
        yield from pictures

    def _box(self, element: Any, names: list[str], depth: int) -> Flow:  # noqa: ANN401
        """A box of text: its title, or what kind of box it is, as a strong line above its blocks."""
        title = next((child for child in element if _is_title(child)), None)
        kind = next((name.lower() for name in names if name.lower() in self._boxes), "")
        if title is None or not kind or title.text_content().strip().lower() != kind:
            return self.flow(element, depth)
        label = Paragraph((Strong((Text(self._boxes[kind]),)),))
        title.drop_tree()
        return [label, *self.flow(element, depth)]

    def _quote(self, element: Any, depth: int) -> Iterator[Block]:  # noqa: ANN401
        blocks = self._inner(element, depth)
        match blocks:
            case [*first, Paragraph(content)] if first and _ATTRIBUTION.match(walk.plain(content)):
                mark = _ATTRIBUTION.match(walk.plain(content))
                words = walk.plain(content)
                yield Quote(tuple(first), walk.cut(content, mark.end() if mark else 0, len(words)))
            case _:
                yield from [Quote(blocks)] if blocks else []

    def _list(self, element: Any, depth: int) -> Iterator[Block]:  # noqa: ANN401
        items = []
        for child in element:
            if not isinstance(child.tag, str):
                continue
            blocks = self._inner(child, depth) if child.tag == "li" else tuple(_unheaded(self._block(child, depth)))
            if blocks:
                items.append(Item(blocks, _number(child.get("value"))))
        if items:
            ordered = element.tag == "ol"
            numbering = _NUMBERINGS.get(element.get("type") or "", Numbering.DECIMAL)
            start = _number(element.get("start")) if ordered else None
            yield Listing(tuple(items), ordered, 1 if start is None else start, numbering)

    def _terms(self, element: Any, depth: int) -> Iterator[Block]:  # noqa: ANN401
        """A list of terms: each an item, the term strong, its definitions below."""
        items: list[tuple[Block, ...]] = []
        for child in element.iter("dt", "dd"):
            if child.tag == "dt":
                content, pictures = flat(self._runs.content(child))
                items.append((Paragraph((Strong(content),)), *pictures) if content else tuple(pictures))
            else:
                items[-1:] = [(*(items[-1] if items else ()), *self._inner(child, depth))]
        kept = tuple(Item(blocks) for blocks in items if blocks)
        if kept:
            yield Listing(kept)

    def _pre(self, element: Any, _depth: int) -> Iterator[Block]:  # noqa: ANN401
        text = self._runs.leaves.attribute("".join(element.itertext())).strip("\n")
        named = re.search(r"\b(?:language|lang|highlight)-([\w+#-]+)", " ".join(_classes(element)))
        if text.strip():
            yield Preformatted((Text(text),), named[1].lower() if named else None)

    def _embedded(self, element: Any, _depth: int) -> Iterator[Block]:  # noqa: ANN401
        """Something shown inside the page: a link to it if it has a name."""
        found = self._runs.leaves.embedded(element)
        if found:
            yield Paragraph((Link(found[1], (Text(found[0]),)),))
        else:
            self._runs.leaves.silent(element)

    def _figure(self, element: Any, depth: int) -> Iterator[Block]:  # noqa: ANN401
        """A figure with its caption; what else is in it stands by itself."""
        legends = list(element.iter("figcaption"))
        captions = [flat(self._runs.content(legend)) for legend in legends]
        for legend in legends:
            legend.drop_tree()
        caption = tidy(node for content, _ in captions for node in (*content, LineBreak()))
        blocks = [*self._inner(element, depth), *(picture for _, pictures in captions for picture in pictures)]
        at = next((i for i, block in enumerate(blocks) if isinstance(block, Figure | Table)), None)
        if caption and at is not None:
            kept = blocks[at]
            blocks[at] = replace(kept, caption=Caption(caption)) if isinstance(kept, Figure | Table) else kept
        elif caption:
            blocks.append(Paragraph(caption))
        yield from blocks

    # --- Tables --------------------------------------------------------------------------------

    def _table(self, element: Any, _depth: int) -> Iterator[Block]:  # noqa: ANN401
        lifted: list[Block] = []
        head: list[Row] = []
        body: list[Row] = []
        for row in element.iter("tr"):
            cells = tuple(self._cell(cell, lifted) for cell in row if cell.tag in ("td", "th"))
            if not any(walk.plain(cell.content).strip() for cell in cells):
                continue
            headed = row.getparent().tag == "thead" or (not body and all(cell.header for cell in cells))
            (head if headed else body).append(Row(cells))
        titles = [flat(self._runs.content(title))[0] for title in element.iter("caption")]
        if head or body:
            rows = (tuple(head), tuple(body)) if body else ((), tuple(head))
            yield Table(*rows, Caption(titles[0]) if titles and titles[0] else None)
        yield from lifted

    def _cell(self, element: Any, lifted: list[Block]) -> Cell:  # noqa: ANN401
        content, pictures = flat(self._runs.content(element))
        lifted += pictures
        spans = [min(max(_number(element.get(name)) or 1, 1), _WIDEST) for name in ("colspan", "rowspan")]
        return Cell(content, element.tag == "th", *spans)

    # --- Notes ---------------------------------------------------------------------------------

    def _noted(self, element: Any, depth: int) -> Flow:  # noqa: ANN401
        for item in element.iterchildren("ol"):
            for number, child in enumerate(item.iterchildren("li"), 1):
                blocks = self._inner(child, depth)
                self.notes.append(Note(child.get("id") or "", str(number), blocks)) if blocks else None
        return []


def _is_tab(element: Any) -> bool:  # noqa: ANN401
    """Tell the title of a tab from the label of a form's field."""
    return element.tag == "label" and "tabbed-set" in (element.getparent().get("class") or "").split()


def _is_title(element: Any) -> bool:  # noqa: ANN401
    """Tell the title of a box."""
    return element.tag == "summary" or "admonition-title" in (element.get("class") or "").split()


def _classes(element: Any) -> list[str]:  # noqa: ANN401
    return [inner.get("class") or "" for inner in element.iter() if isinstance(inner.tag, str)]


def _number(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else None


def _unheaded(flow: Iterable[Block | Head]) -> Iterator[Block]:
    for block in flow:
        yield Paragraph((Strong(block.content),)) if isinstance(block, Head) else block


def flat(run: Run) -> tuple[Content, list[Block]]:
    """A run where no block can be: the words of its pictures and code stay in it, pictures with more follow."""
    words: list[Inline] = []
    pictures: list[Block] = []
    for node in run:
        match node:
            case Lifted(Figure(image, None, None)) if image and isinstance(image.alt, Described):
                words.append(Text(image.alt.text))
            case Lifted(Preformatted(content)):
                words.append(Code(content))
            case Lifted(Paragraph(content)):
                words += content
            case Lifted(block):
                pictures.append(block)
            case _:
                words.append(node)
    return tidy(words), pictures


def paragraphs(run: Run) -> Iterator[Block]:
    """Make paragraphs of a run: code parts it, pictures go before it if they stand first, else after."""
    words: list[Inline] = []
    before: list[Figure] = []
    after: list[Figure] = []
    for node in run:
        match node:
            case Lifted(Figure() as figure):
                (after if walk.plain(words).strip() else before).append(figure)
            case Lifted(block):
                yield from _paragraph(tidy(words), before, after)
                words, before, after = [], [], []
                yield block
            case _:
                words.append(node)
    yield from _paragraph(tidy(words), before, after)


def _paragraph(content: Content, before: list[Figure], after: list[Figure]) -> Iterator[Block]:
    match before, content:
        case [Figure(_, None, _) as figure], [Emphasis(words)] if walk.plain(words).strip():
            yield replace(figure, caption=Caption(words))
        case _:
            yield from before
            if walk.plain(content).strip() or any(isinstance(node, NoteRef) for node in content):
                yield Paragraph(content)
    yield from after
