"""A second tier of the cache, in a store that machines share: what one has made, the others need not make again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import TYPE_CHECKING

from exporter.engine.storage.files import whole
from exporter.errors import ExporterError
from exporter.events import Warned
from exporter.messages import Message, cause

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from concurrent.futures import Future
    from pathlib import Path

    from exporter.engine.storage import Place
    from exporter.events import Report

_AT_ONCE = 8
"""Files on their way at the same time."""


class Tier:
    """Files by name, fetched and sent side by side. It may fail: that is told once, and it is not asked again."""

    def __init__(self, place: Place) -> None:
        """Ask for nothing yet."""
        self._place = place
        self._trouble: str | None = None
        self._told = False
        self._sent: list[Future[None]] = []

    def close(self) -> None:
        """Wait for what is on its way."""
        self._threads.shutdown()

    def fetch(self, files: Iterable[tuple[str, Path]], report: Report) -> None:
        """Bring files to their paths, those that are there."""
        for _ in self._threads.map(self._fetch, files):
            pass
        self.settle(report)

    def send(self, name: str, path: Path) -> None:
        """Begin to bring a file there; it may go from here meanwhile."""
        self._sent.append(self._threads.submit(self._tried, lambda: self._place.write(name, path.read_bytes())))

    def settle(self, report: Report) -> None:
        """Wait for what is on its way, and tell what went wrong."""
        sent, self._sent = self._sent, []
        for future in sent:
            future.result()
        if self._trouble is not None and not self._told:
            self._told = True
            report(Warned("cache", Message("the shared cache is not used: {reason}", reason=self._trouble)))

    def _fetch(self, file: tuple[str, Path]) -> None:
        name, path = file

        def bring() -> None:
            data = self._place.read(name)
            if data is not None:
                with whole(path, durable=False) as part:
                    part.write_bytes(data)

        self._tried(bring)

    def _tried(self, act: Callable[[], object]) -> None:
        if self._trouble is not None:
            return
        try:
            act()
        except ExporterError as error:
            self._trouble = error.message
        except FileNotFoundError:
            return  # forgotten here before it was sent
        except OSError as error:
            self._trouble = cause(error)

    @cached_property
    def _threads(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(_AT_ONCE, "cache")
