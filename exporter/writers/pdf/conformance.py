"""What a file says about itself: PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) at once."""

from __future__ import annotations

import io
from importlib import resources
from typing import TYPE_CHECKING, Any

import pydyf
from weasyprint.css import ColorProfile

if TYPE_CHECKING:
    from collections.abc import Callable

VARIANT = "pdf/a-3a"
"""WeasyPrint's own half: output intent, identifiers, attachments."""

OUTPUT_INTENT = "screen"
"""The name under which WeasyPrint is given `colours`."""

_PDF_UA = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
 <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
  <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
  <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
  <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
  <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
   <pdfaProperty:name>part</pdfaProperty:name>
   <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
   <pdfaProperty:category>internal</pdfaProperty:category>
   <pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
  </rdf:li></rdf:Seq></pdfaSchema:property>
 </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
"""PDF/A knows only its own metadata schemas: that of PDF/UA has to be described in the file."""


def colours() -> dict[str, ColorProfile]:
    """The colours that are meant: sRGB, with the profile that comes with WeasyPrint (and that it would leave open)."""
    profile = io.BytesIO(resources.files("weasyprint.pdf").joinpath("sRGB2014.icc").read_bytes())
    components = (["r"], ["g"], ["b"])
    return {OUTPUT_INTENT: ColorProfile(profile, "sRGB2014.icc", "relative-colorimetric", components)}


def finish(_document: object, pdf: Any) -> None:  # noqa: ANN401 - pydyf has no types
    """Complete the metadata that WeasyPrint has written; to be given to it as ``finisher``."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.compress = False
    metadata.stream[0] = metadata.stream[0].replace(b"</rdf:RDF>", _PDF_UA + b"</rdf:RDF>")
    pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])  # it lists each attachment twice


_stream_data = pydyf.Stream.data.fget
_WRITTEN = "written once"


def once(write: Callable[[Any], bytes]) -> property:
    """Give what takes the place of the property ``data`` of a class of pydyf's: each object is written once.

    It asks twice, for the file and for its identifier, which would compress each stream twice; and not before all of
    them are as they will be.
    """

    def data(part: Any) -> bytes:  # noqa: ANN401
        kept: dict[str, bytes] = vars(part)
        if _WRITTEN not in kept:
            kept[_WRITTEN] = write(part)
        return kept[_WRITTEN]

    return property(data)


def stream_data(stream: Any) -> bytes:  # noqa: ANN401
    """Write a stream, as pydyf does but for the end of its line.

    The end of line before ``endstream`` is a line feed, which after data that end in a carriage return looks like
    part of a longer one: then both are written (ISO 19005-3, 6.1.7.1).
    """
    written: bytes = _stream_data(stream)
    return written.removesuffix(b"\nendstream") + b"\r\nendstream" if written.endswith(b"\r\nendstream") else written
