"""What can be chosen for formats made of an article's pages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from exporter.options import Option, line


class Overlays(StrEnum):
    """What an EPUB highlights while it is read aloud: sentence by sentence, or word by word if the voice can."""

    SENTENCE = "sentence"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Options:
    """EPUB: what its overlays follow, whether fonts are embedded, how it is cut, who vouches for its accessibility.

    An article of up to ``flow`` words is one document; 0 cuts every one at its sections, each with one sound, for
    reading systems that play no more than one on a page. Half an hour's reading is what none is slow with.
    A ``certifier`` is a publisher who has evaluated the edition and claims conformance to EPUB Accessibility 1.1;
    without one nothing is claimed.
    """

    overlays: Annotated[Overlays, Option("What the EPUB highlights while it is read.")] = Overlays.SENTENCE
    embed_fonts: Annotated[bool, Option("Put fonts into the EPUB.")] = False
    flow: Annotated[
        int, Option("Up to so many words an article is one page of the EPUB; a longer one has a page a section.", low=0)
    ] = 4000
    certifier: Annotated[
        str | None,
        Option(
            "Who has evaluated the EPUB and vouches for its conformance (EPUB Accessibility 1.1, WCAG 2.2 AA).",
            name="certified-by",
            metavar="NAME",
            read=line,
        ),
    ] = None
