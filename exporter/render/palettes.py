"""Colours of generated covers, in sets of three whose contrast is at least `MINIMUM_CONTRAST`.

A cover is drawn in levels of one channel, which stand for the colours of a set and for those between them: edges of
letters are as smooth as in three channels, for a third of the work.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import astuple, dataclass, fields
from functools import cache
from typing import Final

from exporter.messages import Message

MINIMUM_CONTRAST: Final = 7.0
"""WCAG 2.2, success criterion 1.4.6."""

Colour = tuple[int, int, int]
_COLOUR: Final = re.compile("#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Palette:
    """Three colours of a cover: ``ink`` and ``accent`` are written on ``ground``."""

    ground: Colour
    ink: Colour
    accent: Colour


PALETTES: Final = (
    Palette((0x14, 0x21, 0x3D), (0xFD, 0xF8, 0xEE), (0xFF, 0xC8, 0x57)),
    Palette((0x12, 0x37, 0x2A), (0xFB, 0xFA, 0xDA), (0xF2, 0xC5, 0x72)),
    Palette((0x4A, 0x10, 0x24), (0xFF, 0xF6, 0xEE), (0xF7, 0xB2, 0x67)),
    Palette((0x07, 0x3B, 0x4C), (0xF7, 0xFB, 0xF9), (0x8F, 0xE3, 0xCF)),
    Palette((0x33, 0x16, 0x3F), (0xFB, 0xF3, 0xFF), (0xF4, 0xA8, 0xD0)),
    Palette((0x22, 0x29, 0x2F), (0xF8, 0xF7, 0xF3), (0xFF, 0x9F, 0x7A)),
)

ACCENT: Final = 0
MUTED: Final = 79
"""An accent that leaves two thirds to the ground."""
GROUND: Final = 128
INK: Final = 255


def contrast(one: Colour, other: Colour) -> float:
    """Contrast ratio of two sRGB colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(value / 255) for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    low = 0.04045
    return value / 12.92 if value <= low else ((value + 0.055) / 1.055) ** 2.4


@cache
def told(data: bytes) -> Palette | None:
    """Read the colours of a theme, TOML with ``ground``, ``ink`` and ``accent``; None if it has none.

    Raises `ValueError` for what is no colour, or cannot be read on its ground.
    """
    known = tomllib.loads(data.decode())
    if not known:
        return None
    palette = Palette(*(_read(field.name, known.get(field.name)) for field in fields(Palette)))
    for name, colour in zip(("ink", "accent"), astuple(palette)[1:], strict=True):
        if (found := contrast(colour, palette.ground)) < MINIMUM_CONTRAST:
            raise ValueError(
                Message(
                    "{name} has a contrast of {found} to its ground: {least} is the least",
                    name=name,
                    found=f"{found:.1f}",
                    least=f"{MINIMUM_CONTRAST:g}",
                )
            )
    return palette


def _read(name: str, value: object) -> Colour:
    match = _COLOUR.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError(Message("{name} is no colour: {value}", name=name, value=repr(value)))
    red, green, blue = (int(part, 16) for part in match.groups())
    return red, green, blue


def chosen(key: str) -> Palette:
    """The set that a key, such as a publisher's name, always gets."""
    return PALETTES[hashlib.sha256(key.encode()).digest()[0] % len(PALETTES)]


@cache
def ramp(colours: Palette) -> bytes:
    """The colour of every level: 256 triples of red, green and blue, one after the other."""
    return bytes(part for level in range(256) for part in _colour(level, colours))


def _colour(level: int, colours: Palette) -> Colour:
    """The colour that a level stands for."""
    end, whole = (colours.ink, INK - GROUND) if level > GROUND else (colours.accent, GROUND - ACCENT)
    share = abs(level - GROUND) / whole
    red, green, blue = (round(low + (high - low) * share) for low, high in zip(colours.ground, end, strict=True))
    return red, green, blue
