"""EPUB without audio: the same text, pictures and navigation, small and made at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exporter.messages import Message
from exporter.ports import Format
from exporter.render.pages.options import Options

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.model import Article
    from exporter.ports import Issue, World

FORMAT: Final = Format("epub-text", ".text.epub", "application/epub+zip", 4, Message("EPUB 3.3 without audio"))
OPTIONS = Options


def write(article: Article, world: World, out: Path) -> None:
    """Write the EPUB."""
    from exporter.writers.epub import edition  # noqa: PLC0415 - imports EbookLib

    edition.make(article, world, out, FORMAT)


def bind(issue: Issue, world: World, out: Path) -> None:
    """Write an issue of several articles as one EPUB."""
    from exporter.writers.epub import edition  # noqa: PLC0415 - imports EbookLib

    edition.bind(issue, world, out, FORMAT)
