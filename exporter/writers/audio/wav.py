"""WAV: samples as they are, for studios; chapters as cue points, which editors show, and in an ID3 tag for players."""

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

FORMAT: Final = Format("wav", ".wav", "audio/wav", 6, Message("WAV, 16 bits, with cue points"), spoken=True)


def write(article: Article, world: World, out: Path) -> None:
    """Write 16 bits at 24 kHz; raises `WriteError`."""
    edition.write(article, world, out, _form())


def bind(issue: Issue, world: World, out: Path) -> None:
    """Write several articles one after the other; raises `WriteError`."""
    edition.bind(issue, world, out, _form())


def _form() -> edition.Form:
    from exporter.render import audio_riff  # noqa: PLC0415 - mutagen, which other formats need not wait for

    return edition.Form(audio_formats.WAV, audio_riff.write)
