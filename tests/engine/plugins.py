"""For tests: plug-ins of packages that are not ours, found by their entry points."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint
from types import ModuleType
from typing import TYPE_CHECKING

from exporter import registry

if TYPE_CHECKING:
    from pathlib import Path

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


def package(folder: Path, group: str, name: str, source: str) -> Path:
    """Write an installed package with one plug-in; gives the folder that has to be on ``sys.path``."""
    told = folder / f"plugin_{name}-1.0.dist-info"
    told.mkdir(parents=True)
    (told / "METADATA").write_text(f"Metadata-Version: 2.1\nName: plugin-{name}\nVersion: 1.0\n", encoding="utf-8")
    (told / "entry_points.txt").write_text(f"[{group}]\n{name} = plugin_{name}\n", encoding="utf-8")
    (folder / f"plugin_{name}.py").write_text(source, encoding="utf-8")
    return folder
