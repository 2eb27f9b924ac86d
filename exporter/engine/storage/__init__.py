"""Where editions are kept: a folder, or any store that fsspec knows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from exporter.engine.outputs import folder_of, is_url
from exporter.engine.storage.folder import Folder
from exporter.engine.storage.paths import LEDGER, RECORD, STATE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    from exporter.events import Report


__all__ = ["LEDGER", "RECORD", "STATE", "Place", "folder_of", "is_url", "place"]


class Place(Protocol):
    """An output. Paths in it are relative, with ``/`` between their parts, and never lead out of it.

    A run's coordinator holds it open and publishes; its workers stage. ``shared`` says that other processes see it.
    Methods raise `WriteError` for what it refuses to take and `OSError` for what it refuses to give.
    """

    address: str
    shared: bool

    def open(self, report: Report) -> AbstractContextManager[Path]:
        """Hold the output while the block runs; gives the local folder in which the ledger lies.

        It exists and can be written. One in which nothing was made is afterwards as it was before.
        """

    def look(self) -> AbstractContextManager[Path]:
        """Give the local folder in which the ledger lies, if there is one, without holding the output."""

    def save(self) -> None:
        """Put the ledger where the editions are, if it does not lie there."""

    def stage(self, key: str) -> AbstractContextManager[Path]:
        """Give an empty local folder; when the block ends well its files are safe under ``key``, else they are gone.

        A key is used once: what is not published under it goes when the output is let go of.
        """

    def publish(self, key: str, home: str, last: Sequence[str]) -> dict[str, str]:
        """Move staged files to the folder ``home``, those named ``last`` after the others, in their order.

        Gives each name's stamp; names have slashes where files lie in folders. Files of other names stay. The earlier
        record goes first. Whenever it is killed every file is whole, and no record tells of others.
        """

    def below(self, path: str) -> tuple[str, ...]:
        """Every file in a folder and those below it, sorted."""

    def stamp(self, path: str) -> str | None:
        """What is known of a file without reading it, None if it is absent: the same as long as nobody touches it."""

    def sha256(self, path: str) -> str:
        """Digest of a file."""

    def size(self, path: str) -> int:
        """Bytes of a file."""

    def read(self, path: str) -> bytes | None:
        """A file's bytes; None if it is absent."""

    def write(self, path: str, data: bytes) -> None:
        """Write a file, whole or not at all."""

    def remove(self, path: str) -> bool:
        """Remove a file that may be gone already, and its folder if that is empty then; False if it lies elsewhere."""

    def sweep(self) -> None:
        """Let go of everything that is staged: nobody else writes here now."""

    def records(self) -> Iterator[str]:
        """Every ``edition.json`` of an article, sorted."""


def place(address: str | Path) -> Place:
    """A place by its address: a folder, or a URL that fsspec knows. Made in no time, in each process that needs it.

    Raises `UsageError` for a URL that leads nowhere.
    """
    if not is_url(address):
        return Folder(Path(folder_of(address)))
    from exporter.engine.storage.remote import Remote  # noqa: PLC0415 - fsspec and its stores

    return Remote(str(address))
