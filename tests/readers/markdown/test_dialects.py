"""Every dialect of Markdown, as three pages of its authors: all their words arrive, nothing of the syntax does.

A page of ``dialects/*.page`` begins with ``@@ its file's name``; up to ``@@`` stand the title, what editions show, a
line each, and after ``#`` the headings of sections; then the page itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from exporter import walk
from exporter.errors import ReadError
from exporter.model import (
    Article,
    Caption,
    Cell,
    Credit,
    Described,
    Heading,
    Image,
    Paragraph,
    Preformatted,
    Source,
    Stanza,
    Term,
)
from tests.readers.markdown import paper

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILES = sorted(Path(__file__).with_name("dialects").glob("*.page"))
_PAGE = re.compile(r"^@@ (?P<name>.+)\n(?P<shown>(?:.*\n)*?)@@\n(?P<text>(?:(?!@@ ).*\n)*)", re.MULTILINE)
_LEAST, _MOST = 0.99, 0.01


@dataclass(frozen=True, slots=True)
class Score:
    """Of the ``expected`` sentences those ``missing``, of the texts ``found`` those that hold what is ``alien``."""

    expected: int
    found: int
    missing: tuple[str, ...]
    alien: tuple[str, ...]


def score(file: Path) -> Score:
    """Read the pages of a dialect."""
    pages = [_compared(page) for page in _PAGE.finditer(file.read_text(encoding="utf-8"))]
    return Score(
        sum(page.expected for page in pages),
        sum(page.found for page in pages),
        tuple(line for page in pages for line in page.missing),
        tuple(text for page in pages for text in page.alien),
    )


def _compared(page: re.Match[str]) -> Score:
    title, *expected = page["shown"].splitlines()
    try:
        article = paper.article(page["text"], page["name"])
    except ReadError:
        return Score(len(expected) + 1, 0, (title, *expected), ())
    found = [*_texts(article)]
    missing = [line for line in expected if not any(line in text for text in found)]
    missing += [title] if title != f"title: {article.metadata.title}" else []
    alien = [text for text in found if _rest(text, expected)]
    return Score(len(expected) + 1, len(found), tuple(missing), tuple(alien))


def _rest(text: str, expected: list[str]) -> str:
    """The words and signs of a text that nobody expected; a heading is expected as one."""
    if text.startswith("# "):
        return "" if text in expected else text
    for line in sorted(expected, key=len, reverse=True):
        text = text.replace(line, "")
    return text.strip()


def _texts(article: Article) -> Iterator[str]:
    for node in walk.nodes(article):
        match node:
            case Heading(content):
                yield f"# {walk.plain(content)}"
            case Paragraph(content) | Preformatted(content) | Caption(content) | Cell(content) | Term(content):
                yield walk.plain(content)
            case Stanza(content):
                yield walk.plain(content)
            case Image(alt=Described(text)):
                yield text
            case Credit(content=content) | Source(content=content):
                yield walk.plain(content)
            case _:
                pass


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.stem)
def test_all_words_and_nothing_else(file: Path) -> None:
    result = score(file)
    assert 1 - len(result.missing) / result.expected >= _LEAST, result.missing
    assert len(result.alien) / result.found <= _MOST, result.alien
