"""Speech and pauses are joined to tracks, exact to the sample."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from exporter.narration import assemble as joined
from exporter.speech import Chapter, ChapterKind, Phrase, Speech, Track, Utterance, UtteranceKind, WordTiming
from tests.sounds import recording, samples_of

RATE = 24_000


def speech(seconds: float, level: float = 0.5, words: tuple[WordTiming, ...] = ()) -> Speech:
    return Speech(np.full(round(seconds * RATE), level, np.float32), RATE, words)


def chapter(*pauses: float) -> Chapter:
    said = tuple(
        Utterance(f"s{number}", UtteranceKind.SENTENCE, (Phrase("fr", "Mot."),), pause)
        for number, pause in enumerate(pauses, 1)
    )
    return Chapter("c", ChapterKind.SECTION, "C", 1, said)


def assemble(chapter: Chapter, speeches: tuple[Speech, ...]) -> Track:
    return joined(chapter, tuple(map(recording, speeches)))


def test_clips_tile_the_track_and_words_move_with_them() -> None:
    words = (WordTiming("Mot", 100, 2000),)
    track = assemble(chapter(0.5, 1.25), (speech(1, words=words), speech(0.25, words=words)))
    assert [(clip.start, clip.end) for clip in track.clips] == [(0, 36_000), (36_000, 72_000)]
    assert track.length == 72_000
    assert [clip.words[0].start for clip in track.clips] == [100, 36_100]
    assert track.rate == RATE


def test_silence_between_utterances_is_exactly_the_pause() -> None:
    track = assemble(chapter(0.5, 1.0), (speech(1), speech(1)))
    silent = np.flatnonzero(samples_of(track) == 0)
    between = silent[(silent > RATE // 2) & (silent < 2 * RATE)]
    # The first sample of a rise from silence is silent itself.
    assert between[0] in (RATE, RATE - 1)
    assert between[-1] in (RATE + RATE // 2 - 1, RATE + RATE // 2)


def test_joins_do_not_click() -> None:
    track = assemble(chapter(0.1, 0.1), (speech(0.2, 0.9), speech(0.2, -0.9)))
    steps = np.abs(np.diff(np.concatenate(([0.0], samples_of(track), [0.0]))))
    assert steps.max() < 0.9 / (0.005 * RATE) * 1.01


def test_speech_is_changed_only_at_its_ends_and_never_in_place() -> None:
    said = speech(0.5, 0.5)
    track = assemble(chapter(0.1), (said,))
    assert np.all(samples_of(track)[120 : -120 - 2400] == 0.5)
    assert np.all(said.samples == 0.5)


def test_a_word_shorter_than_its_fades_and_none_at_all_are_joined() -> None:
    track = assemble(chapter(0.1, 0.1), (speech(0.003), speech(0)))
    assert [clip.end - clip.start for clip in track.clips] == [72 + 2400, 2400]
    assert np.max(np.abs(samples_of(track))) <= 0.5


def test_a_track_has_one_rate_and_one_speech_for_each_utterance() -> None:
    with pytest.raises(ValueError, match="one rate"):
        assemble(chapter(0.1, 0.1), (speech(0.1), replace(speech(0.1), rate=16_000)))
    with pytest.raises(ValueError, match="zip"):
        assemble(chapter(0.1, 0.1), (speech(0.1),))
