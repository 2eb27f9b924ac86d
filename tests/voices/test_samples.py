"""Silence at the ends of speech."""

from __future__ import annotations

import numpy as np

from exporter.voices import _samples


def test_silence_is_found_at_both_ends_with_a_margin_of_10_ms() -> None:
    samples = np.zeros(1000, dtype=np.float32)
    samples[400:600] = 0.1
    assert _samples.sounding(samples, 1000) == (390, 610)


def test_the_margin_stays_within_the_samples() -> None:
    assert _samples.sounding(np.full(50, 0.1, dtype=np.float32), 1000) == (0, 50)


def test_all_silence_is_an_empty_range() -> None:
    assert _samples.sounding(np.full(100, 0.001, dtype=np.float32), 1000) == (0, 0)
    assert _samples.sounding(np.zeros(0, dtype=np.float32), 1000) == (0, 0)
