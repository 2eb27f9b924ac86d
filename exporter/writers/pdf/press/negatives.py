"""The article's pictures on their way to the press: kept whole until their size on the page is known."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import pikepdf
from PIL import Image

from exporter.render.album import Album, digest, named
from exporter.render.pictures import Picture, drawn, is_drawing, original
from exporter.render.separation import MOST_INK, limited, most_ink

if TYPE_CHECKING:
    from exporter.ports import World
    from exporter.render.pictures import Original
    from exporter.render.separation import Press

_PLENTY: Final = 450
"""Dots per inch beyond which a picture is made smaller, since no screen of the press shows them."""
_ENOUGH: Final = 350
_ROOM: Final = (1600, 2000)
"""Width and height of a drawing, in pixels of a 96th of an inch, that no page has."""
_QUALITY: Final = 95
_HEADROOM: Final = 10
"""Per cent of ink by which the waves of JPEG may pass the limit."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a picture stands on the page, in points."""

    width: float
    height: float


class Negatives(Album):
    """Pictures by address; layout is given blank ones of the same size."""

    def __init__(self, world: World, form: str) -> None:
        """Start empty; pictures come from ``world.media``, what is refused is reported in the name of ``form``."""
        super().__init__(world, form, "picture:", (0, 0))
        self._names: dict[str, str] = {}

    def _made(self, src: str) -> tuple[str, Picture]:
        data = self._world.media(src)
        address = f"{self._folder}{digest(data)}"
        if is_drawing(data):  # its colours are put in inks where it stands, as those of the page are
            return address, drawn(data, _ROOM, flat=True)
        blank = _blank(original(data).image.size)
        self._names[_object_name(address)] = src
        return address, blank

    def source(self, name: str) -> str | None:
        """Tell which picture of the article an object of WeasyPrint's PDF stands for; None for one of the theme."""
        return self._names.get(name[:-1])

    def named(self, name: str) -> str | None:
        """Name such a picture to people."""
        source = self.source(name)
        return None if source is None else named(source, list(self._addresses).index(source) + 1)

    def original(self, name: str) -> Original | None:
        """Give such a picture whole."""
        source = self.source(name)
        return None if source is None else original(self._world.media(source))


def _object_name(address: str) -> str:
    """Name a picture as `weasyprint.images` does, but for the last letter, which is for interpolation."""
    return f"i{hashlib.md5(address.encode(), usedforsecurity=False).hexdigest()}"


def _blank(size: tuple[int, int]) -> Picture:
    buffer = io.BytesIO()
    Image.new("L", size, "white").save(buffer, "JPEG", quality=1)
    return Picture(buffer.getvalue(), "image/jpeg", *size)


@dataclass(frozen=True, slots=True)
class Separated:
    """A picture in its inks."""

    image: Image.Image
    photograph: bool


def separated(whole: Original, size: Size, press: Press) -> Separated:
    """Bring a picture to the resolution that the press can use, then to its inks."""
    image = whole.image
    inches = size.width / 72
    fine = (max(1, round(_ENOUGH * inches)), max(1, round(_ENOUGH * size.height / 72)))
    if image.width > _PLENTY * inches:
        image = image.resize(fine, Image.Resampling.LANCZOS)
    elif image.width < _ENOUGH * inches and _is_drawn(image):
        times = -(-fine[0] // image.width)
        image = image.resize((image.width * times, image.height * times), Image.Resampling.NEAREST)
    return Separated(press.picture(replace(whole, image=image)), whole.photograph)


def _is_drawn(image: Image.Image) -> bool:
    """Tell whether a picture is a drawing in two tones (a QR code), which can be enlarged without loss."""
    return image.getcolors(2) is not None


def written(picture: Separated) -> tuple[bytes, dict[str, Any]]:
    """Give the data of an image object and the entries beside them: JPEG for a photograph, else without loss."""
    image = picture.image
    entries: dict[str, Any] = {
        "/Type": pikepdf.Name.XObject,
        "/Subtype": pikepdf.Name.Image,
        "/Width": image.width,
        "/Height": image.height,
        "/BitsPerComponent": 8,
        "/ColorSpace": pikepdf.Name.DeviceCMYK if image.mode == "CMYK" else pikepdf.Name.DeviceGray,
    }
    data = _jpeg(image) if picture.photograph else b""
    if not data:
        return image.tobytes(), entries
    inverted = {"/Decode": pikepdf.Array([1, 0] * 4)} if image.mode == "CMYK" else {}  # as Pillow writes CMYK
    return data, {**entries, **inverted, "/Filter": pikepdf.Name.DCTDecode}


def _jpeg(image: Image.Image) -> bytes:
    """Compress a photograph; empty if that would bring it over the limit of ink."""
    buffer = io.BytesIO()
    careful = limited(image, MOST_INK - _HEADROOM) if image.mode == "CMYK" else image
    careful.save(buffer, "JPEG", quality=_QUALITY, subsampling=0, optimize=True)
    with Image.open(buffer) as written:
        return buffer.getvalue() if most_ink(written) <= MOST_INK else b""
