"""From an article to the bytes of a PDF, with WeasyPrint."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import threading
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pydyf
import weasyprint
import weasyprint.pdf
from fontTools.misc import timeTools
from fontTools.ttLib.tables import _h_e_a_d
from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from exporter import canon
from exporter.events import Warned
from exporter.render import xhtml
from exporter.render.album import Album
from exporter.writers.pdf import conformance, fonts, layout, structure
from exporter.writers.pdf.design import Design
from exporter.writers.pdf.spaces import keep_spaces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

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


SCREEN = Design("pdf")


def make(article: Article, world: World, design: Design = SCREEN) -> bytes:
    """Write the article as tagged PDF, PDF/UA-1 and PDF/A-3a; what cannot be shown is reported."""
    structure.check_release()
    album = Album(world, design.form, "picture:", _LARGEST)
    with workshop(world), tagged():
        colours = conformance.colours()
        laid = lay_out(article, world, design, album, color_profiles=colours, output_intent=conformance.OUTPUT_INTENT)
        keep_spaces(laid.document.pages)
        return save(
            laid,
            pdf_variant=conformance.VARIANT,
            output_intent=conformance.OUTPUT_INTENT,
            pdf_version="1.7",
            attachments=[_attachment(article, world)],
            finisher=conformance.finish,
        )


# --- The steps that all editions share ---------------------------------------------------------


@contextlib.contextmanager
def workshop(world: World) -> Iterator[None]:
    """Have WeasyPrint to oneself: with our fonts and delimiters and the world's clock, its warnings reported.

    For one document: `lay_out` and `save` are to be called inside.
    """
    stamp = timeTools.timestampSinceEpoch(world.now().timestamp())
    with (
        _lock,
        _reported(world),
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
    sheets, configuration = _stylesheets(
        tuple(world.resource(name) for name in design.sheets),
        design.rules,
        tuple((address, world.resource(name)) for address, name in design.fonts),
    )
    page = weasyprint.HTML(
        string=html, base_url="article:", url_fetcher=_Fetcher(lambda address: album.files[address].data)
    )
    document = page.render(stylesheets=list(sheets), font_config=configuration, presentational_hints=True, **options)
    return Laid(html, document)


def save(laid: Laid, **options: object) -> bytes:
    """Write the pages as PDF; ``options`` are those of `weasyprint`'s write_pdf."""
    identifier = hashlib.sha256(laid.html.encode()).hexdigest()[:32]
    return bytes(laid.document.write_pdf(pdf_identifier=identifier, **options))


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


# --- What does not depend on the article -------------------------------------------------------


@cache
def _stylesheets(
    sheets: tuple[bytes, ...], rules: str, files: tuple[tuple[str, bytes], ...]
) -> tuple[tuple[weasyprint.CSS, ...], FontConfiguration]:
    """Parse stylesheets and load their fonts, once for all articles."""
    configuration = FontConfiguration()
    fetcher = _Fetcher(dict(files).__getitem__)
    texts = (*(sheet.decode() for sheet in sheets), rules)
    parsed = (weasyprint.CSS(string=css, font_config=configuration, url_fetcher=fetcher) for css in texts if css)
    return tuple(parsed), configuration


class _Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Answers only what is in hand: nothing is read from disk or network on an article's behalf."""

    def __init__(self, find: Callable[[str], bytes]) -> None:
        super().__init__(allowed_protocols=())
        self._find = find

    def fetch(self, url: str, _headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        try:
            return URLFetcherResponse(url, self._find(url))
        except KeyError:
            raise ValueError(f"{url[:200]} is not part of the article") from None


@contextlib.contextmanager
def _reported(world: World) -> Iterator[None]:
    """Report what WeasyPrint logs."""
    handler = _Reporter(world)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


class _Reporter(logging.Handler):
    def __init__(self, world: World) -> None:
        super().__init__(logging.WARNING)
        self._world = world

    def emit(self, record: Any) -> None:  # noqa: ANN401
        self._world.report(Warned("pdf", record.getMessage()))
