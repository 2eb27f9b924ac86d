"""The flow of tasks: results in the order of the tasks, a bounded number on their way."""

from __future__ import annotations

import time
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from exporter.engine import flow


def test_results_come_in_the_order_of_the_tasks() -> None:
    def slow_first(number: int) -> int:
        time.sleep(0.05 if number == 0 else 0)
        return number * number

    with ThreadPoolExecutor(4) as pool:
        found = list(flow.in_order(range(20), lambda number: pool.submit(slow_first, number), lambda _: 1))
    assert [task for task, _ in found] == list(range(20))
    assert [future.result() for _, future in found] == [number * number for number in range(20)]


@pytest.mark.parametrize(("size", "most"), [(1, flow._WAITING), (flow._BYTES // 2 + 1, 2)])  # noqa: SLF001
def test_only_so_much_is_on_its_way(size: int, most: int) -> None:
    sent: list[Future[int]] = []

    def submit(_: int) -> Future[int]:
        sent.append(Future())
        return sent[-1]

    results = flow.in_order(range(5000), submit, lambda _: size)
    for taken in range(3):
        next(results)
        assert len(sent) == taken + most


def test_what_is_done_already_is_given_at_once() -> None:
    sent: list[int] = []

    def submit(number: int) -> Future[int]:
        sent.append(number)
        done: Future[int] = Future()
        done.set_result(number)
        return done

    results = flow.in_order(range(10), submit, lambda _: 1)
    for number in range(10):
        assert next(results)[0] == number
        assert sent == list(range(number + 1))
