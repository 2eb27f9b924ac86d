"""What can be chosen for the press: the page as it is cut, and what is printed beyond it. In millimetres."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Final

from exporter.errors import UsageError
from exporter.messages import Message
from exporter.options import Option

SMALLEST_TRIM: Final = (80.0, 110.0)
"""Width and height: less does not hold a column of text."""
LARGEST_TRIM: Final = 1000.0
"""Either side."""
MOST_BLEED: Final = 20.0
_NUMBER = r"\d{1,4}(?:[.,]\d{1,3})?"


def trim(text: str) -> tuple[float, float]:
    """Width and height of a page ("148x210")."""
    match = re.fullmatch(rf"({_NUMBER})\s*[x×]\s*({_NUMBER})\s*(?:mm)?", text.strip(), re.ASCII)
    width, height = (_millimetres(size) for size in match.groups()) if match else (0.0, 0.0)
    if width < SMALLEST_TRIM[0] or height < SMALLEST_TRIM[1] or max(width, height) > LARGEST_TRIM:
        raise UsageError(
            Message("no size of a page: {text}", text=text),
            "width x height in millimetres, such as 148x210; 80x110 to 1000x1000",
        )
    return width, height


def bleed(text: str) -> float:
    """Bleed ("3mm")."""
    match = re.fullmatch(rf"({_NUMBER})\s*(?:mm)?", text.strip(), re.ASCII)
    if match is None or _millimetres(match[1]) > MOST_BLEED:
        raise UsageError(Message("no bleed: {text}", text=text), "millimetres, such as 3mm; 0 to 20")
    return _millimetres(match[1])


def _millimetres(number: str) -> float:
    return float(number.replace(",", "."))


@dataclass(frozen=True, slots=True)
class Options:
    """The cut page (width and height, from `SMALLEST_TRIM` to `LARGEST_TRIM`) and its bleed, at most `MOST_BLEED`."""

    trim: Annotated[
        tuple[float, float],
        Option("Size of the cut page for the press, in mm.", metavar="WIDTHxHEIGHT", read=trim, told="148x210"),
    ] = (148.0, 210.0)
    bleed: Annotated[float, Option("Bleed for the press.", metavar="MM", read=bleed, told="3mm")] = 3.0
