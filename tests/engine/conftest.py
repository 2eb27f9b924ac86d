"""A site of our own for what reads from the web."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engine import website

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.engine.website import Site


@pytest.fixture
def site() -> Iterator[Site]:
    with website.serving() as served:
        yield served
