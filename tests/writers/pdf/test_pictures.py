from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING

import pytest
from PIL import Image as Picture

from exporter.errors import ResourceError
from exporter.events import Event, NotRendered
from exporter.model import Image, Missing
from exporter.settings import Settings
from exporter.writers.pdf import pictures
from tests.writers.pdf import reading

if TYPE_CHECKING:
    from pathlib import Path


def _file(picture: Picture.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def _opened(data: bytes) -> Picture.Image:
    return Picture.open(io.BytesIO(pictures.reduced(data)))


def test_a_large_photograph_shrinks_and_stays_one() -> None:
    reduced = _opened(_file(Picture.new("RGB", (4000, 3000), "#775533"), "JPEG"))
    assert (reduced.format, reduced.size) == ("JPEG", (1600, 1200))


def test_a_drawing_stays_sharp() -> None:
    assert _opened(_file(Picture.new("P", (30, 30)), "PNG")).format == "PNG"


def test_a_transparent_picture_stands_on_white() -> None:
    assert _opened(_file(Picture.new("RGBA", (3, 3), (0, 0, 0, 0)), "PNG")).getpixel((1, 1)) == (255, 255, 255)


def test_a_picture_for_print_becomes_one_for_screens() -> None:
    assert _opened(_file(Picture.new("CMYK", (9, 9)), "JPEG")).mode == "RGB"


def test_a_photograph_taken_upright_stands_upright() -> None:
    exif = Picture.Exif()
    exif[0x0112] = 6
    reduced = _opened(_file(Picture.new("RGB", (40, 20)), "JPEG", exif=exif))
    assert reduced.size == (20, 40)
    assert not reduced.getexif()


def _bomb(width: int, height: int) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(8_000, 7_000), (10_000, 10_000), (60_000, 60_000)])
def test_a_bomb_is_not_unpacked(size: tuple[int, int]) -> None:
    with pytest.raises(ResourceError, match="too large"):
        pictures.reduced(_bomb(*size))


@pytest.mark.parametrize(
    "data", [b"", b"<svg/>", b"\x89PNG\r\n\x1a\nxx", _bomb(10, 10)[:40], b"\xff\xd8\xff\xe0broken"]
)
def test_what_is_no_picture_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(ResourceError, match="no picture that can be read"):
        pictures.reduced(data)


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
