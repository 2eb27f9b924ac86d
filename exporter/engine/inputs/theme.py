"""Themes: files that stand in for those of ``templates/``, one by one; a theme holds only what it makes different."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from exporter import resources
from exporter.errors import ResourceError, UsageError
from exporter.messages import Message, cause

PLAIN: Final = "classic"
"""The theme that ``templates/`` itself is."""
LIMIT: Final = 20 * 2**20
"""Largest file of a theme, in bytes."""
_TEMPLATES = "templates/"
_THEMES = "templates/themes"
_PARTS: Final = ("pdf", "epub")


@cache
def names() -> tuple[str, ...]:
    """List the themes that come with the house."""
    return (PLAIN, *sorted(found.name for found in resources.locate(_THEMES).iterdir() if found.is_dir()))


def check(theme: str) -> None:
    """Raise `UsageError` for what is neither the name of a theme nor a folder that holds one."""
    _find(theme)
    if theme not in names() and not any((Path(theme) / part).is_dir() for part in _PARTS):
        raise UsageError(
            Message("the folder {name} holds no theme", name=theme),
            "put pdf/theme.css or epub/book.css into it: docs/themes.md has more",
        )


def _find(theme: str) -> None:
    if theme not in names() and not Path(theme).is_dir():
        raise UsageError(
            Message("no theme is called {name}", name=repr(theme)),
            Message("give a folder or one of {names}", names=", ".join(names())),
        )


def read(theme: str, name: str) -> bytes:
    """Read a resource as a theme has it, or else as the house has it.

    Raises `UsageError` for an unknown theme, `ResourceError` for a file that cannot be read.
    """
    _find(theme)
    own = None
    if name.startswith(_TEMPLATES) and theme != PLAIN:
        own = _built_in(theme, name) if theme in names() else _in_folder(Path(theme), name)
    return resources.read(name) if own is None else own


@cache
def _built_in(theme: str, name: str) -> bytes | None:
    try:
        return resources.read(f"{_THEMES}/{theme}/{name.removeprefix(_TEMPLATES)}")
    except ResourceError:
        return None


def _in_folder(folder: Path, name: str) -> bytes | None:
    root = folder.resolve()
    path = (root / name.removeprefix(_TEMPLATES)).resolve()
    if not path.is_file():
        return None
    if not path.is_relative_to(root):
        raise ResourceError(Message("{file} leads out of the theme {theme}", file=name, theme=folder))
    if path.stat().st_size > LIMIT:
        raise ResourceError(Message("{name} is larger than {limit} MB", name=path, limit=LIMIT // 2**20))
    try:
        return path.read_bytes()
    except OSError as error:
        raise ResourceError(Message("cannot read {path}: {reason}", path=path, reason=cause(error))) from error
