"""What a press file says about itself: PDF/X-4 (ISO 15930-7), the printing condition, title and dates."""

from __future__ import annotations

import hashlib
import uuid
from typing import TYPE_CHECKING, Final

import pikepdf

from exporter.render.markup import escape
from exporter.version import __version__

if TYPE_CHECKING:
    from exporter.model import Article
    from exporter.ports import World

PROFILE: Final = "assets/colour/FOGRA39L_coated.icc"
CONDITION: Final = "FOGRA39"
"""The name of the printing condition in the ICC's registry of characterisation data."""
STANDARD: Final = "PDF/X-4"
_CONDITION_IN_WORDS: Final = "Offset printing on coated paper, 115 g/m2 (ISO 12647-2:2004/Amd 1)"
_REGISTRY: Final = "http://www.color.org"
_PRODUCER: Final = f"exporter {__version__}"
_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
  xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
  xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
<pdfxid:GTS_PDFXVersion>{standard}</pdfxid:GTS_PDFXVersion>
<pdf:Producer>{producer}</pdf:Producer>
<pdf:Trapped>False</pdf:Trapped>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{now}</xmp:CreateDate>
<xmp:ModifyDate>{now}</xmp:ModifyDate>
<xmp:MetadataDate>{now}</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:{document}</xmpMM:DocumentID>
<xmpMM:InstanceID>uuid:{document}</xmpMM:InstanceID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<xmpMM:VersionID>1</xmpMM:VersionID>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{creators}</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def describe(pdf: pikepdf.Pdf, article: Article, world: World, pages: bytes) -> None:
    """Write title, dates, conformance and output intent; ``pages`` is what the document's identifier is made of."""
    title = escape(article.metadata.title)
    now = world.now()
    document = uuid.UUID(bytes=hashlib.sha256(pages).digest()[:16], version=4)
    authors = "".join(f"<rdf:li>{escape(author.name)}</rdf:li>" for author in article.metadata.authors)
    xmp = _XMP.format(
        standard=STANDARD,
        producer=_PRODUCER,
        now=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        document=document,
        title=title,
        creators=f"<dc:creator><rdf:Seq>{authors}</rdf:Seq></dc:creator>\n" if authors else "",
    )
    stream = pikepdf.Stream(pdf, xmp.encode(), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    pdf.Root.Metadata = pdf.make_indirect(stream)
    _inform(pdf, article, now.strftime("D:%Y%m%d%H%M%SZ"))
    pdf.Root.OutputIntents = pikepdf.Array([_output_intent(pdf, world.resource(PROFILE))])
    pdf.Root.Lang = pikepdf.String(article.metadata.language)


def _inform(pdf: pikepdf.Pdf, article: Article, now: str) -> None:
    """Say again what the metadata say, but for the authors: the old dictionary cannot tell several apart."""
    information = {
        "/Title": article.metadata.title,
        "/Creator": _PRODUCER,
        "/Producer": _PRODUCER,
        "/CreationDate": now,
        "/ModDate": now,
    }
    entries = {name: pikepdf.String(value) for name, value in information.items()}
    pdf.trailer.Info = pdf.make_indirect(pikepdf.Dictionary({**entries, "/Trapped": pikepdf.Name("/False")}))


def _output_intent(pdf: pikepdf.Pdf, profile: bytes) -> pikepdf.Object:
    stream = pdf.make_indirect(pikepdf.Stream(pdf, profile, N=4))
    return pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFX,
        OutputConditionIdentifier=pikepdf.String(CONDITION),
        OutputCondition=pikepdf.String(_CONDITION_IN_WORDS),
        RegistryName=pikepdf.String(_REGISTRY),
        Info=pikepdf.String(f"{CONDITION}: {_CONDITION_IN_WORDS}"),
        DestOutputProfile=stream,
    )
