"""From what the user named to articles: files found, bytes read, the right reader asked, the user's word last."""

from __future__ import annotations

import codecs
import fnmatch
import os
import re
import sys
from contextlib import nullcontext
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from exporter import registry, walk
from exporter.engine.storage import STATE
from exporter.engine.storage.paths import RECORD, REPORT
from exporter.errors import ReadError
from exporter.events import Understood
from exporter.messages import Message, cause
from exporter.model import Described, Person
from exporter.passes.outline import outline
from exporter.ports import Original

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from exporter.engine.records import Overrides
    from exporter.model import Article, Image, Metadata
    from exporter.ports import Language, LineReader, Reader, World

SIZE_LIMIT = 20 * 2**20
"""Largest input, in bytes: a thousand pages of text."""

STANDARD_INPUT = "-"

_LONGEST_LINE = 2**16
"""Of a list of inputs, in bytes: no name of a file and no address is as long."""


def expand(item: str) -> list[str]:
    """List the files that an input on this machine means, folders searched through.

    Raises `ReadError` for what is not there or holds nothing.
    """
    if item == STANDARD_INPUT:
        return [item]
    try:
        path = Path(item)
        if path.is_dir():
            return _folder(path)
        if path.exists():
            return [item]
    except (OSError, ValueError) as error:
        raise ReadError(
            Message("cannot look at {name}: {reason}", name=repr(item), reason=error), "check the name"
        ) from error
    raise ReadError(Message("no such file: {name}", name=item), "check the name, or give - to read standard input")


def listed(path: str) -> Iterator[tuple[int, str]]:
    """The lines of a list of inputs (``-``: standard input), counted from 1; no blank ones and none that begins with #.

    Raises `ReadError`.
    """
    try:
        with nullcontext(sys.stdin.buffer) if path == STANDARD_INPUT else Path(path).open("rb") as file:
            for number, line in enumerate(iter(lambda: file.readline(_LONGEST_LINE), b""), 1):
                name = os.fsdecode(line.removeprefix(codecs.BOM_UTF8) if number == 1 else line).strip()
                if name and not name.startswith("#"):
                    yield number, name
    except (OSError, ValueError) as error:
        raise ReadError(
            Message("cannot read the list {path}: {reason}", path=path, reason=cause(error)),
            "give @ and a file's name, an input a line",
        ) from error


def _folder(folder: Path) -> list[str]:
    suffixes = {suffix for _, reader in _readers() for suffix in reader.INTAKE.suffixes}
    chosen = sorted(_articles(folder, suffixes), key=_counted)
    if not chosen:
        raise ReadError(
            Message("no articles in the folder {folder}", folder=folder),
            Message("known suffixes: {suffixes}", suffixes=", ".join(sorted(suffixes))),
        )
    return chosen


def _articles(folder: Path, suffixes: Container[str]) -> Iterator[str]:
    """Name the files of a folder and those below it that a reader may take; what we made is no article."""
    for here, folders, names in os.walk(folder):
        made = _about_editions(names) if STATE in folders else set(names) if RECORD in names else set()
        folders[:] = [name for name in folders if not is_hidden(name)]
        shown = str(Path(here))
        for name in names:
            if os.path.splitext(name)[1].lower() in suffixes and name not in made and not is_hidden(name):  # noqa: PTH122 - a Path for each of many files takes longer than all the rest
                path = name if shown == "." else os.path.join(shown, name)  # noqa: PTH118 - as above
                if os.path.isfile(path):  # noqa: PTH113 - as above
                    yield path


def _about_editions(names: list[str]) -> set[str]:
    """The files of an output that tell of its editions."""
    patterns = [path for name in registry.names("catalogues") for path in registry.catalogue(name).CATALOGUE.paths]
    return {REPORT, *(name for pattern in patterns for name in fnmatch.filter(names, pattern))}


def _counted(path: str) -> tuple[list[tuple[tuple[int, str], ...]], str]:
    """Order as file managers do, figures by their number: 2.txt before 10.txt."""
    return [_figures(part) for part in path.split(os.sep)], path  # noqa: PTH206 - a Path for each takes longer


@lru_cache(1024)
def _figures(part: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(figures or -1), letters) for figures, letters in re.findall(r"([0-9]+)|([^0-9]+)", part))


def is_hidden(name: str) -> bool:
    """Tell a file or folder that is not for the user's eyes."""
    return name.startswith((".", "~$"))  # ~$x.docx: Word has x.docx open


def load(name: str, title: str | None = None) -> Original:
    """Read the bytes of one input, at most `SIZE_LIMIT`; raises `ReadError`."""
    try:
        if name == STANDARD_INPUT:
            data = sys.stdin.buffer.read(SIZE_LIMIT + 1)
        else:
            with open(name, "rb") as file:  # noqa: PTH123 - a Path takes longer than reading the file
                data = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise ReadError(
            Message("cannot read {path}: {reason}", path=name, reason=cause(error)),
            "check the name and its permissions",
        ) from error
    if len(data) > SIZE_LIMIT:
        raise ReadError(
            Message("{name} is larger than {limit} MB", name=name, limit=SIZE_LIMIT // 2**20),
            "one article a file; cut it up",
        )
    if name == STANDARD_INPUT:
        return Original(name, data, title)
    folder = os.path.basename(os.path.dirname(os.path.abspath(name)))  # noqa: PTH100, PTH119, PTH120 - a Path takes longer
    return Original(printable(name.rpartition("/")[2]), data, title, folder=printable(folder))


def printable(name: str) -> str:
    """A file's name as text: on disk it may hold bytes that are none."""
    return os.fsencode(name).decode("utf-8", "replace")


def read(original: Original, world: World, overrides: Overrides) -> Article:
    """Ask the first reader that takes the input, put in what the user knows better, number the sections.

    Raises `ReadError`.
    """
    reader = _reader(original)
    if overrides.landmarks:
        original = replace(_lined(reader, original), landmarks=overrides.landmarks)
    spoken = overrides.language
    article = reader.read(original, cast("World", _Told(world, spoken)) if spoken else world)
    found = replace(article.metadata, url=article.metadata.url or original.url)
    for told in _given(overrides):
        world.report(told)
    described = _described(article, dict(overrides.alternatives))
    return outline(replace(described, metadata=_override(found, overrides)))


def words(name: str, line: str) -> str:
    """The words by which a line of an input is found again, given its number or its words; raises `ReadError`."""
    original = load(name)
    reader = _reader(original)
    _lined(reader, original)
    return cast("LineReader", reader).words(original, line)


def _lined(reader: Reader, original: Original) -> Original:
    """Refuse to point at lines of an input whose reader knows of none: what an editor said is never passed over."""
    if not hasattr(reader, "words"):
        raise ReadError(
            Message("{name} is not copied text: its lines cannot be pointed at", name=original.name),
            "take title-line, begin-line and end-line out of its .toml file",
        )
    return original


def _reader(original: Original) -> Reader:
    """The first reader that takes an input; raises `ReadError` if none does."""
    for _, reader in _readers():
        if reader.accepts(original):
            return reader
    known = sorted({suffix for _, reader in _readers() for suffix in reader.INTAKE.suffixes})
    if original.name.lower().endswith(tuple(known)):
        raise ReadError(
            Message("{name} is not what its name says", name=original.name), "check that it was saved whole"
        )
    raise ReadError(
        Message("no reader takes {name}", name=original.name),
        Message("known suffixes: {suffixes}", suffixes=", ".join(known)),
    )


def _readers() -> Iterator[tuple[str, Reader]]:
    return ((name, registry.reader(name)) for name in registry.names("readers"))


def _described(article: Article, alternatives: dict[str, str]) -> Article:
    def change(image: Image) -> Image:
        return replace(image, alt=Described(alternatives[image.src])) if image.src in alternatives else image

    return walk.map_images(article, change) if alternatives else article


class _Told:
    """The world of an article whose language the user gave, whatever its reader takes it for."""

    def __init__(self, world: World, language: str) -> None:
        self._world = world
        self._language = language

    def language(self, _: str) -> Language:
        return self._world.language(self._language)

    def __getattr__(self, name: str) -> object:
        return getattr(self._world, name)


def _given(overrides: Overrides) -> Iterator[Understood]:
    """The facts that the user gave, and how."""
    told = {
        "title": ("title", overrides.title),
        "authors": ("author", ", ".join(overrides.authors)),
        "publisher": ("publisher", overrides.publisher),
        "published": ("date", overrides.date),
        "url": ("url", overrides.url),
        "language": ("language", overrides.language),
        "identifier": ("id", overrides.identifier),
    }
    for name, (option, value) in told.items():
        if value:
            yield Understood(name, str(value), Message("given: --{option} or --fix", option=option))


def _override(metadata: Metadata, overrides: Overrides) -> Metadata:
    authors = tuple(Person(name) for name in overrides.authors)
    return replace(
        metadata,
        title=overrides.title or metadata.title,
        authors=authors or metadata.authors,
        publisher=overrides.publisher or metadata.publisher,
        published=overrides.date or metadata.published,
        dateline=None if overrides.date else metadata.dateline,
        url=overrides.url or metadata.url,
        language=overrides.language or metadata.language,
        identifier=overrides.identifier or metadata.identifier,
    )
