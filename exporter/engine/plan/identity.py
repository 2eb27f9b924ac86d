"""What names an input for good, and what names a work: the one is where it comes from, the other survives corrections.

A work's identifier is, in this order: what the user or the front matter says; what its editions have borne since they
were first made; its address, as UUIDv5 (RFC 9562); its path from what the user named, as UUIDv5 of a namespace of ours.
"""

from __future__ import annotations

import os
import re
import uuid
import zipfile
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from exporter.engine.storage.files import sha256

if TYPE_CHECKING:
    from exporter.engine.records import Entry, Request
    from exporter.engine.storage import Place
    from exporter.model import Metadata

FILE: Final = "file:"
INPUT: Final = "input:"
_NAMESPACE: Final = uuid.UUID("87dac628-af6d-4df6-a1ce-ed87f339d8f0")
"""Of identifiers that are made of paths, titles and other words."""
_URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_IN_EPUB: Final = re.compile(rb"<dc:identifier[^>]*>\s*([^<\s]+)\s*</dc:identifier>")
_LARGEST_PACKAGE: Final = 2**22


def of_file(path: str, out: str | None) -> str:
    """Name a file for good: by its way from the output folder, or by its path without one; both are real paths.

    An archive that is moved together with its editions keeps its names.
    """
    return FILE + (os.path.relpath(path, out) if out else path)


def of_standard_input(digest: str) -> str:
    """Name what came from standard input: by what it is, since other articles come from there too."""
    return INPUT + digest


def of_issue(title: str) -> str:
    """Name an issue for good."""
    return f"issue:{sha256(title.encode())}"


def of_work(metadata: Metadata, kept: str, way: str) -> str:
    """The identifier of a work, a URI; ``kept`` is what its editions bear (empty: none), ``way`` its path or title."""
    declared = metadata.identifier
    if declared:
        return _uri(declared)
    if kept:
        return kept
    if metadata.url:
        return uuid.uuid5(uuid.NAMESPACE_URL, metadata.url).urn
    return uuid.uuid5(_NAMESPACE, way).urn


def _uri(declared: str) -> str:
    """What somebody calls a work, as a URI: of anything that is neither one nor a UUID, UUIDv5 is made."""
    try:
        return uuid.UUID(declared).urn
    except ValueError:
        return declared if _URI.fullmatch(declared) else uuid.uuid5(_NAMESPACE, declared).urn


def published(entry: Entry, place: Place) -> str:
    """The identifier that an article's editions bear, empty for none: older releases told it to EPUBs alone."""
    if entry.identifier:
        return entry.identifier
    for made in entry.made:
        if made.format.startswith("epub") and (data := place.read(made.file.path)):
            return _in_epub(data)
    return ""


def _in_epub(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as book:
            name = next(name for name in book.namelist() if name.endswith(".opf"))
            with book.open(name) as package:
                found = _IN_EPUB.search(package.read(_LARGEST_PACKAGE))
    except (zipfile.BadZipFile, StopIteration, OSError, NotImplementedError, RuntimeError):
        return ""
    return found.group(1).decode("ascii", "replace") if found else ""


class Sources:
    """Whether inputs are still there, as a request sees it."""

    def __init__(self, request: Request) -> None:
        """Look at nothing yet."""
        self._request = request

    def gone(self, source: str) -> bool:
        """Whether an input was a file that is there no more.

        To an output elsewhere other machines may bring their articles: here, only those are missed that lay below a
        folder that the run was given.
        """
        if not source.startswith(FILE):
            return False
        path = self._path(source)
        try:
            path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return self._request.folder is not None or any(map(path.is_relative_to, self._given))
        except OSError:  # who may not look cannot tell
            return False
        return False

    def shown(self, source: str) -> str:
        """An input as people name it: a file by its path from where they are, if it lies below that."""
        if not source.startswith(FILE):
            return source
        path, here = os.path.realpath(self._path(source)), os.path.realpath(os.curdir)
        return os.path.relpath(path, here) if path.startswith(os.path.join(here, "")) else path  # noqa: PTH118 - as text

    def _path(self, source: str) -> Path:
        folder = self._request.folder
        return (Path(os.path.realpath(folder)) if folder else Path("/")) / source.removeprefix(FILE)

    @cached_property
    def _given(self) -> tuple[str, ...]:
        """The folders that the run was given."""
        inputs = self._request.inputs
        return tuple(os.path.realpath(item) for item in inputs if os.path.isdir(item))  # noqa: PTH112 - any text may come
