"""The recipe of the weights: the same pages give the same file, which the reader takes."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING

import pytest

from exporter.readers.scraped.judge.weights import RESOURCE
from tests.reading import labelled, score
from tools import train_reader

if TYPE_CHECKING:
    from pathlib import Path

PAGES = 12
MEASURED = 6


@pytest.fixture(scope="module")
def learned() -> str:
    found = [train_reader.labelled_page(page) for page in itertools.islice(labelled.pages("train"), PAGES)]
    first, second = (json.dumps(train_reader.learn(found)) for _ in range(2))
    assert first == second
    return first


def test_the_reader_takes_other_weights(learned: str, tmp_path: Path) -> None:
    file = tmp_path / "weights.json"
    file.write_text(learned, encoding="utf-8")
    marks = score.measure(itertools.islice(labelled.pages("measure"), MEASURED), file)
    assert score.rates(marks)["article kept"] > 0.5


def test_the_weights_are_a_small_file(pytestconfig: pytest.Config) -> None:
    assert (pytestconfig.rootpath / RESOURCE).stat().st_size <= 300_000
