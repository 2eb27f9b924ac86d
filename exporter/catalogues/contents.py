"""Contents pages of an output folder: every article with all of its editions, as accessible HTML.

``index.html`` lists all articles under their years; past `_ONE_PAGE` of them it lists the newest, and each year has a
page of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from exporter.labels import worded
from exporter.model import PartialDate
from exporter.ports import CatalogueInfo, Shelved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from exporter.ports import Language, Pages, Shelf, World
    from exporter.record import Artefact, Record

CATALOGUE = CatalogueInfo("contents", "Contents pages, index.html", 2, ("index.html", "index-*.html"))

_TEMPLATE: Final = "templates/catalogues/contents.html"
_STYLE: Final = "templates/catalogues/contents.css"
_ONE_PAGE: Final = 200
_NEWEST: Final = 20
_KILOBYTE: Final = 1000
_MEGABYTE: Final = 1_000_000
_ROUND: Final = 10
"""Megabytes from which on tenths say nothing."""


@dataclass(frozen=True, slots=True)
class _Year:
    """The articles of a year, the newest first; the last group has those without a date, and an empty ``number``."""

    number: str
    items: tuple[Shelved, ...]

    @property
    def path(self) -> str:
        return f"index-{self.number or 'undated'}.html"


def build(shelf: Shelf, world: World, pages: Pages) -> None:
    """Name the contents page and, for many articles, one of each year."""
    newest = tuple(shelf)[::-1]
    if not newest:
        return
    years = tuple(_Year(number, tuple(items)) for number, items in groupby(newest, lambda one: one.published[:4]))
    looks = [world.resource(_TEMPLATE), world.resource(_STYLE)]
    page = _Page(world, years, len(newest))
    if len(newest) <= _ONE_PAGE:
        pages.page("index.html", [*looks, *_digests(newest)], lambda: page.all(years))
        return
    counts = [f"{year.number} {len(year.items)}" for year in years]
    first = newest[:_NEWEST]
    pages.page("index.html", [*looks, *counts, *_digests(first)], lambda: page.newest(first))
    for year in years:
        pages.page(year.path, [*looks, *counts, *_digests(year.items)], _made(page, year))


def _made(page: _Page, year: _Year) -> Callable[[], bytes]:
    return lambda: page.year(year)


def _digests(items: Sequence[Shelved]) -> Iterator[str]:
    return (item.digest for item in items)


class _Page:
    """What all pages share."""

    def __init__(self, world: World, years: Sequence[_Year], count: int) -> None:
        self._world = world
        self._years = years
        self._count = count

    def all(self, years: Sequence[_Year]) -> bytes:
        """The one page that lists every article, by year."""
        read = [(year.number, [item.record() for item in year.items]) for year in years]
        language = self._language(read[0][1][0])
        groups = [(number or language.labels["undated"], records) for number, records in read]
        return self._filled(language, language.labels["all_articles"], groups)

    def newest(self, items: Sequence[Shelved]) -> bytes:
        """The first page of many: the newest articles, and the way to the years."""
        records = [item.record() for item in items]
        language = self._language(records[0])
        groups = [(language.labels["newest"], records)]
        return self._filled(language, language.labels["all_articles"], groups, "")

    def year(self, year: _Year) -> bytes:
        """The page of a year."""
        records = [item.record() for item in year.items]
        language = self._language(records[0])
        title = year.number or language.labels["undated"]
        return self._filled(language, title, [("", records)], year.path)

    def _language(self, record: Record) -> Language:
        return self._world.language(record.work.document.language or "und")

    def _filled(
        self, language: Language, title: str, groups: Sequence[tuple[str, Sequence[Record]]], here: str | None = None
    ) -> bytes:
        from exporter.render.templates import filled  # noqa: PLC0415 - Jinja, which the help can do without

        labels = language.labels
        years = [] if here is None else [_link(year, labels["undated"], here) for year in self._years]
        parts = {
            "labels": labels,
            "language": labels["tag"],
            "title": title,
            "window": _window(title, labels["all_articles"], groups),
            "count": _count(self._count if not here else len(groups[0][1]), language),
            "style": self._world.resource(_STYLE).decode(),
            "home": bool(here),
            "years": years,
            "groups": [(name, [_article(record, language) for record in records]) for name, records in groups],
        }
        return filled(_TEMPLATE, self._world, parts).encode()


def _window(title: str, home: str, groups: Sequence[tuple[str, Sequence[Record]]]) -> str:
    """What a page is called in a window's bar and among bookmarks: also whose it is, where one has published all."""
    publishers = {record.work.document.publisher for _, records in groups for record in records}
    whose = publishers.pop() if len(publishers) == 1 else None
    return " – ".join(dict.fromkeys(filter(None, (title, home, whose))))


def _link(year: _Year, undated: str, here: str) -> dict[str, object]:
    return {"name": year.number or undated, "path": year.path, "count": len(year.items), "here": year.path == here}


def _count(number: int, language: Language) -> str:
    labels = language.labels
    return labels["articles_one"] if number == 1 else labels["articles_many"].format(count=number)


def _article(record: Record, language: Language) -> dict[str, object]:
    document = record.work.document
    return {
        "title": document.title,
        "language": document.language,
        "subtitle": document.subtitle,
        "authors": document.authors,
        "date": language.date(PartialDate.parse(document.published)) if document.published else "",
        "datetime": document.published,
        "summary": document.summary,
        "editions": [_edition(record, one, language) for one in record.artefacts],
    }


def _edition(record: Record, one: Artefact, language: Language) -> dict[str, object]:
    words = worded(language.labels, f"format_{one.format.replace('-', '_')}", one.format)
    size = one.bytes + sum(piece.bytes for piece in one.files)
    return {
        "address": quote(f"{record.folder}/{one.path}"),
        "media_type": one.media_type,
        "name": words,
        "size": _size(size, language),
        "duration": _duration(one.duration, language) if one.duration else "",
    }


def _size(size: int, language: Language) -> str:
    labels = language.labels
    if size < _MEGABYTE:
        return labels["kilobytes"].format(size=max(1, round(size / _KILOBYTE)))
    tenths = f"{size / _MEGABYTE:.{0 if size >= _ROUND * _MEGABYTE else 1}f}"
    return labels["megabytes"].format(size=tenths.replace(".", labels["decimal"]))


def _duration(length: float, language: Language) -> str:
    labels = language.labels
    minutes, seconds = divmod(round(length), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return labels["duration_hours"].format(hours=hours, minutes=minutes)
    if minutes:
        return labels["duration_minutes"].format(minutes=minutes, seconds=seconds)
    return labels["duration_seconds"].format(seconds=seconds)
