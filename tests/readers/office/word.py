"""Word documents made by hand: the XML that Word writes, without what Word could leave out as well."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from exporter import canon
from exporter.ports import Original
from exporter.readers.office import docx
from tests.readers.desk import Desk, tree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.model import Article

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
)
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = """<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="fr-FR"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:styleId="Titre"><w:name w:val="Title"/></w:style>
<w:style w:styleId="Sous-titre"><w:name w:val="Subtitle"/></w:style>
<w:style w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Titre2"><w:name w:val="heading 2"/></w:style>
<w:style w:styleId="Inter"><w:name w:val="Mon style"/><w:basedOn w:val="Titre1"/></w:style>
<w:style w:styleId="Plan"><w:name w:val="Plan"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:styleId="Citation"><w:name w:val="Quote"/></w:style>
<w:style w:styleId="Pome"><w:name w:val="Poème"/></w:style>
<w:style w:styleId="Lgende"><w:name w:val="caption"/></w:style>
<w:style w:styleId="Code"><w:name w:val="HTML Preformatted"/></w:style>
<w:style w:styleId="TM1"><w:name w:val="toc 1"/></w:style>
<w:style w:styleId="Puces"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Puces2"><w:name w:val="List Bullet 2"/>
<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="lev"><w:name w:val="Strong"/></w:style>
<w:style w:styleId="Accentuation"><w:name w:val="Emphasis"/></w:style>
<w:style w:styleId="CodeHTML"><w:name w:val="HTML Code"/></w:style>"""
NUMBERING = """<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="1"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>"""
TITLED = "La crue de l’Ondelle"


def run(text: str, properties: str = "") -> str:
    """A run of characters."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*content: str, style: str = "", properties: str = "") -> str:
    """A paragraph; what is no markup is a run."""
    told = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = "".join(part if part.startswith("<") else run(part) for part in content)
    return f"<w:p><w:pPr>{told}{properties}</w:pPr>{inner}</w:p>"


def item(text: str, number: int, level: int = 0) -> str:
    """An item of a list."""
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def table(*rows: tuple[str, ...], head: bool = False) -> str:
    """A table; a cell that begins with a sign of markup is its properties and its paragraphs."""
    lines = []
    for index, row in enumerate(rows):
        told = "<w:trPr><w:tblHeader/></w:trPr>" if head and index == 0 else ""
        cells = "".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row)
        lines.append(f"<w:tr>{told}{cells}</w:tr>")
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def picture(number: str, properties: str) -> str:
    """A picture in its run."""
    blip = f'<a:graphic><a:graphicData><pic:pic><a:blip r:embed="{number}"/></pic:pic></a:graphicData></a:graphic>'
    return f"<w:r><w:drawing><wp:inline>{properties}{blip}</wp:inline></w:drawing></w:r>"


def part(name: str, content: str) -> bytes:
    """A part of a document."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {_NAMESPACES}>{content}</w:{name}>'.encode()


def relations(*found: tuple[str, str, str]) -> bytes:
    """References by id, kind and target."""
    mode = {True: 'TargetMode="External"', False: ""}
    lines = (
        f'<Relationship Id="{number}" Type="{_KINDS}/{kind}" Target="{target}" {mode[":" in target]}/>'
        for number, kind, target in found
    )
    return f"<Relationships>{''.join(lines)}</Relationships>".encode()


def pack(members: Mapping[str, bytes]) -> bytes:
    """An archive of members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def document(
    *body: str, others: Mapping[str, bytes] | None = None, links: tuple[tuple[str, str, str], ...] = (), core: str = ""
) -> bytes:
    """A document of paragraphs below a title, with further parts and references."""
    members = {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": relations(
            ("a", "officeDocument", "word/document.xml"), ("b", "metadata/core-properties", "docProps/core.xml")
        ),
        "docProps/core.xml": f"<coreProperties>{core}</coreProperties>".encode(),
        "word/document.xml": part("document", f"<w:body>{''.join(body)}</w:body>"),
        "word/styles.xml": part("styles", STYLES),
        "word/numbering.xml": part("numbering", NUMBERING),
        "word/_rels/document.xml.rels": relations(
            ("s", "styles", "styles.xml"), ("n", "numbering", "numbering.xml"), *links
        ),
        **(others or {}),
    }
    return pack(members)


def read(data: bytes, name: str = "article.docx", title: str | None = None) -> tuple[Article, Desk]:
    """Read a document; what comes out can always be written as canonical JSON and read back."""
    desk = Desk()
    original = Original(name, data, title)
    assert docx.accepts(original)
    found = docx.read(original, desk)
    assert canon.loads(canon.dumps(found)) == found
    return found, desk


def article(*body: str, styles: str = "") -> Article:
    """Read a document of paragraphs below a title, perhaps with further styles."""
    others = {"word/styles.xml": part("styles", STYLES + styles)}
    return read(document(p(TITLED, style="Titre"), *body, others=others))[0]


def drawn(*body: str) -> str:
    """Draw what is understood of paragraphs below a title; title and warnings are left out."""
    found, desk = read(document(p(TITLED, style="Titre"), *body))
    lines = tree(found, desk).splitlines()
    return "\n".join(line for line in lines if not line.startswith(("title: ", "warned no-date")))
