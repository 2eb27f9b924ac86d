"""An article as every format gets it that lets it be heard, or follows what is heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.errors import WriteError
from exporter.events import NotRendered
from exporter.messages import Message
from exporter.render.album import undescribed

if TYPE_CHECKING:
    from exporter.model import Article
    from exporter.ports import World
    from exporter.speech import Track


def narrated(article: Article, world: World, name: str) -> tuple[Track, ...]:
    """Narrate, and report for the format of this name the pictures that nobody described.

    Raises `WriteError` if there is nothing to hear.
    """
    tracks = world.narrate(article)
    if not tracks:
        raise WriteError("there is nothing to say", "the article holds no word that can be spoken")
    for src in undescribed(article):
        world.report(NotRendered(name, "image", Message("nobody has described {src}", src=src)))
    return tracks
