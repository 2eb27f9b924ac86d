from __future__ import annotations

import io

import pytest
from PIL import Image, ImageCms, ImageFile

from exporter.errors import ResourceError
from exporter.render.pictures import Picture, reduced

LIMIT = (200, 200)


def _file(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def _open(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.data))


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [
        ("JPEG", "image/jpeg"),
        ("WEBP", "image/jpeg"),
        ("AVIF", "image/jpeg"),
        ("TIFF", "image/jpeg"),
        ("PNG", "image/png"),
        ("GIF", "image/png"),
    ],
)
def test_every_kind_becomes_one_that_all_readers_show(kind: str, media_type: str) -> None:
    picture = reduced(_file(Image.new("RGB", (40, 30), "navy"), kind), LIMIT)
    assert (picture.media_type, picture.width, picture.height) == (media_type, 40, 30)
    assert f"image/{(_open(picture).format or '').lower()}" == media_type


def test_a_drawing_stays_a_drawing() -> None:
    picture = reduced(b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 30'><script/></svg>", LIMIT)
    assert picture == Picture(picture.data, "image/svg+xml", 40, 30, ("script",))


def test_a_large_picture_is_made_smaller() -> None:
    picture = reduced(_file(Image.new("RGB", (800, 400)), "JPEG"), LIMIT)
    assert (picture.width, picture.height) == (200, 100)
    assert _open(picture).size == (200, 100)


def test_a_turned_photograph_stands_upright_without_its_metadata() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "un secret"
    picture = reduced(_file(Image.new("RGB", (40, 30)), "JPEG", exif=exif), LIMIT)
    assert (picture.width, picture.height) == (30, 40)
    assert b"secret" not in picture.data
    assert not _open(picture).getexif()


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_lies_on_white(mode: str) -> None:
    clear = Image.new("RGBA", (8, 8), (255, 0, 0, 0)).convert(mode)
    options = {"transparency": 0} if mode == "P" else {}
    assert _open(reduced(_file(clear, "PNG", **options), LIMIT)).convert("RGB").getpixel((4, 4)) == (255, 255, 255)


def test_a_grey_of_sixteen_bits_keeps_its_brightness() -> None:
    picture = reduced(_file(Image.new("I;16", (8, 8), 0x8000), "PNG"), LIMIT)
    assert _open(picture).getpixel((4, 4)) == 0x80


@pytest.mark.parametrize(
    ("mode", "kind"), [("CMYK", "JPEG"), ("1", "PNG"), ("I;16", "PNG"), ("L", "PNG"), ("P", "GIF")]
)
def test_every_mode_is_read(mode: str, kind: str) -> None:
    assert _open(reduced(_file(Image.new(mode, (8, 8)), kind), LIMIT)).mode in ("RGB", "L")


def test_a_colour_profile_is_applied_and_left_out() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = reduced(_file(Image.new("RGB", (8, 8), "teal"), "PNG", icc_profile=profile), LIMIT)
    assert "icc_profile" not in _open(picture).info
    assert _open(picture).getpixel((4, 4)) == pytest.approx((0, 128, 128), abs=2)


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_inks_without_a_profile_look_as_the_press_prints_them(kind: str) -> None:
    cyan = _open(reduced(_file(Image.new("CMYK", (8, 8), (255, 0, 0, 0)), kind), LIMIT)).getpixel((4, 4))
    assert cyan == pytest.approx((0, 158, 224), abs=8)  # not the (0, 255, 255) of a screen


def test_inks_that_adobe_has_not_turned_round_are_not_turned_back() -> None:
    data = _file(Image.new("CMYK", (8, 8), (255, 255, 255, 255)), "JPEG")
    start = data.index(b"\xff\xee")
    plain = data[:start] + data[start + 2 + int.from_bytes(data[start + 2 : start + 4], "big") :]
    assert _open(reduced(plain, LIMIT)).getpixel((4, 4)) == pytest.approx((255, 255, 255), abs=3)


def test_a_broken_colour_profile_does_not_spoil_the_picture() -> None:
    picture = reduced(_file(Image.new("RGB", (8, 8), "teal"), "PNG", icc_profile=b"rien"), LIMIT)
    assert _open(picture).getpixel((4, 4)) == (0, 128, 128)


@pytest.mark.parametrize("data", [b"", b"<html>une page</html>", b"\x89PNG\r\n\x1a\n" + b"0" * 40])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(ResourceError, match="no picture that can be read"):
        reduced(data, LIMIT)


@pytest.mark.parametrize("lenient", [False, True])
def test_a_cut_off_photograph_is_refused(monkeypatch: pytest.MonkeyPatch, lenient: bool) -> None:  # noqa: FBT001
    """Even where another library has told Pillow, for the whole process, to take such files; WeasyPrint does."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)
    with pytest.raises(ResourceError, match="no picture that can be read"):
        reduced(_file(Image.effect_noise((300, 300), 80), "JPEG")[:2000], LIMIT)
    assert ImageFile.LOAD_TRUNCATED_IMAGES is lenient


def test_a_photograph_of_many_pixels_is_shown_smaller() -> None:
    picture = reduced(_file(Image.new("L", (9000, 6000)), "JPEG"), LIMIT)
    assert (picture.width, picture.height) == (200, 133)


@pytest.mark.parametrize("size", [(7500, 7500), (13500, 13500), (65_500, 4), (4, 40_000)])
def test_a_picture_that_unpacks_to_too_much_is_refused_unread(size: tuple[int, int]) -> None:
    with pytest.raises(ResourceError, match="too large"):
        reduced(_file(Image.new("1", size), "PNG"), LIMIT)
