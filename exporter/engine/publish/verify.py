"""Whether every edition in an output is still what was written there, and whether all are there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.engine.storage import LEDGER, place
from exporter.engine.storage.ledger import Ledger
from exporter.errors import ReadError
from exporter.events import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exporter.engine.storage import Place
    from exporter.events import Report

_MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that a record or the ledger tells of; ``trouble`` is empty for one that is what it should be."""

    path: str
    trouble: str = ""


def verify(address: Path | str, report: Report = lambda _: None) -> Iterator[Checked]:
    """Compare every file of an output with its record by size and digest, and see that those of the ledger are there.

    `Progress` counts the records. A ledger that a run owns is left alone. Raises `ReadError` if there are no editions.
    """
    out, some, missing = place(address), False, set[str]()
    for checked in _recorded(out, report):
        some = True
        if checked.trouble == _MISSING:
            missing.add(checked.path)
        yield Checked(f"{out.address}/{checked.path}", checked.trouble)
    with out.look() as state:
        for path in _entered(state / LEDGER):
            some = True
            if path not in missing and out.stamp(path) is None:
                yield Checked(f"{out.address}/{path}", _MISSING)
    if not some:
        raise ReadError(f"no editions in {out.address}", "give the folder that editions were written to (--out)")


def _recorded(out: Place, report: Report) -> Iterator[Checked]:
    records = tuple(out.records())
    for done, record in enumerate(records, 1):
        if done % max(1, len(records) // 100) == 0 or done == len(records):
            report(Progress("check", done, len(records)))
        try:
            artefacts = json.loads(out.read(record) or b"")["artefacts"]
            files = [(_beside(record, str(one["path"])), int(one["bytes"]), str(one["sha256"])) for one in artefacts]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            yield Checked(record, "no record that can be read")
            continue
        yield Checked(record)
        for path, size, digest in files:
            yield Checked(path, _trouble(out, path, size, digest))


def _beside(record: str, name: str) -> str:
    if "/" in name or name in {"", ".", ".."}:
        raise ValueError(name)
    return f"{record.rpartition('/')[0]}/{name}"


def _trouble(out: Place, path: str, size: int, digest: str) -> str:
    try:
        if out.size(path) != size:
            return "damaged: another size"
        return "" if out.sha256(path) == digest else "damaged: other bytes"
    except FileNotFoundError:
        return _MISSING
    except OSError as error:
        return f"cannot be read: {error.strerror}"


def _entered(ledger: Path) -> Iterator[str]:
    for entry in Ledger.peek(ledger):
        yield entry.record.path
        yield from (made.file.path for made in entry.made)
