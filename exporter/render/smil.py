"""SMIL as EPUB's media overlays have it (https://www.w3.org/TR/epub-33/#sec-media-overlays)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exporter.render.markup import element
from exporter.render.overlay import Par, Seq

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_DOCUMENT: Final = """\
<?xml version="1.0" encoding="utf-8"?>
<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" version="3.0">
{body}
</smil>
"""
_HOUR: Final = 3_600_000
_MINUTE: Final = 60_000
_SECOND: Final = 1000


def document(root: Seq, text: str, sounds: Mapping[str, str]) -> bytes:
    """Write the overlay of a document: ``text`` is the name of its file, ``sounds`` those of its tracks' files."""
    body = element("body", _items(root.items, text, sounds), {"epub:textref": text})
    return _DOCUMENT.format(body=body).encode()


def clock(milliseconds: int) -> str:
    """Write a time as a full clock value: ``0:01:02.345``."""
    hours, rest = divmod(milliseconds, _HOUR)
    minutes, rest = divmod(rest, _MINUTE)
    seconds, rest = divmod(rest, _SECOND)
    return f"{hours}:{minutes:02d}:{seconds:02d}.{rest:03d}"


def _items(items: Sequence[Par | Seq], text: str, sounds: Mapping[str, str]) -> str:
    return "\n" + "".join(f"{_item(item, text, sounds)}\n" for item in items)


def _item(item: Par | Seq, text: str, sounds: Mapping[str, str]) -> str:
    name = f"{text}#{item.text}"
    match item:
        case Seq(_, kind, items):
            attributes = {"epub:textref": name, "epub:type": kind or None}
            return element("seq", _items(items, text, sounds), attributes)
        case Par(_, start, end, track):
            span = {"src": sounds[track], "clipBegin": clock(start), "clipEnd": clock(end)}
            return element("par", element("text", None, {"src": name}) + element("audio", None, span))
