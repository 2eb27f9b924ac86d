"""Tags of Ogg Opus files: Vorbis comments (RFC 7845; https://wiki.xiph.org/Chapter_Extension; a FLAC picture)."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, cast

from mutagen.flac import Picture
from mutagen.id3 import PictureType
from mutagen.oggopus import OggOpus

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from mutagen._vorbis import VComment

    from exporter.render.audio_tags import Mark, Tags


def write(path: Path, tags: Tags, marks: Sequence[Mark]) -> None:
    """Write the tags, chapters among them, into a coded file."""
    file = OggOpus(path)
    comments = [*_texts(tags), *_chapters(marks), ("METADATA_BLOCK_PICTURE", _picture(tags))]
    found = cast("VComment", file.tags)
    found[:] = [(name, text) for name, text in comments if text]
    file.save(padding=lambda _: 0)


def _texts(tags: Tags) -> Iterator[tuple[str, str]]:
    yield "TITLE", tags.title
    yield "SUBTITLE", tags.subtitle
    yield from (("ARTIST", artist) for artist in tags.artists)
    yield "ALBUM", tags.album
    yield "ORGANIZATION", tags.publisher
    yield "PUBLISHER", tags.publisher
    yield "DATE", tags.date
    yield "LANGUAGE", tags.language
    yield "COPYRIGHT", tags.copyright
    yield "CONTACT", tags.url
    yield "GENRE", "Speech"
    yield "COMMENT", tags.comment
    yield "LYRICS", tags.transcript


def _chapters(marks: Sequence[Mark]) -> Iterator[tuple[str, str]]:
    for number, mark in enumerate(marks):
        seconds, milliseconds = divmod(mark.start, 1000)
        minutes, seconds = divmod(seconds, 60)
        hours, minutes = divmod(minutes, 60)
        yield f"CHAPTER{number:03}", f"{hours:02}:{minutes:02}:{seconds:02}.{milliseconds:03}"
        yield f"CHAPTER{number:03}NAME", mark.title


def _picture(tags: Tags) -> str:
    picture = Picture()
    picture.type = PictureType.COVER_FRONT
    picture.mime = "image/jpeg"
    picture.desc = tags.cover_description
    picture.data = tags.cover
    return base64.b64encode(picture.write()).decode()
