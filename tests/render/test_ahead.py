"""Streams that work ahead give what they would give anyway."""

from __future__ import annotations

import threading
from itertools import count, islice
from typing import TYPE_CHECKING

import pytest

from exporter.render.ahead import ahead

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_items_come_in_order() -> None:
    assert list(ahead(range(1000))) == list(range(1000))
    assert list(ahead([None, False])) == [None, False]


def test_what_goes_wrong_is_told_where_items_are_wanted() -> None:
    def broken() -> Iterator[int]:
        yield from range(100)
        raise OSError("plus rien")

    with pytest.raises(OSError, match="plus rien"):
        list(ahead(broken()))


def test_nothing_goes_on_when_nobody_listens() -> None:
    before = threading.active_count()
    found = ahead(count())
    assert list(islice(found, 3)) == [0, 1, 2]
    found.close()  # type: ignore[attr-defined]  # a generator, as every iterator of this kind
    assert threading.active_count() == before
