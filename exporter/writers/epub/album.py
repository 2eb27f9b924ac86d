"""The pictures of one EPUB: those of the article that can be shown, each file once."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from exporter import walk
from exporter.errors import ResourceError
from exporter.events import NotRendered
from exporter.model import Image
from exporter.render.pictures import reduced

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.model import Article
    from exporter.ports import World
    from exporter.render.pictures import Picture

_LARGEST: Final = (2000, 2000)
"""Pixels: sharp on the largest e-readers."""

_SUFFIXES: Final = {"image/jpeg": "jpg", "image/png": "png"}


class Album:
    """Pictures by their file's name; one that is refused is reported, and its words stay."""

    def __init__(self, article: Article, world: World) -> None:
        """Take in the pictures of an article, in its order."""
        self._addresses: dict[str, str | None] = {}
        self._files: dict[str, Picture] = {}
        for node in walk.nodes(article):
            if isinstance(node, Image) and node.src not in self._addresses:
                self._addresses[node.src] = self._take(node.src, world)

    def address(self, image: Image) -> str | None:
        """Where a picture lies in the EPUB; None if it is not there."""
        return self._addresses.get(image.src)

    @property
    def files(self) -> Mapping[str, Picture]:
        """The pictures by their name."""
        return self._files

    def _take(self, src: str, world: World) -> str | None:
        try:
            picture = reduced(world.media(src), _LARGEST)
        except ResourceError as error:
            world.report(NotRendered("epub", "image", f"{src[:200]}: {error.message}"))
            return None
        digest = hashlib.sha256(picture.data).hexdigest()[:16]
        name = f"images/{digest}.{_SUFFIXES[picture.media_type]}"
        self._files[name] = picture
        return name
