"""Tasks out to workers and back, in their order: whoever takes the results need not know how many work."""

from __future__ import annotations

from collections import deque
from concurrent.futures import CancelledError, Future
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor

_WAITING: Final = 1024
"""Tasks at once: a slow article holds up those after it only when so many are ready behind it."""
_BYTES: Final = 64 * 2**20
"""Bytes of input at once."""

T = TypeVar("T")
R = TypeVar("R")


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


def then(first: Future[R], executor: Executor, follow: Callable[[R], object]) -> Future[R]:
    """A future with the first one's result, done when something else has followed it."""
    whole: Future[R] = Future()

    def followed(result: R) -> None:
        try:
            follow(result)
            whole.set_result(result)
        except Exception as error:  # noqa: BLE001 - as executors do
            whole.set_exception(error)

    def ended(one: Future[R]) -> None:
        error = CancelledError() if one.cancelled() else one.exception()
        if error:
            whole.set_exception(error)
        else:
            executor.submit(followed, one.result())

    first.add_done_callback(ended)
    return whole
