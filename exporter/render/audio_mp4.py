"""Tags of MP4 files, as iTunes and its like read them (https://mutagen.readthedocs.io/en/latest/api/mp4.html)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mutagen.mp4 import MP4, MP4Cover, MP4FreeForm

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from exporter.render.audio_tags import Mark, Tags

_AUDIO_BOOK: Final = 2
_FREE: Final = "----:com.apple.iTunes:"


def write(path: Path, tags: Tags, _: Sequence[Mark]) -> None:
    """Write the tags into a file that has its chapters already."""
    file = MP4(path)
    found: dict[str, object] = {"stik": [_AUDIO_BOOK]}
    artists = ", ".join(tags.artists)  # of several values, players show the first
    texts = {
        "\xa9nam": tags.title,
        "\xa9ART": artists,
        "\xa9alb": tags.title,  # a book is an album of its own in a library
        "\xa9day": tags.date,
        "\xa9gen": "Speech",
        "\xa9pub": tags.publisher,
        "\xa9cmt": tags.comment,
        "\xa9lyr": tags.transcript,
        "cprt": tags.copyright,
        "desc": tags.subtitle,
        "aART": artists,
    }
    free = {"LANGUAGE": tags.language, "SUBTITLE": tags.subtitle, "PUBLISHER": tags.publisher, "WWW": tags.url}
    found |= {name: [text] for name, text in texts.items() if text}
    found |= {_FREE + name: [MP4FreeForm(text.encode())] for name, text in free.items() if text}
    found["covr"] = [MP4Cover(tags.cover, MP4Cover.FORMAT_JPEG)]
    file.update(found)
    file.save(padding=lambda _: 0)
