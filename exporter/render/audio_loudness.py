"""Loudness of speech: how loud it is, and how to bring it to where players expect it. Import late: PyAV is heavy.

Loudness and true peak are those of ITU-R BS.1770-4, measured by FFmpeg's ``ebur128``. Its ``loudnorm`` is not used: it
falls back to a dynamic mode that pumps. A constant gain and a limiter, which only touches the peaks, keep the voice.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import inf, log10
from typing import TYPE_CHECKING, Final, cast

import av
import av.filter
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.speech import Samples

TARGET: Final = -19.0
"""LUFS of a single channel: as loud as two channels at -16, what podcast players expect."""

TOLERANCE: Final = 0.5
"""LU around the target within which nothing is done again: half of what listeners' platforms allow."""

HIGHEST_PEAK: Final = -1.0
"""dBTP that a decoded file may reach."""

_SILENCE: Final = -69.0
"""LUFS below which nothing was loud enough to be measured (the absolute gate is at -70)."""

_LIMITER_RATE: Final = 96_000
"""Hz: four times the rate of a voice, so that peaks between samples are samples."""


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


def measure(blocks: Iterable[Samples], rate: int, *, peaks: bool = True) -> Loudness:
    """Measure mono samples at ``rate`` Hz, given block by block; without ``peaks`` in half the time."""
    options = "metadata=1:framelog=quiet" + (":peak=true" if peaks else "")
    found: dict[str, str] = {}
    for frame in _filtered(blocks, rate, (("ebur128", options),)):
        found = frame.metadata or found  # a last frame shorter than 100 ms has none
    peak = float(found.get("lavfi.r128.true_peak", 0))
    return Loudness(float(found.get("lavfi.r128.I", -inf)), 20 * log10(peak) if peak else -inf)


def levelled(blocks: Iterable[Samples], rate: int, level: Level, out_rate: int, length: int) -> Iterator[av.AudioFrame]:
    """Bring mono samples at ``rate`` Hz to a level.

    Gives frames of float samples at ``out_rate`` Hz, not shifted, that make exactly ``length`` samples.
    """
    chain = (
        ("volume", f"{level.gain:.4f}dB:precision=float"),
        ("aresample", str(_LIMITER_RATE)),
        ("alimiter", f"limit={10 ** (level.ceiling / 20):.6f}:attack=5:release=50:level=false:latency=true"),
        ("aresample", str(out_rate)),
        ("apad", f"whole_len={length}"),
        ("atrim", f"end_sample={length}"),
        ("aformat", "sample_fmts=flt:channel_layouts=mono"),
    )
    yield from _filtered(blocks, rate, chain)


def _filtered(blocks: Iterable[Samples], rate: int, chain: tuple[tuple[str, str], ...]) -> Iterator[av.AudioFrame]:
    graph = av.filter.Graph()
    nodes = [graph.add_abuffer(sample_rate=rate, format="flt", layout="mono", time_base=Fraction(1, rate))]
    nodes += [graph.add(name, arguments) for name, arguments in (*chain, ("abuffersink", ""))]
    for one, other in pairwise(nodes):
        one.link_to(other)
    graph.configure()
    for frame in _frames(blocks, rate):
        graph.push(frame)
        yield from _pulled(graph)
    graph.push(None)
    yield from _pulled(graph)


def _frames(blocks: Iterable[Samples], rate: int) -> Iterator[av.AudioFrame]:
    position = 0
    for block in blocks:
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(block[np.newaxis]), format="flt", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = rate, position, Fraction(1, rate)
        position += len(block)
        yield frame


def _pulled(graph: av.filter.Graph) -> Iterator[av.AudioFrame]:
    while True:
        try:
            frame = cast("av.AudioFrame", graph.pull())
        except (av.BlockingIOError, av.EOFError):
            return
        yield frame
