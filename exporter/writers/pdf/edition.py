"""From an article to the bytes of a PDF, with WeasyPrint."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pydyf
import weasyprint
import weasyprint.pdf
from fontTools.misc import timeTools
from fontTools.ttLib.tables import _h_e_a_d
from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream

from exporter import canon
from exporter.events import Warned
from exporter.render import xhtml
from exporter.render.album import Album
from exporter.writers.pdf import (
    anchors,
    bookmarks,
    code,
    conformance,
    fonts,
    heads,
    layout,
    pagination,
    structure,
    styles,
)
from exporter.writers.pdf.design import Design
from exporter.writers.pdf.spaces import keep_spaces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Article
    from exporter.ports import World

_LARGEST = (1600, 2000)
"""Width and height of a picture in pixels: 250 dpi across the widest column."""
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Laid:
    """An article on its pages: the HTML and what WeasyPrint has made of it."""

    html: str
    document: weasyprint.Document

    @property
    def identifier(self) -> str:
        """The file's own, 32 hexadecimal digits that only this page has."""
        return hashlib.sha256(self.html.encode()).hexdigest()[:32]


SCREEN = Design("pdf")


def make(article: Article, world: World, design: Design = SCREEN) -> bytes:
    """Write the article as tagged PDF, PDF/UA-1 and PDF/A-3a; what cannot be shown is reported."""
    structure.check_release()
    album = Album(world, design.form, "picture:", _LARGEST)
    with workshop(world), tagged():
        colours = conformance.colours()
        laid = lay_out(article, world, design, album, color_profiles=colours, output_intent=conformance.OUTPUT_INTENT)
        keep_spaces(laid.document.pages)
        bookmarks.name(laid.document.pages)
        if design.form == SCREEN.form:
            world.paginated(pagination.find(laid.document.pages, article, laid.identifier))
        return save(
            laid,
            world,
            pdf_variant=conformance.VARIANT,
            output_intent=conformance.OUTPUT_INTENT,
            pdf_version="1.7",
            attachments=[_attachment(article, world)],
            finisher=conformance.finish,
        )


# --- The steps that all editions share ---------------------------------------------------------


@contextlib.contextmanager
def workshop(world: World) -> Iterator[None]:
    """Have WeasyPrint to oneself, with our fonts and delimiters and the world's clock.

    For one document: `lay_out` and `save` are to be called inside.
    """
    stamp = timeTools.timestampSinceEpoch(world.now().timestamp())
    with (
        _lock,
        replaced(_h_e_a_d, "timestampNow", lambda: stamp),
        replaced(Stream, "add_font", fonts.font_adder()),
        replaced(Font, "clean", fonts.clean),
        replaced(pydyf.Stream, "data", property(conformance.stream_data)),
    ):
        yield


def tagged() -> contextlib.AbstractContextManager[None]:
    """Have our tags written in the place of WeasyPrint's, where tags are asked for."""
    return replaced(weasyprint.pdf, "add_tags", structure.add_tags)


def lay_out(article: Article, world: World, design: Design, album: Album, **options: object) -> Laid:
    """Set the article on pages; its pictures are taken from ``album``, ``options`` are those of `weasyprint`'s render.

    What XHTML cannot express is reported.
    """
    for loss in xhtml.losses(article, design.form):
        world.report(loss)
    language = world.language(article.metadata.language)
    style = xhtml.Style(language, notes=xhtml.note_labels(article), image=album.address)
    html = layout.html(article, world, style, design)
    looks = styles.of(design, world)
    for warning in looks.warnings:
        world.report(Warned("pdf", warning))
    files = {address: picture.data for address, picture in album.files.items()}
    files[code.ADDRESS] = layout.original_code(article.metadata, style) or b""
    fetcher = styles.Fetcher(world, files)
    page = weasyprint.HTML(string=html, base_url="article:", url_fetcher=fetcher)
    anchors.join(page.etree_element)
    options |= {"stylesheets": list(looks.sheets), "font_config": looks.fonts, "presentational_hints": True}
    with styles.heard(lambda message: world.report(Warned("pdf", message))):
        document = page.render(**options)
        while heads.set_free(document.pages):
            document = page.render(**options)
    return Laid(html, document)


def save(laid: Laid, world: World, **options: object) -> bytes:
    """Write the pages as PDF; ``options`` are those of `weasyprint`'s write_pdf."""
    with styles.heard(lambda message: world.report(Warned("pdf", message))):
        return bytes(laid.document.write_pdf(pdf_identifier=laid.identifier, **options))


@contextlib.contextmanager
def replaced(owner: object, name: str, value: object) -> Iterator[None]:
    """Put something else in the place of an attribute, for as long as the context lasts."""
    original = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, original)


def _attachment(article: Article, world: World) -> weasyprint.Attachment:
    return weasyprint.Attachment(
        string=canon.dumps(article),
        name="article.json",
        description=article.metadata.title,
        created=world.now(),
        modified=world.now(),
        relationship="Source",
    )
