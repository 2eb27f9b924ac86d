"""What one command asks for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from exporter.engine import clock
from exporter.engine.inputs import theme
from exporter.engine.inputs.feeds import Selection
from exporter.engine.inputs.intake import Overrides
from exporter.engine.storage.protocols import folder_of, is_url
from exporter.engine.web.access import Access
from exporter.settings import Settings

TIME_LIMIT: Final = 3600.0
"""Seconds for an article, by default: a text of two hours, read aloud by the slowest voice."""


@dataclass(frozen=True, slots=True)
class Request:
    """What one command asks for; ``strict`` makes every warning an error, ``jobs`` counts the processes.

    ``out`` and ``cache`` are folders, or addresses that fsspec knows; without ``cache`` it is the user's own.
    ``lexicon`` is a file of pronunciations that come before those of the user's and the project's own files. ``bundle``
    is the title of one edition of all articles. ``access`` says what may be asked of the network, ``selection`` which
    articles of a feed are wanted.

    ``force`` makes editions again that are up to date. A ``dry_run`` writes nothing and reports what it would do as
    `Planned`, which ``explain`` asks for before a real run; ``prune`` removes the editions of articles that are gone.
    ``cluster`` is the address of a Dask scheduler whose workers do the work; ``time_limit`` is for each article, in
    seconds. ``epoch`` is SOURCE_DATE_EPOCH for other processes, whose environment may be another.
    """

    inputs: tuple[str, ...]
    formats: tuple[str, ...]
    out: Path | str
    settings: Settings = field(default_factory=Settings)
    overrides: Overrides = field(default_factory=Overrides)
    jobs: int = 1
    strict: bool = False
    lexicon: Path | None = None
    bundle: str | None = None
    access: Access = field(default_factory=Access)
    selection: Selection = field(default_factory=Selection)
    cache: str | None = None
    force: bool = False
    dry_run: bool = False
    explain: bool = False
    prune: bool = False
    cluster: str | None = None
    time_limit: float = TIME_LIMIT
    epoch: str | None = None

    @property
    def folder(self) -> Path | None:
        """The output folder; None for one that is elsewhere."""
        return None if is_url(self.out) else Path(folder_of(self.out))

    def abroad(self) -> Request:
        """The same request for other processes, whose current folder may be another: without inputs."""
        page = self.settings.page
        named = page.theme in theme.names()
        return replace(
            self,
            inputs=(),
            epoch=clock.epoch(),
            lexicon=None,  # each input brings its own
            out=self.folder.absolute() if self.folder else self.out,
            cache=str(Path(folder_of(self.cache)).absolute()) if self.cache and not is_url(self.cache) else self.cache,
            settings=self.settings
            if named
            else replace(self.settings, page=replace(page, theme=str(Path(page.theme).absolute()))),
        )
