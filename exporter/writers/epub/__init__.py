"""EPUB 3.3, reflowable: a document for the opening and for each section, navigation, cover, accessibility metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exporter.ports import Format

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.model import Article
    from exporter.ports import World

FORMAT: Final = Format("epub", ".epub", "application/epub+zip", 1, "EPUB 3.3")


def write(article: Article, world: World, out: Path) -> None:
    """Write the EPUB."""
    from exporter.writers.epub import edition  # noqa: PLC0415 - imports EbookLib

    edition.make(article, world, out)
