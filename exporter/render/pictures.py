"""The article's pictures, made ready for an edition: of known kinds, bounded, in sRGB, without metadata."""

from __future__ import annotations

import io
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from exporter import resources
from exporter.errors import ResourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import PIL.Image  # noqa: TC004 - heavy, and its name is all that the dataclass needs

_KINDS: Final = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "TIFF")
_PHOTOGRAPHS: Final = frozenset({"JPEG", "MPO", "WEBP", "AVIF", "TIFF"})
_MOST_PIXELS: Final = 50_000_000
"""Unpacked: a larger picture is refused unread, but for a JPEG file, which can be unpacked at half its size."""
_LONGEST: Final = 32_767
"""Pixels of a side: what is longer no codec writes again, and no page can show."""
_INKS: Final = "assets/colour/FOGRA39L_coated.icc"
"""The profile of colours in inks that do not name theirs."""
_QUALITY: Final = 85


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG, PNG or SVG file; ``width`` and ``height`` are in pixels, ``lost`` names what a drawing holds no more."""

    data: bytes
    media_type: str
    width: int
    height: int
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Original:
    """A picture as it came, in RGB, CMYK or grey, with the ICC ``profile`` of its file."""

    image: PIL.Image.Image
    profile: bytes | None
    photograph: bool


def reduced(data: bytes, largest: tuple[int, int]) -> Picture:
    """Write a picture anew: upright, in sRGB on white, at most ``largest`` pixels; of an animation the first frame.

    JPEG, WebP, AVIF and TIFF become JPEG, PNG and GIF PNG, a drawing stays one. Raises `ResourceError`.
    """
    if is_drawing(data):
        return drawn(data, largest)
    with _opened(data) as opened:
        return _written(_bounded(opened, largest), photograph=opened.format in _PHOTOGRAPHS)


def is_drawing(data: bytes) -> bool:
    """Tell an SVG file from pictures made of pixels."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"<svg" in data[:8192]


def drawn(data: bytes, largest: tuple[int, int], *, flat: bool = False) -> Picture:
    """Make a drawing safe, as `exporter.render.vectors.drawing` does."""
    from exporter.render import vectors  # noqa: PLC0415 - lxml is heavy

    made = vectors.drawing(data, largest, flat=flat)
    return Picture(made.data, "image/svg+xml", made.width, made.height, made.lost)


def original(data: bytes) -> Original:
    """Read a picture whole, upright and on white, in the colours of its file. Raises `ResourceError`."""
    from PIL import ImageOps  # noqa: PLC0415 - Pillow is heavy

    with _opened(data) as opened:
        image = ImageOps.exif_transpose(_on_white(opened))
        return Original(image, opened.info.get("icc_profile"), photograph=opened.format in _PHOTOGRAPHS)


@contextmanager
def _opened(data: bytes) -> Iterator[PIL.Image.Image]:
    """Open a file for as long as the context lasts; what is wrong with it raises `ResourceError`."""
    from PIL import Image  # noqa: PLC0415 - Pillow is heavy

    with _strictly():
        try:
            with Image.open(io.BytesIO(data), formats=_KINDS) as opened:
                _bound(opened)
                yield opened
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise ResourceError("the picture is too large") from error
        except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError) as error:
            raise ResourceError("no picture that can be read (JPEG, PNG, GIF, WebP, AVIF, TIFF or SVG)") from error


def _bound(opened: PIL.Image.Image) -> None:
    """Bound what a picture unpacks to; raises `ResourceError` for one that stays too large."""
    if max(opened.size) > _LONGEST:
        raise ResourceError("the picture is too large")
    if opened.width * opened.height > _MOST_PIXELS:
        opened.draft(None, (opened.width // 2, opened.height // 2))
    if opened.width * opened.height > _MOST_PIXELS:
        raise ResourceError("the picture is too large")


@contextmanager
def _strictly() -> Iterator[None]:
    """Refuse cut off files and bombs, whatever else in the process asks of Pillow: WeasyPrint takes cut off ones."""
    from PIL import Image, ImageFile  # noqa: PLC0415 - Pillow is heavy

    lenient = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _bounded(opened: PIL.Image.Image, largest: tuple[int, int]) -> PIL.Image.Image:
    from PIL import ImageOps  # noqa: PLC0415 - Pillow is heavy

    opened.draft("RGB", largest)
    picture = _in_srgb(ImageOps.exif_transpose(_on_white(opened)), opened.info.get("icc_profile"))
    picture.thumbnail(largest)
    return picture


def _on_white(picture: PIL.Image.Image) -> PIL.Image.Image:
    from PIL import Image  # noqa: PLC0415 - Pillow is heavy

    if picture.mode == "CMYK":
        return _of_ink(picture)
    if picture.mode in ("RGB", "L"):
        return picture.copy()
    if picture.mode.startswith("I"):
        return _of_eight_bits(picture)
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    white = Image.new("RGBA", picture.size, "white")
    flat = Image.alpha_composite(white, picture.convert("RGBA")).convert("RGB")
    flat.info = picture.info
    return flat


def _of_ink(picture: PIL.Image.Image) -> PIL.Image.Image:
    """Read inks as they are meant: Pillow takes all JPEG files for Adobe's, in which no ink is 255."""
    from PIL import ImageChops  # noqa: PLC0415 - Pillow is heavy

    if picture.format != "JPEG" or "adobe" in picture.info:
        return picture.copy()
    upright = ImageChops.invert(picture)
    upright.info = picture.info
    return upright


def _of_eight_bits(picture: PIL.Image.Image) -> PIL.Image.Image:
    """Bring a grey of 16 bits to 8; to convert it would cut off all that is brighter than the darkest 256th."""
    grey = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    grey.info = picture.info
    return grey


def _in_srgb(picture: PIL.Image.Image, profile: bytes | None) -> PIL.Image.Image:
    """Bring colours to sRGB, the space that a file without a profile is in, unless it holds inks."""
    if picture.mode == "CMYK":
        return _converted(picture, profile) or _converted(picture, resources.read(_INKS)) or picture.convert("RGB")
    if picture.mode == "RGB":
        return _converted(picture, profile) or picture
    return picture if picture.mode == "L" else picture.convert("RGB")


def _converted(picture: PIL.Image.Image, profile: bytes | None) -> PIL.Image.Image | None:
    """Convert by a profile; None without one that fits."""
    from PIL import ImageCms  # noqa: PLC0415 - Pillow is heavy

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile or b""))
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return None  # a broken profile: the colours are taken as they are


def _written(picture: PIL.Image.Image, *, photograph: bool) -> Picture:
    kind = "JPEG" if photograph else "PNG"
    options = {"quality": _QUALITY} if photograph else {"optimize": True}
    buffer = io.BytesIO()
    picture.info = {}
    picture.save(buffer, kind, **options)
    return Picture(buffer.getvalue(), f"image/{kind.lower()}", picture.width, picture.height)
