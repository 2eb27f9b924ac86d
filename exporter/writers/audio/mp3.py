"""MP3: plays everywhere; chapters and everything else in an ID3 tag before the sound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exporter.messages import Message
from exporter.ports import Format
from exporter.render import audio_formats
from exporter.writers.audio import edition

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.model import Article
    from exporter.ports import Issue, World

FORMAT: Final = Format("mp3", ".mp3", "audio/mpeg", 7, Message("MP3 with chapters"), spoken=True)


def write(article: Article, world: World, out: Path) -> None:
    """Write 64 kbit/s at a constant rate; raises `WriteError`."""
    edition.write(article, world, out, _form())


def bind(issue: Issue, world: World, out: Path) -> None:
    """Write several articles one after the other; raises `WriteError`."""
    edition.bind(issue, world, out, _form())


def _form() -> edition.Form:
    from exporter.render import audio_id3  # noqa: PLC0415 - mutagen, which other formats need not wait for

    return edition.Form(audio_formats.MP3, audio_id3.write)
