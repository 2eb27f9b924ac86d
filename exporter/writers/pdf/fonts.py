"""Fonts embedded once and fast: WeasyPrint embeds a variable font anew for every size, and cuts it out in Python."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from weasyprint.pdf.fonts import Font
from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset, pango
from weasyprint.text.fonts import get_hb_object_data, get_pango_font_hb_face, get_pango_font_key

from exporter.writers.pdf import extraction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_PIN = "hb_subset_input_pin_axis_location"
ffi.cdef(f"int {_PIN}(hb_subset_input_t* input, hb_face_t* face, hb_tag_t axis, float value);")

_NOT_EMBEDDED = (b"BASE", b"DSIG", b"GDEF", b"GPOS", b"GSUB", b"JSTF", b"STAT")
"""Tables that a PDF has no use for: its glyphs are chosen and placed already."""

_LETTERS = 6
"""Of the tag before the name of a font that is reduced (ISO 32000-1, 9.6.4)."""
_clean = Font.clean


def font_adder() -> Callable[[Any, Any], tuple[Font, float]]:
    """Make what takes the place of `weasyprint.pdf.stream.Stream.add_font` for one document.

    It answers with the same `Font` for all sizes of the same shapes, since making one copies the whole file. Pango
    notes in a description the size as an optical size, even where the stylesheet gives another, which wins: its hash
    differs, the shapes don't; fonts of several scripts may share it, but not their file.
    """
    known: dict[tuple[int, int], Font] = {}

    def add_font(stream: Any, pango_font: Any) -> tuple[Font, float]:  # noqa: ANN401 - WeasyPrint has no types
        description_key, description, size = get_pango_font_key(pango_font)
        key = (description_key, int(ffi.cast("intptr_t", get_pango_font_hb_face(pango_font))))
        if key not in known:
            embedded, shapes = stream._fonts, _shapes(pango_font, description)  # noqa: SLF001 - the document's fonts
            if shapes not in embedded:
                embedded[shapes] = _named_apart(Font(pango_font, description, size), embedded.values())
            known[key] = embedded[shapes]
        return known[key], size

    return add_font


def _named_apart(font: Any, others: Iterable[Any]) -> Any:  # noqa: ANN401
    """Give a font a name that no other has: WeasyPrint names it by its description, which several may share."""
    taken = {other.hash for other in others}
    while font.hash in taken:
        again = hashlib.md5(font.hash.encode(), usedforsecurity=False).digest()[:_LETTERS]
        name = "".join(chr(ord("A") + letter % 26) for letter in again)
        font.name = font.name.replace(font.hash.encode(), name.encode())
        font.hash = name
    return font


def _shapes(pango_font: Any, description: Any) -> tuple[object, ...]:  # noqa: ANN401
    """What tells one set of shapes from another; axes count only in a variable font, and Pango may leave one out.

    Fonts of several scripts may go under one family: they differ in the characters that they have.
    """
    family = ffi.string(pango.pango_font_description_get_family(description))
    weight = pango.pango_font_description_get_weight(description)
    varies = _length_of_table(pango_font, b"fvar")
    axes = {"wght": float(weight), **_variations(description)} if varies else {}
    characters = _length_of_table(pango_font, b"cmap")
    style = pango.pango_font_description_get_style(description)
    return family, style, weight, characters, tuple(sorted(axes.items()))


def _variations(description: Any) -> dict[str, float]:  # noqa: ANN401
    told = pango.pango_font_description_get_variations(description)
    parts = (part.split("=") for part in ffi.string(told).decode().split(",")) if told != ffi.NULL else ()
    return {axis: float(value) for axis, value in parts}


def _length_of_table(pango_font: Any, name: bytes) -> int:  # noqa: ANN401
    table = harfbuzz.hb_face_reference_table(get_pango_font_hb_face(pango_font), _tag(name))
    length = harfbuzz.hb_blob_get_length(table)
    harfbuzz.hb_blob_destroy(table)
    return int(length)


def clean(font: Font, glyphs: dict[int, str], hinting: bool) -> None:  # noqa: FBT001 - as WeasyPrint calls it
    """Reduce a font to the glyphs in use; takes the place of `weasyprint.pdf.fonts.Font.clean`.

    HarfBuzz (from 6.0) cuts the glyphs and the place on the axes of a variable font at one go, in a tenth of the time.
    """
    extraction.settle(font)
    cut = _cut(font, glyphs, hinting=hinting) if "fvar" in font.tables and _can_pin() else b""
    if cut:
        font.file_content = cut
    else:
        _clean(font, glyphs, hinting)


def _can_pin() -> bool:
    return bool(harfbuzz_subset and harfbuzz.hb_version_atleast(6, 0, 0) and hasattr(harfbuzz_subset, _PIN))


def _cut(font: Font, glyphs: dict[int, str], *, hinting: bool) -> bytes:
    order = ffi.gc(harfbuzz_subset.hb_subset_input_create_or_fail(), harfbuzz_subset.hb_subset_input_destroy)
    _fill(harfbuzz_subset.hb_subset_input_glyph_set(order), glyphs)
    dropped = harfbuzz_subset.hb_subset_input_set(order, harfbuzz_subset.HB_SUBSET_SETS_DROP_TABLE_TAG)
    _fill(dropped, map(_tag, _NOT_EMBEDDED))
    flags = harfbuzz_subset.HB_SUBSET_FLAGS_RETAIN_GIDS | harfbuzz_subset.HB_SUBSET_FLAGS_DESUBROUTINIZE
    if not hinting:
        flags |= harfbuzz_subset.HB_SUBSET_FLAGS_NO_HINTING
    harfbuzz_subset.hb_subset_input_set_flags(order, flags)
    for axis, value in {"wght": font.weight, "opsz": font.font_size, **font.variations}.items():
        getattr(harfbuzz_subset, _PIN)(order, font.hb_face, _tag(axis.encode()), value)
    face = ffi.gc(harfbuzz_subset.hb_subset_or_fail(font.hb_face, order), harfbuzz.hb_face_destroy)
    return get_hb_object_data(face) or b"" if face else b""


def _fill(numbers: Any, values: Any) -> None:  # noqa: ANN401
    ordered = sorted(values)
    array = ffi.new("hb_codepoint_t[]", ordered)  # a length in the type's name would be parsed, and kept for ever
    harfbuzz.hb_set_add_sorted_array(numbers, array, len(ordered))


def _tag(name: bytes) -> int:
    return int(harfbuzz.hb_tag_from_string(name, -1))
