"""Coding of tracks as one sound file, levelled, streamed chapter by chapter. Import late: PyAV is heavy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal, cast

import av
import numpy as np

from exporter.events import Progress
from exporter.render.ahead import ahead
from exporter.render.audio_formats import Coding
from exporter.render.audio_loudness import levelled, measure
from exporter.render.audio_tags import Mark
from exporter.render.loudness import Level, Loudness, corrected, level_for
from exporter.speech import Track

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from av.audio.stream import AudioStream
    from av.container import InputContainer, OutputContainer
    from av.container.core import Chapter

    from exporter.events import Report
    from exporter.speech import Samples

CORRECTIONS: Final = 2
"""How often a file is made anew to come nearer to the target. A voice needs none."""

_FULL_SCALE: Final = 32_768


@dataclass(frozen=True, slots=True)
class Coded:
    """What a player decodes of a sound file: the samples it holds at ``rate`` Hz, and their loudness."""

    samples: int
    rate: int
    loudness: Loudness

    @property
    def seconds(self) -> float:
        """How long it plays."""
        return self.samples / self.rate


def encode(tracks: Sequence[Track], marks: Sequence[Mark], coding: Coding, out: Path, report: Report) -> Coded:
    """Code tracks one after the other, at the loudness that players expect, measured on what a player decodes.

    ``marks`` go into the file if the coding has them inside. Raises `ValueError` if the tracks are not all at one rate.
    """
    file = _File(tuple(tracks), tuple(marks) if coding.inside else (), coding)
    level = level_of(tracks, coding)
    for _ in range(CORRECTIONS):
        file.code(level, out, report)
        coded = listen(out)
        if coded.loudness.good:
            return coded
        level = corrected(level, coded.loudness)
    file.code(level, out, report)
    return listen(out)


def encode_at(level: Level, tracks: Sequence[Track], coding: Coding, out: Path) -> None:
    """Code tracks, one after the other, at a level that was found for more than them; raises as `encode`."""
    _File(tuple(tracks), (), coding).code(level, out, lambda _: None)


def level_of(tracks: Sequence[Track], coding: Coding) -> Level:
    """The level that makes tracks, heard one after the other, as loud as players expect.

    Raises `ValueError` if they are not all at one rate.
    """
    level = level_for(measure(_blocks(tracks), _rate(tracks), peaks=False), coding.ceiling)
    return replace(level, gain=level.gain - coding.gain)


def _rate(tracks: Iterable[Track]) -> int:
    rates = {track.rate for track in tracks}
    if len(rates) != 1:
        raise ValueError(f"a file has one rate, not {sorted(rates)}")
    return rates.pop()


@dataclass(frozen=True, slots=True)
class _File:
    """A file to be made: what goes into it, and how."""

    tracks: tuple[Track, ...]
    marks: tuple[Mark, ...]
    coding: Coding

    def code(self, level: Level, out: Path, report: Report) -> None:
        """Code the tracks at a level."""
        coding, rate = self.coding, _rate(self.tracks)
        out_rate = min((able for able in coding.rates if able >= rate), default=max(coding.rates))
        length = round(sum(track.length for track in self.tracks) * out_rate / rate)
        with av.open(_address(out), "w", format=coding.container, options=dict(coding.muxing)) as container:
            stream = self._stream(container, out_rate)
            for frame in ahead(levelled(_told(self.tracks, coding.name, report), rate, level, out_rate, length)):
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))

    def _stream(self, container: OutputContainer, rate: int) -> AudioStream:
        added = container.add_stream(self.coding.codec, rate, options=dict(self.coding.encoding), layout="mono")
        stream = cast("AudioStream", added)
        if self.coding.bit_rate:
            stream.bit_rate = self.coding.bit_rate
        if self.coding.language:
            stream.metadata["language"] = self.coding.language
        container.set_chapters([_chapter(number, mark) for number, mark in enumerate(self.marks)])
        return stream


def _chapter(number: int, mark: Mark) -> Chapter:
    return {
        "id": number,
        "start": mark.start,
        "end": mark.end,
        "time_base": Fraction(1, 1000),
        "metadata": {"title": mark.title},
    }


def listen(path: Path) -> Coded:
    """Decode a sound file as a player does, and measure it."""
    lengths: list[int] = []
    with av.open(_address(path), "r") as container:
        rate = container.streams.audio[0].rate
        loudness = measure(ahead(_decoded(container, lengths)), rate)
    return Coded(sum(lengths), rate, loudness)


def _decoded(container: InputContainer, lengths: list[int]) -> Iterator[Samples]:
    for frame in container.decode(audio=0):
        lengths.append(frame.samples)
        samples = frame.to_ndarray()[0]
        yield samples if samples.dtype == np.float32 else samples.astype(np.float32) / np.float32(_FULL_SCALE)


def contents(path: Path) -> tuple[tuple[Mark, ...], float]:
    """What a player finds in a sound file: its chapters, and its duration in seconds."""
    with av.open(_address(path), "r") as container:
        found = tuple(
            Mark(chapter["metadata"].get("title", ""), *(_milliseconds(chapter, side) for side in ("start", "end")))
            for chapter in container.chapters()
        )
        return found, (container.duration or 0) / av.time_base


def _address(path: Path) -> str:
    """The whole path: FFmpeg takes what stands before a colon for a protocol."""
    return str(path.absolute())


def _milliseconds(chapter: Chapter, side: Literal["start", "end"]) -> int:
    return round(chapter[side] * (chapter["time_base"] or 0) * 1000)


def _blocks(tracks: Iterable[Track]) -> Iterator[Samples]:
    """Walk the samples of all tracks, a second at a time at most."""
    for track in tracks:
        for block in track.blocks():
            yield from (block[start : start + track.rate] for start in range(0, len(block), track.rate))


def _told(tracks: Sequence[Track], name: str, report: Report) -> Iterator[Samples]:
    """Walk the samples and tell of each track that is done."""
    report(Progress(name, 0, len(tracks)))
    for done, track in enumerate(tracks, 1):
        yield from _blocks((track,))
        report(Progress(name, done, len(tracks)))
