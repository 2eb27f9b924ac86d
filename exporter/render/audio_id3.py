"""ID3v2.4 tags for MP3 files (https://id3.org/id3v2.4.0-frames, https://id3.org/id3v2-chapters-1.0)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from mutagen import id3

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from exporter.render.audio_tags import Mark, Tags

_UTF_8: Final = id3.Encoding.UTF8
_HEADER: Final = 10
"""Bytes before the first frame."""

_BLOCK: Final = 2**20
"""Bytes that are moved at a time."""

_NO_OFFSET: Final = 0xFFFFFFFF
"""Players shall use the time of a chapter, not its place in the file."""


def write(path: Path, tags: Tags, marks: Sequence[Mark]) -> None:
    """Put the tag before the sound of an MP3 file."""
    _prepend(path, tag(tags, marks))


def _prepend(path: Path, data: bytes) -> None:
    """Put bytes before those of a file, which may be larger than memory: it is moved from its end on."""
    with path.open("rb+") as file:
        end = file.seek(0, io.SEEK_END)
        while end:
            start = max(0, end - _BLOCK)
            file.seek(start)
            block = file.read(end - start)
            file.seek(start + len(data))
            file.write(block)
            end = start
        file.seek(0)
        file.write(data)


def tag(tags: Tags, marks: Sequence[Mark]) -> bytes:
    """Make the tag, with marks that fit."""
    frames = (*_texts(tags), _length(marks), *_chapters(marks), *_words(tags))
    data = b"".join(map(_data, frames))
    size = bytes(len(data) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x04\x00\x00" + size + data


def _data(frame: id3.Frame) -> bytes:
    """A frame's bytes. mutagen sorts the frames of a tag by their size, but players list chapters as they come."""
    alone, data = id3.ID3(), io.BytesIO()
    alone.add(frame)
    alone.save(data, v1=0, v2_version=4, padding=lambda _: 0)
    return data.getvalue()[_HEADER:]


def _length(marks: Sequence[Mark]) -> id3.Frame:
    return id3.TLEN(encoding=_UTF_8, text=str(marks[-1].end))


def _texts(tags: Tags) -> Iterator[id3.Frame]:
    texts: dict[Callable[..., id3.Frame], str | list[str]] = {
        id3.TIT2: tags.title,
        id3.TIT3: tags.subtitle,
        id3.TPE1: list(tags.artists),
        id3.TALB: tags.album,
        id3.TPUB: tags.publisher,
        id3.TDRC: tags.date,
        id3.TLAN: tags.language,
        id3.TCOP: tags.copyright,
        id3.TCON: "Speech",
    }
    yield from (frame(encoding=_UTF_8, text=text) for frame, text in texts.items() if text)
    if tags.url.startswith(("https://", "http://")):
        yield id3.WOAS(url=tags.url)


def _words(tags: Tags) -> Iterator[id3.Frame]:
    yield id3.COMM(encoding=_UTF_8, lang=tags.language, desc="", text=tags.comment)
    yield id3.USLT(encoding=_UTF_8, lang=tags.language, desc="", text=tags.transcript)
    yield id3.APIC(
        encoding=_UTF_8,
        mime="image/jpeg",
        type=id3.PictureType.COVER_FRONT,
        desc=tags.cover_description,
        data=tags.cover,
    )


def _chapters(marks: Sequence[Mark]) -> Iterator[id3.Frame]:
    names = [f"chapter-{number}" for number in range(1, len(marks) + 1)]
    flags = id3.CTOCFlags.TOP_LEVEL | id3.CTOCFlags.ORDERED
    yield id3.CTOC(element_id="contents", flags=flags, child_element_ids=names, sub_frames=[])
    for name, mark in zip(names, marks, strict=True):
        title = id3.TIT2(encoding=_UTF_8, text=mark.title)
        yield id3.CHAP(
            element_id=name,
            start_time=mark.start,
            end_time=mark.end,
            start_offset=_NO_OFFSET,
            end_offset=_NO_OFFSET,
            sub_frames=[title],
        )
