"""SubRip (SRT): captions of the narration for players that know nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exporter import walk
from exporter.events import NotRendered
from exporter.messages import Message
from exporter.model import Foreign
from exporter.ports import Format
from exporter.render import captions, subtitles
from exporter.render.narrated import narrated

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.model import Article
    from exporter.ports import World

FORMAT: Final = Format("srt", ".srt", "application/x-subrip", 4, Message("SubRip captions"), spoken=True)


def write(article: Article, world: World, out: Path) -> None:
    """Write the captions, in UTF-8; raises `WriteError` if there is nothing to hear."""
    cues = captions.cues(narrated(article, world, FORMAT.name))
    foreign = sum(isinstance(node, Foreign) for node in walk.nodes(article))
    if foreign:
        world.report(NotRendered(FORMAT.name, "foreign", Message("{count} without markup", count=foreign)))
    out.write_bytes(subtitles.subrip(cues).encode("utf-8", "replace"))
