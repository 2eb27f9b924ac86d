"""What is watched on a request's behalf, and what it means when a file of it changes."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from exporter import registry
from exporter.engine.inputs import feeds, intake, lexicon, sidecar
from exporter.engine.inputs.finding import LIST
from exporter.engine.outputs import folder_of, is_url
from exporter.engine.storage import STATE
from exporter.engine.storage.cache import cache_folder
from exporter.engine.storage.paths import RECORD, REPORT
from exporter.engine.web import addresses
from exporter.errors import UsageError
from exporter.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.engine.records import Request

_TEMPORARY: Final = re.compile(r".*~|#.*#|4913|.*\.(?:sw[a-z]|tmp|temp|part|crdownload)|.*___jb_(?:tmp|old)___")
"""Names of what editors and browsers write on the way to a file; most others of theirs are hidden ones."""


@dataclass(frozen=True, slots=True)
class Scope:
    """All paths are real ones, so that each file has one.

    ``searched`` has the folders in which every file that a reader takes is an article, ``named`` the articles that were
    named one by one: both with the names that the user has for them. In the folders ``near`` any change may concern an
    article; elsewhere only what is ``needed`` does. We write ``ours`` ourselves, and what the patterns ``told`` mean.
    """

    searched: Mapping[str, str]
    named: Mapping[str, str]
    near: frozenset[str]
    needed: frozenset[str]
    ours: frozenset[str]
    told: tuple[str, ...] = ()

    @property
    def watched(self) -> tuple[str, ...]:
        """The folders to watch, each without those below it."""
        around = {os.path.dirname(path) for path in self.needed}  # noqa: PTH120 - strings, as all paths here
        return tuple(sorted(folder for folder in self.near | around if os.path.isdir(folder)))  # noqa: PTH112 - as above

    def articles(self) -> Iterator[str]:
        """Name the articles that are there now, feeds left out."""
        for folder in self.searched:
            paths = (os.path.join(folder, name) for name in os.listdir(folder) if not intake.is_hidden(name))  # noqa: PTH118, PTH208 - as above
            yield from filter(None, (self._named(path) for path in paths if os.path.isfile(path)))  # noqa: PTH113 - as above
        yield from (path for path in self.named if os.path.isfile(path) and not path.endswith(tuple(feeds.SUFFIXES)))  # noqa: PTH113 - as above

    def article(self, path: str) -> str | None:
        """Name the article that a file is, or that it puts right; None for any other file."""
        return self._named(path) or (self._named(path.removesuffix(_SIDECAR)) if path.endswith(_SIDECAR) else None)

    def concerns(self, path: str) -> bool:
        """Whether a change there may be of interest."""
        folder, name = os.path.split(path)
        if path in self.needed or path in self.named or path in self.near:
            return True
        return folder in self.near and not (self._is_ours(path) or intake.is_hidden(name) or _is_temporary(name))

    def _is_ours(self, path: str) -> bool:
        return path in self.ours or any(fnmatch(path, pattern) for pattern in self.told)

    def _named(self, path: str) -> str | None:
        if path in self.named:
            return self.named[path]
        folder, name = os.path.split(path)
        is_article = os.path.splitext(name)[1].lower() in _suffixes()  # noqa: PTH122 - as above
        if folder in self.searched and is_article and not self._is_ours(path):
            return str(Path(self.searched[folder]) / name)
        return None


_SIDECAR: Final = str(sidecar.path_of(""))


@cache
def _suffixes() -> frozenset[str]:
    readers = (registry.reader(name) for name in registry.names("readers"))
    return frozenset(suffix for reader in readers for suffix in reader.INTAKE.suffixes)


def _is_temporary(name: str) -> bool:
    return _TEMPORARY.fullmatch(name) is not None


def survey(request: Request) -> Scope:
    """Look at what a request names as it is now.

    Raises `UsageError` for an input that is no file or folder, `ReadError` for a list that cannot be read.
    """
    needed = {os.path.realpath(path) for path in _needed(request)}
    ours = _ours(request)
    searched: dict[str, str] = {}
    named: dict[str, str] = {}
    for name in _inputs(request):
        if os.path.isdir(name):  # noqa: PTH112 - as above
            searched |= {os.path.realpath(folder): folder for folder in _below(name, ours)}
        else:
            named |= dict.fromkeys(_places(name), name)
    near = {*searched, *(folder for path in named for folder in _beside(path, ours))}
    theme = request.settings.page.theme
    if os.path.isdir(theme):  # noqa: PTH112 - as above
        near |= {os.path.realpath(folder) for folder in _below(theme, ours)}
    return Scope(searched, named, frozenset(near), frozenset(needed), ours, _told(request))


def _inputs(request: Request) -> Iterator[str]:
    """The files and folders that a request names, those of lists too."""
    for item in request.inputs:
        path = item.removeprefix(LIST)
        if path == intake.STANDARD_INPUT:
            raise _unwatchable(item)
        for name in (item,) if path == item else (name for _, name in intake.listed(path)):
            if addresses.is_address(name):
                raise _unwatchable(name)
            yield name


def _unwatchable(name: str) -> UsageError:
    return UsageError(
        Message("only files and folders can be watched, not {name}", name=name), "leave it out, or leave out --watch"
    )


def _needed(request: Request) -> Iterator[str | Path]:
    """What concerns articles wherever these lie: the folders and lists that were named, and lexicons."""
    folders = (item for item in request.inputs if os.path.isdir(item))  # noqa: PTH112 - as above
    yield from (*folders, *(item.removeprefix(LIST) for item in request.inputs if item.startswith(LIST)))
    if request.lexicon:
        yield request.lexicon
    yield lexicon.PROJECT_FILE
    yield from lexicon.user_files()


def _ours(request: Request) -> frozenset[str]:
    """What we write ourselves: the output with its report, the caches."""
    stores = (folder_of(store) for store in (request.out, request.cache, cache_folder()) if store and not is_url(store))
    told = os.path.join(folder_of(request.out), REPORT)  # noqa: PTH118 - as above
    return frozenset(os.path.realpath(path) for path in (*stores, told))


def _told(request: Request) -> tuple[str, ...]:
    """Patterns of what catalogues write."""
    if is_url(request.out):
        return ()
    out = glob.escape(os.path.realpath(folder_of(request.out)))
    patterns = (path for name in request.catalogues for path in registry.catalogue(name).CATALOGUE.paths)
    return tuple(os.path.join(out, pattern) for pattern in patterns)  # noqa: PTH118 - as above


def _places(name: str) -> Iterator[str]:
    """Where a file is changed: at its name, and where that leads if it is a link."""
    folder, base = os.path.split(name)
    yield os.path.join(os.path.realpath(folder), base)  # noqa: PTH118 - as above
    yield os.path.realpath(name)


def _below(top: str, ours: frozenset[str]) -> Iterator[str]:
    """A folder and those below it, hidden ones and those of editions left out; an output may be the top itself."""
    for here, folders, names in os.walk(top):
        if RECORD in names and STATE not in folders:
            folders.clear()
            continue
        folders[:] = [
            name
            for name in folders
            if not intake.is_hidden(name) and os.path.realpath(os.path.join(here, name)) not in ours  # noqa: PTH118 - as above
        ]
        yield here


def _beside(path: str, ours: frozenset[str]) -> Iterator[str]:
    """The folder of a file, and those in it: its pictures lie there. Further down nobody looks, it may be a home."""
    for here, folders, _ in os.walk(os.path.dirname(path)):  # noqa: PTH120 - as above
        yield here
        below = (os.path.join(here, name) for name in folders if not intake.is_hidden(name))  # noqa: PTH118 - as above
        yield from (folder for folder in below if folder not in ours and not _of_editions(folder))
        return


def _of_editions(folder: str) -> bool:
    return os.path.exists(os.path.join(folder, RECORD))  # noqa: PTH110, PTH118 - as above
