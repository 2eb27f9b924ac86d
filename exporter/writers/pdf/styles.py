"""Stylesheets, read once for all articles, and the only files that WeasyPrint is ever given."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from exporter.errors import ResourceError
from exporter.messages import Message
from exporter.settings import PageSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from exporter.ports import World
    from exporter.writers.pdf.design import Design

_HOUSE = "https://house.invalid/"
"""Where stylesheets lie as far as WeasyPrint knows, so that they can name what lies beside them."""
_FONT = "font:"


@dataclass(frozen=True, slots=True)
class Styles:
    """Stylesheets as WeasyPrint has read them, the fonts that they load, and what was wrong with them.

    ``files`` are those that they were read with, fonts and other stylesheets, by name; None for one that was not there.
    """

    sheets: tuple[weasyprint.CSS, ...]
    fonts: FontConfiguration
    warnings: tuple[str, ...]
    files: Mapping[str, bytes | None]


_MOST: Final = 8
"""Designs whose stylesheets are kept at a time: all that one run can ask for."""
_known: dict[tuple[object, ...], Styles] = {}
"""Kept from article to article, since reading them takes as long as setting a page; touched by one thread at a time,
inside of `exporter.writers.pdf.edition.workshop`."""


def of(design: Design, world: World) -> Styles:
    """Give the stylesheets of a design, read anew only where their text, a file that they name or the rules are others.

    The world is asked for all of these files each time: an edition depends on them, whoever has read them.
    """
    texts = [(name, world.resource(name).decode(errors="replace")) for name in design.sheets]
    texts.append(("the rules of the edition", design.rules))
    key = (*texts, world.options(PageSettings).theme)
    known = _known.pop(key, None)
    if known is None or known.files != {name: _held(world, name) for name in known.files}:
        known = _read(texts, world)
    if len(_known) == _MOST:
        del _known[next(iter(_known))]
    _known[key] = known  # last: the first one is that which was not wanted for longest
    return known


def _held(world: World, name: str) -> bytes | None:
    try:
        return world.resource(name)
    except ResourceError:
        return None


def _read(texts: list[tuple[str, str]], world: World) -> Styles:
    fonts, fetcher = FontConfiguration(), Fetcher(world, {})
    warnings: list[str] = []
    sheets: list[weasyprint.CSS] = []
    for name, text in texts:
        told: list[str] = []
        with heard(told.append):
            sheet = weasyprint.CSS(string=text, base_url=_HOUSE + name, font_config=fonts, url_fetcher=fetcher)
        warnings += (Message("{place}: {reason}", place=name, reason=message) for message in told)
        sheets.append(sheet)
    return Styles(tuple(sheets), fonts, tuple(warnings), fetcher.read)


class Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Answers only what is in hand: the files of the house, of the theme and of the article.

    Nothing else is read from disk or network on an article's behalf.
    """

    def __init__(self, world: World, files: Mapping[str, bytes]) -> None:
        """Serve ``files`` by their address, and what stylesheets name."""
        super().__init__(allowed_protocols=())
        self._world = world
        self._files = files
        self.read: dict[str, bytes | None] = {}
        """Files of the house or the theme that were asked for; None for one that is not there."""

    def fetch(self, url: str, _headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Give a file; what raises here WeasyPrint leaves out and warns of."""
        if url in self._files:
            return URLFetcherResponse(url, self._files[url])
        for beginning, folder in ((_FONT, "fonts/"), (_HOUSE, "")):
            if url.startswith(beginning):
                return URLFetcherResponse(url, self._read(folder + unquote(url.removeprefix(beginning))))
        raise ValueError(f"{url[:200]} is not part of the article")

    def _read(self, name: str) -> bytes:
        self.read[name] = None
        data = self.read[name] = self._world.resource(name)
        return data


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
