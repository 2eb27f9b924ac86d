"""Lists that say more than their order: tasks done or not, numbers that count down."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from exporter.engine import run
from exporter.engine.records import Request
from exporter.settings import NarrationSettings, Settings
from tests.writers.pdf import reading

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """\
<html lang="fr"><head><title>Le phare</title></head><body><main><article><h1>Le phare</h1>
<p>Avant la nuit, le gardien relit la liste qu’il a écrite le matin, et coche ce qui est prêt pour l’allumage.</p>
<ul><li><input type="checkbox" checked disabled> lampe vérifiée</li>
<li><input type="checkbox" disabled> registre signé</li></ul>
<p>Personne ne vérifie derrière lui : la liste reste au mur jusqu’au lendemain, puis elle part avec les autres dans une
boîte de la salle des cartes, où l’on garde tout ce qui a été écrit ici depuis que le phare est habité.</p>
<p>Puis il compte à rebours, comme on le fait ici depuis que la lampe a été changée par les gens de la commune.</p>
<ol reversed><li>Ouvrir la vanne.</li><li>Attendre une minute.</li><li>Allumer.</li></ol>
</article></main></body></html>
"""


@pytest.fixture
def editions(tmp_path: Path) -> Path:
    (tmp_path / "phare.html").write_text(PAGE, encoding="utf-8")
    formats = ("txt", "clips", "pdf", "epub-text")
    chosen = Settings(narration=NarrationSettings("silent", announce_voice=False))
    assert (
        run.export(Request((str(tmp_path / "phare.html"),), formats, tmp_path / "out", settings=chosen), lambda _: None)
        == ()
    )
    return tmp_path / "out/le-phare"


def test_plain_text_says_whether_a_task_is_done_and_counts_down(editions: Path) -> None:
    words = (editions / "le-phare.txt").read_text(encoding="utf-8").replace("\u00a0", " ")
    assert "- Fait : lampe vérifiée\n- À faire : registre signé\n" in words
    assert "3. Ouvrir la vanne.\n2. Attendre une minute.\n1. Allumer.\n" in words


def test_a_listener_hears_it(editions: Path) -> None:
    clips = json.loads((editions / "le-phare.clips.json").read_text(encoding="utf-8"))
    said = [clip["spoken"].strip() for chapter in clips["chapters"] for clip in chapter["utterances"]]
    assert said[2:4] == ["Fait : lampe vérifiée", "À faire : registre signé"]
    assert said[-3:] == ["trois. Ouvrir la vanne.", "deux. Attendre une minute.", "un. Allumer."]


def test_pages_show_it(editions: Path) -> None:
    with zipfile.ZipFile(editions / "le-phare.text.epub") as book:
        pages = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml"))
    assert '<span class="state">Fait\u00a0: </span>' in pages
    assert '<ol reversed="reversed">' in pages
    words = " ".join(reading.read((editions / "le-phare.pdf").read_bytes()).root.text.split())
    assert "Fait : lampe vérifiée" in words.replace("\u00a0", " ")
    assert "3. Ouvrir la vanne. 2. Attendre" in words
