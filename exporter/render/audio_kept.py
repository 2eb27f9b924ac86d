"""Coded sound that is kept: what was coded once from the same recordings is read instead of coded again."""

from __future__ import annotations

import hashlib
import struct
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from exporter.render.loudness import Level, Loudness

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from exporter.ports import World
    from exporter.render.audio_coding import Coded
    from exporter.render.audio_formats import Coding
    from exporter.render.audio_tags import Mark
    from exporter.speech import Track

_REVISION: Final = 1
"""Grows whenever the same tracks would give other bytes."""

_STEP: Final = 0.5
"""Decibels between one gain and the next: a changed sentence seldom leads to another, so that other pages stay."""

_COUNTS: Final = struct.Struct("<qidd")
"""What a player decodes of a file, which is kept at its end: samples, rate, integrated loudness, true peak."""


def level(tracks: Sequence[Track], coding: Coding, world: World) -> Level:
    """The level in whole steps that makes tracks, heard one after the other, as loud as players expect.

    Raises `ValueError` if they are not all at one rate.
    """

    def measure(out: Path) -> None:
        from exporter.render import audio_coding  # noqa: PLC0415 - PyAV, which what is kept need not wait for

        out.write_text(str(audio_coding.level_of(tracks, coding).gain), encoding="ascii")

    gain = float(bytes(world.kept(_key(tracks, "gain", coding), measure)))
    return Level(round(gain / _STEP) * _STEP, coding.ceiling)


def sound(at: Level, track: Track, coding: Coding, world: World) -> bytes:
    """A track coded at a level that was found for more than it."""

    def code(out: Path) -> None:
        from exporter.render import audio_coding  # noqa: PLC0415 - as above

        audio_coding.encode_at(at, (track,), coding, out)

    return bytes(world.kept(_key((track,), at, coding), code))


def encode(tracks: Sequence[Track], marks: Sequence[Mark], coding: Coding, out: Path, world: World) -> Coded:
    """Code tracks as one file, like `exporter.render.audio_coding.encode`, unless it is there already.

    What is as large as the recordings themselves is not kept.
    """
    from exporter.render import audio_coding  # noqa: PLC0415 - as above

    if coding.bit_rate is None:
        return audio_coding.encode(tracks, marks, coding, out, world.report)

    def code(part: Path) -> None:
        coded = audio_coding.encode(tracks, marks, coding, part, world.report)
        heard = coded.loudness
        with part.open("ab") as file:
            file.write(_COUNTS.pack(coded.samples, coded.rate, heard.integrated, heard.true_peak))

    inside = tuple(marks) if coding.inside else ()
    data = world.kept(_key(tracks, coding, inside), code)
    out.write_bytes(data[: -_COUNTS.size])
    samples, rate, integrated, true_peak = _COUNTS.unpack(data[-_COUNTS.size :])
    return audio_coding.Coded(samples, rate, Loudness(integrated, true_peak))


def _key(tracks: Sequence[Track], *facts: object) -> str:
    """Name what comes of tracks by everything that it depends on."""
    parts = (_REVISION, version("av"), *facts, *(track.digest for track in tracks))
    return hashlib.sha256("\n".join(map(repr, parts)).encode()).hexdigest()
