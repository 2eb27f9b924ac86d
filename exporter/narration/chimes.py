"""The sound between sections: two soft notes that fade, made of sines alone, the same on every machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from exporter.speech import Samples

SECONDS: Final = 1.4
_NOTES: Final = ((0.0, 523.25), (0.22, 659.26))
"""Seconds when each begins, and its frequency in Hz: C5 and E5, clear of a voice's own."""
_LEVEL: Final = 0.06
_ATTACK, _DECAY = 0.02, 0.35


def chime(rate: int) -> Samples:
    """The sound at a rate in Hz, silent at both ends. It is quieter than a voice."""
    import numpy as np  # noqa: PLC0415 - heavy

    time = np.arange(round(SECONDS * rate)) / rate
    sound = np.zeros_like(time)
    for start, frequency in _NOTES:
        since = np.maximum(time - start, 0)
        envelope = np.minimum(since / _ATTACK, 1) * np.exp(-since / _DECAY)
        sound += envelope * np.sin(2 * np.pi * frequency * since)
    sound *= _LEVEL * np.minimum((SECONDS - time) / 0.1, 1)
    return np.asarray(np.rint(sound * 32_768) / 32_768, dtype=np.float32)
