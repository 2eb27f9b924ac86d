"""Tasks out to workers and back, in their order: whoever takes the results need not know how many work."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Executor, Future
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_WAITING: Final = 1024
"""Tasks at once: a slow article holds up those after it only when so many are ready behind it."""
_BYTES: Final = 64 * 2**20
"""Bytes of input at once."""

T = TypeVar("T")
R = TypeVar("R")
P = ParamSpec("P")


def in_order(
    tasks: Iterable[T], submit: Callable[[T], Future[R]], size: Callable[[T], int]
) -> Iterator[tuple[T, Future[R]]]:
    """Submit tasks, a bounded number and size at once, and give each with its result as soon as its turn comes."""
    waiting: deque[tuple[T, Future[R]]] = deque()
    held = 0
    for task in tasks:
        waiting.append((task, submit(task)))
        held += size(task)
        while waiting and (waiting[0][1].done() or len(waiting) >= _WAITING or held > _BYTES):
            held -= size(waiting[0][0])
            yield waiting.popleft()
    yield from waiting


class Serial(Executor):
    """Does each task in this process, when it is submitted."""

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Do it now."""
        future: Future[R] = Future()
        future.set_running_or_notify_cancel()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - as in every executor
            future.set_exception(error)
        return future
