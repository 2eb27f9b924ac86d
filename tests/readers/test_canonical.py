"""Our own JSON is an input like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from exporter import canon
from exporter.errors import ReadError
from exporter.ports import Original
from exporter.readers import canonical, scraped
from tests import strategies
from tests.readers.desk import Desk

if TYPE_CHECKING:
    from exporter.model import Article


@given(strategies.articles())
def test_what_was_written_is_read_back(article: Article) -> None:
    original = Original("article.json", canon.dumps(article).encode())
    assert canonical.read(original, Desk()) == article


@pytest.mark.parametrize(
    ("name", "data", "reader"),
    [
        ("a.json", b"{}", canonical),
        ("A.JSON", b"", canonical),
        ("-", b'\xef\xbb\xbf \n{"type": "article"}', canonical),
        ("-", b"Un titre\n", scraped),
        ("a.txt", b"{", scraped),
        ("A.TXT", b"", scraped),
        ("a.text", b"", scraped),
        ("article", b"", scraped),
        ("a.md", b"", None),
        (".hidden", b"", scraped),
    ],
)
def test_each_input_has_its_reader(name: str, data: bytes, reader: object) -> None:
    found = next((module for module in (canonical, scraped) if module.accepts(Original(name, data))), None)
    assert found is reader


@pytest.mark.parametrize("data", [b"\xff{}", b"{", b"[]", b'{"type": "article", "version": 99}'])
def test_what_is_not_ours_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        canonical.read(Original("a.json", data), Desk())
    assert caught.value.hint
