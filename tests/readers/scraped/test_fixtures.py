"""Articles as they come off French pages, each of another shape: what a reader of the editions gets of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from exporter import canon
from tests.readers import desk

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "scraped"
FIXTURES = sorted(FOLDER.glob("*.txt"))

# Words that say what a line is: the model says it instead.
LABELS = {
    "par",
    "et",
    "de",
    "notre",
    "propos",
    "recueillis",
    "lecture",
    "temps",
    "min",
    "minutes",
    "photo",
    "photos",
    "texte",
    "mots",
    "clés",
    "publié",
    "source",
    "sources",
    "avec",
    "presse",
    "officielles",
    "autres",
    "primaires",
    "ouvrages",
    "articles",
    "bibliographie",
    "références",
    "notes",
    "pour",
    "aller",
    "plus",
    "loin",
}


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_the_tree_is_the_expected_one(path: Path, golden: Callable[[Path, str], None]) -> None:
    golden(path.with_suffix(".tree"), desk.tree(*desk.read(path.read_bytes())))


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_every_word_is_in_the_article_or_reported(path: Path) -> None:
    document, place = desk.read(path.read_bytes())
    text = _text(path.read_bytes())
    kept = words(canon.dumps(document)) | {word for event in place.dropped for word in words(event.text)}
    assert words(text) - kept - LABELS - _markers(text) == set()


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_our_own_json_gives_the_same_article(path: Path) -> None:
    document = desk.article(path.read_bytes())
    assert canon.loads(canon.dumps(document)) == document


def test_there_are_enough_shapes() -> None:
    assert len(FIXTURES) >= 14


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.lower()))


def _text(data: bytes) -> str:
    encodings = ("utf-16", "cp1252") if data.startswith(b"\xff\xfe") else ("utf-8", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return re.sub(r"souscrip-\n", "souscrip", text).replace("³", " ")
    raise AssertionError("no encoding fits")


def _markers(text: str) -> set[str]:
    """Numbers of list items, notes and reading times."""
    return {
        mark.lower()
        for found in re.findall(r"(?m)^\W*(\d{1,2}|[IVX]+)\b|\[(\d)\]|(\d+) min", text)
        for mark in found
        if mark
    }
