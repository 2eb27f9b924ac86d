"""How an output is named: a folder, a ``file://`` URL, or the address of a store that fsspec knows."""

from __future__ import annotations

import re
from pathlib import Path

from exporter.errors import UsageError

_URL = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*::)*[A-Za-z][A-Za-z0-9+.-]*://", re.ASCII)
_LOCAL = re.compile(r"(?:file|local)://", re.IGNORECASE)


def place(text: str) -> Path | str:
    """A folder, or an address of a store; a variable that nobody has set does not mean the folder we are in."""
    if not text.strip():
        raise UsageError("no folder to write to", "--out FOLDER, or --out . for this one")
    return text if "://" in text else Path(text)


def is_url(address: str | Path) -> bool:
    """Whether an address leads elsewhere than to a folder."""
    text = str(address)
    return bool(_URL.match(text)) and not _LOCAL.match(text)


def folder_of(address: str | Path) -> str:
    """The folder that an address names, which may be a ``file://`` URL."""
    return _LOCAL.sub("", str(address), count=1)
