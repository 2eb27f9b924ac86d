"""Colours as inks: from sRGB to cyan, magenta, yellow and black on coated paper, within what the paper can take.

Imports numpy and Pillow: to be imported late.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from PIL import Image, ImageCms

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from exporter.render.pictures import Original

MOST_INK: Final = 300
"""Of all four inks together, in per cent: what a sheet-fed press dries on coated paper."""
_MOST_COLOUR: Final = 200
"""Of cyan, magenta and yellow in a flat colour, in per cent: black is printed over it."""
_NEUTRAL: Final = 3
"""Difference between red, green and blue, of 255, up to which a pixel is grey."""
_RELATIVE: Final = ImageCms.Intent.RELATIVE_COLORIMETRIC
_KEEP_BLACK: Final = ImageCms.Flags.BLACKPOINTCOMPENSATION

Ink = tuple[float, float, float, float]
"""Cyan, magenta, yellow and black, each 0 to 1."""


@dataclass(frozen=True, slots=True)
class Press:
    """A printing condition: conversions into its inks, by its ICC profile."""

    profile: ImageCms.ImageCmsProfile
    _from_srgb: ImageCms.ImageCmsTransform
    _blacks: bytes
    """For each grey of sRGB the black ink that looks like it, both of 255."""

    def colour(self, red: float, green: float, blue: float) -> Ink:
        """Give the inks of an sRGB colour (each 0 to 1); a grey is black ink alone."""
        levels = tuple(round(255 * min(max(part, 0.0), 1.0)) for part in (red, green, blue))
        if max(levels) - min(levels) <= _NEUTRAL:
            return 0.0, 0.0, 0.0, self._blacks[levels[1]] / 255
        pixel = ImageCms.applyTransform(Image.new("RGB", (1, 1), levels), self._from_srgb)
        cyan, magenta, yellow, black = (np.asarray(pixel)[0, 0] / 255).tolist()
        return bounded((cyan, magenta, yellow, black))

    def black(self, ink: Ink) -> float:
        """Give the black ink, 0 to 1, that is as dark as a mixture of inks."""
        lightness = _lightness(np.array([[ink]]), self.profile)[0, 0]
        ramp = _black_ramp(self.profile)
        return float(np.interp(lightness, ramp[::-1], np.linspace(1, 0, 256)))

    def picture(self, original: Original) -> Image.Image:
        """Separate a picture: CMYK of at most `MOST_INK`, or grey ("L", 255 is paper), printed in black alone."""
        image = original.image
        match image.mode:
            case "CMYK":
                return limited(self._in_own_inks(image, original.profile))
            case "L":
                return self._grey(image)
            case _ if _is_neutral(image):
                return self._grey(image.convert("L"))
            case _:
                return limited(self._converted(image, original.profile) or _applied(image, self._from_srgb))

    def _grey(self, image: Image.Image) -> Image.Image:
        return image.point([255 - black for black in self._blacks])

    def _in_own_inks(self, image: Image.Image, profile: bytes | None) -> Image.Image:
        """Convert from other inks, if a profile says so; inks without a profile are taken for these."""
        return self._converted(image, profile) or image

    def _converted(self, image: Image.Image, profile: bytes | None) -> Image.Image | None:
        """Convert by the picture's own profile; None without one that fits its colours."""
        if not profile:
            return None
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if source.profile.profile_description == self.profile.profile.profile_description:
                return image
            transform = ImageCms.buildTransform(source, self.profile, image.mode, "CMYK", _RELATIVE, _KEEP_BLACK)
            return _applied(image, transform)
        except (ImageCms.PyCMSError, OSError):
            return None


@cache
def press(profile: bytes) -> Press:
    """Make ready for the printing condition that an ICC profile (of a CMYK device) describes."""
    target = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    from_srgb = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), target, "RGB", "CMYK", _RELATIVE, _KEEP_BLACK)
    return Press(target, from_srgb, _blacks(target))


def bounded(ink: Ink) -> Ink:
    """Bring a flat colour within the limit, black printed over it included."""
    *colours, black = ink
    total = sum(colours)
    factor = min(1.0, _MOST_COLOUR / 100 / total) if total else 1.0
    cyan, magenta, yellow = (round(part * factor - 0.0005, 3) if factor < 1 else round(part, 3) for part in colours)
    return cyan, magenta, yellow, round(black, 3)


def limited(image: Image.Image, most: float = MOST_INK) -> Image.Image:
    """Take colour away from the pixels of a CMYK picture that have more than ``most`` per cent of ink; black stays."""
    inks = np.asarray(image)
    sums = inks.sum(axis=2, dtype=np.int32)
    allowed = int(most * 255 / 100)
    heavy = sums > allowed
    if not heavy.any():
        return image
    pixels = inks[heavy].astype(np.float32)
    black = pixels[:, 3:]
    colour = pixels[:, :3]
    colour *= (allowed - black) / colour.sum(axis=1, keepdims=True)
    mended = inks.copy()
    mended[heavy] = np.concatenate((np.floor(colour), black), axis=1).astype(np.uint8)
    return Image.fromarray(mended, "CMYK")


def most_ink(image: Image.Image) -> float:
    """The heaviest pixel of a separated picture, in per cent of ink."""
    pixels = np.asarray(image)
    if image.mode == "L":
        return float(255 - pixels.min()) / 2.55
    return float(pixels.sum(axis=2, dtype=np.int32).max()) / 2.55


def _is_neutral(image: Image.Image) -> bool:
    pixels = np.asarray(image)
    return bool((pixels.max(axis=2) - pixels.min(axis=2)).max() <= _NEUTRAL)


def _applied(image: Image.Image, transform: ImageCms.ImageCmsTransform) -> Image.Image:
    return ImageCms.applyTransform(image, transform) or image  # None is for a change in place


# --- How dark black ink is ---------------------------------------------------------------------


def _blacks(target: ImageCms.ImageCmsProfile) -> bytes:
    """For each grey of sRGB the black ink that reflects as much light, black being as dark as the ink can be."""
    grey = np.linspace(0, 1, 256)
    light = np.where(grey <= 0.04045, grey / 12.92, ((grey + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004 - IEC 61966-2-1
    ramp = _reflected(_black_ramp(target))
    wanted = ramp[-1] + light * (ramp[0] - ramp[-1])
    inks = np.interp(wanted, ramp[::-1], np.arange(255, -1, -1))
    return bytes(np.round(inks).astype(np.uint8))


def _black_ramp(target: ImageCms.ImageCmsProfile) -> NDArray[np.float64]:
    """Lightness (CIE L*, 0 to 100) of 0 to 255 parts of black ink, falling."""
    inks = np.zeros((1, 256, 4))
    inks[0, :, 3] = np.linspace(0, 1, 256)
    return np.minimum.accumulate(_lightness(inks, target)[0])


def _lightness(inks: NDArray[Any], target: ImageCms.ImageCmsProfile) -> NDArray[np.float64]:
    lab = ImageCms.createProfile("LAB")
    transform = ImageCms.buildTransform(target, lab, "CMYK", "LAB", _RELATIVE)
    printed = ImageCms.applyTransform(Image.fromarray(np.round(inks * 255).astype(np.uint8), "CMYK"), transform)
    return np.asarray(printed)[:, :, 0] / 2.55


def _reflected(lightness: NDArray[np.float64]) -> NDArray[np.float64]:
    """Luminance, 0 to 1, of CIE L*."""
    root = (lightness + 16) / 116
    return np.where(lightness > 8, root**3, lightness / 903.3)  # noqa: PLR2004 - CIE 15
