"""Several rewriting steps, one after the other, summed up as edits over the text they began with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from exporter.rewrite import Edit, apply

if TYPE_CHECKING:
    from collections.abc import Iterator

Step = Callable[[str], Iterable[Edit]]
"""Edits over the text as the steps before have left it: in order and disjoint."""


class _Cell(NamedTuple):
    """A character of the draft and the range of the original that it stands for, which an inserted one has empty."""

    text: str
    low: int
    high: int
    rule: str


@dataclass(frozen=True, slots=True)
class _Dropped:
    """The rule that dropped each character of the original that is gone."""

    rules: dict[int, str]


def compose(text: str, steps: Iterable[Step]) -> tuple[Edit, ...]:
    """Carry out the steps and sum them up: edits over ``text``, as narrow as can be, in order and disjoint."""
    cells: list[_Cell] | None = None  # most texts need no edits, and then no account of their characters either
    dropped = _Dropped({})
    draft = text
    for step in steps:
        edits = list(step(draft))
        if edits:
            cells = cells if cells is not None else _cells(text)
            for edit in reversed(edits):
                _revise(cells, edit, dropped)
            draft = apply(draft, edits)
    return () if cells is None else tuple(_merge(_changes(text, cells, dropped)))


def _cells(text: str) -> list[_Cell]:
    return [_Cell(character, index, index + 1, "") for index, character in enumerate(text)]


def _revise(cells: list[_Cell], edit: Edit, dropped: _Dropped) -> None:
    start, end, new = _narrow(cells, edit)
    old = cells[start:end]
    if len(old) == len(new):
        cells[start:end] = [_Cell(text, cell.low, cell.high, edit.rule) for text, cell in zip(new, old, strict=True)]
        return
    dropped.rules.update((cell.low, edit.rule) for cell in old)
    low = old[0].low if old else (cells[start - 1].high if start else 0)
    high = old[-1].high if old else low
    spans = [(low, high), *[(high, high)] * len(new)]
    cells[start:end] = [_Cell(text, *span, edit.rule) for text, span in zip(new, spans, strict=False)]


def _narrow(cells: list[_Cell], edit: Edit) -> tuple[int, int, str]:
    """Take off what an edit leaves as it is, at both ends."""
    start, end, new = edit.start, edit.end, edit.text
    while start < end and new and cells[start].text == new[0]:
        start, new = start + 1, new[1:]
    while start < end and new and cells[end - 1].text == new[-1]:
        end, new = end - 1, new[:-1]
    return start, end, new


def _changes(text: str, cells: list[_Cell], dropped: _Dropped) -> Iterator[Edit]:
    position = 0
    for cell in (*cells, _Cell("", len(text), len(text), "")):
        if position < cell.low:
            yield Edit(position, cell.low, "", dropped.rules[position])
        if text[cell.low : cell.high] != cell.text:
            yield Edit(cell.low, cell.high, cell.text, cell.rule)
        position = cell.high


def _merge(edits: Iterable[Edit]) -> list[Edit]:
    """Join what is inserted at one place with the change before it."""
    merged: list[Edit] = []
    for edit in edits:
        if merged and edit.start == edit.end == merged[-1].end:
            last = merged.pop()
            edit = Edit(last.start, last.end, last.text + edit.text, last.rule)  # noqa: PLW2901 # the joined one
        merged.append(edit)
    return merged
