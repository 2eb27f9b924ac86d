"""How loud speech shall be: what is heard, what is wanted, and the level that leads from one to the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

TARGET: Final = -19.0
"""LUFS of a single channel: as loud as two channels at -16, what podcast players expect."""

TOLERANCE: Final = 0.5
"""LU around the target within which nothing is done again: half of what listeners' platforms allow."""

HIGHEST_PEAK: Final = -1.0
"""dBTP that a decoded file may reach."""

_SILENCE: Final = -69.0
"""LUFS below which nothing was loud enough to be measured (the absolute gate is at -70)."""


@dataclass(frozen=True, slots=True)
class Loudness:
    """``integrated`` in LUFS, ``true_peak`` in dBTP; both minus infinity for silence or what was not measured."""

    integrated: float
    true_peak: float

    @property
    def silent(self) -> bool:
        """Whether there was nothing to measure."""
        return self.integrated < _SILENCE

    @property
    def good(self) -> bool:
        """Whether it is as loud as it should be and nowhere too loud; silence always is."""
        return self.silent or (abs(self.integrated - TARGET) <= TOLERANCE and self.true_peak <= HIGHEST_PEAK)


@dataclass(frozen=True, slots=True)
class Level:
    """What to do to samples: ``gain`` in dB, then a limiter at ``ceiling`` in dBFS."""

    gain: float
    ceiling: float


def level_for(loudness: Loudness, ceiling: float) -> Level:
    """The level that brings this loudness to the target; silence stays silence."""
    return Level(0.0 if loudness.silent else TARGET - loudness.integrated, ceiling)


def corrected(level: Level, heard: Loudness) -> Level:
    """The level to try next, when this one was heard so: what is missing in gain, what stands out in ceiling."""
    excess = max(0.0, heard.true_peak - HIGHEST_PEAK)
    return Level(level.gain + TARGET - heard.integrated, level.ceiling - excess)
