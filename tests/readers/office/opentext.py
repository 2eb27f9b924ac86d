"""OpenDocument texts made by hand, as LibreOffice writes them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from exporter import canon
from exporter.ports import Original
from exporter.readers.office import odt
from tests.readers.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.model import Article

MIMETYPE = b"application/vnd.oasis.opendocument.text"
_NAMES = ["office", "style", "text", "table", "draw", "svg", "fo", "meta"]
_SPACES = " ".join(
    (
        *(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in _NAMES if name != "draw"),
        'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"',
        'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"',
        'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"',
        'xmlns:math="http://www.w3.org/1998/Math/MathML"',
    )
)
STYLES = """<office:styles>
<style:default-style style:family="paragraph"><style:text-properties fo:language="fr" fo:country="FR"/>
</style:default-style>
<style:style style:name="Title" style:family="paragraph"/>
<style:style style:name="Quotations" style:family="paragraph"/>
<style:style style:name="Caption" style:family="paragraph"/>
<style:style style:name="Vers" style:family="paragraph"/>
<style:style style:name="Preformatted_20_Text" style:display-name="Preformatted Text" style:family="paragraph"/>
<style:style style:name="Contents_20_1" style:display-name="Contents 1" style:family="paragraph"/>
<style:style style:name="Plan" style:family="paragraph" style:default-outline-level="1"/>
<style:style style:name="Source_20_Text" style:display-name="Source Text" style:family="text"/>
<style:style style:name="Emphasis" style:family="text"/>
</office:styles><office:master-styles><style:master-page><style:header><text:p>Le Courrier</text:p></style:header>
</style:master-page></office:master-styles>"""
AUTOMATIC = """<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
<style:style style:name="P2" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="P3" style:family="paragraph" style:list-style-name="L1"/>
<style:style style:name="P4" style:family="paragraph"><style:text-properties text:display="none"/></style:style>
<style:style style:name="gras" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="biffe" style:family="text"><style:text-properties
 style:text-line-through-style="solid"/></style:style>
<style:style style:name="petites" style:family="text"><style:text-properties
 fo:font-variant="small-caps"/></style:style>
<style:style style:name="maigre" style:family="text"><style:text-properties fo:font-weight="normal"/></style:style>
<style:style style:name="ital" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="haut" style:family="text">
<style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="bas" style:family="text"><style:text-properties style:text-position="-33% 58%"/></style:style>
<style:style style:name="en" style:family="text"><style:text-properties fo:language="en" fo:country="GB"/></style:style>
<style:style style:name="cache" style:family="text"><style:text-properties text:display="none"/></style:style>
<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1"/>
<text:list-level-style-bullet text:level="2"/></text:list-style>
<text:list-style style:name="L2">
<text:list-level-style-number text:level="1" style:num-format="1" text:start-value="3"/>
<text:list-level-style-number text:level="2" style:num-format="a"/></text:list-style>"""
TITLE = '<text:p text:style-name="P1">La crue de l’Ondelle</text:p>'


def p(content: str, style: str = "Standard") -> str:
    """A paragraph."""
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def span(content: str, style: str) -> str:
    """Characters of a style."""
    return f'<text:span text:style-name="{style}">{content}</text:span>'


def h(content: str, level: int = 1) -> str:
    """A heading."""
    return f'<text:h text:outline-level="{level}">{content}</text:h>'


def listing(*items: str, style: str = "L1", more: str = "") -> str:
    """A list of paragraphs; an item that begins with a sign of markup stands as it is."""
    inner = (f"<text:list-item>{one if one.startswith('<') else p(one)}</text:list-item>" for one in items)
    return f'<text:list text:style-name="{style}" {more}>{"".join(inner)}</text:list>'


def frame(inner: str, more: str = "") -> str:
    """A frame, which holds a picture or a text box."""
    return f"<draw:frame {more}>{inner}</draw:frame>"


def root(name: str, content: str) -> bytes:
    """A part of a document."""
    return f'<?xml version="1.0" encoding="UTF-8"?><office:{name} {_SPACES}>{content}</office:{name}>'.encode()


def document(
    *body: str, meta: str = "", others: Mapping[str, bytes] | None = None, title: str = TITLE, automatic: str = ""
) -> bytes:
    """A document below a title."""
    content = f"<office:automatic-styles>{AUTOMATIC}{automatic}</office:automatic-styles>"
    content += f"<office:body><office:text>{title}{''.join(body)}</office:text></office:body>"
    members = {
        "content.xml": root("document-content", content),
        "styles.xml": root("document-styles", STYLES),
        "meta.xml": root("document-meta", f"<office:meta>{meta}</office:meta>"),
        **(others or {}),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIMETYPE, zipfile.ZIP_STORED)
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def read(data: bytes, name: str = "article.odt") -> tuple[Article, Desk]:
    """Read a document; what comes out can always be written as canonical JSON and read back."""
    desk = Desk()
    original = Original(name, data)
    assert odt.accepts(original)
    found = odt.read(original, desk)
    assert canon.loads(canon.dumps(found)) == found
    return found, desk
