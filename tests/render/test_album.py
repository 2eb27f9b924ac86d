"""An edition's pictures: each taken in once, under an address of its own."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image as Bitmap

from exporter.engine.work.world import LocalWorld
from exporter.events import Event, NotRendered
from exporter.model import Image, Missing
from exporter.render.album import Album
from exporter.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def events() -> list[Event]:
    return []


@pytest.fixture
def album(tmp_path: Path, events: list[Event]) -> Album:
    return Album(LocalWorld(Settings(), events.append, tmp_path, None), "pdf", "images/", (1600, 2000))


def test_a_picture_is_no_larger_than_is_asked_for(tmp_path: Path, album: Album) -> None:
    Bitmap.new("RGB", (4000, 3000), "#775533").save(tmp_path / "a.jpg")
    address = album.address(Image("a.jpg", Missing()))
    assert address is not None
    assert address.startswith("images/")
    assert address.endswith(".jpg")
    picture = album.files[address]
    assert (picture.width, picture.height) == Bitmap.open(io.BytesIO(picture.data)).size == (1600, 1200)


def test_a_picture_is_taken_in_once_and_a_lack_reported_once(tmp_path: Path, album: Album, events: list[Event]) -> None:
    for name in ("a.png", "copie.png"):
        Bitmap.new("L", (3, 3)).save(tmp_path / name)
    first, again, copy = (album.address(Image(name, Missing())) for name in ("a.png", "a.png", "copie.png"))
    assert first == again == copy
    assert list(album.files) == [first]
    assert album.address(Image("b.png", Missing())) is album.address(Image("b.png", Missing())) is None
    assert events == [NotRendered("pdf", "image", "b.png: no file beside the article")]


def test_a_picture_that_is_its_own_address_is_named_by_its_place(album: Album, events: list[Event]) -> None:
    album.address(Image("absente.png", Missing()))
    assert album.address(Image("data:image/png;base64," + "A" * 9999, Missing())) is None
    assert isinstance(events[-1], NotRendered)
    assert events[-1].detail.startswith("image 2 in the document: ")
    assert "AAA" not in events[-1].detail
