"""Two halves of a stream at work at once: libraries that leave Python alone while they code use a core each."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Item = TypeVar("Item")

_BATCH: Final = 64
"""Items that are made while as many are used: enough to even out both halves, few enough to hold in memory."""


def ahead(items: Iterable[Item]) -> Iterator[Item]:
    """Give the items in order while a thread is already at the next ones; what it raises is raised here."""
    source = iter(items)
    with ThreadPoolExecutor(1) as worker:
        batch = worker.submit(_batch, source)
        while found := batch.result():
            batch = worker.submit(_batch, source)
            yield from found


def _batch(source: Iterator[Item]) -> tuple[Item, ...]:
    return tuple(islice(source, _BATCH))
