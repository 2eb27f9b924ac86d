"""Kinds of sound files: how each is coded, and what it has room for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Coding:
    """A way to code sound: FFmpeg's names of container and codec, bit rate in bit/s, the rates in Hz that it can have.

    ``chapters`` is how many it counts, ``title`` how many bytes of UTF-8 a chapter's title may have. With ``inside``,
    chapters lie among the sound, elsewhere they are tags. ``gain`` is what the codec itself does to the level, in dB;
    ``ceiling``, in dBFS, is where peaks are held so that the codec does not lift them above -1 dBTP. ``muxing`` and
    ``encoding`` are FFmpeg's options, ``language`` is the stream's (ISO 639-2).
    """

    name: str
    container: str
    codec: str
    bit_rate: int | None
    rates: tuple[int, ...]
    chapters: int
    title: int
    inside: bool = False
    gain: float = 0.0
    ceiling: float = -2.0
    muxing: Mapping[str, str] = field(default_factory=dict)
    encoding: Mapping[str, str] = field(default_factory=dict)
    language: str = ""


_BIT_EXACT: Final = {"fflags": "+bitexact"}  # no times, versions or random numbers

MP3: Final = Coding(
    name="mp3",
    container="mp3",
    codec="libmp3lame",
    bit_rate=64_000,  # a voice at 24 kHz needs no more; constant, so that players seek exactly
    rates=(16_000, 22_050, 24_000, 32_000, 44_100, 48_000),
    chapters=255,  # a table of contents counts its entries in one byte
    title=125,  # a longer frame inside of a chapter has a size that players read in two ways, and FFmpeg not as written
    gain=-0.446,  # LAME scales by 0.95 at a constant rate
    muxing={"id3v2_version": "0", "write_id3v1": "0"},  # `exporter.render.audio_id3` writes the tags
    encoding={"compression_level": "7"},  # nearer to the samples than LAME's slower models of hearing, in half the time
)

M4B: Final = Coding(
    name="m4b",
    container="mp4",
    codec="aac",
    bit_rate=64_000,
    rates=(16_000, 22_050, 24_000, 32_000, 44_100, 48_000),
    chapters=255,  # Nero's list, the older of the two that FFmpeg writes, counts both in one byte
    title=255,
    inside=True,
    # The brand makes it a book to players; with the index in front they begin before the end is there.
    muxing={"brand": "M4B ", "movflags": "+faststart", **_BIT_EXACT},
    encoding={"aac_coder": "fast"},  # one voice has bits to spare, and the other coder takes three times as long
)

OPUS: Final = Coding(
    name="opus",
    container="opus",
    codec="libopus",
    bit_rate=32_000,
    rates=(16_000, 24_000, 48_000),
    chapters=1000,  # from 000 to 999
    title=1000,  # without a bound of its own
    gain=-0.3,  # of a voice, whose lowest tones are left out
    ceiling=-3.0,  # it lifts peaks by a decibel
    muxing=_BIT_EXACT,
    encoding={"application": "voip"},
)

WAV: Final = Coding(
    name="wav",
    container="wav",
    codec="pcm_s16le",
    bit_rate=None,
    rates=(24_000,),
    chapters=MP3.chapters,  # players read them from an ID3 tag
    title=MP3.title,
    muxing=_BIT_EXACT,
)

CODINGS: Final = {coding.name: coding for coding in (MP3, M4B, OPUS, WAV)}
"""By their names, which are the suffixes of their files."""
