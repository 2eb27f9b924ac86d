"""The world as one article sees it: its own folder, the house's files, the run's voice and clock, and nothing else."""

from __future__ import annotations

import base64
import binascii
from itertools import accumulate
from typing import TYPE_CHECKING

from exporter import registry
from exporter.engine import clock
from exporter.engine.inputs import theme
from exporter.engine.inputs.beside import MEDIA_LIMIT, beside
from exporter.engine.plan.trace import Trace
from exporter.errors import ResourceError, UsageError
from exporter.events import Narrated, Warned
from exporter.messages import Message
from exporter.neutral import Neutral
from exporter.settings import NarrationSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from exporter.engine.records import Media
    from exporter.engine.work.narrator import Narrator
    from exporter.events import Event, Report
    from exporter.model import Article
    from exporter.ports import Chosen, Language, Pagination
    from exporter.settings import Settings
    from exporter.speech import Chapter, Track


class LocalWorld:
    """Effects of one article on this machine; satisfies `exporter.ports.World`.

    ``place`` is where the article's pictures are: a folder, what fetches them, or None (from standard input: nowhere).
    ``narrator`` speaks when asked.
    """

    def __init__(
        self,
        settings: Settings,
        report: Report,
        place: Path | Media | None,
        narrator: Narrator | None,
        trace: Trace | None = None,
    ) -> None:
        """Keep the article's surroundings; ``trace`` notes what is asked."""
        self._settings = settings
        self._trace = trace or Trace()
        self._report = report
        self._media = place if callable(place) else beside(place)
        self._narrator = narrator
        self._tracks: tuple[Article, tuple[Track, ...]] | None = None
        self._pagination: Pagination | None = None
        self._languages: dict[str, Language] = {}

    def options(self, kind: type[Chosen]) -> Chosen:
        """The user's choices of one kind."""
        self._trace.chosen(kind)
        return self._settings.of(kind)

    def resource(self, name: str) -> bytes:
        """A file of the house, as the theme has it; raises `ResourceError`, `UsageError` for an unknown theme."""
        data = None
        try:
            data = theme.read(self._settings.page.theme, name)
        finally:
            self._trace.resource(name, data)
        return data

    def media(self, ref: str) -> bytes:
        """A picture from where the article's are, or one that its address holds; raises `ResourceError`."""
        return _held(ref) if ref.startswith("data:") else self._media(ref)

    def language(self, code: str) -> Language:
        """The rules of a language; the neutral ones, with one warning, for a language that no plug-in teaches."""
        primary = code.partition("-")[0].lower()
        if primary not in self._languages:
            self._languages[primary] = self._taught(primary)
        return self._languages[primary]

    def _taught(self, code: str) -> Language:
        if code in registry.names("languages"):
            return registry.language(code)
        self.report(
            Warned(
                "language",
                Message("no rules for the language {code}: it is read and set as it is written", code=repr(code)),
            )
        )
        return Neutral(code)

    def narration(self, article: Article) -> tuple[Chapter, ...]:
        """What will be said."""
        from exporter import narration  # noqa: PLC0415 - 20 ms that only spoken editions need

        settings = self.options(NarrationSettings)
        person = ", ".join(filter(None, map(registry.person, settings.cast)))
        return narration.narrate(article, self.language(article.metadata.language), settings, person)

    def voices(self) -> str:
        """Who reads aloud, as an edition credits them."""
        return ", ".join(registry.person(one) or one.voice for one in self.options(NarrationSettings).cast)

    def narrate(self, article: Article) -> tuple[Track, ...]:
        """The spoken chapters; asked twice for the same article, the same tracks. Raises `VoiceError`."""
        from exporter import narration  # noqa: PLC0415 - as above

        self._trace.narrated()
        settings = self.options(NarrationSettings)
        if self._tracks is None or self._tracks[0] is not article:
            self._heed(article.metadata.language)
            chapters = self.narration(article)
            for loss in narration.losses(article, chapters, settings):
                self.report(loss)
            self._tracks = (article, self._speak(chapters))
            self.report(_narrated(self._tracks[1]))
        return self._tracks[1]

    def _heed(self, language: str) -> None:
        """Warn of a voice that does not speak the article's language."""
        if not self._voice.speaks(language):
            voice = self.options(NarrationSettings).voice
            self.report(
                Warned(
                    "voice-language",
                    Message(
                        "the voice {voice} does not speak {language}: another may sound better",
                        voice=voice,
                        language=language,
                    ),
                )
            )

    @property
    def _voice(self) -> Narrator:
        if self._narrator is None:
            raise UsageError("this run has no voice", "choose one with --voice")
        return self._narrator

    def _speak(self, chapters: tuple[Chapter, ...]) -> tuple[Track, ...]:
        from exporter import narration  # noqa: PLC0415 - as above

        utterances = [utterance for chapter in chapters for utterance in chapter.utterances]
        recordings = self._voice.speak(utterances, self._report)
        for utterance, recording in zip(utterances, recordings, strict=True):
            if not recording.length:
                self.report(narration.unheard(utterance))
        spoken = iter(recordings)
        said = [tuple(next(spoken) for _ in chapter.utterances) for chapter in chapters]
        sound = self.options(NarrationSettings).section_sound
        return tuple(
            narration.assemble(chapter, heard, sound=sound and narration.has_room(chapter))
            for chapter, heard in zip(chapters, said, strict=True)
        )

    def kept(self, key: str, make: Callable[[Path], object]) -> memoryview:
        """What ``make`` writes at a path, from the cache where possible. Raises `WriteError` if there is no place."""
        return self._voice.kept(key, make, self._report)

    def paginated(self, pagination: Pagination) -> None:
        """Keep how the article is paginated."""
        self._pagination = pagination
        self._trace.paginated(pagination)

    def pagination(self) -> Pagination | None:
        """How the article is paginated; None before an edition on pages is written."""
        self._trace.pagination(self._pagination)
        return self._pagination

    def now(self) -> datetime:
        """The time of the export in UTC, to the second: SOURCE_DATE_EPOCH when set."""
        self._trace.clock()
        return clock.now()

    def report(self, event: Event) -> None:
        """Tell whoever listens."""
        self._report(event)


def _held(ref: str) -> bytes:
    """The bytes that a ``data:`` address holds (RFC 2397, in base64 as readers write it)."""
    head, _, coded = ref.partition(",")
    try:
        data = base64.b64decode(coded, validate=True)
    except (binascii.Error, ValueError) as error:  # ValueError: letters beyond ASCII
        raise ResourceError(Message("{head} holds no picture", head=repr(head[:80]))) from error
    if not head.endswith(";base64") or not data:
        raise ResourceError(Message("{head} holds no picture", head=repr(head[:80])))
    if len(data) > MEDIA_LIMIT:
        raise ResourceError(
            Message("{name} is larger than {limit} MB", name=repr(head[:80]), limit=MEDIA_LIMIT // 2**20)
        )
    return data


def _narrated(tracks: Sequence[Track]) -> Narrated:
    """How long the chapters are, one after the other."""
    starts = [0.0, *accumulate(track.seconds for track in tracks)]
    marks = tuple((track.chapter.title, round(start, 3)) for track, start in zip(tracks, starts, strict=False))
    return Narrated(round(starts[-1], 3), marks)
