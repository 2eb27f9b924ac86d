"""Opus in Ogg: half the size of an MP3, as clear."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from exporter import canon
from exporter.messages import Message
from exporter.ports import Format
from exporter.render import audio_formats
from exporter.writers.audio import edition

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.model import Article
    from exporter.ports import Issue, World

FORMAT: Final = Format("opus", ".opus", "audio/ogg", 7, Message("Opus with chapters"), spoken=True)

_SERIAL_DIGITS: Final = 7
"""Hexadecimal digits of the article's digest that number its stream: 28 of the 31 bits there are."""


def write(article: Article, world: World, out: Path) -> None:
    """Write 32 kbit/s; raises `WriteError`."""
    edition.write(article, world, out, _form(canon.digest(article)))


def bind(issue: Issue, world: World, out: Path) -> None:
    """Write several articles one after the other; raises `WriteError`."""
    titles = "\n".join((issue.metadata.title, *(part.metadata.title for part in issue.parts)))
    edition.bind(issue, world, out, _form(hashlib.sha256(titles.encode()).hexdigest()))


def _form(digest: str) -> edition.Form:
    from exporter.render import audio_vorbis  # noqa: PLC0415 - mutagen, which other formats need not wait for

    serial = int(digest[:_SERIAL_DIGITS], 16)
    coding = replace(audio_formats.OPUS, muxing={**audio_formats.OPUS.muxing, "serial_offset": f"{serial}"})
    return edition.Form(coding, audio_vorbis.write)
