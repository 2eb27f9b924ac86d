"""The article's pictures, made ready for a page: of known kinds, bounded, no larger than a screen can show."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

from exporter.errors import ResourceError
from exporter.events import NotRendered

if TYPE_CHECKING:
    import PIL.Image

    from exporter.model import Image
    from exporter.ports import World

_KINDS = ("JPEG", "PNG", "GIF", "WEBP")
_MOST_PIXELS = 50_000_000
"""In the original: a picture that unpacks to more is refused unread."""
_LARGEST = (1600, 2000)
"""Width and height in pixels: 250 dpi across the widest column."""
_QUALITY = 85
_PHOTOGRAPHS = frozenset({"JPEG", "WEBP"})


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
            data = reduced(self._world.media(src))
        except ResourceError as error:
            self._world.report(NotRendered("pdf", "image", f"{src[:200]}: {error.message}"))
            return None
        address = f"picture:{len(self._files) + 1}"
        self._files[address] = data
        return address


def reduced(data: bytes) -> bytes:
    """Write a picture anew: upright, in RGB on white, without metadata, for screens; raises `ResourceError`.

    Photographs become JPEG, all else PNG.
    """
    from PIL import Image  # noqa: PLC0415 - heavy

    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data), formats=_KINDS) as opened:
                return _written(_bounded(opened), opened.format or "")
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise ResourceError("the picture is too large") from error
        except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError) as error:
            raise ResourceError("no picture that can be read (JPEG, PNG, GIF or WebP)") from error


def _bounded(opened: PIL.Image.Image) -> PIL.Image.Image:
    from PIL import ImageOps  # noqa: PLC0415 - heavy

    if opened.width * opened.height > _MOST_PIXELS:
        raise ResourceError("the picture is too large")
    opened.draft("RGB", _LARGEST)
    opened.thumbnail(_LARGEST)
    return _on_white(ImageOps.exif_transpose(opened))


def _on_white(picture: PIL.Image.Image) -> PIL.Image.Image:
    from PIL import Image  # noqa: PLC0415 - heavy

    if picture.mode in ("RGB", "L"):
        return picture
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    white = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(white, picture.convert("RGBA")).convert("RGB")


def _written(picture: PIL.Image.Image, kind: str) -> bytes:
    buffer = io.BytesIO()
    if kind in _PHOTOGRAPHS:
        picture.save(buffer, "JPEG", quality=_QUALITY)
    else:
        picture.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
