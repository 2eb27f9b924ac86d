"""MP3: a narrated article in one file, with chapters, tags, transcript and cover, as loud as players expect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exporter import walk
from exporter.errors import WriteError
from exporter.events import NotRendered, Warned
from exporter.model import Image, Missing
from exporter.narration import UNSPOKEN
from exporter.ports import Format

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from exporter.model import Article
    from exporter.ports import World
    from exporter.render.audio_tags import Mark
    from exporter.speech import Chapter

FORMAT: Final = Format("mp3", ".mp3", "audio/mpeg", 1, "MP3 with chapters", spoken=True)

_DURATION_TOLERANCE: Final = 0.05


def write(article: Article, world: World, out: Path) -> None:
    """Narrate, code, tag, and read back what was made; raises `WriteError` if a player would not find it whole."""
    # PyAV and mutagen take a third of a second to import, which other formats need not wait for.
    from exporter.render import audio_coding, audio_id3, audio_tags  # noqa: PLC0415

    tracks = world.narrate(article)
    if not tracks:
        raise WriteError("there is nothing to say", "the article holds no word that can be spoken")
    chapters = tuple(track.chapter for track in tracks)
    marks = audio_tags.marks(tracks)
    for loss in (*_losses(article, chapters), *_uncounted(marks[audio_id3.MOST_CHAPTERS :])):
        world.report(loss)
    marks = audio_id3.fit(marks)
    coded = audio_coding.encode(tracks, audio_coding.MP3, world.report)
    if not coded.loudness.good:
        world.report(
            Warned("loudness", f"the voice is at {coded.loudness.integrated:.1f} LUFS: its peaks are too hard")
        )
    out.write_bytes(audio_id3.tag(audio_tags.tags(article, world, chapters), marks) + coded.data)
    check(audio_coding.contents(out), marks, coded.seconds)


def check(found: tuple[Sequence[Mark], float], marks: Sequence[Mark], seconds: float) -> None:
    """Compare what a player finds in a file with what it shall find; raises `WriteError`."""
    chapters, duration = found
    if tuple(chapters) != tuple(marks):
        raise WriteError("a player would not find the chapters", "please report it, with the article")
    if abs(duration - seconds) > _DURATION_TOLERANCE:
        raise WriteError(
            f"a player would find {duration:.2f} s of sound instead of {seconds:.2f} s", "please report it"
        )


def _losses(article: Article, chapters: Sequence[Chapter]) -> Iterator[NotRendered]:
    """What a listener is not told."""
    for phrase in (phrase for chapter in chapters for item in chapter.utterances for phrase in item.phrases):
        if any(edit.rule == UNSPOKEN for edit in phrase.edits):
            yield NotRendered(FORMAT.name, "preformatted", phrase.written.strip().partition("\n")[0])
    for node in walk.nodes(article):
        if isinstance(node, Image) and isinstance(node.alt, Missing):
            yield NotRendered(FORMAT.name, "image", node.src)


def _uncounted(marks: Sequence[Mark]) -> Iterator[NotRendered]:
    return (NotRendered(FORMAT.name, "chapter", mark.title) for mark in marks)
