"""An article as every format gets it that lets it be heard, or follows what is heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter import walk
from exporter.errors import WriteError
from exporter.events import NotRendered
from exporter.messages import Message
from exporter.model import Image, Missing

if TYPE_CHECKING:
    from exporter.model import Article
    from exporter.ports import World
    from exporter.speech import Track

_TOLD = 200
"""Characters of an address that are reported: it may be a whole picture, as a ``data:`` address."""


def narrated(article: Article, world: World, name: str) -> tuple[Track, ...]:
    """Narrate, and report for the format of this name the pictures that nobody described.

    Raises `WriteError` if there is nothing to hear.
    """
    tracks = world.narrate(article)
    if not tracks:
        raise WriteError("there is nothing to say", "the article holds no word that can be spoken")
    for node in walk.nodes(article):
        if isinstance(node, Image) and isinstance(node.alt, Missing):
            world.report(NotRendered(name, "image", Message("nobody has described {src}", src=node.src[:_TOLD])))
    return tracks
