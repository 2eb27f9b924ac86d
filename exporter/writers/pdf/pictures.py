"""The article's pictures, by the addresses under which a page asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.errors import ResourceError
from exporter.events import NotRendered
from exporter.render.pictures import reduced

if TYPE_CHECKING:
    from exporter.model import Image
    from exporter.ports import World

_LARGEST = (1600, 2000)
"""Width and height in pixels: 250 dpi across the widest column."""


class Album:
    """The pictures of one edition, by the address under which its HTML asks for them."""

    def __init__(self, world: World) -> None:
        """Start empty; pictures come from ``world.media``."""
        self._world = world
        self._addresses: dict[str, str | None] = {}
        self._files: dict[str, bytes] = {}

    def address(self, image: Image) -> str | None:
        """Take in a picture and give its address, or None, with a report, for one that cannot be shown."""
        if image.src not in self._addresses:
            self._addresses[image.src] = self._take(image.src)
        return self._addresses[image.src]

    def __getitem__(self, address: str) -> bytes:
        """The file at an address; raises `KeyError`."""
        return self._files[address]

    def _take(self, src: str) -> str | None:
        try:
            data = reduced(self._world.media(src), _LARGEST).data
        except ResourceError as error:
            self._world.report(NotRendered("pdf", "image", f"{src[:200]}: {error.message}"))
            return None
        address = f"picture:{len(self._files) + 1}"
        self._files[address] = data
        return address
