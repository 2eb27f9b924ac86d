"""Ways over the tree: its nodes, its words, and edits of its words that leave the markup alone.

Offsets count the characters of `plain`: a line break is one, a note's call none.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, TypeVar, cast

from exporter.model import Article, Code, Foreign, Inline, LineBreak, NoteRef, Sentence, Source, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from exporter.rewrite import Edit

Node = TypeVar("Node")
Content = tuple[Inline, ...]


def plain(content: Iterable[Inline]) -> str:
    """Join the words of inline nodes."""
    return "".join(_plain(node) for node in content)


def _plain(node: Inline) -> str:
    match node:
        case Text():
            return node.text
        case LineBreak():
            return "\n"
        case NoteRef():
            return ""
        case _:
            return plain(node.content)


def nodes(root: object) -> Iterator[Any]:
    """Walk all nodes below ``root``, itself first, in document order."""
    yield root
    for field in dataclasses.fields(cast("Any", root)):
        value = getattr(root, field.name)
        for child in value if isinstance(value, tuple) else (value,):
            if dataclasses.is_dataclass(child) and not isinstance(child, type):
                yield from nodes(child)


def words(root: object) -> str:
    """Collect every `Text` below ``root``, one a line: what a reader of the document must find in every edition."""
    return "\n".join(node.text for node in nodes(root) if isinstance(node, Text))


def map_content(root: Node, change: Callable[[object, Content], Content]) -> Node:
    """Rebuild a tree with every outermost run of words (a paragraph's, a heading's, …) changed.

    ``change`` is called in document order with the node that holds the run and the run.
    """
    return cast("Node", _map(root, change))


def _map(node: object, change: Callable[[object, Content], Content]) -> object:
    changes: dict[str, object] = {}
    for field in dataclasses.fields(cast("Any", node)):
        value = getattr(node, field.name)
        if field.name in ("content", "attribution") and value:
            changes[field.name] = change(node, value)
        elif isinstance(value, tuple):
            changes[field.name] = tuple(_map(item, change) if _is_node(item) else item for item in value)
        elif _is_node(value):
            changes[field.name] = _map(value, change)
    return dataclasses.replace(cast("Any", node), **changes) if changes else node


def _is_node(value: object) -> bool:
    return dataclasses.is_dataclass(value) and not isinstance(value, type)


def cut(content: Content, start: int, end: int) -> Content:
    """Keep the characters ``[start, end)``, splitting nodes where needed; a note's call stays with what precedes it."""
    kept: list[Inline] = []
    position = 0
    for node in content:
        length = len(_plain(node))
        low, high = max(start - position, 0), min(end - position, length)
        if length == 0:
            if start < position <= end or (position == start == 0):
                kept.append(node)
        elif low < high:
            kept.append(_cut_node(node, low, high, length))
        position += length
    return tuple(kept)


def _cut_node(node: Inline, low: int, high: int, length: int) -> Inline:
    match node:
        case Text():
            return Text(node.text[low:high])
        case LineBreak() | NoteRef():
            return node
        case _ if (low, high) == (0, length):
            return node
        case _:
            return dataclasses.replace(node, content=cut(node.content, low, high))


def frozen_ranges(content: Content) -> tuple[tuple[int, int], ...]:
    """Ranges whose characters no rule of the article's language may touch: code and foreign words."""
    ranges: list[tuple[int, int]] = []
    position = 0
    for node in content:
        length = len(_plain(node))
        match node:
            case Code() | Foreign():
                ranges.append((position, position + length))
            case Text() | LineBreak() | NoteRef():
                pass
            case _:
                ranges += [(position + low, position + high) for low, high in frozen_ranges(node.content)]
        position += length
    return tuple(ranges)


def edit(content: Content, edits: Sequence[Edit]) -> Content:
    """Carry out edits (in order, disjoint) over the words of a run; each lands in the node where it starts."""
    return _edit(content, edits, 0)[0]


def _edit(content: Content, edits: Sequence[Edit], position: int) -> tuple[Content, int]:
    edited: list[Inline] = []
    for node in content:
        match node:
            case Text():
                edited.append(Text(_edit_text(node.text, edits, position)))
                position += len(node.text)
            case LineBreak():
                edited.append(node)
                position += 1
            case NoteRef():
                edited.append(node)
            case _:
                inner, position = _edit(node.content, edits, position)
                edited.append(dataclasses.replace(node, content=inner))
    return tuple(edited), position


def _edit_text(text: str, edits: Sequence[Edit], offset: int) -> str:
    parts: list[str] = []
    position = 0
    for item in edits:
        low, high = item.start - offset, item.end - offset
        if not _concerns(low, high, len(text), first=offset == 0):
            continue
        parts.append(text[position : max(low, 0)])
        if low >= 0:
            parts.append(item.text)
        position = min(high, len(text))
    return "".join((*parts, text[position:]))


def _concerns(low: int, high: int, length: int, *, first: bool) -> bool:
    """Tell whether an edit touches a node; an insertion belongs to the character before it."""
    if low == high:
        return 0 < low <= length or (first and low == 0 and length > 0)
    return low < length and high > 0


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
