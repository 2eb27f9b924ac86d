"""A site of our own for what reads from the web, and a store of our own that speaks S3."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.engine import buckets, website

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.engine.website import Site


@pytest.fixture
def site() -> Iterator[Site]:
    with website.serving() as served:
        yield served


@pytest.fixture(scope="session")
def _s3() -> Iterator[str]:
    with buckets.serving() as address:
        yield address


@pytest.fixture
def bucket(_s3: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty bucket, with what is needed to write to it in the environment."""
    return buckets.bucket(_s3, monkeypatch)
