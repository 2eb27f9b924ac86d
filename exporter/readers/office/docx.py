"""The reader of Word's documents (Office Open XML), whatever programme wrote them and whatever they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.ports import Intake
from exporter.readers.packed import archive

if TYPE_CHECKING:
    from exporter.model import Article
    from exporter.ports import Original, World

INTAKE = Intake("docx", frozenset({".docx", ".docm"}), "document Word")


def accepts(original: Original) -> bool:
    """Take archives that hold a Word document."""
    data = original.data
    return data.startswith(archive.START) and not archive.mimetype(data) and b"word/document" in data


def read(original: Original, world: World) -> Article:
    """Read an article; deletions, comments and tables of contents are reported. Raises `ReadError`."""
    from exporter.readers.office.word import document  # noqa: PLC0415 - needed for Word's documents alone

    return document.read(original, world)
