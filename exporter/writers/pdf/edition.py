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
from weasyprint.layout import block
from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream
from weasyprint.text import line_break

from exporter import canon
from exporter.events import Warned
from exporter.render import phrasing
from exporter.render.album import Album
from exporter.writers.pdf import (
    anchors,
    balance,
    binding,
    bookmarks,
    code,
    conformance,
    features,
    fonts,
    heads,
    keeps,
    layout,
    pagination,
    structure,
    styles,
)
from exporter.writers.pdf.design import SCREEN, Design
from exporter.writers.pdf.spaces import keep_spaces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Article
    from exporter.ports import Issue, World

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


def make(article: Article, world: World, design: Design = SCREEN) -> bytes:
    """Write the article as tagged PDF, PDF/UA-1 and PDF/A-3a; what cannot be shown is reported."""
    album = Album(world, design.form, "picture:", _LARGEST)
    with workshop(world), tagged():
        laid = lay_out(article, world, design, album, **_intent())
        keep_spaces(laid.document.pages)
        bookmarks.name(laid.document.pages)
        if design.form == SCREEN.form:
            world.paginated(pagination.find(laid.document.pages, article, laid.identifier))
        return _accessible(laid, world, [_attachment(article, world, "article.json")])


def bind(issue: Issue, world: World, design: Design = SCREEN) -> bytes:
    """Write several articles as one tagged PDF, as `make` does with one."""
    design = binding.designed(design)

    def page(article: Article, own: World) -> layout.Page:
        return composed(article, own, design, Album(own, design.form, "picture:", _LARGEST))

    with workshop(world), tagged():
        bound = binding.compose(issue, world, design, page)
        laid = set_pages(layout.Page(bound.html, bound.files), world, design, **_intent())
        keep_spaces(laid.document.pages)
        bookmarks.name(laid.document.pages)
        numbered = enumerate(bound.articles, 1)
        return _accessible(laid, world, [_attachment(one, world, f"article-{n}.json") for n, one in numbered])


def _intent() -> dict[str, object]:
    return {"color_profiles": conformance.colours(), "output_intent": conformance.OUTPUT_INTENT}


def _accessible(laid: Laid, world: World, attachments: list[weasyprint.Attachment]) -> bytes:
    return save(
        laid,
        world,
        pdf_variant=conformance.VARIANT,
        output_intent=conformance.OUTPUT_INTENT,
        pdf_version="1.7",
        attachments=attachments,
        finisher=conformance.finish,
    )


# --- The steps that all editions share ---------------------------------------------------------


@contextlib.contextmanager
def workshop(world: World) -> Iterator[None]:
    """Have WeasyPrint to oneself, with our fonts, features and delimiters and the world's clock.

    For one document: `lay_out` and `save` are to be called inside. Raises `ResourceError` for a WeasyPrint that our
    repairs do not fit.
    """
    structure.check_release()
    stamp = timeTools.timestampSinceEpoch(world.now().timestamp())
    with (
        _lock,
        replaced(_h_e_a_d, "timestampNow", lambda: stamp),
        replaced(Stream, "add_font", fonts.font_adder()),
        replaced(Font, "clean", fonts.clean),
        replaced(pydyf.Stream, "data", conformance.once(conformance.stream_data)),
        replaced(pydyf.Dictionary, "data", conformance.once(pydyf.Dictionary.data.fget)),
        replaced(line_break, "font_features", features.none),
        replaced(line_break.Layout, "setup", features.set_up),
        replaced(block, "iter_line_boxes", balance.lines),
    ):
        yield


def tagged() -> contextlib.AbstractContextManager[None]:
    """Have our tags written in the place of WeasyPrint's, where tags are asked for."""
    return replaced(weasyprint.pdf, "add_tags", structure.add_tags)


def lay_out(article: Article, world: World, design: Design, album: Album, **options: object) -> Laid:
    """Set the article on pages; its pictures are taken from ``album``, ``options`` are those of `weasyprint`'s render.

    What XHTML cannot express is reported.
    """
    return set_pages(composed(article, world, design, album), world, design, **options)


def composed(article: Article, world: World, design: Design, album: Album) -> layout.Page:
    """Write the page of an article; what XHTML cannot express is reported."""
    for loss in phrasing.losses(article, design.form):
        world.report(loss)
    language = world.language(article.metadata.language)
    style = phrasing.Style(language, notes=phrasing.note_labels(article), image=album.address)
    html = layout.html(article, world, style, design)
    files = {address: picture.data for address, picture in album.files.items()}
    files[code.ADDRESS] = layout.original_code(article.metadata, style) or b""
    return layout.Page(html, files)


def set_pages(page: layout.Page, world: World, design: Design, **options: object) -> Laid:
    """Set a page of HTML on pages of paper."""
    looks = styles.of(design, world)
    for warning in looks.warnings:
        world.report(Warned("pdf", warning))
    fetcher = styles.Fetcher(world, page.files)
    source = weasyprint.HTML(string=page.html, base_url="article:", url_fetcher=fetcher)
    anchors.join(source.etree_element)
    keeps.mark(source.etree_element)
    options |= {"stylesheets": list(looks.sheets), "font_config": looks.fonts, "presentational_hints": True}
    with styles.heard(lambda message: world.report(Warned("pdf", message))):
        document = source.render(**options)
        while heads.set_free(document.pages):
            document = source.render(**options)
    return Laid(page.html, document)


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


def _attachment(article: Article, world: World, name: str) -> weasyprint.Attachment:
    return weasyprint.Attachment(
        string=canon.dumps(article),
        name=name,
        description=article.metadata.title,
        created=world.now(),
        modified=world.now(),
        relationship="Source",
    )
