"""Chunks of WAV files: cue points with their names, facts, and an ID3 tag that holds all of it again, and the cover.

After "Multimedia Programming Interface and Data Specifications 1.0" (IBM and Microsoft, 1991): ``cue `` places points,
``LIST adtl`` names them and gives their length, ``LIST INFO`` holds facts, here in UTF-8 as most programs write them.
Players know the chapters of the ``id3 `` chunk. Points count from 0, as FFmpeg counts those: it takes both for one.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from exporter.errors import WriteError
from exporter.render import audio_id3

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from exporter.render.audio_tags import Mark, Tags

_HEADER: Final = 8
_MOST: Final = 2**32 - 1
_RATE_AT: Final = 24
"""Where the rate stands in a file that begins with RIFF, WAVE and a plain ``fmt `` chunk."""


def write(path: Path, tags: Tags, marks: Sequence[Mark]) -> None:
    """Append the chunks to a coded file; raises `WriteError` if it grows beyond the 4 GiB that the format can say."""
    with path.open("r+b") as file:
        (rate,) = struct.unpack_from("<I", file.read(_RATE_AT + 4), _RATE_AT)
        for chunk in _chunks(tags, marks, rate):
            file.seek(0, 2)
            file.write(chunk)
        size = file.tell() - _HEADER
        if size > _MOST:
            raise WriteError("a WAV file cannot be larger than 4 GiB", "choose another format, such as m4b")
        file.seek(4)
        file.write(struct.pack("<I", size))


def _chunks(tags: Tags, marks: Sequence[Mark], rate: int) -> Iterator[bytes]:
    samples = [(round(mark.start * rate / 1000), round(mark.end * rate / 1000)) for mark in marks]
    points = (struct.pack("<II4sIII", number, start, b"data", 0, 0, start) for number, (start, _) in enumerate(samples))
    yield _chunk(b"cue ", struct.pack("<I", len(marks)) + b"".join(points))
    labels = (_chunk(b"labl", struct.pack("<I", number) + _text(mark.title)) for number, mark in enumerate(marks))
    lengths = (
        _chunk(b"ltxt", struct.pack("<II4sHHHH", number, end - start, b"rgn ", 0, 0, 0, 0))
        for number, (start, end) in enumerate(samples)
    )
    yield _chunk(b"LIST", b"adtl" + b"".join((*labels, *lengths)))
    yield _chunk(b"LIST", b"INFO" + b"".join(_chunk(name, _text(text)) for name, text in _facts(tags) if text))
    yield _chunk(b"id3 ", audio_id3.tag(tags, marks))


def _facts(tags: Tags) -> Iterator[tuple[bytes, str]]:
    yield b"INAM", tags.title
    yield b"IART", ", ".join(tags.artists)
    yield b"IPRD", tags.album
    yield b"ICRD", tags.date
    yield b"ILNG", tags.language
    yield b"ICOP", tags.copyright
    yield b"ISRC", tags.url
    yield b"IGNR", "Speech"
    yield b"ICMT", tags.comment


def _text(text: str) -> bytes:
    return text.encode() + b"\0"


def _chunk(name: bytes, data: bytes) -> bytes:
    """A chunk, filled up to an even length."""
    return name + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)
