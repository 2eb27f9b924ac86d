"""What a user may choose, in small frozen groups: one for each part of the house that has choices."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final


@dataclass(frozen=True, slots=True)
class TextSettings:
    """Plain text: ``width`` in characters."""

    width: int = 72


class SourcesReading(StrEnum):
    """Whether the list of sources is read aloud."""

    SPOKEN = "spoken"
    SKIPPED = "skipped"


class NotesReading(StrEnum):
    """Where notes are read aloud: after the sentence that calls them, in a chapter of their own, or nowhere."""

    INLINE = "inline"
    END = "end"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """An entry of the user's lexicon: how to say some words, ``written`` as in the article.

    ``spoken`` is what the voice reads instead, ``language`` the BCP 47 tag of the language it reads by, ``phonemes``
    the sound itself, in IPA, for voices that can be told it.
    """

    written: str
    spoken: str | None = None
    language: str | None = None
    phonemes: str | None = None


@dataclass(frozen=True, slots=True)
class NarrationSettings:
    """Narration: voice by name, ``speed`` as a factor of the voice's own (0.5 to 3), what is read aloud."""

    voice: str = "kokoro"
    speed: float = 1.0
    sources: SourcesReading = SourcesReading.SPOKEN
    notes: NotesReading = NotesReading.INLINE
    announce_voice: bool = True
    lexicon: tuple[Pronunciation, ...] = ()


LARGE_PRINT: Final = (18, 20, 24)
"""Sizes in points: what associations of blind and partially sighted people ask for."""
SMALLEST_TRIM: Final = (80.0, 110.0)
"""Width and height in millimetres: less does not hold a column of text."""
LARGEST_TRIM: Final = 1000.0
"""Either side, in millimetres."""
MOST_BLEED: Final = 20.0
"""In millimetres."""


@dataclass(frozen=True, slots=True)
class PageSettings:
    """Pages: ``theme`` by name or folder, ``large_print`` in points (one of `LARGE_PRINT`).

    For the press, ``trim`` is the size of the cut page (width, height, from `SMALLEST_TRIM` to `LARGEST_TRIM`) and
    ``bleed`` what is printed beyond it (at most `MOST_BLEED`), both in millimetres.
    """

    theme: str = "classic"
    large_print: int = 18
    trim: tuple[float, float] = (148.0, 210.0)
    bleed: float = 3.0


class Overlays(StrEnum):
    """What an EPUB highlights while it is read aloud: sentence by sentence, or word by word if the voice can."""

    SENTENCE = "sentence"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class BookSettings:
    """EPUB: what its overlays follow, whether fonts are embedded, who vouches for its accessibility.

    A ``certifier`` is a publisher who has evaluated the edition and claims conformance to EPUB Accessibility 1.1;
    without one nothing is claimed.
    """

    overlays: Overlays = Overlays.SENTENCE
    embed_fonts: bool = False
    certifier: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """All choices of one run."""

    text: TextSettings = field(default_factory=TextSettings)
    narration: NarrationSettings = field(default_factory=NarrationSettings)
    page: PageSettings = field(default_factory=PageSettings)
    book: BookSettings = field(default_factory=BookSettings)
