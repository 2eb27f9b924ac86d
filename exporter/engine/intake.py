"""From what the user named to articles: files found, bytes read, the right reader asked, the user's word last."""

from __future__ import annotations

import dataclasses
import os
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from exporter import registry, walk
from exporter.engine import edition
from exporter.errors import ReadError
from exporter.model import Described, PartialDate, Person
from exporter.passes.outline import outline
from exporter.ports import Original

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Article, Image, Metadata
    from exporter.ports import Reader, World

SIZE_LIMIT = 20 * 2**20
"""Largest input, in bytes: a thousand pages of text."""

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the user knows better than any reader; ``alternatives`` are the words for pictures, by their ``src``."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    date: PartialDate | None = None
    url: str | None = None
    language: str | None = None
    alternatives: tuple[tuple[str, str], ...] = ()

    def over(self, other: Overrides) -> Overrides:
        """These where they say something, and the others elsewhere."""
        names = [field.name for field in dataclasses.fields(self)]
        return Overrides(**{name: getattr(self, name) or getattr(other, name) for name in names})


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
        raise ReadError(f"cannot look at {item!r}: {error}", "check the name") from error
    raise ReadError(f"no such file: {item}", "check the name, or give - to read standard input")


def _folder(folder: Path) -> list[str]:
    suffixes = {suffix for _, reader in _readers() for suffix in reader.INTAKE.suffixes}
    files = sorted(
        (
            path
            for path in folder.rglob("*")
            if path.suffix.lower() in suffixes and path.is_file() and not _hidden(path.relative_to(folder))
        ),
        key=_counted,
    )
    made = {path.parent for path in files if path.name == edition.NAME}  # by us: no article is exported from there
    chosen = [str(path) for path in files if path.parent not in made]
    if not chosen:
        raise ReadError(f"no articles in the folder {folder}", f"known suffixes: {', '.join(sorted(suffixes))}")
    return chosen


def _counted(path: Path) -> tuple[list[list[tuple[int, str]]], Path]:
    """Order as file managers do, figures by their number: 2.txt before 10.txt."""
    parts = [re.findall(r"([0-9]+)|([^0-9]+)", part) for part in path.parts]
    return [[(int(figures or -1), letters) for figures, letters in part] for part in parts], path


def _hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.parts)  # ~$x.docx: Word has x.docx open


def load(name: str, title: str | None = None) -> Original:
    """Read the bytes of one input, at most `SIZE_LIMIT`; raises `ReadError`."""
    try:
        if name == STANDARD_INPUT:
            data = sys.stdin.buffer.read(SIZE_LIMIT + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise ReadError(f"cannot read {name}: {error.strerror}", "check the name and its permissions") from error
    if len(data) > SIZE_LIMIT:
        raise ReadError(f"{name} is larger than {SIZE_LIMIT // 2**20} MB", "one article a file; cut it up")
    return Original(name if name == STANDARD_INPUT else _printable(Path(name).name), data, title)


def _printable(name: str) -> str:
    """A file's name as text: on disk it may hold bytes that are none."""
    return os.fsencode(name).decode("utf-8", "replace")


def read(original: Original, world: World, overrides: Overrides) -> Article:
    """Ask the first reader that takes the input, put in what the user knows better, number the sections.

    Raises `ReadError`.
    """
    for _, reader in _readers():
        if reader.accepts(original):
            article = reader.read(original, world)
            found = replace(article.metadata, url=article.metadata.url or original.url)
            described = _described(article, dict(overrides.alternatives))
            return outline(replace(described, metadata=_override(found, overrides)))
    known = sorted({suffix for _, reader in _readers() for suffix in reader.INTAKE.suffixes})
    raise ReadError(f"no reader takes {original.name}", f"known suffixes: {', '.join(known)}")


def _readers() -> Iterator[tuple[str, Reader]]:
    return ((name, registry.reader(name)) for name in registry.names("readers"))


def _described(article: Article, alternatives: dict[str, str]) -> Article:
    def change(image: Image) -> Image:
        return replace(image, alt=Described(alternatives[image.src])) if image.src in alternatives else image

    return walk.map_images(article, change) if alternatives else article


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
    )
