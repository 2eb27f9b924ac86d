"""What the user named: files, folders, addresses and feeds, all to inputs that hold one article each."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from exporter.engine.inputs import feeds, intake
from exporter.engine.inputs.beside import beside
from exporter.engine.web import addresses
from exporter.engine.web.pictures import pictures
from exporter.errors import ReadError
from exporter.events import Warned
from exporter.messages import Message
from exporter.ports import Original

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from exporter.engine.inputs.feeds import Entry
    from exporter.engine.records import Media, Selection
    from exporter.engine.web.client import Page, Web
    from exporter.events import Report

LIST: Final = "@"
"""What the name of a list of inputs begins with on the command line."""
_HELD: Final = 64 * 2**20
"""Bytes of pages that are kept from looking until loading; those beyond are asked for again."""


class Inputs:
    """Finds and loads inputs. An entry of a feed is an input by its page's address."""

    def __init__(self, web: Web, selection: Selection, report: Report) -> None:
        """Nothing was looked at yet."""
        self._web = web
        self._selection = selection
        self._report = report
        self._pages: dict[str, Page] = {}
        self._held = 0
        self._entries: dict[str, Entry] = {}
        self._folders: dict[str, Path] = {}
        self._ways: dict[str, str] = {}
        self._real = _Real()

    def find(self, inputs: Iterable[str]) -> tuple[str, ...]:
        """List the articles to read, each once: lists read, folders searched through, feeds opened.

        Raises `ReadError` for a file that is not there, a folder or feed that holds nothing. An address that cannot be
        fetched is one article's trouble, and told when it is loaded.
        """
        found: dict[str, str] = {}
        depths: dict[str, int] = {}
        for item in inputs:
            for given, name in self._named(item):
                local = name != intake.STANDARD_INPUT and not self.remote(name)
                found.setdefault(self.real(name) if local else name, name)
                if local:
                    depths.setdefault(name, _depth(given, name))
        self._ways = ways(depths)
        return tuple(found.values())

    def way(self, name: str) -> str:
        """The path of an input from what the user named, as long as it must be to tell it from others; or its address.

        Empty for standard input.
        """
        return intake.printable(self._ways.get(name, name if self.remote(name) else ""))

    def remote(self, name: str) -> bool:
        """Tell an input that comes from the web or from a feed."""
        return addresses.is_address(name) or name in self._entries

    def folder(self, name: str) -> Path | None:
        """The folder in which an input lies; None for what lies in none."""
        if name == intake.STANDARD_INPUT or self.remote(name):
            return None
        folder = os.path.dirname(name)  # noqa: PTH120 - a Path takes much longer, and most share few folders
        if folder not in self._folders:
            self._folders[folder] = Path(folder).absolute()
        return self._folders[folder]

    def real(self, name: str) -> str:
        """Where a file really lies."""
        return self._real.path(name)

    def load(self, name: str, report: Report, title: str | None = None) -> Original:
        """Read the bytes of one input; raises `ReadError`.

        An article of a feed is its page. Where this cannot be fetched, it is the text in the feed, if that is whole.
        """
        if not self.remote(name):
            return intake.load(name, title)
        entry = self._entries.get(name)
        try:
            if entry and not entry.address:
                return _written(entry, title)
            page = self._page(name)
        except ReadError as error:
            if not (entry and entry.content):
                raise
            report(
                Warned(
                    "feed",
                    Message("the text is the feed's, since its page is out of reach: {reason}", reason=error.message),
                )
            )
            return _written(entry, title)
        return Original(
            addresses.name(page.address, page.media_type), page.data, title, str(page.address), page.media_type or None
        )

    def _named(self, item: str) -> Iterator[tuple[str, str]]:
        """The articles of an input, or of all the inputs of a list, each with what the user named."""
        if not item.startswith(LIST):
            yield from ((item, name) for name in self._expanded(item))
            return
        path = item.removeprefix(LIST)
        for line, name in intake.listed(path):
            try:
                yield from ((name, one) for one in self._expanded(name))
            except ReadError as error:
                raise ReadError(
                    Message("line {line} of {file}: {reason}", line=line, file=path, reason=error.message), error.hint
                ) from error

    def _expanded(self, item: str) -> list[str]:
        if addresses.is_address(item):
            return self._fetched(item)
        found = intake.expand(item)
        if found == [item] and Path(item).suffix.lower() in feeds.SUFFIXES:
            data = intake.load(item).data
            if feeds.is_feed(data):
                return self._listed(item, feeds.parse(data, None))
        return found

    def _fetched(self, address: str) -> list[str]:
        """Look whether a feed is at an address; what is a page is kept until it is loaded."""
        try:
            page = self._web.get(address)
        except ReadError:
            return [address]  # `load` will tell
        if feeds.is_feed(page.data):
            return self._listed(address, feeds.parse(page.data, str(page.address)))
        if self._held + len(page.data) <= _HELD:
            self._held += len(page.data)
            self._pages[address] = page
        return [address]

    def _page(self, address: str) -> Page:
        page = self._pages.pop(address, None)
        if page is None:
            return self._web.get(address)
        self._held -= len(page.data)
        return page

    def _listed(self, feed: str, entries: Iterable[Entry]) -> list[str]:
        """Name the entries of a feed that are wanted."""
        found = tuple(entries)
        if not found:
            raise ReadError(Message("no articles in the feed {feed}", feed=feed), "give the feed of a site's articles")
        chosen = feeds.select(found, self._selection)
        named = {entry.address or f"{feed}#{entry.name}": entry for entry in chosen}
        if not named:
            self._report(Warned("feed", Message("nothing new in {feed}", feed=feed), tolerated=True))
        self._entries.update(named)
        return list(named)


def _depth(given: str, name: str) -> int:
    """How many parts of a file's path tell where it lies: those from what was named, and the folder around that."""
    around = given if given != name else os.path.dirname(name)  # noqa: PTH120 - a Path for each takes longer
    return os.path.relpath(name, around or os.curdir).count(os.sep) + 2


def ways(depths: Mapping[str, int]) -> dict[str, str]:
    """The last parts of paths, as many as are given or as it takes to tell them apart."""
    parts = {name: os.path.abspath(name).split(os.sep)[1:] for name in depths}  # noqa: PTH100, PTH206 - as above
    lengths = dict(depths)
    while True:
        found = {name: "/".join(parts[name][-length:]) for name, length in lengths.items()}
        counts = Counter(found.values())
        short = [name for name, way in found.items() if counts[way] > 1 and lengths[name] < len(parts[name])]
        if not short:
            return found
        for name in short:
            lengths[name] += 1


class _Real:
    """Where files really lie; of the many files of a folder, the folder is looked up once."""

    def __init__(self) -> None:
        self._folders: dict[str, str] = {}
        self._files: dict[str, str] = {}

    def path(self, name: str) -> str:
        """As `os.path.realpath`, in a tenth of its time; asked twice, the same."""
        if name not in self._files:
            self._files[name] = self._found(name)
        return self._files[name]

    def _found(self, name: str) -> str:
        folder, base = os.path.split(name)
        if base in ("", os.curdir, os.pardir) or os.path.islink(name):  # noqa: PTH114 - a Path takes much longer
            return os.path.realpath(name)
        if folder not in self._folders:
            self._folders[folder] = os.path.realpath(folder)
        return os.path.join(self._folders[folder], base)  # noqa: PTH118 - as above


def media(web: Web, folder: Path | None, original: Original) -> Media:
    """Give what reads an article's pictures: from the web only for what came from there, or if that was asked for."""
    local = beside(folder)
    return pictures(web, original.url, local) if original.url or web.access.images else local


def _written(entry: Entry, title: str | None) -> Original:
    """The article that a feed holds itself."""
    return Original("feed.html", feeds.page(entry), title, entry.address or None, "text/html; charset=utf-8")
