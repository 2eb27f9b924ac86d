"""WebVTT: captions of the narration for browsers and players, with the moment of every word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exporter.messages import Message
from exporter.ports import Format
from exporter.render import captions, subtitles
from exporter.render.narrated import narrated
from exporter.settings import NarrationSettings

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.model import Article
    from exporter.ports import World

FORMAT: Final = Format("vtt", ".vtt", "text/vtt", 4, Message("WebVTT captions with word times"), spoken=True)


def write(article: Article, world: World, out: Path) -> None:
    """Write the captions, in UTF-8; raises `WriteError` if there is nothing to hear."""
    cues = captions.cues(narrated(article, world, FORMAT.name))
    text = subtitles.webvtt(
        cues, article.metadata.title, article.metadata.language, world.options(NarrationSettings).quote_voice
    )
    out.write_bytes(text.encode("utf-8", "replace"))
