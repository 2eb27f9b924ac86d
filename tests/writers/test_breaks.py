"""A break of lines in a title is a space wherever the title is a string."""

from __future__ import annotations

import json
import re
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
<html lang="fr"><head><title>La halle et ses marchands</title></head><body><main><article>
<h1>La halle<br>et ses <em>marchands</em></h1><p>Par Élise Tanguy, le 3 mars 2026</p>
<p>La halle a été couverte en 1903, et les marchands y ont vendu le poisson jusqu’à la fermeture du port, en 1991.</p>
<h2>Un toit<br>pour trois siècles</h2>
<p>La charpente a été refaite deux fois, sans que personne n’ait jamais su dire qui avait payé la première fois.</p>
<table><caption>Les prix<br>de 1903</caption><tr><th>Lot</th></tr><tr><td>12</td></tr></table>
</article></main></body></html>
"""
MARKDOWN = """\
---
title: "La halle<br>et ses marchands"
---

La halle a été couverte en 1903.

## Un toit<br>pour trois siècles

La charpente a été refaite deux fois.
"""


@pytest.mark.parametrize(("name", "text"), [("halle.html", PAGE), ("halle.md", MARKDOWN)])
def test_titles_are_whole_in_names_contents_bookmarks_and_captions(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    chosen = Settings(narration=NarrationSettings("silent", announce_voice=False))
    formats = ("txt", "clips", "pdf", "epub-text", "vtt")
    asked = Request((str(tmp_path / name),), formats, tmp_path / "out", settings=chosen)
    assert run.export(asked, lambda _: None) == ()
    folder = tmp_path / "out/la-halle-et-ses-marchands"
    stem = str(folder / "la-halle-et-ses-marchands")
    with zipfile.ZipFile(f"{stem}.text.epub") as book:
        contents = next(book.read(name).decode() for name in book.namelist() if name.endswith("contents.xhtml"))
    assert ">La halle et ses marchands</a>" in contents
    assert ">Un toit pour trois siècles</a>" in contents
    chapters = json.loads((folder / "la-halle-et-ses-marchands.clips.json").read_text(encoding="utf-8"))["chapters"]
    assert [chapter["title"] for chapter in chapters][:2] == ["La halle et ses marchands", "Un toit pour trois siècles"]
    lines = (folder / "la-halle-et-ses-marchands.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "La halle et ses marchands"
    assert "Un toit pour trois siècles" in lines
    read = reading.read((folder / "la-halle-et-ses-marchands.pdf").read_bytes())
    assert "Un toit pour trois siècles" in [title for _, title in reading.bookmarks(read)]
    captions = re.sub(r" ?<[\d:.]+>", " ", (folder / "la-halle-et-ses-marchands.vtt").read_text(encoding="utf-8"))
    assert "\nUn toit pour trois siècles\n" in captions
