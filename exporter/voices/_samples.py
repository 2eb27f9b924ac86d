"""Samples: silence cut away at both ends, pieces joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.speech import Samples

# Silence is what stays under -46 dB of full scale: above a voice's breath and noise floor, below its softest consonant.
SILENCE = 0.005
_MARGIN = 0.01


def sounding(samples: Samples, rate: int) -> tuple[int, int]:
    """Find the range ``[start, end)`` that is not silence, with a margin of 10 ms on both sides; (0, 0) if all is."""
    import numpy as np  # noqa: PLC0415  # heavy

    loud = np.flatnonzero(np.abs(samples) > SILENCE)
    if loud.size == 0:
        return 0, 0
    margin = round(_MARGIN * rate)
    return max(int(loud[0]) - margin, 0), min(int(loud[-1]) + 1 + margin, len(samples))
