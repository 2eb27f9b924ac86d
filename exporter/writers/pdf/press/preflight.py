"""A finished press file read back: does it hold what it promises? What is found goes into the edition's record."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import pikepdf
from PIL import Image

from exporter.errors import WriteError
from exporter.events import Preflight
from exporter.messages import Message, joined
from exporter.render.separation import MOST_INK, most_ink
from exporter.writers.pdf.press import content, metadata
from exporter.writers.pdf.press.content import Kind
from exporter.writers.pdf.press.sheet import POINT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.writers.pdf.press.content import Colour, Painted
    from exporter.writers.pdf.press.sheet import Sheet

_PRINTED: Final = {"/DeviceCMYK": 4, "/DeviceGray": 1}
"""Colour spaces that have inks, by their number of components."""
_TOLERANCE: Final = 0.1
"""Of a box, in millimetres."""
_ROUNDING: Final = 0.01


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture on a page: its object's name, its resolution at the size it has there, in dots per inch."""

    name: str
    page: int
    resolution: float


@dataclass(slots=True)
class Report:
    """What was found: ``faults`` make a file unfit for the press."""

    pages: int = 0
    faults: dict[Message, None] = field(default_factory=dict)
    pictures: list[Placed] = field(default_factory=list)
    fonts: set[str] = field(default_factory=set)
    ink: float = 0.0
    inks: dict[tuple[int, int], float] = field(default_factory=dict)

    def fault(self, words: Message) -> None:
        """Take down a fault, once."""
        self.faults[words] = None


def read(data: bytes, sheet: Sheet) -> Report:
    """Look through a press file for the faults that this house could make; all that is painted is looked at."""
    report = Report()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        report.pages = len(pdf.pages)
        _document(pdf, report)
        for number, page in enumerate(pdf.pages, 1):
            _boxes(page, sheet, number, report)
            _page(page, number, report)
        for thing in pdf.objects:
            _object(thing, report)
    if report.ink > MOST_INK + _ROUNDING:
        report.fault(Message("{ink} % of ink", ink=f"{report.ink:.0f}"))
    return report


def checked(data: bytes, sheet: Sheet, form: str) -> tuple[Preflight, tuple[Placed, ...]]:
    """Read a press file back and sum it up; raises `WriteError` for one that must not be printed."""
    report = read(data, sheet)
    if report.faults:
        raise WriteError(
            Message("the preflight of the press edition found: {faults}", faults=joined(report.faults)),
            "look at the theme's stylesheets",
        )
    placed = tuple(report.pictures)
    summary = Preflight(
        format=form,
        standard=metadata.STANDARD,
        condition=metadata.CONDITION,
        pages=report.pages,
        width=sheet.width,
        height=sheet.height,
        bleed=sheet.bleed,
        fonts=len(report.fonts),
        pictures=len({picture.name for picture in placed}),
        resolution=min((round(picture.resolution) for picture in placed), default=None),
        ink=round(report.ink, 1),
    )
    return summary, placed


# --- The document ------------------------------------------------------------------------------


def _document(pdf: pikepdf.Pdf, report: Report) -> None:
    root: Any = pdf.Root
    if pdf.pdf_version < "1.6":
        report.fault(Message("PDF {version}", version=pdf.pdf_version))
    for name in ("/AcroForm", "/AA", "/OpenAction", "/Names"):
        if name in root:
            report.fault(Message("{name} in the document", name=name[1:]))
    if "/ID" not in pdf.trailer:
        report.fault(Message("no identifier"))
    if metadata.STANDARD.encode() not in root.Metadata.read_bytes():
        report.fault(Message("no claim of {standard}", standard=metadata.STANDARD))
    intents = [intent for intent in root.get("/OutputIntents", ()) if intent.S == "/GTS_PDFX"]
    if len(intents) != 1 or str(intents[0].OutputConditionIdentifier) != metadata.CONDITION:
        report.fault(Message("the output intent is not {condition}", condition=metadata.CONDITION))
    elif intents[0].DestOutputProfile.read_bytes()[12:20] != b"prtrCMYK":
        report.fault(Message("the output profile is not one of a CMYK press"))


def _boxes(page: pikepdf.Page, sheet: Sheet, number: int, report: Report) -> None:
    media, bleed, trim = (_millimetres(page.obj.get(name)) for name in ("/MediaBox", "/BleedBox", "/TrimBox"))
    left, bottom, right, top = trim
    wanted = (
        (right - left, sheet.width),
        (top - bottom, sheet.height),
        *((abs(outer - inner), sheet.bleed) for outer, inner in zip(bleed, trim, strict=True)),
    )
    if any(abs(is_ - should) > _TOLERANCE for is_, should in wanted):
        report.fault(Message("the boxes of page {number} are not those of the order", number=number))
    if not (_within(trim, bleed) and _within(bleed, media)):
        report.fault(Message("the boxes of page {number} do not lie in each other", number=number))


def _millimetres(box: Any) -> tuple[float, float, float, float]:  # noqa: ANN401 - pikepdf's objects
    left, bottom, right, top = (float(edge) * POINT for edge in box or (0, 0, 0, 0))
    return left, bottom, right, top


def _within(inner: tuple[float, ...], outer: tuple[float, ...]) -> bool:
    return all(inner[i] >= outer[i] - _ROUNDING and inner[i + 2] <= outer[i + 2] + _ROUNDING for i in (0, 1))


def _object(thing: Any, report: Report) -> None:  # noqa: ANN401
    """Look at fonts wherever they are, and for scripts and annotations that no page mentions."""
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return
    match str(thing.get("/Type", "")), str(thing.get("/Subtype", "")):
        case "/FontDescriptor", _:
            report.fonts.add(str(thing.FontName)[1:])
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(thing.keys()):
                report.fault(Message("the font {name} is not embedded", name=str(thing.FontName)[1:]))
        case "/Annot", _:
            report.fault(Message("an annotation"))
        case "/Action", _:
            report.fault(Message("an action"))
        case _:
            pass


# --- What is painted ---------------------------------------------------------------------------


def _page(page: pikepdf.Page, number: int, report: Report) -> None:
    if "/Annots" in page.obj:
        report.fault(Message("annotations on page {number}", number=number))
    if page.obj.get("/Group", pikepdf.Dictionary()).get("/CS") != "/DeviceCMYK":
        report.fault(Message("page {number} is not blended in CMYK", number=number))
    over = below = 0.0
    for thing in content.painted(page):
        if thing.kind is Kind.IMAGE:
            _picture(thing, number, report)
            continue
        ink = _ink(thing.colour, number, report)
        if thing.kind is Kind.TEXT and any(_colours(thing.colour)):
            report.fault(Message("text of more than one ink on page {number}", number=number))
        if thing.kind is not Kind.CHOSEN and thing.overprint:
            over = max(over, ink)
        elif thing.kind is not Kind.CHOSEN:
            below = max(below, sum(_colours(thing.colour)))
            report.ink = max(report.ink, ink)
    report.ink = max(report.ink, over + below if over else 0.0)


def _ink(colour: Colour, number: int, report: Report) -> float:
    """Give the ink of a colour, in per cent."""
    space, values = colour
    if space not in _PRINTED:
        report.fault(Message("a colour in {space} on page {number}", space=space.removeprefix("/"), number=number))
        return 0.0
    return 100 * (sum(values) if space == "/DeviceCMYK" else 1 - sum(values))


def _colours(colour: Colour) -> Iterator[float]:
    """Cyan, magenta and yellow of a colour, in per cent."""
    space, values = colour
    return (100 * value for value in (values[:3] if space == "/DeviceCMYK" else ()))


def _picture(thing: Painted, number: int, report: Report) -> None:
    image = thing.image
    if image is None or str(image.get("/ColorSpace", "")) not in _PRINTED:
        report.fault(Message("a picture that is neither CMYK nor grey on page {number}", number=number))
        return
    if "/SMask" in image or "/Mask" in image:
        report.fault(Message("a transparent picture on page {number}", number=number))
    dots = min(int(image.Width) * 72 / thing.width, int(image.Height) * 72 / thing.height)
    report.pictures.append(Placed(thing.name, number, dots))
    if image.objgen not in report.inks:
        report.inks[image.objgen] = _ink_of(image)
    report.ink = max(report.ink, report.inks[image.objgen])


def _ink_of(image: Any) -> float:  # noqa: ANN401
    """Measure the heaviest pixel of a picture, in per cent, from what a press would unpack."""
    mode = "CMYK" if image.ColorSpace == "/DeviceCMYK" else "L"
    if image.get("/Filter") != "/DCTDecode":
        return most_ink(Image.frombytes(mode, (int(image.Width), int(image.Height)), image.read_bytes()))
    with Image.open(io.BytesIO(image.read_raw_bytes())) as opened:
        inverted = mode == "CMYK" and "adobe" in opened.info  # Pillow has turned those around
        return most_ink(opened if inverted == ("/Decode" in image) else opened.point(lambda part: 255 - part))
