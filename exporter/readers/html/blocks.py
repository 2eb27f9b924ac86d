"""Blocks of the page to blocks of the article: paragraphs, headings, lists, quotations, tables, pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from exporter.model import (
    Block,
    Caption,
    Figure,
    Inline,
    Item,
    LineBreak,
    Listing,
    Numbering,
    Paragraph,
    Preformatted,
    Quote,
    Rule,
    Strong,
    Table,
    Text,
)
from exporter.readers.html import figures, inline, naming, tables
from exporter.readers.html.flow import HEADINGS, Flow, Run
from exporter.readers.html.inline import Surroundings
from exporter.readers.html.tree import Element
from exporter.readers.press.lines import stopped
from exporter.readers.press.sections import Head

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Content = tuple[Inline, ...]

_NUMBERINGS = {
    "a": Numbering.LOWER_ALPHA,
    "A": Numbering.UPPER_ALPHA,
    "i": Numbering.LOWER_ROMAN,
    "I": Numbering.UPPER_ROMAN,
}
_LARGEST_NUMBER = 100_000
_LONGEST_HEADING = 150
_LONGEST_CAPTION = 500
_DEEPEST = 10
_BOXES = 3
"""How many times as long as a box the article is, at least."""


@dataclass(frozen=True, slots=True)
class Page:
    """What the blocks are made from: ``shown`` are the article's pictures, ``region`` its first and last run.

    ``used`` gathers the runs that became a picture's words.
    """

    flow: Flow
    kept: frozenset[Run]
    around: Surroundings
    title: str
    shown: frozenset[Element] = frozenset()
    region: tuple[int, int] = (0, 0)
    used: set[Run] = field(default_factory=set)


def blocks(element: Element, page: Page) -> Iterator[Block | Head]:
    """The blocks in an element, headings among them; a picture waits until it is known whether its caption follows."""
    held: Figure | None = None
    for item in _ordered(page.flow.items.get(element, ())):
        if held is not None and held.caption is None and _legend(item, page):
            held = _captioned(held, page.flow.below(item), page)
            continue
        for block in _item(item, page):
            if held is not None:
                yield held
            held = block if isinstance(block, Figure) else None
            if held is None:
                yield block
    if held is not None:
        yield held


def _ordered(items: Sequence[Run | Element]) -> list[Run | Element]:
    """What stands in an element, a time of day below the heading that it stands above: live reports have it so."""
    found = list(items)
    for place in range(len(found) - 1):
        one, after = found[place : place + 2]
        if _timed(one) and not isinstance(after, Run) and after.tag in HEADINGS:
            found[place], found[place + 1] = after, one
    return found


def _timed(item: Run | Element) -> bool:
    """Tell a line that is a time of day or a date, marked as such, and no more."""
    parts = item.parts if isinstance(item, Run) else []
    written = [part for part in parts if not isinstance(part, str) or part.strip()]
    return len(written) == 1 and not isinstance(written[0], str) and written[0].tag == "time"


def _legend(item: Run | Element, page: Page) -> bool:
    """Tell the words below a picture that stand in no frame with it."""
    if isinstance(item, Run) or item.tag in _MADE or not naming.called(item, naming.LEGEND):
        return False
    below = page.flow.below(item)
    words = sum(len(run.text) for run in below)
    pictures = any(shown in page.shown for shown in item.iter("img"))
    return 0 < words <= _LONGEST_CAPTION and not pictures


def _captioned(found: Figure, runs: list[Run], page: Page) -> Figure:
    caption, credit = figures.words(runs, page.around)
    page.used.update(runs)
    return replace(found, caption=caption, credit=found.credit or credit)


def _item(item: Run | Element, page: Page) -> Iterator[Block | Head]:
    """The blocks of one thing among others."""
    if isinstance(item, Run):
        yield from _run(item, page)
    elif (item.tag == "dl" or item.tag not in _MADE) and _framed(item, page):
        yield from _figure(item, page)
    elif _boxed(item, page):
        yield from inner(item, page)
    else:
        yield from _MADE.get(item.tag, blocks)(item, page)


def _framed(element: Element, page: Page) -> bool:
    """Tell a picture with its words that is no ``<figure>``."""
    if not page.shown or not (element.tag == "dl" or naming.called(element, naming.FIGURE)):
        return False
    words = sum(len(run.text) for run in page.flow.below(element))
    return words <= _LONGEST_CAPTION and any(shown in page.shown for shown in element.iter("img"))


def _boxed(element: Element, page: Page) -> bool:
    """Tell a box beside the text, whose heading heads nothing that follows it."""
    start, end = page.flow.spans[element]
    small = (end - start) * _BOXES < page.region[1] - page.region[0]
    return small and (element.tag == "aside" or naming.called(element, naming.BOX))


def inner(element: Element, page: Page) -> tuple[Block, ...]:
    """The blocks in an element that can hold no sections: headings become strong paragraphs."""
    return tuple(
        Paragraph((Strong(block.content),)) if isinstance(block, Head) else block for block in blocks(element, page)
    )


def _run(run: Run, page: Page) -> Iterator[Block | Head]:
    """A paragraph, and the pictures in it before it."""
    for part in run.parts:
        for shown in () if isinstance(part, str) else part.iter("img"):
            if shown in page.shown:
                found = figures.lone(shown, page.around, page.title)
                if found:
                    yield found
    if run in page.kept:
        content = inline.content(run.parts, page.around)
        if any(not isinstance(node, LineBreak) for node in content):
            yield _titled(run, content) or Paragraph(inline.spoken(run.block, content, page.around))


def _titled(run: Run, content: Content) -> Head | None:
    """A heading in all but name: a short paragraph that is strong from end to end."""
    if len(run.text) > _LONGEST_HEADING or stopped(run.text) or not run.text[0].isalnum():
        return None
    named = [part for part in run.parts if not isinstance(part, str) or part.strip()]
    if (
        len(named) == 1
        and not isinstance(named[0], str)
        and any(naming.called(one, naming.HEADING) for one in named[0].iter())
    ):
        return Head(7, content)
    match content:
        case (Strong(content=words),) if run.block.tag == "p" and not run.text.endswith(("?", "»", ":", ",", ";")):
            return Head(7, words)
        case _:
            return None


def _heading(element: Element, page: Page) -> Iterator[Block | Head]:
    """A heading; what else stands in its element stays a block."""
    for block in blocks(element, page):
        match block:
            case Paragraph():
                yield Head(int(element.tag[1]), block.content)
            case _:
                yield block


def _list(element: Element, page: Page) -> Iterator[Block | Head]:
    """A list; its items are all children that say something."""
    if _nested(element):
        yield from blocks(element, page)
        return
    items = []
    for child in page.flow.items.get(element, ()):
        found = tuple(_plain(_run(child, page))) if isinstance(child, Run) else _entry(child, page)
        if found:
            number = None if isinstance(child, Run) else _number(child.get("value"))
            items.append(Item(found, number if element.tag == "ol" else None))
    if not items:
        return
    if element.tag == "ol":
        start = _number(element.get("start"))
        numbering = _NUMBERINGS.get(element.get("type") or "", Numbering.DECIMAL)
        yield Listing(tuple(items), ordered=True, start=1 if start is None else start, numbering=numbering)
    elif all(isinstance(block, Figure) for item in items for block in item.blocks):
        yield from (block for item in items for block in item.blocks)
    else:
        yield Listing(tuple(items))


def _nested(element: Element) -> bool:
    """Tell a list or quotation that stands in more others than any reader follows."""
    return sum(1 for _ in islice(element.iterancestors("ul", "ol", "blockquote", "dl", "td"), _DEEPEST)) == _DEEPEST


def _entry(element: Element, page: Page) -> tuple[Block, ...]:
    """The blocks of an item; a list that stands between items is a part of one."""
    if element.tag in ("ul", "ol"):
        return tuple(_plain(_list(element, page)))
    return inner(element, page)


def _plain(found: Iterator[Block | Head]) -> Iterator[Block]:
    return (Paragraph((Strong(block.content),)) if isinstance(block, Head) else block for block in found)


def _number(written: str | None) -> int | None:
    match = re.fullmatch(r"\s*(-?\d{1,6})\s*", written or "")
    return int(match[1]) if match and abs(int(match[1])) <= _LARGEST_NUMBER else None


def _quote(element: Element, page: Page) -> Iterator[Block | Head]:
    """A quotation; its last line is who said it where the page or a dash says so."""
    if _nested(element):
        yield from blocks(element, page)
        return
    found = inner(element, page)
    if not found:
        return
    runs = [run for run in page.flow.below(element) if run in page.kept]
    last = found[-1]
    if len(found) > 1 and isinstance(last, Paragraph) and _attributes(runs[-1]):
        yield Quote(found[:-1], _undashed(last.content))
    else:
        yield Quote(found)


def _attributes(run: Run) -> bool:
    if run.block.tag in ("footer", "figcaption", "cite") or re.match(r"[—–―-]\s?\w", run.text):
        return True
    named = [part for part in run.parts if not isinstance(part, str) or part.strip()]
    return len(named) == 1 and not isinstance(named[0], str) and named[0].tag == "cite"


def _undashed(content: Content) -> Content:
    first = content[0]
    return (
        (replace(first, text=re.sub(r"^[—–―-]\s?", "", first.text)), *content[1:])
        if isinstance(first, Text)
        else content
    )


def _figure(element: Element, page: Page) -> Iterator[Block | Head]:
    """A figure: a picture with its words, a table with its title, a quotation with its speaker."""
    if next(element.iter("table", "blockquote", "pre"), None) is not None:
        yield from _entitled(element, page)
        return
    pictures = [shown for shown in element.iter("img") if shown in page.shown]
    if len(pictures) > 1 and len(list(element.iter("figure"))) > 1:
        yield from blocks(element, page)
    elif pictures:
        found = figures.figure(element, page.flow, page.around, page.title)
        if found:
            page.used.update(page.flow.below(element))
            yield found


def _entitled(element: Element, page: Page) -> Iterator[Block | Head]:
    """What a figure without picture holds; if that is one table, the figure's words are its caption."""
    found = tuple(blocks(element, page))
    runs = [run for run in page.flow.below(element) if run.text and _captions(run)]
    match found:
        case (
            (Table(caption=None) as table,)
            | (Paragraph(), Table(caption=None) as table)
            | (
                Table(caption=None) as table,
                Paragraph(),
            )
        ) if len(runs) == 1:
            page.used.update(runs)
            yield replace(table, caption=Caption(inline.content(runs[0].parts, page.around)))
        case _:
            yield from found


def _captions(run: Run) -> bool:
    return any(above.tag == "figcaption" for above in (run.block, *islice(run.block.iterancestors(), 2)))


def _preformatted(element: Element, page: Page) -> Iterator[Block | Head]:
    """Lines as they are."""
    if not any(run in page.kept for run in page.flow.below(element)):
        return
    text = inline.clean("".join(element.itertext())).replace("\r\n", "\n").strip("\n")
    if text.strip():
        yield Preformatted((Text(text),), _syntax(element))


def _syntax(element: Element) -> str | None:
    """The computer language that a ``<pre>`` or its ``<code>`` is said to be in."""
    for one in (element, *element.iter("code")):
        match = re.search(
            r"(?:^|\s)(?:language|lang|highlight-source|brush:)-?\s?([\w+#-]{1,20})", one.get("class") or ""
        )
        if match:
            return match[1]
    return None


def _rule(element: Element, page: Page) -> Iterator[Block | Head]:
    """A rule; `exporter.readers.press.sections` leaves it out where nothing stands on both its sides."""
    if page.region[0] < page.flow.spans[element][0] <= page.region[1]:
        yield Rule()


def _definitions(element: Element, page: Page) -> Iterator[Block | Head]:
    """A list of definitions: each term with what is said of it is an item."""
    items: list[Item] = []
    for child in _children(element, page):
        found = inner(child, page)
        if not found:
            continue
        if child.tag == "dt" or not items:
            head = tuple(
                Paragraph((Strong(block.content),)) if isinstance(block, Paragraph) else block for block in found
            )
            items.append(Item(head if child.tag == "dt" else found))
        else:
            items[-1] = Item((*items[-1].blocks, *found))
    if items:
        yield Listing(tuple(items))


def _children(element: Element, page: Page) -> Iterator[Element]:
    """The terms and descriptions of a list, also where a ``<div>`` groups them."""
    for child in page.flow.items.get(element, ()):
        if not isinstance(child, Run):
            if child.tag == "div":
                yield from _children(child, page)
            else:
                yield child


def _table(element: Element, page: Page) -> Iterator[Block | Head]:
    """A table of data; one that only lays out the page is what it holds."""
    found = tables.table(element, page.flow, page.kept, page.around)
    if found:
        yield found
    else:
        yield from blocks(element, page)


_MADE: dict[str, Callable[[Element, Page], Iterator[Block | Head]]] = {
    **dict.fromkeys(HEADINGS, _heading),
    **dict.fromkeys(("ul", "ol", "menu", "dir"), _list),
    "blockquote": _quote,
    "figure": _figure,
    "pre": _preformatted,
    "hr": _rule,
    "dl": _definitions,
    "table": _table,
}
