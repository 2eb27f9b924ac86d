"""Errors: each has its documented exit code and survives the way back from a worker."""

from __future__ import annotations

import pickle
import re

import pytest

from exporter import errors
from exporter.errors import ExporterError

KINDS: list[type[ExporterError]] = [ExporterError, *ExporterError.__subclasses__()]
TREE = [*KINDS, *(one for kind in KINDS[1:] for one in kind.__subclasses__())]


def test_exit_codes_are_those_of_the_drawn_tree() -> None:
    drawn = dict(re.findall(r"(\w+Error) +exit (\d)", errors.__doc__ or ""))
    assert {error.__name__: str(error.exit_code) for error in TREE} == drawn
    assert len({kind.exit_code for kind in KINDS}) == len(KINDS) == 7  # those below a kind share its code


@pytest.mark.parametrize("error", TREE)
def test_a_message_and_its_hint_come_back_from_a_worker(error: type[ExporterError]) -> None:
    copy = pickle.loads(pickle.dumps(error("no article", "give a file")))  # noqa: S301 - our own bytes
    assert type(copy) is error
    assert (copy.message, copy.hint, str(copy)) == ("no article", "give a file", "no article")


def test_a_hint_may_be_missing() -> None:
    assert ExporterError("no article").hint == ""
