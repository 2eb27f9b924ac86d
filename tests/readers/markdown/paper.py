"""Markdown read as a file of that name, and what was understood drawn as a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter import canon, walk
from exporter.ports import Original
from exporter.readers import markdown
from tests.readers.desk import Desk, tree

if TYPE_CHECKING:
    from exporter.model import Article


def read(text: str | bytes, name: str = "article.md", title: str | None = None) -> tuple[Article, Desk]:
    """Read a text; what comes out can always be written as canonical JSON and read back."""
    desk = Desk()
    data = text if isinstance(text, bytes) else text.encode()
    article = markdown.read(Original(name, data, title), desk)
    assert canon.loads(canon.dumps(article)) == article
    return article, desk


def article(text: str, name: str = "article.md") -> Article:
    """Read a text of which only the article is of interest."""
    return read(text, name)[0]


def drawn(text: str) -> str:
    """Draw what is understood of a text below a title, the title and what was dropped left out."""
    document, desk = read(f"# Titre\n\n{text}")
    lines = tree(document, desk).splitlines()
    return "\n".join(line for line in lines if not line.startswith(("title: Titre", "dropped ")))


def dropped(text: str) -> list[tuple[int, str, str]]:
    """What is left out of a text: line, words, reason."""
    return [(event.line, event.text, event.reason) for event in read(text)[1].dropped]


def warned(text: str, name: str = "article.md") -> list[str]:
    """The codes of the warnings that a text gives."""
    return [event.code for event in read(text, name)[1].warned]


def accepts(text: str, name: str) -> bool:
    """Tell whether the reader takes a file."""
    return markdown.accepts(Original(name, text.encode()))


__all__ = ["accepts", "article", "drawn", "dropped", "read", "walk", "warned"]
