"""Files that come with the house (``templates/``, ``assets/``, ``fonts/``), found alike in a checkout and a wheel.

``fonts/FAMILY/FILE`` lies in the package ``fontpkg-FAMILY``, and so does its ``LICENSE``; fonts for other scripts than
ours lie in packages of their own, which come with the extra ``scripts``.
"""

from __future__ import annotations

import importlib.resources
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from exporter.errors import ResourceError
from exporter.messages import Message, cause

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_KINDS = frozenset({"templates", "assets", "fonts"})
_PART = re.compile(r"[^.\\\x00][^\\\x00]*")
"""Of a name: no hidden file, no way up."""


@cache
def read(name: str) -> bytes:
    """Read a resource by its relative POSIX name (``templates/pdf/article.html``); raises `ResourceError`."""
    found = locate(name)
    if not found.is_file():
        raise ResourceError(Message("{name} is a folder, not a file", name=name))
    try:
        return found.read_bytes()
    except OSError as error:
        raise ResourceError(
            Message("cannot read {path}: {reason}", path=name, reason=cause(error)), "install exporter again"
        ) from error


def locate(name: str) -> Traversable:
    """Find a resource, which is a file or a folder; raises `ResourceError`."""
    kind, *rest = name.split("/")
    if kind not in _KINDS or not rest or not all(_PART.fullmatch(part) for part in rest):
        raise ResourceError(Message("no resource can have the name {name}", name=repr(name)))
    found = _font(*rest) if kind == "fonts" else _root().joinpath(name)
    if not (found.is_file() or found.is_dir()):
        raise ResourceError(Message("the installation lacks {name}", name=name), "install exporter again")
    return found


_SCRIPTS = {"noto": "manimgx_fonts", "noto-cjk": "noto_cjk_sans_jp_regular"}
"""Packages of the extra ``scripts``, by family."""
SCRIPTS_INSTALL = "pip install 'exporter[scripts]'"


def _font(family: str, *rest: str) -> Traversable:
    if family in _SCRIPTS:
        return _script(family).joinpath(*rest)
    try:
        package = importlib.resources.files(f"fontpkg_{family.replace('-', '_')}")
    except ModuleNotFoundError as error:
        raise ResourceError(
            Message("the font {family} is not installed", family=family), f"pip install fontpkg-{family}"
        ) from error
    return package.joinpath(*rest) if rest == ("LICENSE",) else package.joinpath("files", *rest)


def _script(family: str) -> Traversable:
    try:
        return importlib.resources.files(_SCRIPTS[family])
    except ModuleNotFoundError as error:
        raise ResourceError(Message("the font {family} is not installed", family=family), SCRIPTS_INSTALL) from error


def has_scripts() -> bool:
    """Tell whether the fonts for other scripts than ours are installed."""
    try:
        return all(_script(family).is_dir() for family in _SCRIPTS)
    except ResourceError:
        return False


@cache
def _root() -> Traversable:
    installed = importlib.resources.files("exporter") / "_data"
    return installed if installed.is_dir() else Path(__file__).resolve().parent.parent
