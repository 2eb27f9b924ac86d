"""What one command asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from exporter.engine.feeds import Selection
from exporter.engine.intake import Overrides
from exporter.engine.web.access import Access
from exporter.settings import Settings


@dataclass(frozen=True, slots=True)
class Request:
    """What one command asks for; ``strict`` makes every warning an error, ``jobs`` counts the voice's processes.

    ``lexicon`` is a file of pronunciations that come before those of the user's and the project's own files; ``force``
    replaces the editions of another article of the same title. ``bundle`` is the title of one edition of all articles.
    ``access`` says what may be asked of the network, ``selection`` which articles of a feed are wanted.
    """

    inputs: tuple[str, ...]
    formats: tuple[str, ...]
    out: Path
    settings: Settings = field(default_factory=Settings)
    overrides: Overrides = field(default_factory=Overrides)
    jobs: int = 1
    strict: bool = False
    lexicon: Path | None = None
    force: bool = False
    bundle: str | None = None
    access: Access = field(default_factory=Access)
    selection: Selection = field(default_factory=Selection)
