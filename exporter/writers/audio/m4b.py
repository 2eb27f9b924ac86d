"""M4B: an audio book for players that remember where one stopped; AAC in MP4."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from exporter.messages import Message
from exporter.ports import Format
from exporter.render import audio_formats
from exporter.writers.audio import edition

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.model import Article
    from exporter.ports import Issue, World

FORMAT: Final = Format("m4b", ".m4b", "audio/mp4", 7, Message("M4B audio book with chapters"), spoken=True)


def write(article: Article, world: World, out: Path) -> None:
    """Write 64 kbit/s; raises `WriteError`."""
    edition.write(article, world, out, _form(article.metadata.language))


def bind(issue: Issue, world: World, out: Path) -> None:
    """Write several articles one after the other; raises `WriteError`."""
    edition.bind(issue, world, out, _form(issue.metadata.language))


def _form(language: str) -> edition.Form:
    from exporter.render import audio_mp4, audio_tags  # noqa: PLC0415 - mutagen, which other formats need not wait for

    coding = replace(audio_formats.M4B, language=audio_tags.iso_639_2(language))
    return edition.Form(coding, audio_mp4.write)
