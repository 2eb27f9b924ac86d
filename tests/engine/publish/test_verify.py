"""Editions are checked against what was written."""

from __future__ import annotations

import hashlib
import json
import uuid
from pathlib import Path

import pytest

from exporter.engine import run
from exporter.engine.publish.verify import verify
from exporter.engine.records import Request
from exporter.engine.storage import place
from exporter.engine.storage.ledger import Ledger
from exporter.errors import ReadError
from exporter.events import Event, Progress

VERSION_1 = {
    "type": "edition",
    "version": 1,
    "generator": "exporter 0.1.0",
    "generated": "2026-05-28T20:26:40Z",
    "source": {"name": "gué.txt", "bytes": 120, "sha256": ""},
    "document": {"title": "Le gué", "sha256": ""},
    "warnings": [],
    "dropped": [],
}
"""A record as earlier releases wrote it, without its editions."""


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path / "cache"))
    source = tmp_path / "gué.txt"
    source.write_text("Le gué\n\nUne première phrase, bien assez longue pour être lue ici.\n", encoding="utf-8")
    run.export(Request((str(source),), ("txt", "epub-text"), tmp_path / "out", catalogues=()), lambda _: None)
    return tmp_path / "out"


def troubles(out: Path) -> dict[str, str]:
    return {Path(checked.path).name: checked.trouble for checked in verify(out)}


def test_what_was_written_is_whole(out: Path) -> None:
    assert troubles(out) == {"edition.json": "", "le-gue.txt": "", "le-gue.text.epub": ""}


def test_how_far_it_is_is_told(out: Path) -> None:
    told: list[Event] = []
    list(verify(out, told.append))
    assert told == [Progress("check", 1, 1)]


def test_what_is_missing_cut_or_changed_is_named(out: Path) -> None:
    text, book = out / "le-gue/le-gue.txt", out / "le-gue/le-gue.text.epub"
    data = text.read_bytes()
    text.write_bytes(data[:-1] + b"!")
    book.write_bytes(book.read_bytes()[:-1])
    assert troubles(out) == {
        "edition.json": "", "le-gue.txt": "damaged: other bytes", "le-gue.text.epub": "damaged: another size",
    }  # fmt: skip
    text.unlink()
    text.mkdir()
    book.unlink()
    assert troubles(out)["le-gue.text.epub"] == "missing"
    assert troubles(out)["le-gue.txt"].startswith("damaged")


@pytest.mark.parametrize("text", ["", "[]", '{"artefacts": [{"path": "../x", "bytes": 1, "sha256": ""}]}'])
def test_a_record_that_is_none_is_named(out: Path, text: str) -> None:
    (out / "le-gue/edition.json").write_text(text, encoding="utf-8")
    assert troubles(out) == {"edition.json": "no record that can be read"}


def test_a_folder_without_editions_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no editions in"):
        list(verify(tmp_path))


def test_a_file_of_the_ledger_that_is_gone_is_missed(out: Path) -> None:
    for path in (out / "le-gue").iterdir():
        path.unlink()
    assert troubles(out) == dict.fromkeys(("edition.json", "le-gue.txt", "le-gue.text.epub"), "missing")
    assert min(checked.path for checked in verify(out)) == f"{out}/le-gue/edition.json"


def test_what_a_record_misses_the_ledger_does_not_miss_again(out: Path) -> None:
    (out / "le-gue/le-gue.txt").unlink()
    assert [checked.path for checked in verify(out) if checked.trouble] == [f"{out}/le-gue/le-gue.txt"]


def test_a_ledger_that_a_run_owns_is_left_alone(out: Path) -> None:
    with Ledger.open(out / ".exporter/ledger.sqlite", lambda _: None):
        (out / "le-gue/edition.json").unlink()
        with pytest.raises(ReadError, match="no editions in"):
            list(verify(out))


@pytest.mark.parametrize("kind", ["s3", "memory"])
def test_editions_in_a_store_are_checked_too(request: pytest.FixtureRequest, kind: str) -> None:
    root = f"memory://{uuid.uuid4().hex}" if kind == "memory" else request.getfixturevalue("bucket")
    kept = place(f"{root}/out")
    files = {"a.txt": b"texte", "b.txt": b"texte", "c.txt": b"texte"}
    artefacts = [
        {
            "format": name,
            "path": name,
            "media_type": "text/plain",
            "bytes": len(data),
            "sha256": hashlib.sha256(data).hexdigest(),
            "revision": 1,
        }
        for name, data in files.items()
    ]
    record = {**VERSION_1, "artefacts": artefacts}
    for name, data in {**files, "edition.json": json.dumps(record).encode()}.items():
        kept.write(f"gué/{name}", data)
    assert {checked.trouble for checked in verify(f"{root}/out")} == {""}
    kept.write("gué/a.txt", b"Texte")
    kept.write("gué/b.txt", b"tex")
    kept.remove("gué/c.txt")
    assert {checked.path: checked.trouble for checked in verify(f"{root}/out/")} == {
        f"{root}/out/gué/edition.json": "",
        f"{root}/out/gué/a.txt": "damaged: other bytes",
        f"{root}/out/gué/b.txt": "damaged: another size",
        f"{root}/out/gué/c.txt": "missing",
    }
    with pytest.raises(ReadError, match="no editions in"):
        list(verify(f"{root}/nothing"))
