from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image as Picture

from exporter.events import Event, NotRendered
from exporter.model import Image, Missing
from exporter.settings import Settings
from exporter.writers.pdf import pictures
from tests.writers.pdf import reading

if TYPE_CHECKING:
    from pathlib import Path


def _file(picture: Picture.Image, kind: str) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind)
    return buffer.getvalue()


def test_a_picture_is_no_larger_than_a_screen_shows(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(_file(Picture.new("RGB", (4000, 3000), "#775533"), "JPEG"))
    events: list[Event] = []
    album = pictures.Album(reading.FixedWorld(Settings(), events.append, tmp_path, None))
    address = album.address(Image("a.jpg", Missing()))
    assert address is not None
    assert Picture.open(io.BytesIO(album[address])).size == (1600, 1200)


def test_a_picture_is_taken_in_once_and_a_lack_reported_once(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(_file(Picture.new("L", (3, 3)), "PNG"))
    events: list[Event] = []
    album = pictures.Album(reading.FixedWorld(Settings(), events.append, tmp_path, None))
    address = album.address(Image("a.png", Missing()))
    assert address is not None
    assert album.address(Image("a.png", Missing())) == address
    assert album[address].startswith(b"\x89PNG")
    assert album.address(Image("b.png", Missing())) is album.address(Image("b.png", Missing())) is None
    assert events == [NotRendered("pdf", "image", "b.png: 'b.png' is not a file beside the article")]
