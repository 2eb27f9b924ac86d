"""How the time that something takes grows with what it is given, in processor time: other work does not count."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_TIMES: Final = 4
_MOST: Final = 7
"""Times as long for four times as much: 4 if time grows with it, 16 if it grows with its square."""
_UNSURE: Final = 0.02
"""Seconds that say nothing."""
_TRIALS: Final = 3
"""Trials of which one is enough: a machine's mood makes what is linear slow, never what is quadratic fast."""


def is_linear(work: Callable[[int], object], few: int) -> bool:
    """Tell whether four times as much takes about four times as long as ``few``."""
    work(max(1, few // 10))  # what is loaded or learned once
    return any(_seconds(work, _TIMES * few) < _MOST * _seconds(work, few) + _UNSURE for _ in range(_TRIALS))


def _seconds(work: Callable[[int], object], count: int) -> float:
    start = time.process_time()
    work(count)
    return time.process_time() - start
