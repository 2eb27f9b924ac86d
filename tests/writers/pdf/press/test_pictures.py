"""Pictures of the press edition: their inks, their resolution at their size, and what a strict run says to it."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from PIL import Image as Bitmap

from exporter.engine import run
from exporter.engine.records import Request
from exporter.events import Failed, NotRendered, Preflight, Warned
from tests.writers.pdf.press import proof, specimens

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.events import Event


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path / "cache"))


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    specimens.save_pictures(folder)
    return folder


def test_pictures_are_ink_within_the_limit(pictures: Path) -> None:
    names = ("photo.jpg", "clair.png", "gris.png", "gris-rvb.png", "encres.jpg")
    data, events = proof.make(specimens.article(*map(specimens.figure, names)), pictures)
    read = proof.pull(data)
    spaces = sorted(str(picture.ColorSpace) for picture in read.pictures)
    assert spaces == ["/DeviceCMYK"] * 3 + ["/DeviceGray"] * 2
    assert not any("/SMask" in picture for picture in read.pictures)
    heaviest = [proof.heaviest(picture) for picture in read.pictures]
    assert max(heaviest) <= 300.001
    assert max(heaviest) > 280, "no more is taken away than must be"
    (preflight,) = (event for event in events if isinstance(event, Preflight))
    assert preflight.ink == pytest.approx(max(heaviest), abs=0.1)
    assert (preflight.pictures, preflight.resolution) == (5, 305)


def test_a_picture_in_ink_keeps_its_ink(tmp_path: Path) -> None:
    Bitmap.new("CMYK", (1600, 900), (0, 128, 64, 26)).save(tmp_path / "aplat.jpg", quality=95)
    read = proof.pull(proof.make(specimens.article(specimens.figure("aplat.jpg")), tmp_path)[0])
    (picture,) = read.pictures
    with Bitmap.open(io.BytesIO(picture.read_raw_bytes())) as opened:
        assert opened.getpixel((800, 450)) == pytest.approx((0, 128, 64, 26), abs=2)


def _told(events: list[Event]) -> list[tuple[str, bool]]:
    return [(event.message, event.tolerated) for event in events if isinstance(event, Warned)]


def test_coarse_pictures_are_told_of(pictures: Path) -> None:
    _, events = proof.make(
        specimens.article(specimens.figure("moyen.jpg"), specimens.figure("petit.jpg"), specimens.figure("photo.jpg")),
        pictures,
    )
    assert _told(events) == [
        ("moyen.jpg has 208 dpi on page 1, less than 300", True),
        ("petit.jpg has 96 dpi on page 2, less than 150", False),
    ]


def test_a_picture_is_as_fine_as_its_largest_place_needs(pictures: Path) -> None:
    read = proof.pull(
        proof.make(specimens.article(specimens.figure("photo.jpg"), specimens.figure("photo.jpg")), pictures)[0]
    )
    assert [int(picture.Width) for picture in read.pictures] == [1320]
    read = proof.pull(proof.make(specimens.article(specimens.figure("immense.jpg")), pictures)[0])
    assert [int(picture.Width) for picture in read.pictures] == pytest.approx([110 / 25.4 * 350], abs=2)


def test_a_picture_that_is_not_there_leaves_its_words() -> None:
    _, events = proof.make(specimens.article(specimens.figure("absent.jpg")))
    assert [event.node for event in events if isinstance(event, NotRendered)] == ["image"]


def test_a_drawing_in_two_tones_is_enlarged_without_loss(pictures: Path) -> None:
    data, events = proof.make(specimens.article(specimens.figure("trait.png")), pictures)
    assert not _told(events)
    (preflight,) = (event for event in events if isinstance(event, Preflight))
    assert preflight.resolution == 384
    read = proof.pull(data)
    assert set(read.pictures[0].read_bytes()) == {0, 255}


@pytest.mark.parametrize(("name", "failures"), [("moyen", 0), ("petit", 1)])
def test_a_strict_run_stops_at_pictures_that_must_not_be_printed(
    name: str, failures: int, pictures: Path, tmp_path: Path
) -> None:
    events: list[Event] = []
    asked = Request((str(pictures / f"{name}.json"),), ("pdf-print",), tmp_path / "out", strict=True)
    assert len(run.export(asked, events.append)) == failures
    assert [event.message for event in events if isinstance(event, Failed)] == [
        "petit.jpg has 96 dpi on page 1, less than 150 (a warning, in a strict run)"
    ] * failures
    made = list((tmp_path / "out").rglob("*.pdf"))
    assert len(made) == (0 if failures else 1), "the edition, or nothing"


def test_what_the_preflight_found_is_in_the_record(pictures: Path, tmp_path: Path) -> None:
    for form in ("pdf-print", "txt"):
        run.export(Request((str(pictures / "moyen.json"),), (form,), tmp_path / "out"), lambda _: None)
    (record,) = (tmp_path / "out").rglob("edition.json")
    artefacts = {item["format"]: item for item in json.loads(record.read_text())["artefacts"]}
    assert artefacts["txt"]["preflight"] is None
    found = artefacts["pdf-print"]["preflight"]
    assert (found["standard"], found["condition"]) == ("PDF/X-4", "FOGRA39")
    assert (found["width"], found["height"], found["bleed"], found["resolution"]) == (148.0, 210.0, 3.0, 208)
