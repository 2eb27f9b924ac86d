"""The pictures of one edition: those of the article that can be shown, each file once, under addresses of its own."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from exporter import walk
from exporter.errors import ResourceError
from exporter.events import NotRendered
from exporter.messages import Message
from exporter.model import Image, Missing
from exporter.render.pictures import reduced

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exporter.model import Article
    from exporter.ports import World
    from exporter.render.pictures import Picture

_SUFFIXES: Final = {"image/jpeg": "jpg", "image/png": "png", "image/svg+xml": "svg"}
_TOLD: Final = 200
"""Characters of a name that are reported."""


class Album:
    """Pictures by their address; one that is refused is reported in the name of a format, and its words stay."""

    def __init__(self, world: World, form: str, folder: str, largest: tuple[int, int]) -> None:
        """Start empty; pictures come from ``world.media`` and are made at most ``largest`` pixels wide and high.

        Their addresses begin with ``folder``.
        """
        self._world = world
        self._form = form
        self._folder = folder
        self._largest = largest
        self._addresses: dict[str, str | None] = {}
        self._files: dict[str, Picture] = {}

    def address(self, image: Image) -> str | None:
        """Take in a picture and give its address, its folder and digest; None for one that cannot be shown."""
        if image.src not in self._addresses:
            self._addresses[image.src] = self._take(image.src)
        return self._addresses[image.src]

    @property
    def files(self) -> Mapping[str, Picture]:
        """The pictures taken in so far by their address."""
        return self._files

    def _take(self, src: str) -> str | None:
        try:
            address, picture = self._made(src)
        except ResourceError as error:
            place = named(src, len(self._addresses) + 1)
            reason = error.message if len(error.message) <= _TOLD else error.message[:_TOLD]
            self._tell(Message("{place}: {reason}", place=place, reason=reason))
            return None
        if picture.lost:
            place = named(src, len(self._addresses) + 1)
            self._tell(Message("{place}: left out of the drawing: {kinds}", place=place, kinds=", ".join(picture.lost)))
        self._files[address] = picture
        return address

    def _tell(self, loss: Message) -> None:
        self._world.report(NotRendered(self._form, "image", loss))

    def _made(self, src: str) -> tuple[str, Picture]:
        """Make a picture ready, and say under which address it stands; raises `ResourceError`."""
        picture = reduced(self._world.media(src), self._largest)
        return f"{self._folder}{digest(picture.data)}.{_SUFFIXES[picture.media_type]}", picture


def named(src: str, number: int) -> str:
    """Name a picture to people: by its address, or by its place if the address is the picture itself."""
    if src[:5].lower() == "data:":
        return Message("image {number} in the document", number=number)
    return src[:_TOLD]


def undescribed(article: Article) -> Iterator[str]:
    """Name the pictures of an article that nobody has described."""
    images = (node for node in walk.nodes(article) if isinstance(node, Image))
    return (named(image.src, n) for n, image in enumerate(images, 1) if isinstance(image.alt, Missing))


def digest(data: bytes) -> str:
    """What tells a picture from others in its address."""
    return hashlib.sha256(data).hexdigest()[:16]
