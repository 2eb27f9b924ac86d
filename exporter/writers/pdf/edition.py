"""From an article to the bytes of a PDF, with WeasyPrint."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import threading
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
from exporter.writers.pdf.spaces import keep_spaces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from exporter.model import Article
    from exporter.ports import World

_LARGEST = (1600, 2000)
"""Width and height of a picture in pixels: 250 dpi across the widest column."""
_STYLESHEET = "templates/pdf/article.css"
FONTS = {
    "font:serif": layout.TEXT_FONT,
    "font:serif-italic": "fonts/source-serif-4/SourceSerif4-Italic[opsz,wght].ttf",
    "font:sans": "fonts/atkinson-hyperlegible/AtkinsonHyperlegible-Regular.ttf",
    "font:sans-bold": "fonts/atkinson-hyperlegible/AtkinsonHyperlegible-Bold.ttf",
    "font:mono": "fonts/source-code-pro/SourceCodePro[wght].ttf",
}
"""The fonts by their address in the stylesheet; what the others lack is taken from the serif one."""
_lock = threading.Lock()


def make(article: Article, world: World) -> bytes:
    """Set the article and write it as PDF; what cannot be shown is reported."""
    structure.check_release()
    for loss in xhtml.losses(article, "pdf"):
        world.report(loss)
    album = Album(world, "pdf", "picture:", _LARGEST)
    html = layout.html(article, world, _style(article, world, album))
    with _lock, _mended(world.now()), _reported(world):
        sheet, configuration = _stylesheet(world.resource(_STYLESHEET), _font_files(world))
        page = weasyprint.HTML(
            string=html, base_url="article:", url_fetcher=_Fetcher(lambda address: album.files[address].data)
        )
        document = page.render(
            stylesheets=[sheet],
            font_config=configuration,
            color_profiles=conformance.colours(),
            output_intent=conformance.OUTPUT_INTENT,
            presentational_hints=True,
        )
        keep_spaces(document.pages)
        return bytes(
            document.write_pdf(
                pdf_variant=conformance.VARIANT,
                pdf_identifier=hashlib.sha256(html.encode()).hexdigest()[:32],
                output_intent=conformance.OUTPUT_INTENT,
                pdf_version="1.7",
                attachments=[_attachment(article, world)],
                finisher=conformance.finish,
            )
        )


def _style(article: Article, world: World, album: Album) -> xhtml.Style:
    language = world.language(article.metadata.language)
    return xhtml.Style(language, notes=xhtml.note_labels(article), image=album.address)


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


def _font_files(world: World) -> tuple[tuple[str, bytes], ...]:
    return tuple((address, world.resource(name)) for address, name in FONTS.items())


@cache
def _stylesheet(css: bytes, files: tuple[tuple[str, bytes], ...]) -> tuple[weasyprint.CSS, FontConfiguration]:
    """Parse the stylesheet and load its fonts, once for all articles."""
    configuration = FontConfiguration()
    fetcher = _Fetcher(dict(files).__getitem__)
    return weasyprint.CSS(string=css.decode(), font_config=configuration, url_fetcher=fetcher), configuration


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
def _mended(now: datetime) -> Iterator[None]:
    """Put our tags, fonts, delimiters and time in the place of those of WeasyPrint, pydyf and fontTools."""
    stamp = timeTools.timestampSinceEpoch(now.timestamp())
    with (
        _replaced(_h_e_a_d, "timestampNow", lambda: stamp),
        _replaced(weasyprint.pdf, "add_tags", structure.add_tags),
        _replaced(Stream, "add_font", fonts.font_adder()),
        _replaced(Font, "clean", fonts.clean),
        _replaced(pydyf.Stream, "data", property(conformance.stream_data)),
    ):
        yield


@contextlib.contextmanager
def _replaced(owner: object, name: str, value: object) -> Iterator[None]:
    original = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, original)


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
