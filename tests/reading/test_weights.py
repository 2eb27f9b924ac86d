"""Weights of one's own: a file that holds none is told at once, and so are weights of another version."""

from __future__ import annotations

import json
from typing import Any

import pytest

from exporter import resources
from exporter.errors import ResourceError
from exporter.ports import Original
from exporter.readers import scraped
from exporter.readers.scraped.judge import weights
from tests.readers.desk import Desk

GOOD = json.loads(resources.read(weights.RESOURCE))
TEXT = "Menu\n\nLe gué\n\nUne première phrase, bien assez longue pour être lue ici.\n"


class Lent(Desk):
    """A desk with weights of one's own."""

    def __init__(self, looks: object) -> None:
        super().__init__()
        self._looks = looks

    def resource(self, name: str) -> bytes:
        return json.dumps(self._looks).encode() if name == weights.RESOURCE else super().resource(name)


def changed(**parts: object) -> list[dict[str, Any]]:
    return [GOOD[0] | parts, GOOD[1]]


@pytest.mark.parametrize(
    "looks",
    [
        {},
        [],
        [1, 2],
        GOOD[:1],
        changed(bias=[1]),
        changed(bias=[10**30] * len(weights.ROLES)),
        changed(columns={}),
        changed(columns={"chars": ["a"]}),
        changed(columns={"chars": list(range(100))}),
        changed(weights={"0": {}}),
        changed(weights={"here": {"chars": [[0] * len(weights.ROLES)]}}),
        changed(weights={"0": {"nothing": [[0] * len(weights.ROLES)]}}),
        changed(weights={"0": {"chars": [[1, 2]]}}),
    ],
)
def test_what_holds_no_weights_is_refused(looks: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - its words are for nobody
        weights.parse(json.dumps(looks).encode())
    with pytest.raises(ResourceError, match="the weights of the reader of copied text are broken"):
        scraped.read(Original("a.txt", TEXT.encode()), Lent(looks))


def test_weights_for_what_is_not_measured_are_told_by_its_name() -> None:
    looks = changed(columns=GOOD[0]["columns"] | {"scent": [0.5]})
    with pytest.raises(ResourceError, match="does not measure: scent"):
        scraped.read(Original("a.txt", TEXT.encode()), Lent(looks))
