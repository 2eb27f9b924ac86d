"""The reader of OpenDocument texts, as LibreOffice and others write them, whatever they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.ports import Intake
from exporter.readers.packed import archive

if TYPE_CHECKING:
    from exporter.model import Article
    from exporter.ports import Original, World

INTAKE = Intake("odt", frozenset({".odt", ".ott"}), "document OpenDocument")

_TEXT = "application/vnd.oasis.opendocument.text"


def accepts(original: Original) -> bool:
    """Take archives that say that they are an OpenDocument text."""
    told = archive.mimetype(original.data)
    suffixed = original.name.lower().endswith(tuple(INTAKE.suffixes)) and original.data.startswith(archive.START)
    return told.startswith(_TEXT) or (suffixed and not told and b"content.xml" in original.data)


def read(original: Original, world: World) -> Article:
    """Read an article; deletions, comments and tables of contents are reported. Raises `ReadError`."""
    from exporter.readers.office.opendocument import document  # noqa: PLC0415 - needed for OpenDocument alone

    return document.read(original, world)
