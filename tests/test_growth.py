"""What tells linear time from quadratic can tell them apart."""

from __future__ import annotations

from tests.growth import is_linear


def test_a_loop_is_linear_and_a_loop_in_a_loop_is_not() -> None:
    assert is_linear(lambda count: sum(range(100 * count)), 2_000)
    assert not is_linear(lambda count: [sum(range(count)) for _ in range(count)], 1_000)


def test_a_search_for_every_line_among_those_before_it_is_found_out() -> None:
    """Even beside much work on each line."""

    def search(count: int) -> None:
        seen: list[str] = []
        for number in range(count):
            sum(range(500))
            if str(number) not in seen:
                seen.append(str(number))

    assert not is_linear(search, 2_000)
