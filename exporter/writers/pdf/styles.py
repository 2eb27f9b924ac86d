"""Stylesheets, read once for all articles, and the only files that WeasyPrint is ever given."""

from __future__ import annotations

import contextlib
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from exporter.ports import World
    from exporter.writers.pdf.design import Design

_HOUSE = "https://house.invalid/"
"""Where stylesheets lie as far as WeasyPrint knows, so that they can name what lies beside them."""
_FONT = "font:"


@dataclass(frozen=True, slots=True)
class Styles:
    """Stylesheets as WeasyPrint has read them, the fonts that they load, and what was wrong with them."""

    sheets: tuple[weasyprint.CSS, ...]
    fonts: FontConfiguration
    warnings: tuple[str, ...]


_MOST: Final = 8
"""Designs whose stylesheets are kept at a time: all that one run can ask for."""
_known: dict[tuple[object, ...], Styles] = {}
"""Kept from article to article, since reading them takes as long as setting a page; touched by one thread at a time,
inside of `exporter.writers.pdf.edition.workshop`."""


def of(design: Design, world: World) -> Styles:
    """Give the stylesheets of a design, read anew only where their text, their theme or the rules are others."""
    texts = [(name, world.resource(name).decode(errors="replace")) for name in design.sheets]
    texts.append(("the rules of the edition", design.rules))
    key = (*texts, world.settings.page.theme)
    if key not in _known:
        if len(_known) == _MOST:
            del _known[next(iter(_known))]
        _known[key] = _read(texts, world)
    return _known[key]


def _read(texts: list[tuple[str, str]], world: World) -> Styles:
    fonts, fetcher = FontConfiguration(), Fetcher(world, {})
    warnings: list[str] = []
    sheets: list[weasyprint.CSS] = []
    for name, text in texts:
        told: list[str] = []
        with heard(told.append):
            sheet = weasyprint.CSS(string=text, base_url=_HOUSE + name, font_config=fonts, url_fetcher=fetcher)
        warnings += (f"{name}: {message}" for message in told)
        sheets.append(sheet)
    return Styles(tuple(sheets), fonts, tuple(warnings))


class Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Answers only what is in hand: the files of the house, of the theme and of the article.

    Nothing else is read from disk or network on an article's behalf.
    """

    def __init__(self, world: World, files: Mapping[str, bytes]) -> None:
        """Serve ``files`` by their address, and what stylesheets name."""
        super().__init__(allowed_protocols=())
        self._world = world
        self._files = files

    def fetch(self, url: str, _headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Give a file; what raises here WeasyPrint leaves out and warns of."""
        if url in self._files:
            return URLFetcherResponse(url, self._files[url])
        for beginning, folder in ((_FONT, "fonts/"), (_HOUSE, "")):
            if url.startswith(beginning):
                return URLFetcherResponse(url, self._world.resource(folder + unquote(url.removeprefix(beginning))))
        raise ValueError(f"{url[:200]} is not part of the article")


@contextlib.contextmanager
def heard(report: Callable[[str], None]) -> Iterator[None]:
    """Have ``report`` told what WeasyPrint logs."""
    listener = _Listener(report)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(listener)
    try:
        yield
    finally:
        logger.removeHandler(listener)


class _Listener(logging.Handler):
    def __init__(self, report: Callable[[str], None]) -> None:
        super().__init__(logging.WARNING)
        self._report = report

    def emit(self, record: Any) -> None:  # noqa: ANN401
        self._report(record.getMessage())
