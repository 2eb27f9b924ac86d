"""Names of folders and files: safe on every file system, readable in a terminal, never outside the output folder."""

from __future__ import annotations

import re
import unicodedata

from exporter.engine.storage.files import sha256

LENGTH = 80
"""Longest slug, in characters: leaves room for suffixes where 143 bytes is the limit of a name (eCryptfs)."""

_DIGITS = 8
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)$")


def slug(title: str) -> str:
    """Turn a title into ASCII words joined by hyphens.

    A title without any letter gets a name from its digest, and one that is cut ends with it: titles that begin alike
    have names of their own.
    """
    folded = title.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("Æ", "ae")
    letters = (letter for letter in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(letter))
    name, digest = "-".join(re.findall(r"[a-z0-9]+", "".join(letters).lower())), sha256(title.encode())[:_DIGITS]
    if not name or _RESERVED.match(name):
        return f"article-{digest}"
    return name if len(name) <= LENGTH else f"{_cut(name, LENGTH - len(digest) - 1)}-{digest}"


def _cut(name: str, length: int) -> str:
    return name[: length + 1].rpartition("-")[0] or name[:length]
