"""Whether every edition in a folder is still what was written there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from exporter.engine import edition
from exporter.engine.store import sha256_of
from exporter.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that an edition's record tells of; ``trouble`` is empty for one that is what it should be."""

    path: Path
    trouble: str = ""


def verify(folder: Path) -> Iterator[Checked]:
    """Compare every file below a folder with its record by size and digest; raises `ReadError` if there is none."""
    records = sorted(folder.rglob(edition.NAME))
    if not records:
        raise ReadError(f"no editions in {folder}", "give the folder that editions were written to (--out)")
    for record in records:
        yield from _editions(record)


def _editions(record: Path) -> Iterator[Checked]:
    try:
        artefacts = json.loads(record.read_text(encoding="utf-8"))["artefacts"]
        files = [(_inside(record.parent, item), int(item["bytes"]), str(item["sha256"])) for item in artefacts]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        yield Checked(record, "no record that can be read")
        return
    yield Checked(record)
    for path, size, digest in files:
        yield Checked(path, _trouble(path, size, digest))


def _inside(folder: Path, item: dict[str, Any]) -> Path:
    path = folder / str(item["path"])
    if path.parent != folder:
        raise ValueError(item["path"])
    return path


def _trouble(path: Path, size: int, digest: str) -> str:
    try:
        if path.stat().st_size != size:
            return "damaged: another size"
        return "" if sha256_of(path) == digest else "damaged: other bytes"
    except FileNotFoundError:
        return "missing"
    except OSError as error:
        return f"cannot be read: {error.strerror}"
