"""Names of folders and files: safe on every file system, readable in a terminal, never outside the output folder."""

from __future__ import annotations

import re
import unicodedata

from exporter.engine.store import sha256

LENGTH = 80
"""Longest slug, in characters: leaves room for suffixes where 143 bytes is the limit of a name (eCryptfs)."""

_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)$")


def slug(title: str) -> str:
    """Turn a title into ASCII words joined by hyphens; one without any letter gets a name from its digest."""
    folded = title.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("Æ", "ae")
    letters = (letter for letter in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(letter))
    name = _shorten(re.findall(r"[a-z0-9]+", "".join(letters).lower()))
    if not name or _RESERVED.match(name):
        return f"article-{sha256(title.encode())[:8]}"
    return name


def _shorten(words: list[str]) -> str:
    name = "-".join(words)
    if len(name) <= LENGTH:
        return name
    return name[: LENGTH + 1].rpartition("-")[0] or name[:LENGTH]
