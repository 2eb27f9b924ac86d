"""Ways over the tree: its nodes, its words, and edits of its words that leave the markup alone.

Offsets count the characters of `plain`: a line break is one, a note's call and an anchor none.
"""

# Longer than 400 lines: the ways over the tree are read best beside each other.

from __future__ import annotations

import dataclasses
import operator
import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from exporter.model import (
    Anchor,
    Article,
    Code,
    Foreign,
    Formula,
    Image,
    Inline,
    LineBreak,
    Listing,
    NoteRef,
    Numbering,
    Ruby,
    Sentence,
    Source,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from exporter.rewrite import Edit

Node = TypeVar("Node")
Content = tuple[Inline, ...]
_BROKEN = re.compile(r"\s*\n\s*")
_CLOSING = frozenset(",.;:!?…)]»")
_LARGEST_ROMAN = 3999
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def plain(content: Iterable[Inline]) -> str:
    """Join the words of inline nodes."""
    return "".join(_plain(node) for node in content)


def line(content: Iterable[Inline]) -> str:
    """Join the words of inline nodes on one line: a break is a space, but no second one and none before a mark."""
    return _BROKEN.sub(_closed, plain(content).strip())


def _closed(broken: re.Match[str]) -> str:
    kept = broken[0].strip("\n \t")  # a no-break space stays, as it does in the middle of a line
    return kept[:1] if kept or broken.string[broken.end()] in _CLOSING else " "


def _plain(node: Inline) -> str:
    match node:
        case Text():
            return node.text
        case LineBreak():
            return "\n"
        case NoteRef() | Anchor():
            return ""
        case _:
            return plain(node.content)


def nodes(root: object) -> Iterator[Any]:
    """Walk all nodes below ``root``, itself first, in document order."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(children(node))


def children(node: object) -> list[object]:
    """The nodes that a node holds itself, in document order."""
    found: list[object] = []
    for name in _fields(_kind(node)):
        value = getattr(node, name)
        if isinstance(value, tuple):
            found += filter(_is_node, value)
        elif _is_node(value):
            found.append(value)
    return found


def language(root: object) -> str | None:
    """The language, other than the article's, that all words below a node or in a run are in; None if in several."""
    found = set(_languages(root, None))
    return found.pop() if len(found) == 1 else None


def _languages(root: object, around: str | None) -> Iterator[str | None]:
    match root:
        case Text():
            yield from (around,) if any(map(str.isalnum, root.text)) else ()
        case Foreign():
            yield from _languages(root.content, around or root.language)
        case _:
            for node in root if isinstance(root, tuple) else children(root):
                yield from _languages(node, around)


def words(root: object) -> str:
    """Collect every `Text` below ``root``, one a line: what a reader of the document must find in every edition."""
    return "\n".join(node.text for node in nodes(root) if isinstance(node, Text))


def runs(root: object) -> tuple[Content, ...]:
    """Gather the outermost runs of words below ``root`` in document order: a paragraph's, a heading's, a cell's."""
    found: list[Content] = []

    def gather(_: object, run: Content) -> Content:
        found.append(run)
        return run

    map_content(root, gather)
    return tuple(found)


def numbers(listing: Listing) -> tuple[int, ...]:
    """Count the items of an ordered list: each follows the one before unless it says its own number."""
    found: list[int] = []
    number = listing.start
    for item in listing.items:
        number = number if item.number is None else item.number
        found.append(number)
        number += -1 if listing.reversed else 1
    return tuple(found)


def numeral(number: int, numbering: Numbering) -> str:
    """Write an item's number or letter as browsers do (CSS Counter Styles 3): what has no letters is in figures."""
    match numbering:
        case Numbering.LOWER_ALPHA | Numbering.UPPER_ALPHA if number > 0:
            text = _letters(number)
        case Numbering.LOWER_ROMAN | Numbering.UPPER_ROMAN if 0 < number <= _LARGEST_ROMAN:
            text = _roman(number)
        case _:
            return str(number)
    return text.upper() if numbering in (Numbering.UPPER_ALPHA, Numbering.UPPER_ROMAN) else text


def _letters(number: int) -> str:
    text = ""
    while number:
        number, letter = divmod(number - 1, 26)
        text = chr(ord("a") + letter) + text
    return text


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text


def map_content(root: Node, change: Callable[[object, Content], Content]) -> Node:
    """Rebuild a tree with every outermost run of words (a paragraph's, a heading's, …) changed.

    ``change`` is called in document order with the node that holds the run and the run.
    """
    return cast("Node", _map(root, change))


def _map(node: object, change: Callable[[object, Content], Content]) -> object:
    changes: dict[str, object] = {}
    for name in _fields(_kind(node)):
        value = getattr(node, name)
        if name in ("content", "attribution") and value:
            new: object = change(node, value)
        elif isinstance(value, tuple):
            mapped = tuple(_map(item, change) if _is_node(item) else item for item in value)
            new = value if all(map(operator.is_, mapped, value)) else mapped
        else:
            new = _map(value, change) if _is_node(value) else value
        if new is not value:
            changes[name] = new
    return dataclasses.replace(cast("Any", node), **changes) if changes else node


_LEAVES = frozenset({"str", "int", "float", "bool", "None", "tuple"})
"""What the type of a field is made of that never holds a node."""

_kind = cast("Callable[[object], Hashable]", type)
"""The type of a node, as what is known of it is found."""


@cache
def _fields(kind: Hashable) -> tuple[str, ...]:
    """The fields in which nodes may stand."""
    fields = dataclasses.fields(cast("Any", kind))
    return tuple(field.name for field in fields if not _LEAVES.issuperset(re.findall(r"\w+", str(field.type))))


def _is_node(value: object) -> bool:
    return _is_kind_of_node(_kind(value))


@cache
def _is_kind_of_node(kind: Hashable) -> bool:
    return dataclasses.is_dataclass(kind)


def map_images(root: Node, change: Callable[[Image], Image]) -> Node:
    """Rebuild a tree with other pictures; what holds none stays the very same."""
    return cast("Node", _map_images(root, change))


def _map_images(node: object, change: Callable[[Image], Image]) -> object:
    if isinstance(node, Image):
        return change(node)
    if isinstance(node, tuple):
        return tuple(_map_images(child, change) for child in node)
    if not _is_node(node) or not any(isinstance(below, Image) for below in nodes(node)):
        return node
    values = {name: _map_images(getattr(node, name), change) for name in _fields(_kind(node))}
    return dataclasses.replace(cast("Any", node), **values)


def cut(content: Content, start: int, end: int) -> Content:
    """Keep the characters ``[start, end)``, splitting nodes where needed.

    Neighbouring pieces share nothing and lose nothing: a note's call stays with what precedes it.
    """
    if start == end:
        return () if plain(content) else content
    head, _ = _halve(content, end)
    return _halve(head, start)[1] if start else head


def split(content: Content, ends: Iterable[int]) -> Iterator[Content]:
    """Cut a run into neighbouring pieces at their ends, as `cut` would, in one way through."""
    start = 0
    for end in ends:
        piece, content = _halve(content, end - start)
        yield piece
        start = end


def _halve(content: Content, at: int) -> tuple[Content, Content]:
    for index, node in enumerate(content):
        length = len(_plain(node))
        if at == 0 < length:
            return content[:index], content[index:]
        if at < length:
            left, right = _halve_node(node, at)
            return (*content[:index], left), (right, *content[index + 1 :])
        at -= length
    return content, ()


def _halve_node(node: Inline, at: int) -> tuple[Inline, Inline]:
    match node:
        case Text() | LineBreak() | NoteRef() | Anchor():
            text = _plain(node)
            return Text(text[:at]), Text(text[at:])
        case Formula():
            return node, Text("")  # which no sentence ends in
        case Ruby():  # a reading is not said twice
            left, right = _halve(node.content, at)
            return dataclasses.replace(node, content=left), Ruby("", right)
        case _:
            left, right = _halve(node.content, at)
            return dataclasses.replace(node, content=left), dataclasses.replace(node, content=right)


def without_sentences(content: Content) -> Content:
    """Take the sentences' own nodes away and leave what they hold."""
    bare: list[Inline] = []
    for node in content:
        match node:
            case Sentence():
                bare += without_sentences(node.content)
            case Text() | LineBreak() | NoteRef() | Anchor():
                bare.append(node)
            case _:
                bare.append(dataclasses.replace(node, content=without_sentences(node.content)))
    return tuple(bare)


def frozen_ranges(content: Content) -> tuple[tuple[int, int], ...]:
    """Ranges whose characters no rule of the article's language may touch: code and foreign words."""
    ranges: list[tuple[int, int]] = []
    position = 0
    for node in content:
        length = len(_plain(node))
        match node:
            case Code() | Foreign() | Formula():
                ranges.append((position, position + length))
            case Text() | LineBreak() | NoteRef() | Anchor():
                pass
            case _:
                ranges += [(position + low, position + high) for low, high in frozen_ranges(node.content)]
        position += length
    return tuple(ranges)


def whole_ranges(content: Content) -> tuple[tuple[int, int], ...]:
    """Ranges of what cannot be cut: formulas."""
    ranges: list[tuple[int, int]] = []
    position = 0
    for node in content:
        length = len(_plain(node))
        match node:
            case Formula():
                ranges.append((position, position + length))
            case Text() | LineBreak() | NoteRef() | Anchor():
                pass
            case _:
                ranges += [(position + low, position + high) for low, high in whole_ranges(node.content)]
        position += length
    return tuple(ranges)


def edit(content: Content, edits: Sequence[Edit]) -> Content:
    """Carry out edits (in order, disjoint) over the words of a run.

    A replacement lands in the leaf where it starts. An insertion at the edge of marked-up words lands outside of them.
    """
    if not edits:
        return content
    length = len(plain(content))
    inner = [item for item in edits if item.start < length]
    edited = list(_edit(content, inner, 0))
    for item in edits[len(inner) :]:
        _add_text(edited, item.text)
    return tuple(edited)


def _edit(content: Content, edits: Sequence[Edit], position: int) -> Iterator[Inline]:
    for node in content:
        end = position + len(_plain(node))
        yield from _edit_node(node, _touching(edits, position, end), position)
        position = end


def _touching(edits: Sequence[Edit], start: int, end: int) -> Sequence[Edit]:
    """Find the edits that reach into ``[start, end)``, insertions at its start among them, those at its end not."""
    first = bisect_left(edits, start, key=lambda item: item.end)
    last = bisect_left(edits, end, key=lambda item: item.start)
    return edits[first:last]


def _edit_node(node: Inline, edits: Sequence[Edit], position: int) -> Iterator[Inline]:
    match node:
        case Text():
            yield Text(_edit_text(node.text, edits, position))
        case LineBreak():
            before, kept, after = _edit_text("\n", edits, position).partition("\n")
            yield from (Text(before),) if before else ()
            yield from (node,) if kept else ()
            yield from (Text(after),) if after else ()
        case NoteRef() | Anchor():
            yield node
        case _:
            inner = [item for item in edits if not item.start == item.end == position]
            yield from (Text(item.text) for item in edits if item.start == item.end == position)
            yield dataclasses.replace(node, content=tuple(_edit(node.content, inner, position)))


def _edit_text(text: str, edits: Sequence[Edit], offset: int) -> str:
    parts: list[str] = []
    position = 0
    for item in edits:
        low, high = item.start - offset, item.end - offset
        if low >= 0:
            parts += (text[position:low], item.text)
        position = min(high, len(text))
    return "".join((*parts, text[position:]))


def _add_text(content: list[Inline], text: str) -> None:
    match content:
        case [*_, Text(last)]:
            content[-1] = Text(last + text)
        case _:
            content.append(Text(text))


def sentences(root: object) -> Iterator[Sentence]:
    """Walk the sentences below ``root`` in document order."""
    return (node for node in nodes(root) if isinstance(node, Sentence))


def source_groups(article: Article) -> tuple[tuple[str | None, tuple[Source, ...]], ...]:
    """Gather neighbouring sources that stand under the same label."""
    groups: list[tuple[str | None, list[Source]]] = []
    for source in article.sources:
        if not groups or groups[-1][0] != source.group:
            groups.append((source.group, []))
        groups[-1][1].append(source)
    return tuple((label, tuple(items)) for label, items in groups)
