"""From what the user named to inputs that can be sent anywhere: bytes, and what is known better than any reader."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from exporter.engine.inputs import intake, lexicon, sidecar
from exporter.engine.records import Input

if TYPE_CHECKING:
    from exporter.engine.inputs.finding import Inputs
    from exporter.engine.records import Request
    from exporter.events import Event
    from exporter.ports import Original
    from exporter.settings import Settings


_HELD: Final = 64 * 2**20
"""Bytes of pages that are kept between planning and making; those beyond come from the cache, or from the web again."""


class Loader:
    """Loads inputs. What may not be there a second time, or only at a price, is loaded once."""

    def __init__(self, inputs: Inputs, request: Request) -> None:
        """Load nothing yet."""
        self._inputs = inputs
        self._request = request
        self._loaded: dict[str, Input] = {}
        self._held = 0
        self._settings: dict[Path | None, Settings] = {}

    def load(self, name: str) -> Input:
        """An input with its bytes; raises `ReadError`, `UsageError` for a broken ``INPUT.toml``."""
        folder = self._inputs.folder(name)
        if name in self._loaded:
            self._held -= size(self._loaded[name])
            return self._loaded.pop(name)
        given = self._request.overrides
        if self._request.bundle:  # that is the issue's
            given = replace(given, identifier=None)
        overrides = given if folder is None else given.over(sidecar.load(name))
        told: list[Event] = []
        original = self._inputs.load(name, told.append, overrides.title)
        way = self._inputs.way(name)
        return Input(name, folder, overrides, self.settings(folder), original, tuple(told), way)

    def settings(self, folder: Path | None) -> Settings:
        """The run's settings with the lexicons that hold for an article of a folder; raises `UsageError`."""
        if folder not in self._settings:
            self._settings[folder] = self._settled(folder)
        return self._settings[folder]

    def _settled(self, folder: Path | None) -> Settings:
        if folder and not (folder / lexicon.PROJECT_FILE).is_file():
            return self.settings(None)
        return lexicon.into(self._request.settings, lexicon.gather(self._request.lexicon, folder))

    def keep(self, given: Input) -> None:
        """Have an input at hand for the next time, if it is not a file and there is room for it."""
        room = given.name == intake.STANDARD_INPUT or self._held + size(given) <= _HELD
        if given.folder is None and room:
            self._loaded[given.name] = given
            self._held += size(given)


def original(given: Input) -> Original:
    """The bytes of an input; raises `ReadError`."""
    path = given.folder / Path(given.name).name if given.folder else given.name
    return given.original or intake.load(str(path), given.overrides.title)


def again(given: Input) -> Input:
    """An input that is read from its file when it is needed, if it is one."""
    return given if given.folder is None else replace(given, original=None)


def size(given: Input) -> int:
    """Bytes that an input holds in memory."""
    return len(given.original.data) if given.original else 0
