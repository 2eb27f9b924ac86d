"""Recordings and tracks whose samples are in hand."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from exporter.speech import Chapter, ChapterKind, Clip, Phrase, Recording, Track, Utterance, UtteranceKind

if TYPE_CHECKING:
    from exporter.speech import Samples, Speech

CHAPTER = Chapter("c", ChapterKind.SECTION, "C", 1, ())


def digest(samples: Samples) -> str:
    """What names samples."""
    return hashlib.sha256(samples.tobytes()).hexdigest()


def recording(speech: Speech) -> Recording:
    """Speech that was kept."""
    return Recording(speech.rate, len(speech.samples), digest(speech.samples), speech.words, lambda: speech.samples)


def track(samples: Samples, rate: int, chapter: Chapter = CHAPTER) -> Track:
    """A chapter that is a single utterance."""
    said = Utterance("u", UtteranceKind.SENTENCE, (Phrase("fr", "Mot."),))
    return Track(chapter, rate, (Clip(said, 0, len(samples), digest(samples)),), lambda _: samples)


def samples_of(track: Track) -> Samples:
    """All samples of a track."""
    return np.concatenate(tuple(track.blocks()))
