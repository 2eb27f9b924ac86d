"""Coding of tracks as one sound file, levelled, streamed chapter by chapter. Import late: PyAV is heavy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal, cast

import av
import numpy as np

from exporter.events import Progress
from exporter.render.audio_loudness import Level, Loudness, corrected, level_for, levelled, measure
from exporter.render.audio_tags import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from av.audio.stream import AudioStream
    from av.container import InputContainer, OutputContainer
    from av.container.core import Chapter

    from exporter.events import Report
    from exporter.speech import Samples, Track

CORRECTIONS: Final = 2
"""How often a file is made anew to come nearer to the target. A voice needs none."""

_FULL_SCALE: Final = 32_768


@dataclass(frozen=True, slots=True)
class Coding:
    """A way to code sound: FFmpeg's names of container and codec, bit rate in bit/s, the rates in Hz that it can have.

    ``gain`` is what the codec itself does to the level, in dB; ``muxing`` and ``encoding`` are FFmpeg's options; a
    ``bit_rate`` of 0 follows from the rate. ``language`` is the stream's (ISO 639-2), and ``marks`` are its chapters,
    where the container has places for them among the sound. Elsewhere they are tags.
    """

    name: str
    container: str
    codec: str
    bit_rate: int
    rates: tuple[int, ...]
    gain: float = 0.0
    muxing: Mapping[str, str] = field(default_factory=dict)
    encoding: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    marks: tuple[Mark, ...] = ()


MP3: Final = Coding(
    name="mp3",
    container="mp3",
    codec="libmp3lame",
    bit_rate=64_000,  # a voice at 24 kHz needs no more; constant, so that players seek exactly
    rates=(16_000, 22_050, 24_000, 32_000, 44_100, 48_000),
    gain=-0.446,  # LAME scales by 0.95 at a constant rate
    muxing={"id3v2_version": "0", "write_id3v1": "0"},  # `exporter.render.audio_id3` writes the tags
    encoding={"compression_level": "7"},  # nearer to the samples than LAME's slower models of hearing, in half the time
)

_BIT_EXACT: Final = {"fflags": "+bitexact"}  # no times, versions or random numbers

WAV: Final = Coding("wav", "wav", "pcm_s16le", bit_rate=0, rates=(24_000,), muxing=_BIT_EXACT)


def m4b(language: str, marks: Sequence[Mark]) -> Coding:
    """AAC in MP4 of the brand that makes it a book to players, its index in front so that they can begin at once."""
    return Coding(
        name="m4b",
        container="mp4",
        codec="aac",
        bit_rate=64_000,
        rates=(16_000, 22_050, 24_000, 32_000, 44_100, 48_000),
        muxing={"brand": "M4B ", "movflags": "+faststart", **_BIT_EXACT},
        encoding={"aac_coder": "fast"},  # one voice has bits to spare, and the other coder takes three times as long
        language=language,
        marks=tuple(marks),
    )


def opus(serial: int) -> Coding:
    """Opus in Ogg, whose stream has a serial number of 31 bits."""
    return Coding(
        name="opus",
        container="opus",
        codec="libopus",
        bit_rate=32_000,
        rates=(16_000, 24_000, 48_000),
        muxing={"serial_offset": str(serial), **_BIT_EXACT},
        encoding={"application": "voip"},
    )


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


def encode(tracks: Sequence[Track], coding: Coding, out: Path, report: Report) -> Coded:
    """Code tracks one after the other, at the loudness that players expect, measured on what a player decodes.

    Raises `ValueError` if the tracks are not all at one rate.
    """
    level = level_for(measure(_blocks(tracks), _rate(tracks), peaks=False))
    level = replace(level, gain=level.gain - coding.gain)
    _code(tracks, coding, level, out, report)
    coded = listen(out)
    for _ in range(CORRECTIONS):
        if coded.loudness.good:
            break
        level = corrected(level, coded.loudness)
        _code(tracks, coding, level, out, report)
        coded = listen(out)
    return coded


def _code(tracks: Sequence[Track], coding: Coding, level: Level, out: Path, report: Report) -> None:
    """Code tracks at a level."""
    rate = _rate(tracks)
    out_rate = min((able for able in coding.rates if able >= rate), default=max(coding.rates))
    length = round(sum(len(track.samples) for track in tracks) * out_rate / rate)
    with av.open(_address(out), "w", format=coding.container, options=dict(coding.muxing)) as container:
        stream = _stream(container, coding, out_rate)
        for frame in levelled(_told(tracks, coding.name, report), rate, level, out_rate, length):
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _stream(container: OutputContainer, coding: Coding, rate: int) -> AudioStream:
    added = container.add_stream(coding.codec, rate, options=dict(coding.encoding), layout="mono")
    stream = cast("AudioStream", added)
    if coding.bit_rate:
        stream.bit_rate = coding.bit_rate
    if coding.language:
        stream.metadata["language"] = coding.language
    container.set_chapters([_chapter(number, mark) for number, mark in enumerate(coding.marks)])
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
        loudness = measure(_decoded(container, lengths), rate)
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


def _rate(tracks: Sequence[Track]) -> int:
    rates = {track.rate for track in tracks}
    if len(rates) != 1:
        raise ValueError(f"a file has one rate, not {sorted(rates)}")
    return rates.pop()


def _blocks(tracks: Iterable[Track]) -> Iterator[Samples]:
    """Walk the samples a second at a time, without a copy of them all."""
    for track in tracks:
        for start in range(0, len(track.samples), track.rate):
            yield track.samples[start : start + track.rate]


def _told(tracks: Sequence[Track], name: str, report: Report) -> Iterator[Samples]:
    """Walk the samples and tell of each track that is done."""
    report(Progress(name, 0, len(tracks)))
    for done, track in enumerate(tracks, 1):
        yield from _blocks((track,))
        report(Progress(name, done, len(tracks)))
