"""Thousands of articles in one process: none leaves anything behind."""

from __future__ import annotations

import ctypes
import gc
from typing import Final

import pytest

from exporter.engine.work.world import LocalWorld
from exporter.settings import Settings
from exporter.writers.pdf import edition
from tests import samples

ROUNDS: Final = 20
MOST: Final = 12
"""KiB an article; lists of features that are never freed make 80 of them."""


class Mallinfo(ctypes.Structure):
    """``struct mallinfo2`` of the GNU C library: what is allocated outside of Python's own arenas."""

    _fields_ = [
        *((name, ctypes.c_size_t) for name in ("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks")),
        *((name, ctypes.c_size_t) for name in ("uordblks", "fordblks", "keepcost")),
    ]


def allocated() -> float:
    """KiB in use."""
    gc.collect()
    try:
        told = ctypes.CDLL(None).mallinfo2
    except AttributeError:
        pytest.skip("only the GNU C library tells")
    told.restype = Mallinfo
    found = told()
    return float(found.uordblks + found.hblkhd) / 1024


@pytest.mark.slow
def test_an_article_leaves_nothing_behind() -> None:
    article = samples.prepared()
    world = LocalWorld(Settings(), lambda _: None, None, None)
    for _ in range(5):  # what is loaded once
        edition.make(article, world)
    before = allocated()
    for _ in range(ROUNDS):
        edition.make(article, world)
    assert (allocated() - before) / ROUNDS < MOST
