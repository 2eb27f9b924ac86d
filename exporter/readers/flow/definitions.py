"""Definitions: terms and what is said of them, put together."""

from __future__ import annotations

import operator
from itertools import groupby, takewhile
from typing import TYPE_CHECKING

from exporter.model import Definition, DefinitionList, Description, Item, Listing, Paragraph, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exporter.model import Block

    Entry = tuple[bool, tuple[Block, ...]]
    """What stands in a list of definitions: whether it is said of a term, and its blocks."""


def made(entries: Sequence[Entry]) -> Iterator[Block]:
    """Make a list of definitions; without terms, or without anything that is said of them, it is an ordinary list."""
    before = [*takewhile(operator.itemgetter(0), entries)]
    after = entries[len(before) :]
    if all(not defines for defines, _ in after):
        yield from (Listing(tuple(Item(told) for _, told in entries)),) if entries else ()
        return
    yield from (block for _, told in before for block in told)
    yield DefinitionList(tuple(_defined(after)))


def _defined(entries: Iterable[tuple[bool, tuple[Block, ...]]]) -> Iterator[Definition]:
    """Put terms and what follows them together; what is no words of a term belongs to its description."""
    terms: tuple[Term, ...] = ()
    shown: tuple[Block, ...] = ()
    for defines, group in groupby(entries, operator.itemgetter(0)):
        told = [blocks for _, blocks in group]
        if defines:
            yield Definition(terms, tuple(map(Description, (*((shown,) if shown else ()), *told))))
            terms = shown = ()
        else:
            terms = tuple(Term(block.content) for found in told for block in found if isinstance(block, Paragraph))
            shown = tuple(block for found in told for block in found if not isinstance(block, Paragraph))
    if terms:
        yield Definition(terms, (Description(shown),) if shown else ())
