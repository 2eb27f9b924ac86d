"""Pictures that lie beside an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.errors import ResourceError
from exporter.messages import Message

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.engine.records import Media

MEDIA_LIMIT = 20 * 2**20
"""Largest picture that is read on an article's behalf, in bytes."""
_NOT_BESIDE = "no file beside the article"


def beside(folder: Path | None) -> Media:
    """Give what reads the files below an article's folder; it raises `ResourceError` for anything else.

    Links that lead out of the folder are something else.
    """

    def media(ref: str) -> bytes:
        if "://" in ref:
            raise ResourceError("the picture is on the web: --fetch-images fetches it")
        if folder is None:
            raise ResourceError(_NOT_BESIDE)
        try:
            data = _below(folder.resolve(), ref)
        except (OSError, RuntimeError, ValueError) as error:  # unreadable, a loop of links, a name too long
            raise ResourceError(_NOT_BESIDE) from error
        if len(data) > MEDIA_LIMIT:
            raise ResourceError(Message("{name} is larger than {limit} MB", name=repr(ref), limit=MEDIA_LIMIT // 2**20))
        return data

    return media


def _below(root: Path, ref: str) -> bytes:
    path = (root / ref).resolve()
    if not path.is_relative_to(root) or not path.is_file():
        raise ValueError("not a file below the folder")
    with path.open("rb") as file:
        return file.read(MEDIA_LIMIT + 1)
