"""The reader of EPUB: one article that somebody, or `exporter` itself, has made a book of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.ports import Intake
from exporter.readers.packed import archive

if TYPE_CHECKING:
    from exporter.model import Article
    from exporter.ports import Original, World

INTAKE = Intake("epub", frozenset({".epub"}), "livre EPUB")

_EPUB = "application/epub+zip"


def accepts(original: Original) -> bool:
    """Take archives that say that they are EPUB, or are called so and have its container."""
    data = original.data
    named = original.name.lower().endswith(".epub") and data.startswith(archive.START)
    return archive.mimetype(data).startswith(_EPUB) or (named and b"META-INF/container.xml" in data)


def read(original: Original, world: World) -> Article:
    """Read an article; cover, contents and colophon are left out and reported. Raises `ReadError`."""
    from exporter.readers.book import edition  # noqa: PLC0415 - needed for EPUB alone

    return edition.read(original, world)
