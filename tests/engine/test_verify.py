"""Editions are checked against what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exporter.engine import run
from exporter.engine.request import Request
from exporter.engine.verify import verify
from exporter.errors import ReadError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path / "cache"))
    source = tmp_path / "gué.txt"
    source.write_text("Le gué\n\nUne première phrase, bien assez longue pour être lue ici.\n", encoding="utf-8")
    run.export(Request((str(source),), ("txt", "epub-text"), tmp_path / "out"), lambda _: None)
    return tmp_path / "out"


def troubles(out: Path) -> dict[str, str]:
    return {checked.path.name: checked.trouble for checked in verify(out)}


def test_what_was_written_is_whole(out: Path) -> None:
    assert troubles(out) == {"edition.json": "", "le-gue.txt": "", "le-gue.text.epub": ""}


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
