"""Clips: who says what when, as JSON for other programs; ``docs/clips.md`` describes it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from exporter.messages import Message
from exporter.ports import Format
from exporter.render import timing
from exporter.render.narrated import narrated
from exporter.settings import NarrationSettings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exporter.model import Article
    from exporter.ports import World
    from exporter.speech import Clip, Track, Utterance

FORMAT: Final = Format(
    "clips", ".clips.json", "application/json", 3, Message("times of sentences and words, JSON"), spoken=True
)

_VERSION: Final = 1


def write(article: Article, world: World, out: Path) -> None:
    """Write the times, in UTF-8; raises `WriteError` if there is nothing to hear."""
    chapters = tuple(_chapters(narrated(article, world, FORMAT.name)))
    document = {
        "type": "clips",
        "version": _VERSION,
        "title": article.metadata.title,
        "language": article.metadata.language,
        "voice": world.options(NarrationSettings).voices,
        "duration": chapters[-1]["end"],
        "chapters": chapters,
    }
    out.write_bytes((json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace"))


def _chapters(tracks: tuple[Track, ...]) -> Iterator[dict[str, Any]]:
    offset = 0
    for track in tracks:
        chapter, end = track.chapter, offset + track.length
        yield {
            "id": chapter.id,
            "kind": str(chapter.kind),
            "title": chapter.title,
            "level": chapter.level,
            "start": _seconds(offset, track),
            "end": _seconds(end, track),
            "utterances": [_utterance(clip, track, offset) for clip in track.clips],
        }
        offset = end


def _utterance(clip: Clip, track: Track, offset: int) -> dict[str, Any]:
    utterance = clip.utterance
    language = _language(utterance)
    return {
        "id": utterance.id,
        "kind": str(utterance.kind),
        "language": language,
        **({"quoted": True} if utterance.quoted else {}),
        "written": utterance.shown,
        "spoken": utterance.spoken,
        "start": _seconds(offset + clip.start, track),
        "end": _seconds(offset + clip.end, track),
        "words": [_word(word, utterance, track, offset) for word in timing.words(clip, track.rate)],
    }


def _word(word: timing.Word, utterance: Utterance, track: Track, offset: int) -> dict[str, Any]:
    return {
        "text": utterance.shown[word.first : word.last],
        "start": _seconds(offset + word.start, track),
        "end": _seconds(offset + word.end, track),
        **({} if word.language == _language(utterance) else {"language": word.language}),
    }


def _language(utterance: Utterance) -> str:
    """The language of most of what is written."""
    return max(utterance.phrases, key=lambda phrase: len(phrase.written)).language


def _seconds(sample: int, track: Track) -> float:
    return round(sample / track.rate, 3)
