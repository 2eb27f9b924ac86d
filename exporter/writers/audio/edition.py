"""From article to sound file, the same way for every format: narrate, code, tag, and read back what was made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from exporter.errors import WriteError
from exporter.events import NotRendered, Warned
from exporter.messages import Message
from exporter.render.audio_formats import Coding
from exporter.render.narrated import narrated
from exporter.speech import ChapterKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from exporter.model import Article
    from exporter.ports import Issue, World
    from exporter.render.audio_tags import Mark, Tags
    from exporter.speech import Chapter, Track

    Tagger = Callable[[Path, Tags, Sequence[Mark]], None]

_OF_EVERY_ARTICLE: Final = frozenset({ChapterKind.NOTES, ChapterKind.SOURCES, ChapterKind.NOTICES})

_TOLERANCE: Final = 1
"""Milliseconds by which a player may find a chapter elsewhere."""

_DURATION_TOLERANCE: Final = 0.05
"""Seconds: less than two frames of any codec, which may fill up its last one."""


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of sound file: how it is coded, and what writes its facts into it."""

    coding: Coding
    tag: Tagger


def write(article: Article, world: World, out: Path, form: Form) -> None:
    """Make the file at ``out``; raises `WriteError` if a player would not find it whole."""
    from exporter.render import audio_tags  # noqa: PLC0415 - Pillow and more, which other formats need not wait for

    tracks = narrated(article, world, form.coding.name)
    _make(tracks, audio_tags.tags(article, world, _chapters(tracks)), world, out, form)


def bind(issue: Issue, world: World, out: Path, form: Form) -> None:
    """Make one file of several articles, one after the other; raises as `write`."""
    from exporter.render import audio_tags  # noqa: PLC0415 - as above

    tracks: list[Track] = []
    said: list[str] = []
    for part in issue.parts:
        article, own = part.load()
        tracks += (_entitled(track, article.metadata.title) for track in narrated(article, own, form.coding.name))
        said += (f"— {article.metadata.title}", *audio_tags.remarks(article, own.language(article.metadata.language)))
    _make(tracks, audio_tags.issue_tags(issue, world, _chapters(tracks), said), world, out, form)


def _entitled(track: Track, title: str) -> Track:
    """Say of a chapter which article it belongs to, where its own title does not tell."""
    chapter = track.chapter
    if chapter.kind in _OF_EVERY_ARTICLE:
        chapter = replace(chapter, title=f"{chapter.title} ({title})")
    return replace(track, chapter=chapter)


def _chapters(tracks: Sequence[Track]) -> tuple[Chapter, ...]:
    return tuple(track.chapter for track in tracks)


def _make(tracks: Sequence[Track], facts: Tags, world: World, out: Path, form: Form) -> None:
    # PyAV takes a third of a second to import, which other formats need not wait for.
    from exporter.render import audio_coding, audio_kept, audio_tags  # noqa: PLC0415 - start-up

    coding = form.coding
    marks = audio_tags.marks(tracks)
    heads = audio_tags.heads(_chapters(tracks), coding.chapters)
    for joined in sorted(set(range(len(marks))) - set(heads)):
        world.report(NotRendered(coding.name, "chapter", marks[joined].title))
    marks = audio_tags.fit(marks, heads, coding.title)
    coded = audio_kept.encode(tracks, marks, coding, out, world)
    if not coded.loudness.good:
        world.report(
            Warned(
                "loudness",
                Message(
                    "the voice is at {loudness} LUFS: its peaks are too hard",
                    loudness=f"{coded.loudness.integrated:.1f}",
                ),
            )
        )
    form.tag(out, facts, marks)
    check(audio_coding.contents(out), marks, coded.seconds)


def check(found: tuple[Sequence[Mark], float], marks: Sequence[Mark], seconds: float) -> None:
    """Compare what a player finds in a file with what it shall find; raises `WriteError`."""
    chapters, duration = found
    if len(chapters) != len(marks) or not all(map(_alike, chapters, marks)):
        raise WriteError("a player would not find the chapters", "please report it, with the article")
    if abs(duration - seconds) > _DURATION_TOLERANCE:
        raise WriteError(
            Message(
                "a player would find {found} s of sound instead of {wanted} s",
                found=f"{duration:.2f}",
                wanted=f"{seconds:.2f}",
            ),
            "please report it",
        )


def _alike(found: Mark, mark: Mark) -> bool:
    """Tell whether a chapter has its title and its start; its end is where the next begins."""
    return found.title == mark.title and abs(found.start - mark.start) <= _TOLERANCE
