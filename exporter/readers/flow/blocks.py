"""Blocks of marked-up text to blocks of the article: paragraphs, headings, lists, quotations, tables, pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from exporter import walk
from exporter.model import (
    Anchor,
    Caption,
    Emphasis,
    Figure,
    Inline,
    Item,
    LineBreak,
    Listing,
    Numbering,
    Paragraph,
    Quote,
    Rule,
    Strong,
    Table,
    Verse,
)
from exporter.readers.flow import definitions, inline, joining, naming, tables, verse
from exporter.readers.flow.flow import HEADINGS, Flow, Run, task
from exporter.readers.flow.inline import Surroundings
from exporter.readers.flow.parts import NUMBERINGS, Part, Role, Styled, unmarked
from exporter.readers.flow.tree import Element
from exporter.readers.press.sections import Head

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.model import Block

Content = tuple[Inline, ...]
_LARGEST_NUMBER = 100_000
_LONGEST_CAPTION = 500
_DEEPEST = 10
_BOXES = 3
"""How many times as long as a box the article is, at least."""

_DASH = re.compile(r"(?:[—–―]|--?)\s?(?=\w)")


def _paragraph(_: Run, content: Content) -> Part:
    return Paragraph(content)


@dataclass(frozen=True, slots=True)
class Page:
    """What the blocks are made from: ``kept`` are the article's runs, ``region`` its first and last.

    ``apart`` are elements that stand elsewhere in the article, or not at all; ``paragraph`` makes one of a run's words,
    or what else they are in such a file; ``used`` gathers the runs that became a picture's words.
    """

    flow: Flow
    kept: Collection[Run]
    around: Surroundings
    region: tuple[int, int]
    apart: Collection[Element] = ()
    paragraph: Callable[[Run, Content], Part] = _paragraph
    used: set[Run] = field(default_factory=set)


def blocks(element: Element, page: Page) -> Iterator[Part]:
    """The blocks in an element, headings among them; a picture waits until it is known whether its caption follows."""
    held: Figure | None = None
    for item in _ordered(page.flow.items.get(element, ())):
        if held is not None and held.caption is None and _legend(item, page):
            below = page.flow.below(item)
            page.used.update(below)
            held = joining.told(held, below, page.around)
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
        timed = isinstance(one, Run) and one.sole is not None and one.sole.tag == "time"
        if timed and not isinstance(after, Run) and after.tag in HEADINGS:
            found[place], found[place + 1] = after, one
    return found


def _legend(item: Run | Element, page: Page) -> bool:
    """Tell the words below a picture that stand in no frame with it."""
    if isinstance(item, Run) or item.tag in _MADE or not naming.called(item, naming.LEGEND):
        return False
    return 0 < _length(item, page) <= _LONGEST_CAPTION and not _shows(item, page)


def _length(element: Element, page: Page) -> int:
    return sum(len(run.text) for run in page.flow.below(element))


def _shows(element: Element, page: Page) -> bool:
    return any(shown in page.around.pictures for shown in element.iter("img"))


def _item(item: Run | Element, page: Page) -> Iterator[Part]:
    """The blocks of one thing among others."""
    if isinstance(item, Run):
        yield from _run(item, page)
    elif item in page.apart:
        return
    elif item.get(verse.MARK) is not None and item.tag != "p":
        yield from _quote(item, page)
    elif (item.tag == "dl" or item.tag not in _MADE) and _framed(item, page):
        yield from _figure(item, page)
    elif item.tag not in _MADE and _boxed(item, page):
        yield from inner(item, page)
    else:
        yield from _MADE.get(item.tag, blocks)(item, page)


def _framed(element: Element, page: Page) -> bool:
    """Tell a picture with its words that is no ``<figure>``."""
    if not page.around.pictures or not (element.tag == "dl" or naming.called(element, naming.FIGURE)):
        return False
    return _length(element, page) <= _LONGEST_CAPTION and _shows(element, page)


def _boxed(element: Element, page: Page) -> bool:
    """Tell a box beside the text, whose heading heads nothing that follows it."""
    start, end = page.flow.spans[element]
    small = (end - start) * _BOXES < page.region[1] - page.region[0]
    return small and (element.tag == "aside" or naming.called(element, naming.BOX))


def inner(element: Element, page: Page) -> tuple[Block, ...]:
    """The blocks in an element that can hold no sections: headings become strong paragraphs."""
    return joining.blocks(blocks(element, page))


def _run(run: Run, page: Page, *, flat: bool = False) -> Iterator[Part]:
    """A paragraph with the pictures in it, each on its side; words that are all stressed are a picture's caption."""
    if run not in page.kept:
        yield from _pictures(run, page)
        return
    written = inline.of(run, page.around, flat=flat)
    match written:
        case inline.Written((Emphasis(words),), (*others, Figure(caption=None) as figure)):
            yield from (*others, replace(figure, caption=Caption(words)), *written.after)
            return
        case _:
            yield from written.before
    if any(not isinstance(node, LineBreak) for node in written.content):
        lined = run.block.tag == "p" and verse.stands(run.block, written.content)
        yield Styled(Role.VERSE, written.content) if lined else page.paragraph(run, written.content)
    yield from written.after


def _pictures(run: Run, page: Page) -> Iterator[Figure]:
    """The article's pictures among words that are none of its own."""
    shown = (page.around.pictures.get(one, Figure()) for one in run.inside("img"))
    return (figure for figure in shown if figure != Figure())


def _heading(element: Element, page: Page) -> Iterator[Part]:
    """A heading; what else stands in its element stays a block."""
    names = (above.get("id") for above in (element.getparent(), *element.iter()) if above is not None)
    anchors = tuple(filter(None, names))
    for item in page.flow.items.get(element, ()):
        for block in _run(item, page, flat=True) if isinstance(item, Run) else _item(item, page):
            match block:
                case Paragraph(content):
                    named = tuple(node.id for node in content if isinstance(node, Anchor))
                    words = tuple(node for node in content if not isinstance(node, Anchor))
                    yield Head(int(element.tag[1]), unmarked(words), (*anchors, *named))
                case _:
                    yield block


def _stressed(block: Block) -> Block:
    return Paragraph((Strong(block.content),)) if isinstance(block, Paragraph) else block


def _list(element: Element, page: Page) -> Iterator[Part]:
    """A list; its items are all children that say something."""
    if _nested(element):
        yield from blocks(element, page)
        return
    items = []
    for child in page.flow.items.get(element, ()):
        found = joining.blocks(_run(child, page)) if isinstance(child, Run) else _entry(child, page)
        if found:
            number = None if isinstance(child, Run) else _number(child.get("value"))
            items.append(Item(found, number if element.tag == "ol" else None, _checked(child)))
    if not items:
        return
    if element.tag == "ol":
        start, down = _number(element.get("start")), element.get("reversed") is not None
        start = (len(items) if down else 1) if start is None else start
        numbering = NUMBERINGS.get(element.get("type") or "", Numbering.DECIMAL)
        yield Listing(tuple(items), ordered=True, start=start, numbering=numbering, reversed=down)
    elif all(isinstance(block, Figure) for item in items for block in item.blocks):
        yield from (block for item in items for block in item.blocks)
    else:
        yield Listing(tuple(items))


def _checked(item: Run | Element) -> bool | None:
    """Whether a task is done; None of what is no task."""
    boxes = () if isinstance(item, Run) else filter(task, item.iter("input"))
    box = next((box for box in boxes if next(box.iterancestors("li"), None) is item), None)
    return None if box is None else box.get("checked") is not None


def _nested(element: Element) -> bool:
    """Tell a list or quotation that stands in more others than any reader follows."""
    return sum(1 for _ in islice(element.iterancestors("ul", "ol", "blockquote", "dl", "td"), _DEEPEST)) == _DEEPEST


def _number(written: str | None) -> int | None:
    match = re.fullmatch(r"\s*(-?\d{1,6})\s*", written or "")
    return int(match[1]) if match and abs(int(match[1])) <= _LARGEST_NUMBER else None


def _entry(element: Element, page: Page) -> tuple[Block, ...]:
    """The blocks of an item; a list that stands between items is a part of one."""
    return joining.blocks(_list(element, page)) if element.tag in ("ul", "ol") else inner(element, page)


def _quote(element: Element, page: Page) -> Iterator[Part]:
    """A quotation; its last line is who said it where the page or a dash says so."""
    found = list(blocks(element, page))
    if _nested(element):
        yield from found
        return
    signed = [part for part in found if isinstance(part, Styled) and part.role is Role.ATTRIBUTION]
    told = joining.blocks(part for part in found if part not in signed[:1])
    runs = [run for run in page.flow.below(element) if run in page.kept]
    match told:
        case (*first, Paragraph(content)) if first and not signed and _attributes(runs[-1], content):
            yield _quoted(element, tuple(first), joining.undashed(content))
        case (_, *_):
            yield _quoted(element, told, joining.undashed(signed[0].content) if signed else ())
        case _:
            yield from signed


def _quoted(element: Element, told: tuple[Block, ...], attribution: Content) -> Quote | Verse:
    """A quotation, or the verse that it is."""
    stanzas = [block.content for block in told if isinstance(block, Paragraph)]
    poems = [block for block in told if isinstance(block, Verse)]
    if len(poems) == len(told):
        return Verse(tuple(stanza for poem in poems for stanza in poem.stanzas), attribution)
    if len(stanzas) == len(told) and (element.get(verse.MARK) is not None or verse.looks(stanzas)):
        return verse.made(stanzas, attribution)
    return Quote(told, attribution)


def _attributes(run: Run, content: Content) -> bool:
    called = run.block.tag in ("footer", "figcaption", "cite") or naming.called(run.block, naming.SPEAKER)
    return called or _DASH.match(walk.plain(content)) is not None or (run.sole is not None and run.sole.tag == "cite")


def _figure(element: Element, page: Page) -> Iterator[Part]:
    """A figure: a picture with its words, a table with its title, a quotation with its speaker."""
    runs = page.flow.below(element)
    said = sum(len(run.text) for run in runs if not _captions(run))
    if next(element.iter("table", "blockquote", "pre", "ul", "ol"), None) is not None or said > _LONGEST_CAPTION:
        yield from _entitled(element, page)
        return
    shown = [page.around.pictures[one] for one in element.iter("img") if one in page.around.pictures]
    if len(shown) > 1 and len(list(element.iter("figure"))) > 1:
        yield from blocks(element, page)
        return
    if not shown and not any(run in page.kept for run in runs):
        return
    page.used.update(runs)
    yield from shown[:-1]
    figure = joining.told(shown[-1] if shown else Figure(), runs, page.around)
    if figure.image or figure.caption:
        yield figure
    elif figure.credit:
        yield Paragraph(figure.credit.content)


def _entitled(element: Element, page: Page) -> Iterator[Part]:
    """What a figure without picture holds; its words are the caption of its table, or say who is quoted."""
    below = page.flow.below(element)
    runs = [run for run in below if run.text and _captions(run)]
    found = list(blocks(element, replace(page, kept={run for run in below if run in page.kept} - set(runs))))
    others = [place for place, part in enumerate(found) if isinstance(part, Table | Quote | Figure)]
    match [found[place] for place in others]:
        case [Figure(caption=None) as shown] if runs:
            found[others[0]] = joining.told(shown, runs, page.around)
        case [Table(caption=None) as shown] if len(runs) == len(found) == 1:
            found[0] = joining.captioned(shown, inline.of(runs[0], page.around).content)
        case [Quote(attribution=()) as said] if len(runs) == len(found) == 1:
            found[0] = replace(said, attribution=joining.undashed(inline.of(runs[0], page.around).content))
        case _:
            yield from (*found, *(part for run in runs for part in _run(run, page)))
            return
    page.used.update(runs)
    yield from found


def _captions(run: Run) -> bool:
    """Tell words that go with what a figure shows."""
    framed = any(above.tag == "figcaption" for above in (run.block, *islice(run.block.iterancestors(), 2)))
    return framed or naming.called(run.block, naming.LEGEND) or joining.is_credit(run)


def _preformatted(element: Element, page: Page) -> Iterator[Part]:
    """Lines as they are."""
    found = inline.preformatted(element) if any(run in page.kept for run in page.flow.below(element)) else None
    if found:
        yield found


def _rule(element: Element, page: Page) -> Iterator[Part]:
    """A rule; `exporter.readers.press.sections` leaves it out where nothing stands on both its sides."""
    if page.region[0] < page.flow.spans[element][0] <= page.region[1]:
        yield Rule()


def _definitions(element: Element, page: Page) -> Iterator[Part]:
    """A list of definitions."""
    yield from blocks(element, page) if _nested(element) else definitions.made(tuple(_entries(element, page)))


def _entries(element: Element, page: Page) -> Iterator[tuple[bool, tuple[Block, ...]]]:
    """The terms (False) and descriptions (True) of a list; loose words are terms."""
    for child in _children(element, page):
        found = joining.blocks(_run(child, page)) if isinstance(child, Run) else inner(child, page)
        if found:
            yield not isinstance(child, Run) and child.tag != "dt", found


def _children(element: Element, page: Page) -> Iterator[Run | Element]:
    """The terms and descriptions of a list, also where a ``<div>`` groups them."""
    for child in page.flow.items.get(element, ()):
        if not isinstance(child, Run) and child.tag == "div":
            yield from _children(child, page)
        else:
            yield child


_MADE: dict[str, Callable[[Element, Page], Iterator[Part]]] = {
    **dict.fromkeys(HEADINGS, _heading),
    **dict.fromkeys(("ul", "ol", "menu", "dir"), _list),
    "blockquote": _quote,
    "figure": _figure,
    **dict.fromkeys(("summary", "legend"), lambda element, page: map(_stressed, inner(element, page))),
    "pre": _preformatted,
    "hr": _rule,
    "dl": _definitions,
    "table": lambda element, page: iter(
        tables.table(element, page.flow, page.kept, page.around) or blocks(element, page)
    ),
}
