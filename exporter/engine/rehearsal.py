"""A rehearsal: what will be said of an article, which words of it an editor should hear, a file to hear them from."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from exporter import passes, walk
from exporter.engine import run
from exporter.engine.inputs import lexicon
from exporter.engine.inputs.intake import STANDARD_INPUT
from exporter.engine.records import NOTHING_KNOWN
from exporter.engine.storage.cache import SpeechCache
from exporter.engine.storage.files import whole
from exporter.engine.web import addresses
from exporter.engine.work.narrator import Narrator
from exporter.engine.work.world import LocalWorld
from exporter.errors import UsageError
from exporter.messages import Message
from exporter.speech import Chapter, ChapterKind, Utterance, UtteranceKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.engine.records import Access
    from exporter.events import Report
    from exporter.narration.doubts import Doubtful
    from exporter.ports import Language
    from exporter.settings import Settings

_PAUSE: Final = 1.2
"""Seconds after each word: time to think, and to stop."""


def doubtful(
    name: str, settings: Settings, report: Report, given: Path | None = None, access: Access | None = None
) -> tuple[Language, tuple[Doubtful, ...]]:
    """Read an article: its language, and the words whose sound is a guess that no lexicon settles.

    ``given`` is one more lexicon than those that hold for it anyway. Raises `ReadError`, `UsageError`.
    """
    from exporter.narration import doubts  # noqa: PLC0415 - what only spoken editions need

    language, utterances = said(name, settings, report, given, access)
    return language, doubts.doubtful(utterances, language)


def said(
    name: str, settings: Settings, report: Report, given: Path | None = None, access: Access | None = None
) -> tuple[Language, tuple[Utterance, ...]]:
    """Read an article: its language, and all that a voice will say of it; arguments and errors as of `doubtful`."""
    article = run.understand(name, NOTHING_KNOWN, report, access)
    settings = lexicon.into(settings, lexicon.gather(given, beside(name)))
    world = LocalWorld(settings, report, None, None)
    language = world.language(article.metadata.language)
    chapters = world.narration(passes.prepare(article, language))
    return language, tuple(utterance for chapter in chapters for utterance in chapter.utterances)


def written(name: str, report: Report, access: Access | None = None) -> tuple[str, tuple[str, ...]]:
    """Read an article: its language, its title and all its texts as they are written; raises `ReadError`."""
    article = run.understand(name, NOTHING_KNOWN, report, access)
    texts = [article.metadata.title]

    def gather(_: object, content: walk.Content) -> walk.Content:
        texts.append(walk.plain(content))
        return content

    walk.map_content(article, gather)
    return article.metadata.language, tuple(text for text in texts if text.strip())


def beside(name: str) -> Path | None:
    """The folder of an input, where its lexicon lies; None of what is no file."""
    if name == STANDARD_INPUT or addresses.is_address(name):
        return None
    return Path(name).absolute().parent


def utterance(word: Doubtful, number: int = 1) -> Utterance:
    """A word as something to say."""
    return Utterance(f"w{number}", UtteranceKind.SENTENCE, (word.phrase,), _PAUSE)


def listen(words: Sequence[Doubtful], settings: Settings, out: Path, report: Report) -> None:
    """Say the words one after the other into a sound file, whose suffix says which.

    Raises `UsageError`, `VoiceError`, `WriteError`.
    """
    from exporter import narration  # noqa: PLC0415 - as above
    from exporter.render import audio_coding, audio_formats  # noqa: PLC0415 - PyAV

    coding = audio_formats.CODINGS.get(out.suffix.lower().removeprefix("."))
    if coding is None:
        raise UsageError(
            Message("no kind of sound file: {name}", name=out.name),
            Message("name it .{suffixes}", suffixes=", .".join(audio_formats.CODINGS)),
        )
    said = tuple(utterance(word, number) for number, word in enumerate(words, 1))
    with closing(SpeechCache.at(None)) as cache, Narrator(settings.narration, cache, 0) as narrator:
        heard = narrator.speak(said, report)
        track = narration.assemble(Chapter("words", ChapterKind.SECTION, "words", 1, said), heard)
        with whole(out) as part:
            audio_coding.encode((track,), (), replace(coding, inside=False), part, report)
