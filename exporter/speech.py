"""What is said and what was heard: utterances before the voice, speech and tracks after it. Frozen data only."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from exporter.rewrite import Edit, Sounding, apply, soundings

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]


class UtteranceKind(StrEnum):
    """What an utterance is in the article: decides its pause, and how overlays let a reader skip it."""

    TITLE = "title"
    BYLINE = "byline"
    NOTICE = "notice"
    CREDIT = "credit"
    HEADING = "heading"
    SENTENCE = "sentence"
    VERSE = "verse"
    CAPTION = "caption"
    CELL = "cell"
    NOTE = "note"
    SOURCE_GROUP = "source-group"
    SOURCE = "source"


class ChapterKind(StrEnum):
    """What part of the article a chapter tells."""

    OPENING = "opening"
    SECTION = "section"
    TABLE = "table"
    NOTES = "notes"
    SOURCES = "sources"
    NOTICES = "notices"


class DoubtKind(StrEnum):
    """Why nobody can be sure how a word sounds."""

    NAME = "name"
    FOREIGN = "foreign"
    SIGLE = "sigle"
    HOMOGRAPH = "homograph"


@dataclass(frozen=True, slots=True)
class Doubt:
    """``[start, end)`` of a written text, a word whose sound is a guess.

    ``weight``: how many things about its spelling may mislead, 0 if its language reads it but one way.
    """

    start: int
    end: int
    kind: DoubtKind
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of an utterance in one language. ``edits`` turn ``written`` into what the voice says.

    ``scripts`` is ``written`` with exponents and indices as characters of their own, one for one; empty without any.
    """

    language: str
    written: str
    edits: tuple[Edit, ...] = ()
    scripts: str = ""

    @property
    def shown(self) -> str:
        """The words for a reader without markup: "3×10⁵", "H₂O"."""
        return self.scripts or self.written

    @property
    def spoken(self) -> str:
        """The spoken form."""
        return apply(self.written, self.edits)

    @property
    def soundings(self) -> tuple[Sounding, ...]:
        """The stretches of the spoken form whose phonemes are given, in order."""
        return tuple(soundings(self.edits))


@dataclass(frozen=True, slots=True)
class Utterance:
    """One sentence, heading, credit or source line: the unit of narration.

    ``id`` is the id of the text it speaks, unique in the article; ``pause`` the silence after it, in seconds. ``lead``
    and ``tail`` are what is said around a cell: shown in captions, where no table shows it. What is ``quoted``
    is for the voice of quotations, where one was chosen.
    """

    id: str
    kind: UtteranceKind
    phrases: tuple[Phrase, ...]
    pause: float = 0.0
    lead: str = ""
    tail: str = ""
    quoted: bool = False

    @property
    def goes_on(self) -> bool:
        """Whether the row that it is a cell of goes on after it."""
        return bool(self.tail) and self.tail.rstrip()[-1:] in {"", ",", ";", ":"}

    @property
    def captioned(self) -> str:
        """The words for a reader who sees nothing else."""
        return f"{self.lead}{self.shown}{self.tail}"

    @property
    def written(self) -> str:
        """The words as a reader sees them."""
        return "".join(phrase.written for phrase in self.phrases)

    @property
    def shown(self) -> str:
        """The words for a reader without markup, of the same length: exponents and indices are still such."""
        return "".join(phrase.shown for phrase in self.phrases)

    @property
    def spoken(self) -> str:
        """The words as a listener hears them."""
        return "".join(phrase.spoken for phrase in self.phrases)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A navigable part of the narration; ``id`` is its section's. ``level`` is 1 for a direct child of the article."""

    id: str
    kind: ChapterKind
    title: str
    level: int
    utterances: tuple[Utterance, ...]


@dataclass(frozen=True, slots=True)
class WordTiming:
    """A spoken word: ``[start, end)`` in samples, and ``text`` as it was spoken."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Speech:
    """What a voice answers: mono samples in [-1, 1], at ``rate`` Hz, without silence at either end."""

    samples: Samples
    rate: int
    words: tuple[WordTiming, ...] = ()


@dataclass(frozen=True, slots=True)
class Recording:
    """Speech that is kept: ``length`` mono samples at ``rate`` Hz, which ``read`` fetches when they are wanted.

    ``digest`` names the samples: the same for the same ones, another for others.
    """

    rate: int
    length: int
    digest: str
    words: tuple[WordTiming, ...]
    read: Callable[[], Samples]


@dataclass(frozen=True, slots=True)
class Clip:
    """Where an utterance lies in its track: ``[start, end)`` in samples, its pause included, so that clips tile.

    ``digest`` is its recording's.
    """

    utterance: Utterance
    start: int
    end: int
    digest: str
    words: tuple[WordTiming, ...] = ()


@dataclass(frozen=True, slots=True)
class Track:
    """A spoken chapter at ``rate`` Hz: the clips that tile it, and the way to their samples.

    ``fetch`` gives the mono samples of a clip, its pause included, by its place among ``clips``: a chapter may be hours
    long, and whoever codes it needs a sentence at a time.
    """

    chapter: Chapter
    rate: int
    clips: tuple[Clip, ...]
    fetch: Callable[[int], Samples]

    @property
    def length(self) -> int:
        """How many samples it has."""
        return self.clips[-1].end if self.clips else 0

    @property
    def seconds(self) -> float:
        """How long it plays."""
        return self.length / self.rate

    @property
    def digest(self) -> str:
        """What names its samples: the same for tracks that sound the same."""
        facts = (f"{clip.digest} {clip.end - clip.start}" for clip in self.clips)
        return hashlib.sha256("\n".join((str(self.rate), *facts)).encode()).hexdigest()

    def blocks(self) -> Iterator[Samples]:
        """Walk the samples, clip by clip."""
        return map(self.fetch, range(len(self.clips)))
