"""From article to sound file, the same way for every format: narrate, code, tag, and read back what was made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exporter.errors import WriteError
from exporter.events import NotRendered, Warned
from exporter.render.narrated import narrated

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from exporter.model import Article
    from exporter.ports import World
    from exporter.render.audio_formats import Coding
    from exporter.render.audio_tags import Mark, Tags

    Tagger = Callable[[Path, Tags, Sequence[Mark]], None]

_TOLERANCE: Final = 1
"""Milliseconds by which a player may find a chapter elsewhere."""

_DURATION_TOLERANCE: Final = 0.05
"""Seconds: less than two frames of any codec, which may fill up its last one."""


def write(article: Article, world: World, out: Path, coding: Coding, tag: Tagger) -> None:
    """Make the file at ``out``, into which ``tag`` writes its facts.

    Raises `WriteError` if a player would not find it whole.
    """
    # PyAV takes a third of a second to import, which other formats need not wait for.
    from exporter.render import audio_coding, audio_tags  # noqa: PLC0415

    tracks = narrated(article, world, coding.name)
    chapters = tuple(track.chapter for track in tracks)
    marks = audio_tags.marks(tracks)
    for mark in marks[coding.chapters :]:
        world.report(NotRendered(coding.name, "chapter", mark.title))
    marks = audio_tags.fit(marks, coding.chapters, coding.title)
    coded = audio_coding.encode(tracks, marks, coding, out, world.report)
    if not coded.loudness.good:
        world.report(
            Warned("loudness", f"the voice is at {coded.loudness.integrated:.1f} LUFS: its peaks are too hard")
        )
    tag(out, audio_tags.tags(article, world, chapters), marks)
    check(audio_coding.contents(out), marks, coded.seconds)


def check(found: tuple[Sequence[Mark], float], marks: Sequence[Mark], seconds: float) -> None:
    """Compare what a player finds in a file with what it shall find; raises `WriteError`."""
    chapters, duration = found
    if len(chapters) != len(marks) or not all(map(_alike, chapters, marks)):
        raise WriteError("a player would not find the chapters", "please report it, with the article")
    if abs(duration - seconds) > _DURATION_TOLERANCE:
        raise WriteError(
            f"a player would find {duration:.2f} s of sound instead of {seconds:.2f} s", "please report it"
        )


def _alike(found: Mark, mark: Mark) -> bool:
    """Tell whether a chapter has its title and its start; its end is where the next begins."""
    return found.title == mark.title and abs(found.start - mark.start) <= _TOLERANCE
