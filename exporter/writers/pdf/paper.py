"""Sizes of paper, by name or in millimetres."""

from __future__ import annotations

import re
from typing import Final

from exporter.errors import UsageError
from exporter.messages import Message

Size = tuple[float, float]
"""Width and height in millimetres."""

NAMES: Final[dict[str, Size]] = {
    "a3": (297.0, 420.0),
    "a4": (210.0, 297.0),
    "a5": (148.0, 210.0),
    "b5": (176.0, 250.0),
    "letter": (215.9, 279.4),
    "legal": (215.9, 355.6),
}
"""ISO 216, and the North American sizes of ANSI/ASME Y14.1."""
SMALLEST: Final[Size] = (80.0, 110.0)
"""Less does not hold a column of text."""
LARGEST: Final = 1000.0
"""Either side."""
NUMBER: Final = r"\d{1,4}(?:[.,]\d{1,3})?"
_SIZE: Final = re.compile(rf"({NUMBER})\s*[x×]\s*({NUMBER})\s*(?:mm)?", re.ASCII)


def size(text: str) -> Size:
    """Read a name ("A5") or width and height ("148x210"); raises `UsageError`."""
    asked = text.strip().lower()
    match = _SIZE.fullmatch(asked)
    width, height = (millimetres(match[1]), millimetres(match[2])) if match else NAMES.get(asked, (0.0, 0.0))
    if width < SMALLEST[0] or height < SMALLEST[1] or max(width, height) > LARGEST:
        raise UsageError(
            Message("no size of a page: {text}", text=text),
            Message("{names}, or width x height in mm, 80x110 to 1000x1000: 148x210", names=", ".join(NAMES)),
        )
    return width, height


def millimetres(number: str) -> float:
    """Read a number of millimetres, with a point or a comma."""
    return float(number.replace(",", "."))
