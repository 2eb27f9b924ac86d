"""The press edition, as the printer gets it."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING

import numpy as np
import pikepdf
import pytest
from hypothesis import given, settings
from PIL import Image as Bitmap

from exporter import canon
from exporter.engine import run
from exporter.engine.world import LocalWorld
from exporter.errors import ResourceError, WriteError
from exporter.events import Failed, NotRendered, Preflight, Warned
from exporter.model import Article, Caption, Described, Figure, Heading, Image, Metadata, Paragraph, Section, Text
from exporter.settings import PageSettings, Settings
from exporter.writers import pdf
from exporter.writers.pdf import press
from tests.samples import ONDELLE
from tests.strategies import articles
from tests.writers.pdf.press import proof

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.events import Event
    from tests.writers.pdf.press.proof import Proof


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path / "cache"))


SENTENCE = "La rivière, que personne ne surveillait plus depuis longtemps, monte lentement derrière les maisons. "
BLACK = (0.0, 0.0, 0.0, 1.0)


@pytest.fixture(scope="module")
def sample() -> Proof:
    return proof.pull(proof.make(ONDELLE)[0])


def _figure(name: str) -> Figure:
    return Figure(Image(name, Described("Le pont")), Caption((Text("Le pont de pierre."),)))


def _paragraph(words: str = SENTENCE * 3) -> Paragraph:
    return Paragraph((Text(words),))


def _article(*blocks: Paragraph | Figure) -> Article:
    return Article(Metadata("Un pont"), blocks=blocks or (_paragraph(),))


def _photograph(width: int, height: int) -> Bitmap.Image:
    """Colours of all kinds, dark ones of heavy ink among them."""
    down, across = np.mgrid[0:height, 0:width]
    noise = np.random.default_rng(3).integers(0, 40, (height, width, 3))
    ramps = np.stack((255 * across / width, 255 * down / height, 80 * across / width), axis=2)
    return Bitmap.fromarray((ramps * (across / width)[:, :, None] + noise).clip(0, 255).astype(np.uint8))


# --- What the file says of itself --------------------------------------------------------------


@pytest.mark.parametrize(
    ("trim", "bleed"), [((148.0, 210.0), 3.0), ((210.0, 297.0), 5.0), ((105.0, 148.0), 0.0), ((170.5, 240.25), 3.5)]
)
def test_the_boxes_are_those_of_the_order(trim: tuple[float, float], bleed: float) -> None:
    read = proof.pull(proof.make(_article(), page=PageSettings(trim=trim, bleed=bleed))[0])
    for page in range(len(read.pdf.pages)):
        left, bottom, right, top = read.box("/TrimBox", page)
        assert (right - left, top - bottom) == pytest.approx(trim, abs=0.01)
        outer = (left - bleed, bottom - bleed, right + bleed, top + bleed)
        assert read.box("/BleedBox", page) == pytest.approx(outer, abs=0.01)
        media = read.box("/MediaBox", page)
        assert media[:2] == (0, 0)
        assert all(media[edge] < outer[edge] if edge < 2 else media[edge] > outer[edge] for edge in range(4))


def test_it_claims_pdf_x_4_for_fogra39(sample: Proof) -> None:
    (intent,) = sample.pdf.Root.OutputIntents
    assert (str(intent.S), str(intent.OutputConditionIdentifier)) == ("/GTS_PDFX", "FOGRA39")
    assert intent.DestOutputProfile.read_bytes()[12:20] == b"prtrCMYK"
    metadata = sample.pdf.open_metadata()
    assert metadata["pdfxid:GTS_PDFXVersion"] == "PDF/X-4"
    assert metadata["dc:title"] == "La crue de l’Ondelle\u00a0: une nuit, un pont et beaucoup de questions"
    assert metadata["xmp:CreateDate"] == "2026-02-02T02:40:00Z"
    assert metadata["pdf:Trapped"] == "False"
    assert str(sample.pdf.trailer.Info.Trapped) == "/False"
    assert sample.pdf.pdf_version == "1.6"
    assert "/ID" in sample.pdf.trailer


def test_all_is_ink(sample: Proof) -> None:
    assert not sample.operators & proof.OTHER_COLOURS
    assert all(sum(ink) <= 3 for ink in sample.inks)
    assert len({ink for ink in sample.inks if any(ink[:3])}) == 2, "one colour, and the marks on all plates"
    assert all(str(page.obj.Group.CS) == "/DeviceCMYK" for page in sample.pdf.pages)
    assert all("/ColorSpace" not in page.obj.Resources for page in sample.pdf.pages)


def test_text_is_black_alone(sample: Proof) -> None:
    assert sample.text_inks == {BLACK, (0.0, 0.0, 0.0, 0.0)}, "on paper, and left out of the band"


def test_black_is_printed_over_and_nothing_else(sample: Proof) -> None:
    states = sample.pdf.pages[0].obj.Resources.ExtGState
    over = False
    fill: tuple[float, ...] = BLACK
    shown = set()
    stack = []
    for instruction in pikepdf.parse_content_stream(sample.pdf.pages[0]):
        match str(instruction.operator):
            case "gs":
                state = states[str(instruction.operands[0])]
                if "/OP" in state:
                    over = bool(state.op)
                    assert int(state.OPM) == 1
            case "k":
                fill = tuple(float(part) for part in instruction.operands)
            case "q":
                stack.append((over, fill))
            case "Q":
                over, fill = stack.pop()
            case "TJ" | "f":
                shown.add((over, fill == BLACK))
            case _:
                pass
    assert shown == {(True, True), (False, False)}


def test_all_fonts_are_embedded(sample: Proof) -> None:
    fonts = [thing for thing in sample.pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/FontName" in thing]
    assert fonts
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)


def test_nothing_can_be_clicked(sample: Proof) -> None:
    assert all("/Annots" not in page.obj for page in sample.pdf.pages)
    assert not {"/Outlines", "/Names", "/AcroForm", "/OpenAction", "/StructTreeRoot"} & set(sample.pdf.Root.keys())


def test_the_band_reaches_over_the_edge_and_no_further(sample: Proof) -> None:
    stream = sample.pdf.pages[0].obj.Contents.read_bytes()
    found = re.match(rb"q (\S+) (\S+) (\S+) (\S+) re W n", stream)
    assert found
    left, bottom, width, height = map(float, found.groups())
    clip = (left, bottom, left + width, bottom + height)
    assert [edge / proof.MILLIMETRE for edge in clip] == pytest.approx(sample.box("/BleedBox"), abs=0.01)


def test_marks_stand_outside_of_the_bleed(sample: Proof) -> None:
    *_, marks = sample.pdf.pages[0].obj.Contents.read_bytes().rsplit(b"K", 1)
    numbers = [float(part) / proof.MILLIMETRE for part in re.findall(rb"-?\d+\.\d+", marks)]
    ends = list(zip(numbers[::2], numbers[1::2], strict=True))
    assert len(ends) == 16
    left, bottom, right, top = sample.box("/BleedBox")
    inside = [(x, y) for x, y in ends if left + 0.01 < x < right - 0.01 and bottom + 0.01 < y < top - 0.01]
    assert not inside


# --- Pictures ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    photograph = _photograph(1320, 600)
    photograph.save(folder / "photo.jpg", quality=92)
    clear = photograph.convert("RGBA")
    clear.putalpha(Bitmap.linear_gradient("L").resize(clear.size))
    clear.save(folder / "clair.png")
    photograph.convert("L").save(folder / "gris.png")
    Bitmap.merge("RGB", [photograph.convert("L")] * 3).save(folder / "gris-rvb.png")
    heavy = np.random.default_rng(5).integers(170, 256, (600, 1320, 4)).astype(np.uint8)
    Bitmap.fromarray(heavy, "CMYK").save(folder / "encres.jpg", quality=92)
    _photograph(900, 600).save(folder / "moyen.jpg")
    _photograph(300, 200).save(folder / "petit.jpg")
    _photograph(2600, 300).save(folder / "immense.jpg")
    drawing = Bitmap.new("RGB", (120, 80), "white")
    drawing.paste("black", (20, 20, 60, 60))
    drawing.save(folder / "trait.png")
    for name in ("moyen", "petit"):
        article = _article(_paragraph(), _figure(f"{name}.jpg"))
        (folder / f"{name}.json").write_text(canon.dumps(article), encoding="utf-8")
    return folder


def test_pictures_are_ink_within_the_limit(pictures: Path) -> None:
    names = ("photo.jpg", "clair.png", "gris.png", "gris-rvb.png", "encres.jpg")
    data, events = proof.make(_article(*map(_figure, names)), pictures)
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
    read = proof.pull(proof.make(_article(_figure("aplat.jpg")), tmp_path)[0])
    (picture,) = read.pictures
    with Bitmap.open(io.BytesIO(picture.read_raw_bytes())) as opened:
        assert opened.getpixel((800, 450)) == pytest.approx((0, 128, 64, 26), abs=2)


def _told(events: list[Event]) -> list[tuple[str, bool]]:
    return [(event.message, event.tolerated) for event in events if isinstance(event, Warned)]


def test_coarse_pictures_are_told_of(pictures: Path) -> None:
    _, events = proof.make(_article(_figure("moyen.jpg"), _figure("petit.jpg"), _figure("photo.jpg")), pictures)
    assert _told(events) == [
        ("moyen.jpg has 208 dpi on page 1, less than 300", True),
        ("petit.jpg has 96 dpi on page 2, less than 150", False),
    ]


def test_a_picture_is_as_fine_as_its_largest_place_needs(pictures: Path) -> None:
    read = proof.pull(proof.make(_article(_figure("photo.jpg"), _figure("photo.jpg")), pictures)[0])
    assert [int(picture.Width) for picture in read.pictures] == [1320]
    read = proof.pull(proof.make(_article(_figure("immense.jpg")), pictures)[0])
    assert [int(picture.Width) for picture in read.pictures] == pytest.approx([110 / 25.4 * 350], abs=2)


def test_a_picture_that_is_not_there_leaves_its_words() -> None:
    _, events = proof.make(_article(_figure("absent.jpg")))
    assert [event.node for event in events if isinstance(event, NotRendered)] == ["image"]


def test_a_drawing_in_two_tones_is_enlarged_without_loss(pictures: Path) -> None:
    data, events = proof.make(_article(_figure("trait.png")), pictures)
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
    asked = run.Request((str(pictures / f"{name}.json"),), ("pdf-print",), tmp_path / "out", strict=True)
    assert len(run.export(asked, events.append)) == failures
    assert [event.message for event in events if isinstance(event, Failed)] == [
        "petit.jpg has 96 dpi on page 1, less than 150 (a warning, in a strict run)"
    ] * failures
    assert len(list((tmp_path / "out").rglob("*.*"))) == (0 if failures else 2), (
        "the edition and its record, or nothing"
    )


def test_what_the_preflight_found_is_in_the_record(pictures: Path, tmp_path: Path) -> None:
    for form in ("pdf-print", "txt"):
        run.export(run.Request((str(pictures / "moyen.json"),), (form,), tmp_path / "out"), lambda _: None)
    (record,) = (tmp_path / "out").rglob("edition.json")
    artefacts = {item["format"]: item for item in json.loads(record.read_text())["artefacts"]}
    assert artefacts["txt"]["preflight"] is None
    found = artefacts["pdf-print"]["preflight"]
    assert (found["standard"], found["condition"]) == ("PDF/X-4", "FOGRA39")
    assert (found["width"], found["height"], found["bleed"], found["resolution"]) == (148.0, 210.0, 3.0, 208)


# --- Pages -------------------------------------------------------------------------------------


def test_lines_of_facing_pages_stand_at_one_height(pictures: Path) -> None:
    section = Section(
        "section-1", Heading((Text("Au bord de l’eau"),)), 1, (_paragraph(), _figure("moyen.jpg"), _paragraph())
    )
    article = Article(
        Metadata("Un pont"),
        blocks=(_paragraph(), _figure("photo.jpg"), _paragraph(), _paragraph()),
        sections=(section,),
    )
    read = proof.pull(proof.make(article, pictures)[0])
    heights = [_baselines(page) for page in read.pdf.pages]
    assert len(heights) > 2
    assert min(map(len, heights[:-1])) > 2
    assert {round(height / 13.5 % 1, 2) for page in heights for height in page} == {round(heights[0][0] / 13.5 % 1, 2)}


def _baselines(page: pikepdf.Page) -> list[float]:
    """Where the lines of running text stand, in points from the top of the page as WeasyPrint counts."""
    found, matrix, size, stack = [], pikepdf.Matrix(), 0.0, []
    text = matrix
    for instruction in pikepdf.parse_content_stream(page):
        operands = instruction.operands
        match str(instruction.operator):
            case "q":
                stack.append(matrix)
            case "Q":
                matrix = stack.pop()
            case "cm":
                matrix = pikepdf.Matrix(*map(float, operands)) @ matrix
            case "Tf":
                size = float(operands[1])
            case "Tm":
                text = pikepdf.Matrix(*map(float, operands)) @ matrix
            case "TJ" if size * abs(text.d) == pytest.approx(10, abs=0.01):
                found.append(text.f)
            case _:
                pass
    return found


def test_words_are_cut_three_letters_from_their_ends_and_names_never() -> None:
    words = "anticonstitutionnellement " * 20 + "Châteauneuf-Grandpré-Villefranche " * 20
    text = _extracted(proof.make(_article(_paragraph(words)))[0])
    cuts = re.findall(r"(\w+)-\n(\w+)", text)
    assert cuts
    assert all(len(before) >= 3 and len(after) >= 3 for before, after in cuts)
    assert all(before[0].islower() or "-" in before for before, _ in cuts if not before.startswith(("Ch", "Gr", "Vi")))
    assert not re.search(r"Châ-\n|Ville-\n|Grand-\n|Châteaun?e?u?-\n", text)


def _extracted(data: bytes) -> str:
    from pypdf import PdfReader  # noqa: PLC0415 - one test needs it

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def test_addresses_are_printed() -> None:
    text = _extracted(proof.make(ONDELLE)[0]).replace("\n", "")
    assert "https://valmorin.example/crue?lang=fr&page=2" in text
    assert "https://rivers.example/rising-waters" in text


def test_the_same_article_gives_the_same_bytes(pictures: Path) -> None:
    article = _article(_paragraph(), _figure("photo.jpg"))
    assert proof.make(article, pictures)[0] == proof.make(article, pictures)[0]


@pytest.mark.slow
@given(articles())
@settings(max_examples=6)
def test_every_article_passes_its_preflight(article: Article) -> None:
    data, events = proof.make(article)
    assert not proof.pull(data).operators & proof.OTHER_COLOURS
    assert [type(event) for event in events if isinstance(event, Preflight | Warned)] == [Preflight]


# --- What cannot be ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (PageSettings(trim=(70.0, 210.0)), "a page of 70 × 210 mm cannot be set"),
        (PageSettings(trim=(148.0, 90.0)), "a page of 148 × 90 mm cannot be set"),
        (PageSettings(trim=(148.0, 9000.0)), "a page of 148 × 9000 mm cannot be set"),
        (PageSettings(trim=(float("nan"), 210.0)), "a page of nan × 210 mm cannot be set"),
        (PageSettings(bleed=-1.0), "a bleed of -1 mm cannot be"),
        (PageSettings(bleed=40.0), "a bleed of 40 mm cannot be"),
    ],
)
def test_impossible_pages_are_refused(page: PageSettings, message: str) -> None:
    with pytest.raises(WriteError, match=re.escape(message)):
        proof.make(_article(), page=page)


@pytest.mark.parametrize(
    ("css", "message"),
    [
        ("h1 { color: lab(50% 40 20) }", "the theme asks for a colour in lab-d50"),
        ("h1 { color: #8c1d2f; background: rebeccapurple }", None),
        ("h1 { background: linear-gradient(red, blue) }", "the theme asks for a colour in Pattern"),
        ("h1 { background: linear-gradient(red, blue) no-repeat }", "the theme asks for a shading or a pattern"),
        ("h1 { background: rgb(255 0 0 / 50%) }", None),
    ],
)
def test_colours_of_a_theme_become_ink(css: str, message: str | None, tmp_path: Path) -> None:
    (tmp_path / "pdf").mkdir()
    (tmp_path / "pdf" / "press-theme.css").write_text(css)
    page = PageSettings(theme=str(tmp_path))
    if message:
        with pytest.raises(WriteError, match=message):
            proof.make(_article(), page=page)
    else:
        read = proof.pull(proof.make(_article(), page=page)[0])
        assert not read.operators & proof.OTHER_COLOURS
        assert not any(any(ink[:3]) for ink in read.text_inks)


def test_a_picture_of_the_theme_is_ink_too(tmp_path: Path) -> None:
    (tmp_path / "pdf").mkdir()
    _photograph(400, 300).save(tmp_path / "pdf" / "fond.png")
    (tmp_path / "pdf" / "press-theme.css").write_text('.opening { background: url("fond.png") no-repeat }')
    read = proof.pull(proof.make(_article(), page=PageSettings(theme=str(tmp_path)))[0])
    assert [str(picture.ColorSpace) for picture in read.pictures] == ["/DeviceCMYK"]


def test_without_pango_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pdf, "ready", lambda: "the library Pango is not here: install it")
    world = LocalWorld(Settings(), lambda _: None, None, None)
    with pytest.raises(ResourceError, match="Pango") as caught:
        press.write(_article(), world, tmp_path / "out.pdf")
    assert caught.value.hint == "install it"
    assert not (tmp_path / "out.pdf").exists()


def test_an_article_too_deep_to_be_set_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def too_deep(*_: object) -> bytes:
        raise RecursionError

    monkeypatch.setattr("exporter.writers.pdf.press.edition.make", too_deep)
    with pytest.raises(WriteError, match="too deeply"):
        press.write(_article(), LocalWorld(Settings(), lambda _: None, None, None), tmp_path / "out.pdf")
