"""The preflight: what must not go to the press is found, each fault for itself."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from PIL import Image as Bitmap

from exporter.errors import WriteError
from exporter.events import Preflight
from exporter.model import Article, Described, Figure, Image, Metadata, Paragraph, Text
from exporter.writers.pdf.press import preflight
from exporter.writers.pdf.press.sheet import Sheet
from tests.writers.pdf.press import proof

if TYPE_CHECKING:
    from collections.abc import Callable

    Spoil = Callable[[pikepdf.Pdf], object]

SHEET = Sheet(148.0, 210.0, 3.0)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("article")
    Bitmap.new("RGB", (1600, 900), (20, 60, 120)).save(folder / "a.png")
    blocks = (Paragraph((Text("Un pont."),)), Figure(Image("a.png", Described("Un pont"))))
    return proof.make(Article(Metadata("Un pont"), blocks=blocks), folder)[0]


def _spoilt(good: bytes, spoil: Spoil) -> bytes:
    with pikepdf.open(io.BytesIO(good)) as pdf:
        spoil(pdf)
        buffer = io.BytesIO()
        pdf.save(buffer)
        return buffer.getvalue()


def _painting(instructions: bytes) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        page.obj.Contents = pdf.make_stream(page.obj.Contents.read_bytes() + b"\n" + instructions)

    return spoil


def _entry(name: str, value: Callable[[pikepdf.Pdf], Any]) -> Spoil:
    def spoil(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj[name] = value(pdf)

    return spoil


def _picture(**entries: Any) -> Spoil:  # noqa: ANN401 - what pikepdf takes
    def spoil(pdf: pikepdf.Pdf) -> None:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image":
                for key, value in entries.items():
                    thing[f"/{key}"] = value

    return spoil


def _black_picture(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image":
            thing.write(b"\xff" * (4 * int(thing.Width) * int(thing.Height)))


def _fontless(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/FontFile2" in thing:
            del thing["/FontFile2"]


def _annotated(pdf: pikepdf.Pdf) -> None:
    link = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9]))
    pdf.pages[0].obj.Annots = pikepdf.Array([link])


def _other_intent(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents[0].OutputConditionIdentifier = pikepdf.String("FOGRA27")


def _other_profile(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile = pdf.make_stream(b"\0" * 12 + b"mntrRGB " + b"\0" * 108)


def _acting(pdf: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(Type=pikepdf.Name.Action, S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    pdf.Root.OpenAction = pdf.make_indirect(action)


def _unclaimed(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Metadata.write(pdf.Root.Metadata.read_bytes().replace(b"PDF/X-4", b"PDF/X-3"))


def _box(*millimetres: float) -> Callable[[pikepdf.Pdf], pikepdf.Array]:
    return lambda _: pikepdf.Array([edge * proof.MILLIMETRE for edge in millimetres])


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (_painting(b"1 0 0 rg 0 0 9 9 re f"), "a colour in DeviceRGB on page 1"),
        (_painting(b"/DeviceRGB CS 1 0 0 SC"), "a colour in DeviceRGB on page 1"),
        (_painting(b"/Pattern cs /P scn"), "a colour in Pattern on page 1"),
        (_painting(b"1 1 1 0.2 k 0 0 9 9 re f"), "400 % of ink"),
        (_painting(b"1 1 0.2 0 k 0 0 9 9 re f"), "320 % of ink"),
        (_painting(b"BT 1 0 0 0 k (x) Tj ET"), "text of more than one ink on page 1"),
        (_painting(b"BI /W 1 /H 1 /BPC 8 /CS /G ID x EI"), "a picture that is neither CMYK nor grey on page 1"),
        (_picture(ColorSpace=pikepdf.Name.DeviceRGB), "a picture that is neither CMYK nor grey on page 1"),
        (_picture(Mask=pikepdf.Array([0, 1])), "a transparent picture on page 1"),
        (_black_picture, "400 % of ink"),
        (_fontless, "is not embedded"),
        (_annotated, "annotations on page 1"),
        (_annotated, "an annotation"),
        (_other_intent, "the output intent is not FOGRA39"),
        (_other_profile, "the output profile is not one of a CMYK press"),
        (_acting, "OpenAction in the document"),
        (_acting, "an action"),
        (lambda pdf: pdf.Root.__setattr__("Names", pikepdf.Dictionary()), "Names in the document"),
        (_unclaimed, "no claim of PDF/X-4"),
        (_entry("/TrimBox", _box(9, 9, 157.2, 219)), "the boxes of page 1 are not those of the order"),
        (_entry("/BleedBox", _box(6, 6, 160, 221.5)), "the boxes of page 1 are not those of the order"),
        (_entry("/MediaBox", _box(7, 0, 166, 228)), "the boxes of page 1 do not lie in each other"),
        (_entry("/Group", lambda _: pikepdf.Dictionary(CS=pikepdf.Name.DeviceRGB)), "page 1 is not blended in CMYK"),
    ],
)
def test_a_fault_is_found(spoil: Spoil, fault: str, good: bytes) -> None:
    assert any(found.endswith(fault) for found in preflight.read(_spoilt(good, spoil), SHEET).faults)


def test_a_good_file_has_none(good: bytes) -> None:
    assert not preflight.read(_spoilt(good, lambda _: None), SHEET).faults


def test_a_shading_is_found(good: bytes) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        shading = pikepdf.Dictionary(ShadingType=2, ColorSpace=pikepdf.Name.DeviceRGB)
        pdf.pages[0].obj.Resources.Shading = pikepdf.Dictionary(S=shading)
        _painting(b"/S sh")(pdf)

    assert "a colour in DeviceRGB on page 1" in preflight.read(_spoilt(good, spoil), SHEET).faults


def test_what_is_in_a_form_is_found(good: bytes) -> None:
    def spoil(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_stream(
            b"q 0 1 0 RG 0 0 m 9 9 l S Q /F Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form
        )
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))  # a form that holds itself ends, too
        pdf.pages[0].obj.Resources.XObject["/F"] = form
        _painting(b"/F Do")(pdf)

    assert "a colour in DeviceRGB on page 1" in preflight.read(_spoilt(good, spoil), SHEET).faults


def test_a_file_with_faults_is_refused_with_all_of_them(good: bytes) -> None:
    bad = _spoilt(good, _painting(b"1 0 0 rg 1 1 1 0.2 k 0 0 9 9 re f"))
    with pytest.raises(WriteError) as caught:
        preflight.checked(bad, SHEET, "pdf-print")
    assert caught.value.message == (
        "the preflight of the press edition found: a colour in DeviceRGB on page 1; 400 % of ink"
    )


def test_a_good_file_is_summed_up(good: bytes) -> None:
    summary, placed = preflight.checked(good, SHEET, "pdf-print")
    assert isinstance(summary, Preflight)
    assert (summary.pages, summary.pictures, summary.resolution, summary.bleed) == (1, 1, 369, 3.0)
    assert [picture.page for picture in placed] == [1]
