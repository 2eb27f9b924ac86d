"""Colours as inks."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageCms

from exporter import resources
from exporter.render import separation
from exporter.render.pictures import Original, original

PROFILE = resources.read("assets/colour/FOGRA39L_coated.icc")
PRESS = separation.press(PROFILE)


def _original(image: Image.Image, profile: bytes | None = None) -> Original:
    return Original(image, profile, photograph=True)


def _all_colours() -> Image.Image:
    levels = np.arange(0, 256, 5, dtype=np.uint8)
    cube = np.stack(np.meshgrid(levels, levels, levels, indexing="ij"), axis=-1)
    return Image.fromarray(cube.reshape(len(levels), -1, 3))


def test_greys_are_black_alone_and_darker_the_darker_they_are() -> None:
    blacks = []
    for level in range(0, 256, 5):
        *colours, black = PRESS.colour(level / 255, level / 255, level / 255)
        assert colours == [0, 0, 0]
        blacks.append(black)
    assert blacks == sorted(blacks, reverse=True)
    assert (blacks[0], blacks[-1]) == (1, 0)


@pytest.mark.parametrize(("red", "green", "blue"), [(1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 0, 0.3), (0.3, 0, 0.3)])
def test_a_colour_leaves_room_for_black_over_it(red: float, green: float, blue: float) -> None:
    cyan, magenta, yellow, black = PRESS.colour(red, green, blue)
    assert 0 < cyan + magenta + yellow <= 2
    assert 0 <= black <= 1
    assert all(isinstance(ink, float) for ink in (cyan, magenta, yellow, black))


def test_a_mixture_of_inks_has_a_black_of_its_darkness() -> None:
    assert PRESS.black((0, 0, 0, 0.5)) == pytest.approx(0.5, abs=0.02)
    assert PRESS.black((0, 0, 1, 0)) < 0.3 < PRESS.black((1, 0, 0, 0)) < PRESS.black((1, 1, 0, 0))


def test_no_colour_of_a_picture_is_heavier_than_paper_takes() -> None:
    separated = PRESS.picture(_original(_all_colours()))
    assert separated.mode == "CMYK"
    assert 290 < separation.most_ink(separated) <= 300


def test_white_stays_paper() -> None:
    image = Image.new("RGB", (2, 1), "white")
    image.putpixel((1, 0), (255, 0, 0))
    assert PRESS.picture(_original(image)).getpixel((0, 0)) == (0, 0, 0, 0)


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_grey_picture_is_printed_in_black_alone(mode: str) -> None:
    ramp = Image.linear_gradient("L").convert(mode)
    separated = PRESS.picture(_original(ramp))
    assert separated.mode == "L"
    assert (separated.getpixel((0, 0)), separated.getpixel((0, 255))) == (0, 255)
    assert separation.most_ink(separated) == 100


def test_black_stays_where_ink_is_taken_away() -> None:
    full = Image.new("CMYK", (1, 1), (255, 255, 255, 200))
    pixel = separation.limited(full).getpixel((0, 0))
    assert isinstance(pixel, tuple)
    *colours, black = pixel
    assert black == 200
    assert len(set(colours)) == 1
    assert 295 < sum(pixel) / 2.55 <= 300


def _profile_of(space: str) -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(space)).tobytes()  # type: ignore[arg-type]  # "sRGB"


def test_a_picture_with_a_profile_is_converted_by_it() -> None:
    colours = _all_colours()
    by_profile = PRESS.picture(_original(colours, _profile_of("sRGB")))
    plain = PRESS.picture(_original(colours))
    assert np.abs(np.asarray(by_profile).astype(int) - np.asarray(plain)).max() <= 2


def test_inks_of_this_press_stay_as_they_are() -> None:
    inks = Image.new("CMYK", (1, 1), (10, 200, 30, 40))
    assert PRESS.picture(_original(inks, PROFILE)).getpixel((0, 0)) == (10, 200, 30, 40)
    assert PRESS.picture(_original(inks)).getpixel((0, 0)) == (10, 200, 30, 40)


@pytest.mark.parametrize("profile", [b"no profile", _profile_of("LAB")])
def test_a_profile_that_does_not_fit_is_left_aside(profile: bytes) -> None:
    colours = _all_colours()
    assert PRESS.picture(_original(colours, profile)).tobytes() == PRESS.picture(_original(colours)).tobytes()


def test_an_original_is_upright_on_white_in_its_own_colours() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    buffer = io.BytesIO()
    Image.new("CMYK", (40, 30), (1, 2, 3, 4)).save(buffer, "JPEG", exif=exif, icc_profile=b"inks")
    read = original(buffer.getvalue())
    assert (read.image.mode, read.image.size, read.profile, read.photograph) == ("CMYK", (30, 40), b"inks", True)
    buffer = io.BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(buffer, "PNG")
    read = original(buffer.getvalue())
    assert (read.image.getpixel((0, 0)), read.photograph) == ((255, 255, 255), False)
