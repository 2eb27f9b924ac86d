"""Assembly: the recordings of a chapter joined to a track, every position exact to the sample."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from exporter.narration import chimes, pauses
from exporter.speech import Clip, Track, WordTiming

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.speech import Chapter, Recording, Samples

FADE: Final = 0.005
"""Seconds over which speech rises from silence and falls back: too short to hear, long enough not to click."""


SOUNDED: Final = "chime 1"
"""Part of the digest of a clip with the sound between sections; another when the sound is."""


def assemble(chapter: Chapter, recordings: Sequence[Recording], *, sound: bool = False) -> Track:
    """Join the recordings of a chapter's utterances, in order, and their pauses, to one track at the voice's rate.

    With ``sound`` the sound between sections stands in the middle of the last pause.

    Samples are read when the track is asked for them. Raises `ValueError` if there is not one recording for each
    utterance or they are not all at one rate.
    """
    rate = _rate(recordings)
    clips: list[Clip] = []
    position = 0
    for utterance, recording in zip(chapter.utterances, recordings, strict=True):
        end = position + recording.length + round(utterance.pause * rate)
        words = tuple(WordTiming(word.text, word.start + position, word.end + position) for word in recording.words)
        clips.append(Clip(utterance, position, end, recording.digest, words))
        position = end
    if sound:
        clips[-1] = replace(clips[-1], digest=f"{clips[-1].digest} {SOUNDED}")
    lengths = tuple(clip.end - clip.start for clip in clips)

    def fetch(number: int) -> Samples:
        block = _block(recordings[number], lengths[number])
        return _sounded(block, recordings[number]) if sound and number == len(clips) - 1 else block

    return Track(chapter, rate, tuple(clips), fetch)


def has_room(chapter: Chapter) -> bool:
    """Whether a chapter ends a section, in a silence that the sound fits into."""
    return chapter.utterances[-1].pause >= pauses.SOUND


def _sounded(block: Samples, recording: Recording) -> Samples:
    """Put the sound into the silence after a recording, as much as there is room for."""
    pause = block[recording.length :]
    heard = chimes.chime(recording.rate)[: len(pause)]
    start = (len(pause) - len(heard)) // 2
    pause[start : start + len(heard)] += heard
    return block


def _rate(recordings: Sequence[Recording]) -> int:
    rates = {recording.rate for recording in recordings}
    if len(rates) != 1:
        raise ValueError(f"a track has one rate, not {sorted(rates)}")
    return rates.pop()


def _block(recording: Recording, length: int) -> Samples:
    """The samples of a recording, both its ends faded to nothing, and silence up to ``length``."""
    import numpy as np  # noqa: PLC0415 - heavy; narration without a voice does not need it

    block = np.zeros(length, np.float32)
    block[: recording.length] = recording.read()
    fade = min(round(FADE * recording.rate), recording.length // 2)
    ramp = np.linspace(0.0, 1.0, fade, endpoint=False, dtype=np.float32)
    block[:fade] *= ramp
    block[recording.length - fade : recording.length] *= ramp[::-1]
    return block
