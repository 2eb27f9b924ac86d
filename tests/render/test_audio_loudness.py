"""Loudness against values that the standard gives, and a limiter that neither shifts nor clips."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

import numpy as np
import pytest

from exporter.render.audio_loudness import levelled, measure
from exporter.render.loudness import TARGET, Level, Loudness, corrected, level_for

if TYPE_CHECKING:
    from exporter.speech import Samples

RATE = 24_000


def sine(seconds: float, amplitude: float, frequency: float = 997, phase: float = 0) -> Samples:
    times = np.arange(round(seconds * RATE)) / RATE
    return (amplitude * np.sin(2 * np.pi * frequency * times + phase)).astype(np.float32)


def levelled_samples(samples: Samples, level: Level, out_rate: int = RATE) -> Samples:
    frames = levelled((samples,), RATE, level, out_rate, len(samples) * out_rate // RATE)
    return np.concatenate([frame.to_ndarray()[0] for frame in frames])


@pytest.mark.parametrize("decibels", [-10, -20, -40])
def test_a_sine_of_997_hz_has_the_loudness_that_the_standard_gives(decibels: float) -> None:
    heard = measure((sine(5, 10 ** (decibels / 20)),), RATE)
    assert heard.integrated == pytest.approx(decibels - 3.01, abs=0.1)
    assert heard.true_peak == pytest.approx(decibels, abs=0.1)


def test_peaks_between_samples_are_found() -> None:
    samples = sine(2, 0.5, RATE / 4, np.pi / 4)
    samples[:RATE] *= np.linspace(0, 1, RATE, dtype=np.float32)  # a sudden start is a peak of its own
    assert np.abs(samples).max() == pytest.approx(0.3536, abs=0.001)
    assert measure((samples,), RATE).true_peak == pytest.approx(-6.02, abs=0.4)


def test_blocks_are_measured_as_one_sound() -> None:
    samples = np.concatenate((sine(3, 0.1), sine(3, 0.3)))
    blocks = tuple(samples[start : start + 1000] for start in range(0, len(samples), 1000))
    assert measure(blocks, RATE) == measure((samples,), RATE)


def test_peaks_need_not_be_measured() -> None:
    samples = sine(2, 0.1)
    assert measure((samples,), RATE, peaks=False) == Loudness(measure((samples,), RATE).integrated, -inf)


def test_silence_is_good_and_stays_silence() -> None:
    heard = measure((np.zeros(RATE * 2, np.float32),), RATE)
    assert heard.silent
    assert heard.good
    assert level_for(heard, -2.0) == Level(0.0, -2.0)
    assert measure((), RATE) == Loudness(-inf, -inf)


def test_the_gain_reaches_the_target() -> None:
    samples = sine(5, 0.01)
    level = level_for(measure((samples,), RATE), -2.0)
    assert measure((levelled_samples(samples, level),), RATE).integrated == pytest.approx(TARGET, abs=0.1)


def test_a_level_is_mended_by_what_was_heard() -> None:
    assert corrected(Level(6.0, -2.0), Loudness(-20.5, -0.25)) == Level(7.5, -2.75)
    assert corrected(Level(6.0, -2.0), Loudness(-18.0, -4.0)) == Level(5.0, -2.0)


@pytest.mark.parametrize(
    ("heard", "good"),
    [
        (Loudness(-19.0, -1.5), True),
        (Loudness(-19.6, -1.5), False),
        (Loudness(-18.4, -1.5), False),
        (Loudness(-19.0, -0.9), False),
    ],
)
def test_what_counts_as_good(heard: Loudness, *, good: bool) -> None:
    assert heard.good is good


def test_peaks_are_held_below_the_ceiling() -> None:
    samples = sine(1, 0.05)
    samples[RATE // 2 : RATE // 2 + 240] *= 15
    limited = levelled_samples(samples, Level(6.0, -2.0))
    assert measure((limited,), RATE).true_peak <= -1.9
    assert np.abs(limited).max() > 0.7


def test_what_is_below_the_ceiling_is_only_made_louder_and_not_shifted() -> None:
    samples = np.concatenate((np.zeros(5000, np.float32), sine(0.5, 0.1), np.zeros(4001, np.float32)))
    louder = levelled_samples(samples, Level(6.0206, -2.0))
    assert len(louder) == len(samples)
    assert np.abs(louder - 2 * samples).max() < 0.01


def test_another_rate_keeps_the_time() -> None:
    samples = np.concatenate((np.zeros(RATE, np.float32), sine(1, 0.2)))
    other = levelled_samples(samples, Level(0.0, -2.0), 48_000)
    assert len(other) == 96_000
    assert np.flatnonzero(np.abs(other) > 0.02)[0] == pytest.approx(48_000, abs=48)
