"""For tests: plug-ins of packages that are not ours, as modules that the registry finds by their entry points."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint
from types import ModuleType
from typing import TYPE_CHECKING

from exporter import registry

if TYPE_CHECKING:
    import pytest


def install(monkeypatch: pytest.MonkeyPatch, group: str, name: str, **members: object) -> None:
    """Have a plug-in of a group (``exporter.writers``) whose module has these members."""
    module = ModuleType(f"plugin_{name}")
    module.__dict__.update(members)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    built_in = registry._points(group)  # noqa: SLF001 - as if its package had been installed
    points = {**built_in, name: EntryPoint(name, module.__name__, group)}
    found = registry._points  # noqa: SLF001 - as above
    monkeypatch.setattr(registry, "_points", lambda asked: points if asked == group else found(asked))
