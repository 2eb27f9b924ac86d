from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from exporter.engine.work.world import LocalWorld
from exporter.events import NotRendered
from exporter.model import NoteRef, Paragraph, Text
from exporter.settings import Settings
from exporter.writers import text
from tests import samples

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.events import Event


def _world(events: list[Event], width: int = 72) -> LocalWorld:
    return LocalWorld(Settings(own=(text.Options(width),)), events.append, None, None)


def test_the_file_is_utf_8_with_unix_lines(tmp_path: Path) -> None:
    text.write(samples.prepared(), _world([]), tmp_path / "a.txt")
    data = (tmp_path / "a.txt").read_bytes()
    assert "La crue de l’Ondelle" in data.decode("utf-8")
    assert b"\r" not in data
    assert not data.startswith(b"\xef\xbb\xbf")


def test_the_width_is_the_users(tmp_path: Path) -> None:
    text.write(samples.prepared(), _world([], 40), tmp_path / "a.txt")
    lines = (tmp_path / "a.txt").read_text("utf-8").splitlines()
    assert all(len(line) <= 40 or "https://" in line for line in lines)


def test_the_same_article_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        text.write(samples.prepared(), _world([]), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_what_text_cannot_show_is_reported(tmp_path: Path) -> None:
    events: list[Event] = []
    lost = Paragraph((Text("a"), NoteRef("rien")))
    text.write(replace(samples.prepared(), lead=(lost,)), _world(events), tmp_path / "a.txt")
    assert events == [
        NotRendered("txt", "emphasis", "1 without markup"),
        NotRendered("txt", "strong", "1 without markup"),
        NotRendered("txt", "note-ref", "no note has the id 'rien'"),
    ]


def test_an_unwritable_place_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        text.write(samples.prepared(), _world([]), tmp_path / "nowhere" / "a.txt")
