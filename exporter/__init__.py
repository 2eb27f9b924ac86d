"""One French article in, every accessible edition out: audio, PDF, EPUB and plain text from one document model.

The names below are the programming interface (docs/api.md); they are loaded when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from exporter.version import __version__ as __version__

if TYPE_CHECKING:
    from exporter.api import export as export
    from exporter.api import prepare as prepare
    from exporter.api import read as read
    from exporter.api import verify as verify
    from exporter.api import write as write
    from exporter.engine.records import Overrides as Overrides
    from exporter.engine.records import Request as Request
    from exporter.errors import ExporterError as ExporterError
    from exporter.model import Article as Article
    from exporter.settings import Settings as Settings

_HOMES = {
    "read": "exporter.api",
    "prepare": "exporter.api",
    "write": "exporter.api",
    "export": "exporter.api",
    "verify": "exporter.api",
    "Article": "exporter.model",
    "Settings": "exporter.settings",
    "Overrides": "exporter.engine.records",
    "Request": "exporter.engine.records",
    "ExporterError": "exporter.errors",
}


def __getattr__(name: str) -> object:
    """Load a name of the interface (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'exporter' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """What the interface has."""
    return sorted({*globals(), *_HOMES})
