"""Words that hold no longer: seen as struck, never read or heard as if they held."""

from __future__ import annotations

import json
import re
import zipfile
from typing import TYPE_CHECKING

import pytest

from exporter.engine import run
from exporter.engine.records import Request
from exporter.events import NotRendered
from exporter.settings import DeletionsReading, NarrationSettings, Settings
from tests.writers.pdf import reading

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.events import Event

MARKDOWN = """\
# Le bac

Le billet coûte ~~12 000 €~~ 8 000 €. <ins>Le bac part à midi.</ins> Au <span class='sc'>xix</span>e
siècle, il attendait.
"""


@pytest.fixture
def editions(tmp_path: Path) -> Path:
    made(tmp_path, NarrationSettings("silent", announce_voice=False))
    return tmp_path / "out/le-bac"


def made(folder: Path, narration: NarrationSettings) -> list[Event]:
    events: list[Event] = []
    folder.mkdir(exist_ok=True)
    (folder / "bac.md").write_text(MARKDOWN, encoding="utf-8")
    formats = ("txt", "vtt", "clips", "pdf", "epub-text")
    asked = Request((str(folder / "bac.md"),), formats, folder / "out", settings=Settings(narration=narration))
    assert run.export(asked, events.append) == ()
    return events


def test_pages_strike_them_and_tell_it_to_assistive_technology(editions: Path) -> None:
    read = reading.read((editions / "le-bac.pdf").read_bytes())
    lines = {node.words.strip(): str(node.entries["/A"].TextDecorationType) for node in read.root.find("Span")
             if "/A" in node.entries}  # fmt: skip
    assert lines == {"12\u202f000 €": "/LineThrough", "Le bac part à midi.": "/Underline"}
    with zipfile.ZipFile(editions / "le-bac.text.epub") as book:
        pages = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml"))
    assert re.search(r"<del>12\W000\W€</del>", pages)
    assert "<ins>" in pages
    assert '<span class="small-caps">xix</span>' in pages


def test_plain_text_says_so(editions: Path) -> None:
    words = " ".join((editions / "le-bac.txt").read_text(encoding="utf-8").split())
    assert "coûte [supprimé : 12 000 €] 8 000 €." in words


def test_a_listener_hears_what_holds_and_is_told_what_was_left_out(editions: Path, tmp_path: Path) -> None:
    clips = json.loads((editions / "le-bac.clips.json").read_text(encoding="utf-8"))
    said = [clip["spoken"].strip() for chapter in clips["chapters"] for clip in chapter["utterances"]]
    assert said[1:] == [
        "Le billet coûte huit mille euros.",
        "Le bac part à midi.",
        "Au dix-neuvième siècle, il attendait.",
    ]
    assert "12" not in re.sub(r"\d\d:\S+", "", (editions / "le-bac.vtt").read_text(encoding="utf-8"))
    events = made(tmp_path / "again", NarrationSettings("silent"))
    assert [event.detail for event in events if isinstance(event, NotRendered) and event.node == "deleted"] == [
        "struck words not read aloud: 12 000 €"
    ]


def test_they_can_be_announced(tmp_path: Path) -> None:
    made(tmp_path, NarrationSettings("silent", deletions=DeletionsReading.ANNOUNCED))
    clips = (tmp_path / "out/le-bac/le-bac.clips.json").read_text(encoding="utf-8")
    assert "coûte supprimé : douze mille euros ; fin de la suppression, huit mille euros." in clips
