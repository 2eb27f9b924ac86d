"""Verse and definitions as their readers get them: on pages, in plain text, by ear and in captions."""

from __future__ import annotations

import json
import re
import zipfile
from typing import TYPE_CHECKING

import page as page_validation
import pytest

from exporter.engine import run
from exporter.engine.records import Request
from exporter.settings import NarrationSettings, Settings
from tests.writers.pdf import reading, rules

if TYPE_CHECKING:
    from pathlib import Path

MARKDOWN = """\
# Le cahier du passeur

> La barque est pleine et ne dit rien  
> &nbsp;&nbsp;le courant monte,  
> la nuit s’en va, le jour revient,  
> &nbsp;&nbsp;et je le compte.
>
> Que reste-t-il de mon chemin ?  
> &nbsp;&nbsp;Un peu d’écume.
>
> — Un passeur

Bac
: Bateau qui passe d’une rive à l’autre.
: Par extension, le passage lui-même.

Amarre
Aussière
: Cordage qui retient le bac.
"""  # noqa: W291 - two spaces break a line


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verse")
    (folder / "cahier.md").write_text(MARKDOWN, encoding="utf-8")
    chosen = Settings(narration=NarrationSettings("silent", announce_voice=False))
    formats = ("txt", "clips", "vtt", "pdf", "pdf-large", "epub-text")
    asked = Request((str(folder / "cahier.md"),), formats, folder / "out", settings=chosen)
    assert run.export(asked, lambda _: None) == ()
    return folder / "out/le-cahier-du-passeur/le-cahier-du-passeur"


def _read(editions: Path, suffix: str) -> str:
    return (editions.parent / f"{editions.name}{suffix}").read_text(encoding="utf-8").replace("\u00a0", " ")


def test_plain_text_keeps_stanzas_indents_and_terms(editions: Path) -> None:
    assert (
        "    La barque est pleine et ne dit rien\n        le courant monte,\n    la nuit s’en va, le jour revient,\n"
        "        et je le compte.\n\n    Que reste-t-il de mon chemin ?\n        Un peu d’écume.\n    — Un passeur\n"
    ) in _read(editions, ".txt")
    assert "Bac :\n    Bateau qui passe d’une rive à l’autre.\n    Par extension" in _read(editions, ".txt")
    assert "Amarre, Aussière :\n    Cordage" in _read(editions, ".txt")


def test_a_listener_hears_rests_at_ends_of_lines_and_terms_before_what_is_said_of_them(editions: Path) -> None:
    chapters = json.loads(_read(editions, ".clips.json"))["chapters"]
    told = [clip for chapter in chapters for clip in chapter["utterances"]][1:]
    said = [" ".join(clip["spoken"].split()) for clip in told]
    assert said[:4] == [
        "La barque est pleine et ne dit rien, le courant monte, la nuit s’en va, le jour revient, et je le compte.",
        "Que reste-t-il de mon chemin ?",
        "Un peu d’écume.",
        "Un passeur",
    ]
    assert said[4:7] == ["Bac:", "Bateau qui passe d’une rive à l’autre.", "Par extension, le passage lui-même."]
    assert said[7:] == ["Amarre,", "Aussière:", "Cordage qui retient le bac."]


def test_captions_break_where_lines_of_verse_end(editions: Path) -> None:
    captions = re.sub(r" ?<[\d:.]+>", " ", _read(editions, ".vtt"))
    lines = [" ".join(line.split()) for line in captions.splitlines()]
    verse = lines.index("La barque est pleine et ne dit rien")
    assert lines[verse + 1] == "le courant monte,"
    assert "Que reste-t-il de mon chemin ?" in lines
    assert "Amarre, Aussière : Cordage qui retient le bac." in lines


def test_pages_have_lines_of_their_own_that_hang(editions: Path) -> None:
    with zipfile.ZipFile(f"{editions}.text.epub") as book:
        pages = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml"))
    assert '<div class="verse"><p class="stanza"><span id="s1"><span class="line">La barque' in pages
    assert '<br/></span><span class="line indent-1">le courant monte,<br/></span><span class="line">la nuit' in pages
    assert re.search(r"<dt><span[^>]*>Amarre</span> </dt><dt><span[^>]*>Aussière</span></dt><dd>", pages)


@pytest.mark.parametrize("suffix", [".pdf", ".large.pdf"])
def test_the_structure_of_a_pdf_tells_lists_of_definitions(editions: Path, suffix: str) -> None:
    data = (editions.parent / f"{editions.name}{suffix}").read_bytes()
    assert rules.faults(data) == []
    for profile in ("ua1", "3a"):
        assert "no failures" in str(page_validation.validate_pdf_bytes(data, profile=profile))
    (listing,) = reading.read(data).root.find("L")
    items = [[(kid.role, " ".join(kid.words.split())) for kid in item.kids] for item in listing.kids]
    assert items[1] == [("Lbl", "Amarre Aussière"), ("LBody", "Cordage qui retient le bac.")]
    words = " ".join(reading.read(data).root.text.replace("\u00a0", " ").split())
    assert "et ne dit rien le courant monte, la nuit" in words


def test_a_line_of_verse_that_no_caption_holds_is_cut_as_other_words_are(tmp_path: Path) -> None:
    long = "la barque que le passeur avait promise à la fille aînée du meunier de la rive d’en face"
    poem = f"# Le bac\n\n::: verse\nUn soir,\\\n{long},\\\npartit\\\nsans bruit\\\nvers l’aval.\n:::\n"
    (tmp_path / "bac.md").write_text(poem, encoding="utf-8")
    chosen = Settings(narration=NarrationSettings("silent", announce_voice=False))
    assert run.export(Request((str(tmp_path / "bac.md"),), ("vtt",), tmp_path / "out", settings=chosen), print) == ()
    captions = re.sub(r" ?<[\d:.]+>", " ", (tmp_path / "out/le-bac/le-bac.vtt").read_text(encoding="utf-8"))
    cues = [[" ".join(line.split()) for line in cue.splitlines()[2:]] for cue in captions.split("\n\n")[3:]]
    assert [len(cue) for cue in cues] == [1, 2, 2, 1]
    assert (cues[0], " ".join(cues[1]), cues[2:]) == (
        ["Un soir,"],
        f"{long},",
        [["partit", "sans bruit"], ["vers l’aval."]],
    )
