"""For tests: stores by their addresses."""

from __future__ import annotations

import uuid

import pytest


@pytest.fixture
def memory() -> str:
    return f"memory://{uuid.uuid4().hex}/éditions"


@pytest.fixture(params=["s3", "memory"])
def address(request: pytest.FixtureRequest, memory: str) -> str:
    return memory if request.param == "memory" else str(request.getfixturevalue("bucket")) + "/journal/éditions"
