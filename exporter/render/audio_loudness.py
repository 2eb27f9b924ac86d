"""Loudness of speech: how loud it is, and how to bring it to where players expect it. Import late: PyAV is heavy.

Loudness and true peak are those of ITU-R BS.1770-4, measured by FFmpeg's ``ebur128``. Its ``loudnorm`` is not used: it
falls back to a dynamic mode that pumps. A constant gain and a limiter, which only touches the peaks, keep the voice.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import inf, log10
from typing import TYPE_CHECKING, Final, cast

import av
import av.filter
import numpy as np

from exporter.render.loudness import Loudness

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.render.loudness import Level
    from exporter.speech import Samples

_LIMITER_RATE: Final = 48_000
"""Hz: twice the rate of a voice, so that peaks between samples are all but samples; twice that finds no more."""


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
