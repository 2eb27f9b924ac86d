"""Runs of characters with their marks to inline nodes.

Text processors write a sentence in many small runs, each with all of its marks; the tree nests what they share.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, Final

from exporter.model import (
    Abbreviation,
    Code,
    Deleted,
    Emphasis,
    Foreign,
    Inline,
    LineBreak,
    Link,
    NoteRef,
    Ruby,
    SmallCapitals,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from exporter.readers.flow import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from exporter.walk import Content


@dataclass(frozen=True, slots=True)
class Marks:
    """What holds for a run of characters; the order of the fields is that of nesting, outermost first."""

    link: str | None = None
    language: str | None = None
    struck: bool = False
    strong: bool = False
    emphasis: bool = False
    expansion: str | None = None
    reading: str | None = None
    small: bool = False
    code: bool = False
    raised: bool = False
    lowered: bool = False


PLAIN: Final = Marks()
_NAMES: Final = tuple(field.name for field in fields(Marks))
_SPACES: Final = " \t\r\n\f"


@dataclass(frozen=True, slots=True)
class Run:
    """Characters with their marks, or a line break or a note's call (``node``)."""

    text: str
    marks: Marks = PLAIN
    node: LineBreak | NoteRef | None = None


def content(runs: Iterable[Run], *, literal: bool = False) -> Content:
    """Make inline nodes, white space at the ends left out; ``literal`` keeps it all and no marks, as code needs."""
    found = [run if run.text.isascii() else replace(run, text=tree.clean(run.text)) for run in runs]
    if literal:
        found = [Run("\n") if isinstance(run.node, LineBreak) else replace(run, marks=PLAIN) for run in found]
    else:
        found = _trimmed(_single(_parted(found)))
    return tuple(_nested(found, _NAMES))


def set_in(runs: Iterable[Run]) -> list[Run]:
    """Write the spaces and tabs before each line as spaces that do not break, and so are kept."""
    found: list[Run] = []
    begins = True
    for run in runs:
        bare = run.text.lstrip(" \t") if begins else run.text
        margin = run.text[: len(run.text) - len(bare)].replace("\t", "    ")
        found.append(replace(run, text="\u00a0" * len(margin) + bare))
        begins = isinstance(run.node, LineBreak) or (begins and not bare and not run.node)
    return found


def _parted(runs: Iterable[Run]) -> list[Run]:
    """Part white space from words: what it belongs to is what is on both of its sides."""
    parts: list[Run] = []
    for run in runs:
        if run.node:
            parts.append(run)
            continue
        words = run.text.strip(_SPACES)
        before, _, after = run.text.partition(words) if words else (run.text, "", "")
        pieces = (before, tree.SPACES.sub(" ", words), after)
        parts += [Run(" " if index != 1 else piece, run.marks) for index, piece in enumerate(pieces) if piece]
    return parts


def _single(runs: Sequence[Run]) -> list[Run]:
    """Leave one space of several, and give it the marks that its neighbours share."""
    kept: list[Run] = []
    for index, run in enumerate(runs):
        if run.node or run.text != " ":
            kept.append(run)
        elif kept and not isinstance(kept[-1].node, LineBreak) and (kept[-1].node or kept[-1].text != " "):
            rest = (runs[place] for place in range(index + 1, len(runs)))
            after = next((other for other in rest if not other.node and other.text != " "), None)
            kept.append(Run(" ", _shared(kept[-1].marks, after.marks if after else PLAIN)))
    return kept


def _shared(one: Marks, other: Marks) -> Marks:
    same = {name: getattr(one, name) for name in _NAMES if getattr(one, name) == getattr(other, name)}
    return Marks(**same)


def _trimmed(runs: list[Run]) -> list[Run]:
    """Without spaces and breaks at the ends, and without spaces before a break."""
    kept = [
        run
        for run, after in zip_longest(runs, runs[1:])
        if not (run.text == " " and after is not None and isinstance(after.node, LineBreak))
    ]
    while kept and _blank(kept[-1]):
        kept.pop()
    start = next((index for index, run in enumerate(kept) if not _blank(run)), 0)
    return kept[start:]


def _blank(run: Run) -> bool:
    return isinstance(run.node, LineBreak) or (run.node is None and not run.text.strip(" "))


def _nested(runs: Sequence[Run], names: Sequence[str]) -> Iterable[Inline]:
    """Nest by the marks of these names, the first outermost."""
    if not names or all(run.marks == PLAIN for run in runs):
        yield from _leaves(runs)
        return
    for value, group in groupby(runs, key=lambda run: getattr(run.marks, names[0])):
        inner = tuple(_nested(tuple(group), names[1:]))
        words = any(not isinstance(node, LineBreak | NoteRef) for node in inner)
        if value and words:
            yield _WRAPS[names[0]](value, inner)
        else:
            yield from inner


def _leaves(runs: Sequence[Run]) -> Iterable[Inline]:
    for node, group in groupby(runs, key=lambda run: run.node):
        if node is None:
            text = "".join(run.text for run in group)
            if text:
                yield Text(text)
        else:
            yield from (node for _ in group)


_WRAPS: Final[dict[str, Callable[..., Inline]]] = {
    "link": Link,
    "language": Foreign,
    "strong": lambda _, inner: Strong(inner),
    "emphasis": lambda _, inner: Emphasis(inner),
    "expansion": Abbreviation,
    "reading": Ruby,
    "struck": lambda _, inner: Deleted(inner),
    "small": lambda _, inner: SmallCapitals(inner),
    "code": lambda _, inner: Code(inner),
    "raised": lambda _, inner: Superscript(inner),
    "lowered": lambda _, inner: Subscript(inner),
}
