"""How an output is named: a folder, a ``file://`` URL, or the address of a store that fsspec knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_URL = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*::)*[A-Za-z][A-Za-z0-9+.-]*://", re.ASCII)
_LOCAL = re.compile(r"(?:file|local)://", re.IGNORECASE)


def is_url(address: str | Path) -> bool:
    """Whether an address leads elsewhere than to a folder."""
    text = str(address)
    return bool(_URL.match(text)) and not _LOCAL.match(text)


def folder_of(address: str | Path) -> str:
    """The folder that an address names, which may be a ``file://`` URL."""
    return _LOCAL.sub("", str(address), count=1)
