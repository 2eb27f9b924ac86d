"""Files that come with the house (``templates/``, ``assets/``, ``fonts/``), found alike in a checkout and a wheel."""

from __future__ import annotations

import importlib.resources
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from exporter.errors import ResourceError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@cache
def read(name: str) -> bytes:
    """Read a resource by its relative POSIX name (``templates/pdf/article.html``); raises `ResourceError`."""
    return locate(name).read_bytes()


def locate(name: str) -> Traversable:
    """Find a resource, which is a file or a folder; raises `ResourceError`."""
    if name.startswith("/") or ".." in name.split("/"):
        raise ResourceError(f"no resource can have the name {name!r}")
    found = _font(name) if name.startswith("fonts/") else _root().joinpath(name)
    if not (found.is_file() or found.is_dir()):
        raise ResourceError(f"the installation lacks {name}", "install exporter again")
    return found


def _font(name: str) -> Traversable:
    """``fonts/FAMILY/FILE`` lies in the package ``fontpkg-FAMILY``."""
    _, family, *rest = name.split("/")
    package = f"fontpkg_{family.replace('-', '_')}"
    try:
        return importlib.resources.files(package).joinpath("files", *rest)
    except ModuleNotFoundError as error:
        raise ResourceError(f"the font {family} is not installed", f"pip install fontpkg-{family}") from error


@cache
def _root() -> Traversable:
    installed = importlib.resources.files("exporter") / "_data"
    return installed if installed.is_dir() else Path(__file__).resolve().parent.parent
