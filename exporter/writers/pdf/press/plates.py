"""From the pages that WeasyPrint has laid out to those that go to press: inks, boxes, marks, nothing to click."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

import pikepdf

from exporter.render.pictures import Original
from exporter.writers.pdf.press import content, inking, metadata, negatives
from exporter.writers.pdf.press.negatives import Size
from exporter.writers.pdf.press.sheet import MARK, POINT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Article
    from exporter.ports import World
    from exporter.render.separation import Press
    from exporter.writers.pdf.press.negatives import Negatives
    from exporter.writers.pdf.press.sheet import Box, Sheet

_MARKS_INK: Final = "0.6 0.6 0.6 1 K"
"""Of all four plates, so that they can be laid on each other, and still within the limit of ink."""
_INTERACTIVE: Final = (
    "/Outlines",
    "/Names",
    "/Dests",
    "/OpenAction",
    "/AA",
    "/AcroForm",
    "/PageMode",
    "/ViewerPreferences",
)


def made(pages: bytes, article: Article, world: World, work: tuple[Sheet, Press, Negatives]) -> bytes:
    """Make the press file of laid out ``pages``, whose pictures are still blank."""
    sheet, press, album = work
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        _develop(pdf, press, album)
        _ink(pdf, press)
        for page in pdf.pages:
            _place(pdf, page, sheet)
        for name in _INTERACTIVE:
            if name in pdf.Root:
                del pdf.Root[name]
        metadata.describe(pdf, article, world, pages)
        pdf.remove_unreferenced_resources()
        return _saved(pdf)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    buffer = io.BytesIO()
    pdf.save(
        buffer,
        force_version="1.6",
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        compress_streams=True,
    )
    return buffer.getvalue()


# --- Pictures ----------------------------------------------------------------------------------


def _develop(pdf: pikepdf.Pdf, press: Press, album: Negatives) -> None:
    """Put each picture of the article in the place of its blank, and separate those of the theme.

    A picture is made for the largest of its places.
    """
    for name, (thing, size) in _places(pdf).items():
        whole = album.original(name) or Original(pikepdf.PdfImage(thing).as_pil_image(), None, photograph=False)
        data, entries = negatives.written(negatives.separated(whole, size, press))
        thing.write(data, filter=entries.pop("/Filter", None))
        for key in ("/Interpolate", "/Decode"):
            if key in thing:
                del thing[key]
        for key, value in entries.items():
            thing[key] = value


def _places(pdf: pikepdf.Pdf) -> dict[str, tuple[Any, Size]]:
    """Each picture by its name, with its object and the largest size at which it stands."""
    found: dict[str, tuple[Any, Size]] = {}
    for page in pdf.pages:
        for thing in content.painted(page):
            if thing.kind is content.Kind.IMAGE:
                known = found.get(thing.name, (None, Size(0, 0)))[1]
                found[thing.name] = (thing.image, max(known, Size(thing.width, thing.height), key=lambda s: s.width))
    return found


# --- Pages -------------------------------------------------------------------------------------


def _ink(pdf: pikepdf.Pdf, press: Press) -> None:
    """Rewrite the colours of all pages and of the forms in them."""
    for page in pdf.pages:
        _add_states(page.obj.Resources)
        page.obj.Contents = pdf.make_stream(inking.inked(page, press))
    for form in pdf.objects:
        if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == "/Form":
            _add_states(form.get("/Resources", pikepdf.Dictionary()))
            form.write(inking.inked(form, press))
            if "/Group" in form:
                form.Group.CS = pikepdf.Name.DeviceCMYK


def _add_states(resources: Any) -> None:  # noqa: ANN401 - pikepdf's objects
    if "/ExtGState" not in resources:
        resources.ExtGState = pikepdf.Dictionary()
    for name, state in inking.overprints().items():
        resources.ExtGState[name] = state
    if "/ColorSpace" in resources:
        del resources["/ColorSpace"]


def _place(pdf: pikepdf.Pdf, page: pikepdf.Page, sheet: Sheet) -> None:
    """Cut the page's content off at the bleed, put marks around it and say where everything lies."""
    left, bottom, right, top = sheet.bleed_box
    shift = sheet.slug / POINT
    clip = (
        f"q {left:.4f} {bottom:.4f} {right - left:.4f} {top - bottom:.4f} re W n 1 0 0 1 {shift:.4f} {shift:.4f} cm\n"
    )
    old = page.obj.Contents.read_bytes()
    page.obj.Contents = pdf.make_stream(b"".join((clip.encode(), old, b"\nQ\n", _marks(sheet))))
    for name, box in (
        ("/MediaBox", sheet.media_box),
        ("/BleedBox", sheet.bleed_box),
        ("/TrimBox", sheet.trim_box),
    ):
        page.obj[name] = pikepdf.Array([round(edge, 4) for edge in box])
    page.obj.Group = pikepdf.Dictionary(
        Type=pikepdf.Name.Group, S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceCMYK, I=True
    )
    for name in ("/Annots", "/Tabs", "/StructParents"):
        if name in page.obj:
            del page.obj[name]


def _marks(sheet: Sheet) -> bytes:
    """Draw two marks at each corner, in line with the edges of the cut page."""
    lines = " ".join(f"{a:.4f} {b:.4f} m {c:.4f} {d:.4f} l" for a, b, c, d in _mark_lines(sheet))
    return f"q 0.25 w {_MARKS_INK} {lines} S Q\n".encode()


def _mark_lines(sheet: Sheet) -> Iterator[Box]:
    left, bottom, right, top = sheet.trim_box
    near, far = sheet.offset / POINT, (sheet.offset + MARK) / POINT
    for x in (left, right):
        yield x, bottom - near, x, bottom - far
        yield x, top + near, x, top + far
    for y in (bottom, top):
        yield left - near, y, left - far, y
        yield right + near, y, right + far, y
