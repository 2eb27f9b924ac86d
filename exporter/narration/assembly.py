"""Assembly: the speech of a chapter joined to a track, every position exact to the sample."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exporter.speech import Clip, Track, WordTiming

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.speech import Chapter, Samples, Speech

FADE: Final = 0.005
"""Seconds over which speech rises from silence and falls back: too short to hear, long enough not to click."""


def assemble(chapter: Chapter, speeches: Sequence[Speech]) -> Track:
    """Join the speech of a chapter's utterances, in order, and their pauses, to one track at the voice's rate.

    Raises `ValueError` if there is not one speech for each utterance or they are not all at one rate.
    """
    import numpy as np  # noqa: PLC0415 - heavy; narration without a voice does not need it

    rate = _rate(speeches)
    clips: list[Clip] = []
    position = 0
    for utterance, speech in zip(chapter.utterances, speeches, strict=True):
        end = position + len(speech.samples) + round(utterance.pause * rate)
        words = tuple(WordTiming(word.text, word.start + position, word.end + position) for word in speech.words)
        clips.append(Clip(utterance, position, end, words))
        position = end
    samples = np.zeros(position, np.float32)
    for clip, speech in zip(clips, speeches, strict=True):
        samples[clip.start : clip.start + len(speech.samples)] = _faded(speech.samples, rate)
    return Track(chapter, samples, rate, tuple(clips))


def _rate(speeches: Sequence[Speech]) -> int:
    rates = {speech.rate for speech in speeches}
    if len(rates) != 1:
        raise ValueError(f"a track has one rate, not {sorted(rates)}")
    return rates.pop()


def _faded(samples: Samples, rate: int) -> Samples:
    """Copy speech with both its ends faded to nothing."""
    import numpy as np  # noqa: PLC0415 - as above

    faded = samples.astype(np.float32)
    length = min(round(FADE * rate), len(samples) // 2)
    ramp = np.linspace(0.0, 1.0, length, endpoint=False, dtype=np.float32)
    faded[:length] *= ramp
    faded[len(samples) - length :] *= ramp[::-1]
    return faded
