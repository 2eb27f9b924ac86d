"""Whether every edition in an output is still what was written there, and whether all are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.engine.storage import LEDGER, place
from exporter.engine.storage.ledger import Ledger
from exporter.engine.storage.paths import RECORD
from exporter.errors import ReadError
from exporter.events import Checked, Progress
from exporter.messages import Message, cause
from exporter.record import Artefact, Piece, Record, loads

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exporter.engine.storage import Place
    from exporter.events import Report

_MISSING = Message("missing")


def verify(address: Path | str, report: Report = lambda _: None) -> Iterator[Checked]:
    """Compare every file of an output with its record by size and digest, and see that those of the ledger are there.

    The address may be one article's folder, too. `Progress` counts the records. A ledger that a run owns is left
    alone. Raises `ReadError` if there are no editions.
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
        raise ReadError(
            Message("no editions in {folder}", folder=out.address),
            "give the folder that editions were written to (--out)",
        )


def _recorded(out: Place, report: Report) -> Iterator[Checked]:
    records = tuple(out.records() if out.stamp(RECORD) is None else (RECORD,))
    for done, record in enumerate(records, 1):
        if done % max(1, len(records) // 100) == 0 or done == len(records):
            report(Progress(Message("check"), done, len(records)))
        try:
            files = _files(loads(out.read(record) or b"", record.rpartition("/")[0]))
        except (OSError, ValueError):
            yield Checked(record, Message("no record that can be read"))
            continue
        yield Checked(record)
        for path, size, digest in files:
            yield Checked(path, _trouble(out, path, size, digest))


def _files(record: Record) -> list[tuple[str, int, str]]:
    """Path, size and digest of every file that a record tells of; raises `ValueError` for one elsewhere."""
    told: list[Artefact | Piece] = []
    for artefact in record.artefacts:
        told += [artefact, *artefact.files]
    return [(_below(record.folder, one.path), one.bytes, one.sha256) for one in told]


def _below(folder: str, name: str) -> str:
    if not {"", ".", ".."}.isdisjoint(name.split("/")):
        raise ValueError(name)
    return f"{folder}/{name}" if folder else name


def _trouble(out: Place, path: str, size: int, digest: str) -> str:
    try:
        if out.size(path) != size:
            return Message("damaged: another size")
        return "" if out.sha256(path) == digest else Message("damaged: other bytes")
    except FileNotFoundError:
        return _MISSING
    except OSError as error:
        return Message("cannot be read: {reason}", reason=cause(error))


def _entered(ledger: Path) -> Iterator[str]:
    for entry in Ledger.peek(ledger):
        yield from (file.path for file in entry.files)
