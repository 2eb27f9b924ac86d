"""What can be chosen for the press: the page as it is cut, and what is printed beyond it. In millimetres."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Final

from exporter.errors import UsageError
from exporter.messages import Message
from exporter.options import Option
from exporter.writers.pdf import paper

MOST_BLEED: Final = 20.0


def bleed(text: str) -> float:
    """Bleed ("3mm")."""
    match = re.fullmatch(rf"({paper.NUMBER})\s*(?:mm)?", text.strip(), re.ASCII)
    if match is None or paper.millimetres(match[1]) > MOST_BLEED:
        raise UsageError(Message("no bleed: {text}", text=text), "millimetres, such as 3mm; 0 to 20")
    return paper.millimetres(match[1])


@dataclass(frozen=True, slots=True)
class Options:
    """The cut page (width and height, from `paper.SMALLEST` to `paper.LARGEST`) and its bleed, at most `MOST_BLEED`."""

    trim: Annotated[
        tuple[float, float],
        Option("Size of the cut page for the press: a name, or mm.", metavar="SIZE", read=paper.size, told="148x210"),
    ] = (148.0, 210.0)
    bleed: Annotated[float, Option("Bleed for the press.", metavar="MM", read=bleed, told="3mm")] = 3.0
