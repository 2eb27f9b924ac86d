"""MP3 to samples, and samples faster or slower, by PyAV (FFmpeg)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.speech import Samples


def decode(data: bytes, rate: int) -> Samples:
    """Decode to mono float32 samples at ``rate`` Hz; raises `ValueError` for what is no MP3."""
    import av  # noqa: PLC0415  # heavy
    import numpy as np  # noqa: PLC0415  # heavy

    resampler = av.AudioResampler(format="flt", layout="mono", rate=rate)
    pieces: list[Samples] = [np.zeros(0, dtype=np.float32)]
    try:
        with av.open(io.BytesIO(data), "r", format="mp3") as container:
            for frame in (*container.decode(audio=0), None):
                pieces += (resampled.to_ndarray()[0] for resampled in resampler.resample(frame))
    except (av.FFmpegError, IndexError) as error:
        raise ValueError(f"not an MP3: {error}") from error
    return np.concatenate(pieces)


def tempo(samples: Samples, rate: int, factor: float) -> Samples:
    """Play mono float32 samples ``factor`` times as fast (0.5 to 100) at the same pitch."""
    import av  # noqa: PLC0415  # heavy
    import numpy as np  # noqa: PLC0415  # heavy

    graph = av.filter.Graph()
    source = graph.add_abuffer(format="flt", sample_rate=rate, layout="mono")
    graph.link_nodes(source, graph.add("atempo", f"{factor:.4f}"), graph.add("abuffersink")).configure()
    frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="flt", layout="mono")
    frame.sample_rate = rate
    graph.push(frame)
    graph.push(None)
    pieces: list[Samples] = [np.zeros(0, dtype=np.float32)]
    while True:
        try:
            pieces.append(graph.pull().to_ndarray()[0])
        except (av.BlockingIOError, av.EOFError):
            return np.concatenate(pieces)
