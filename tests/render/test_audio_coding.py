"""Sound files as a player decodes them: loud enough, nowhere too loud, every chapter where it should begin."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import av
import numpy as np
import pytest

from exporter.events import Progress
from exporter.render.audio_coding import Coded, contents, listen
from exporter.render.audio_coding import encode as encode_marked
from exporter.render.audio_formats import M4B, MP3, OPUS, WAV, Coding
from exporter.render.audio_tags import Mark
from tests.sounds import track

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from exporter.events import Event, Report
    from exporter.speech import Samples, Track


def ignore(_: Event) -> None:
    """Nobody listens."""


def voiced(seconds: float, rate: int, level: float = 0.1) -> Samples:
    """Noise in syllables: as uneven as speech, and the same at every call."""
    count = round(seconds * rate)
    noise = np.random.default_rng(7).standard_normal(count)
    syllables = np.maximum(np.sin(2 * np.pi * 4 * np.arange(count) / rate), 0) ** 2
    samples: Samples = (level * noise * syllables).clip(-1, 1).astype(np.float32)
    return samples


def decoded(path: Path) -> Samples:
    with av.open(path, "r") as container:
        found = np.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])
    return found if found.dtype == np.float32 else (found / 32_768).astype(np.float32)


CODINGS = pytest.mark.parametrize("coding", [MP3, M4B, OPUS, WAV], ids=lambda coding: coding.name)


def encode(tracks: Sequence[Track], coding: Coding, out: Path, report: Report = ignore) -> Coded:
    return encode_marked(tracks, (), coding, out, report)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "name: with a colon"


@CODINGS
@pytest.mark.parametrize("level", [0.003, 0.1, 0.9])
def test_every_voice_is_as_loud_as_players_expect(out: Path, coding: Coding, level: float) -> None:
    coded = encode((track(voiced(6, 24_000, level), 24_000),), coding, out)
    assert coded.loudness.integrated == pytest.approx(-19, abs=0.5)
    assert coded.loudness.true_peak <= -1
    assert coded == listen(out)


def test_a_voice_with_hard_peaks_is_made_anew_until_it_is_loud_enough(out: Path) -> None:
    rate = 24_000
    samples = voiced(6, rate, 0.03)
    samples[:: rate // 5] = 0.9
    events: list[Event] = []
    coded = encode((track(samples, rate),), MP3, out, events.append)
    assert events.count(Progress("mp3", 0, 1)) > 1
    assert coded.loudness.good


@CODINGS
def test_silence_stays_silence(out: Path, coding: Coding) -> None:
    encode((track(np.zeros(24_000, np.float32), 24_000),), coding, out)
    assert np.abs(decoded(out)).max() < 0.0001


@CODINGS
@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 20_000])
def test_a_player_decodes_every_sample_and_none_besides(out: Path, coding: Coding, rate: int) -> None:
    samples = voiced(2.345, rate)
    coded = encode((track(samples, rate), track(samples, rate)), coding, out)
    assert coded.samples == len(decoded(out))
    frame = 1024 / coded.rate if coding is M4B else 0  # decoders do not cut its last frame
    assert 0 <= coded.seconds - 2 * len(samples) / rate + 0.001 <= frame + 0.002


@pytest.mark.parametrize(("rate", "out_rate"), [(16_000, 16_000), (22_050, 22_050), (20_000, 22_050), (96_000, 48_000)])
def test_the_rate_stays_where_the_coding_has_it(out: Path, rate: int, out_rate: int) -> None:
    assert encode((track(voiced(1, rate), rate),), MP3, out).rate == out_rate


@CODINGS
def test_chapters_begin_on_the_decoded_timeline_where_their_tracks_do(out: Path, coding: Coding) -> None:
    rate = 24_000
    speech, pause = voiced(1.0, rate, 0.2) + 0.0, np.zeros(rate // 2, np.float32)
    speech[:2400] = 0.3 * np.sin(2 * np.pi * 1000 * np.arange(2400) / rate)
    tracks = [track(np.concatenate((speech, pause)), rate) for _ in range(4)]
    per_second = encode(tracks, coding, out).rate
    heard = np.abs(decoded(out))
    for number in range(1, 4):
        start = round(number * 1.5 * per_second)
        before = heard[start - per_second // 40 : start - per_second // 200].max()
        after = heard[start : start + per_second // 200].max()
        assert before < 0.08
        assert after > 0.2


@CODINGS
def test_the_same_tracks_give_the_same_bytes(out: Path, coding: Coding) -> None:
    tracks = (track(voiced(2, 24_000), 24_000),)
    encode(tracks, coding, out)
    first = out.read_bytes()
    encode(tracks, coding, out)
    assert out.read_bytes() == first


def test_chapters_inside_are_where_they_were_put(out: Path) -> None:
    marks = (Mark("« Un »", 0, 1234), Mark("Deux", 1234, 2345))
    encode_marked((track(voiced(2.345, 24_000), 24_000),), marks, M4B, out, ignore)
    assert contents(out)[0] == marks
    assert contents(out)[1] == pytest.approx(2.345, abs=0.001)


def test_a_stream_says_its_language(out: Path) -> None:
    encode((track(voiced(1, 24_000), 24_000),), replace(M4B, language="fra"), out)
    with av.open(out, "r") as container:
        assert container.streams.audio[0].metadata["language"] == "fra"


def test_a_player_can_begin_before_the_end_is_there(out: Path) -> None:
    encode((track(voiced(1, 24_000), 24_000),), M4B, out)
    data = out.read_bytes()
    assert data[4:12] == b"ftypM4B "
    assert 0 < data.index(b"moov") < data.index(b"mdat")


def test_each_track_that_is_done_is_told(out: Path) -> None:
    events: list[Event] = []
    encode([track(voiced(1, 24_000), 24_000)] * 3, MP3, out, events.append)
    assert events == [Progress("mp3", done, 3) for done in range(4)]


def test_a_file_has_one_rate(out: Path) -> None:
    one = track(voiced(1, 24_000), 24_000)
    with pytest.raises(ValueError, match="one rate"):
        encode((one, replace(one, rate=22_050)), MP3, out)


def test_a_file_without_tags_has_no_chapters(out: Path) -> None:
    encode((track(voiced(1.5, 24_000), 24_000),), MP3, out)
    chapters, seconds = contents(out)
    assert chapters == ()
    assert seconds == pytest.approx(1.5, abs=0.05)
