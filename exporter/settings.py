"""What all of the house shares of a user's choices, in small frozen groups; plug-ins bring their own."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Annotated, Final, TypeVar

from exporter.options import Option

_Kind = TypeVar("_Kind")


class SourcesReading(StrEnum):
    """Whether the list of sources is read aloud."""

    SPOKEN = "spoken"
    SKIPPED = "skipped"


class NotesReading(StrEnum):
    """Where notes are read aloud: after the sentence that calls them, in a chapter of their own, or nowhere."""

    INLINE = "inline"
    END = "end"
    SKIPPED = "skipped"


class DeletionsReading(StrEnum):
    """Whether words that hold no longer are read aloud, between the announcement that they do not and its end."""

    SKIPPED = "skipped"
    ANNOUNCED = "announced"


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
    """Narration: voice by name, ``speed`` as a factor of the voice's own, what is read aloud, how words are said."""

    voice: Annotated[str, Option("Voice; see `exporter voices`.")] = "kokoro"
    speed: Annotated[float, Option("Speed of speech.", low=0.5, high=3.0)] = 1.0
    sources: Annotated[SourcesReading, Option("Read the sources aloud?")] = SourcesReading.SPOKEN
    notes: Annotated[NotesReading, Option("Where notes are read aloud.")] = NotesReading.INLINE
    deletions: Annotated[DeletionsReading, Option("Read struck words aloud, announced as such?")] = (
        DeletionsReading.SKIPPED
    )
    announce_voice: Annotated[bool, Option("Say that the voice is synthetic.")] = True
    lexicon: tuple[Pronunciation, ...] = ()
    quote_voice: Annotated[str, Option("Voice for long quotations, and an interview's questions.", metavar="NAME")] = ""
    section_sound: Annotated[bool, Option("A soft sound between sections.")] = False

    @property
    def cast(self) -> tuple[NarrationSettings, ...]:
        """The settings of each voice that speaks, that of quotations last."""
        quoting = (replace(self, voice=self.quote_voice, quote_voice=""),) if self.quote_voice else ()
        return (replace(self, quote_voice=""), *quoting)

    @property
    def voices(self) -> str:
        """The voices by the names that `--voice` takes."""
        return ", ".join(one.voice for one in self.cast)


@dataclass(frozen=True, slots=True)
class PageSettings:
    """Pages and pictures: ``theme`` by name or folder. It counts by its files and not by its name."""

    theme: Annotated[str, Option("Look of the pages; a folder of your own.", metavar="NAME|FOLDER", counts=False)] = (
        "classic"
    )


SHARED: Final = (NarrationSettings, PageSettings)
"""The groups of the house."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All choices of one run: the house's, and in ``own`` those of plug-ins, each an instance of what they declare."""

    narration: NarrationSettings = field(default_factory=NarrationSettings)
    page: PageSettings = field(default_factory=PageSettings)
    own: tuple[object, ...] = ()

    def of(self, kind: type[_Kind]) -> _Kind:
        """The choices of one kind, by default if nobody chose."""
        groups = (self.narration, self.page, *self.own)
        return next((group for group in groups if isinstance(group, kind)), None) or kind()
