"""What can be asked of a run, by name: for the command line, and whatever else takes it from somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from exporter import options, registry
from exporter.engine.records import Access, Overrides, Request, Selection
from exporter.settings import SHARED, Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

_OURS: Final = (Request, *SHARED, Overrides, Selection, Access)


def groups(*more: type) -> tuple[tuple[str, type], ...]:
    """All dataclasses of choices with their owners, ``exporter`` or the plug-ins that share one; ``more`` are ours too.

    Raises `PluginError` for two choices of one name.
    """
    ours = tuple(("exporter", kind) for kind in (*_OURS, *more))
    found = (*ours, *((", ".join(names), kind) for kind, names in registry.choices().items()))
    options.distinct(found)
    return found


def request(inputs: tuple[str, ...], values: Mapping[str, object]) -> Request:
    """A request by the names of its choices, the rest by default; raises `UsageError` for what cannot be chosen."""
    options.known(values, (kind for _, kind in groups()))
    overrides, selection, access = (kind(**options.taken(kind, values)) for kind in (Overrides, Selection, Access))
    told = options.taken(Request, values)
    told["formats"] = registry.formats(told["formats"], bound=told.get("bundle") is not None)
    grouped: dict[str, Any] = {"overrides": overrides, "selection": selection, "access": access}
    return Request(inputs=inputs, settings=_settings(values), **told, **grouped)


def _settings(values: Mapping[str, object]) -> Settings:
    """Of the plug-ins' choices only those that somebody made: another process needs no plug-in that it does not use."""
    narration, page, *own = (kind(**options.taken(kind, values)) for kind in (*SHARED, *registry.choices()))
    return Settings(narration, page, tuple(group for group in own if group != type(group)()))
