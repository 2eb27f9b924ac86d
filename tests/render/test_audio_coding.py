"""MP3 as a player decodes it: loud enough, nowhere too loud, every chapter where it should begin."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import av
import numpy as np
import pytest

from exporter.events import Progress
from exporter.render.audio_coding import MP3, contents, encode, listen
from exporter.speech import Chapter, ChapterKind, Track

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.events import Event
    from exporter.speech import Samples


def ignore(_: Event) -> None:
    """Nobody listens."""


def voiced(seconds: float, rate: int, level: float = 0.1) -> Samples:
    """Noise in syllables: as uneven as speech, and the same at every call."""
    count = round(seconds * rate)
    noise = np.random.default_rng(7).standard_normal(count)
    syllables = np.maximum(np.sin(2 * np.pi * 4 * np.arange(count) / rate), 0) ** 2
    samples: Samples = (level * noise * syllables).clip(-1, 1).astype(np.float32)
    return samples


def track(samples: Samples, rate: int) -> Track:
    return Track(Chapter("c", ChapterKind.SECTION, "C", 1, ()), samples, rate, ())


def decoded(data: bytes) -> Samples:
    with av.open(io.BytesIO(data), "r") as container:
        return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])


@pytest.mark.parametrize("level", [0.003, 0.1, 0.9])
def test_every_voice_is_as_loud_as_players_expect(level: float) -> None:
    coded = encode((track(voiced(6, 24_000, level), 24_000),), MP3, ignore)
    assert coded.loudness.integrated == pytest.approx(-19, abs=0.5)
    assert coded.loudness.true_peak <= -1
    assert coded.loudness == listen(coded.data).loudness


def test_a_voice_with_hard_peaks_is_made_anew_until_it_is_loud_enough() -> None:
    rate = 24_000
    samples = voiced(6, rate, 0.03)
    samples[:: rate // 5] = 0.9
    events: list[Event] = []
    coded = encode((track(samples, rate),), MP3, events.append)
    assert events.count(Progress("mp3", 0, 1)) > 1
    assert coded.loudness.good


def test_silence_stays_silence() -> None:
    coded = encode((track(np.zeros(24_000, np.float32), 24_000),), MP3, ignore)
    assert np.abs(decoded(coded.data)).max() == 0


@pytest.mark.parametrize(("rate", "out_rate"), [(16_000, 16_000), (22_050, 22_050), (24_000, 24_000), (20_000, 22_050)])
def test_a_player_decodes_every_sample_and_none_besides(rate: int, out_rate: int) -> None:
    samples = voiced(2.345, rate)
    coded = encode((track(samples, rate), track(samples, rate)), MP3, ignore)
    assert coded.rate == out_rate
    assert coded.samples == round(2 * len(samples) * out_rate / rate) == len(decoded(coded.data))
    assert coded.seconds == pytest.approx(2 * len(samples) / rate, abs=0.001)


def test_chapters_begin_on_the_decoded_timeline_where_their_tracks_do() -> None:
    rate = 24_000
    speech, pause = voiced(1.0, rate, 0.2) + 0.0, np.zeros(rate // 2, np.float32)
    speech[:240] = 0.3 * np.sin(2 * np.pi * 1000 * np.arange(240) / rate)
    tracks = [track(np.concatenate((speech, pause)), rate) for _ in range(4)]
    heard = decoded(encode(tracks, MP3, ignore).data)
    for number in range(1, 4):
        start = number * len(tracks[0].samples)
        before = np.abs(heard[start - 480 : start - 48]).max()
        after = np.abs(heard[start : start + 48]).max()
        assert before < 0.05 < after


def test_the_same_tracks_give_the_same_bytes() -> None:
    tracks = (track(voiced(2, 24_000), 24_000),)
    assert encode(tracks, MP3, ignore).data == encode(tracks, MP3, ignore).data


def test_each_track_that_is_done_is_told() -> None:
    events: list[Event] = []
    encode([track(voiced(1, 24_000), 24_000)] * 3, MP3, events.append)
    assert events == [Progress("mp3", done, 3) for done in range(4)]


def test_a_file_has_one_rate() -> None:
    one = track(voiced(1, 24_000), 24_000)
    with pytest.raises(ValueError, match="one rate"):
        encode((one, replace(one, rate=22_050)), MP3, ignore)


def test_a_file_without_tags_has_no_chapters(tmp_path: Path) -> None:
    coded = encode((track(voiced(1.5, 24_000), 24_000),), MP3, ignore)
    (tmp_path / "a.mp3").write_bytes(coded.data)
    chapters, seconds = contents(tmp_path / "a.mp3")
    assert chapters == ()
    assert seconds == pytest.approx(1.5, abs=0.05)
