"""The narrator deals sentences to as many workers as there is work for."""

from __future__ import annotations

import signal

import pytest

from exporter.engine.work import narrator
from exporter.engine.work.narrator import shares

LONG = {"a": 90, "b": 400, "c": 250, "d": 30}


def test_with_much_to_say_the_longest_sentence_is_begun_first() -> None:
    assert shares(LONG, 2) == [("b",), ("c",), ("a",), ("d",)]


def test_one_or_two_short_sentences_keep_one_worker() -> None:
    assert shares({"a": 40}, 2) == [("a",)]
    assert shares({"a": 40, "b": 60}, 2) == [("b", "a")]


def test_no_more_workers_than_there_is_work_for() -> None:
    dealt = shares(LONG, 64)
    assert len(dealt) == 4
    assert shares({"a": 5_000}, 64) == [("a",)]
    short = shares({str(number): 50 for number in range(10)}, 8)
    assert len(short) == 3
    assert sorted(key for share in short for key in share) == sorted(map(str, range(10)))


def test_an_interruption_waits_until_the_workers_have_started() -> None:
    reached: list[bool] = []

    def start() -> None:
        with narrator._undisturbed():  # noqa: SLF001 - the moment cannot be met otherwise
            signal.raise_signal(signal.SIGINT)
            reached.append(True)

    with pytest.raises(KeyboardInterrupt):
        start()
    assert reached
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
