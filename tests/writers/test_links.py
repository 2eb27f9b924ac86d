"""Links inside of an article, and notes: what they lead to and back, in every edition that has links."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

import page as page_validation
import pikepdf
import pytest

from exporter.engine import run
from exporter.engine.records import Request
from exporter.events import Warned
from exporter.settings import NarrationSettings, Settings
from tests.writers.pdf import reading

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.events import Event

MARKDOWN = """\
---
title: "Le bac et ses passeurs[^titre]"
---

On lira [l’histoire du bac](#histoire), [le relevé](#releve) et [la page des droits](#droits). Le bac date de 1835[^a].

## Une histoire {#histoire}

Rien à dire de plus[^b]. Retour [au relevé](#releve).

<a id="releve"></a>

| Année | Traversées |
|-------|------------|
| 1835  | 12[^c]     |

[^titre]: Note appelée dans le titre.
[^a]: Archives du canton.
[^b]: Registre du passeur.
[^c]: Un jour sur deux.
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Event]]:
    folder = tmp_path_factory.mktemp("links")
    events: list[Event] = []
    (folder / "bac.md").write_text(MARKDOWN, encoding="utf-8")
    chosen = Settings(narration=NarrationSettings("silent", announce_voice=False))
    formats = ("txt", "pdf", "pdf-large", "pdf-print", "epub-text")
    asked = Request((str(folder / "bac.md"),), formats, folder / "out", settings=chosen)
    assert run.export(asked, events.append) == ()
    return folder / "out/le-bac-et-ses-passeurs", events


def test_a_link_that_leads_nowhere_is_words_and_reported(made: tuple[Path, list[Event]]) -> None:
    folder, events = made
    told = [str(event.message) for event in events if isinstance(event, Warned) and event.code == "broken-link"]
    assert told == ["a link to 'droits' leads nowhere in the article: its words stay"]
    assert "et la page des droits." in " ".join((folder / "le-bac-et-ses-passeurs.txt").read_text("utf-8").split())


def test_a_book_leads_to_sections_and_tables_and_back_from_each_note(made: tuple[Path, list[Event]]) -> None:
    with zipfile.ZipFile(made[0] / "le-bac-et-ses-passeurs.text.epub") as book:
        pages = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml"))
    links = re.findall(r'<a href="([^"]*#[^"]*)"[^>]*>([^<]+)</a>', pages)
    led = {words: href.rpartition("#")[2] for href, words in links}
    assert led["l’histoire du bac"] == "section-1"
    assert led["le relevé"] == led["au relevé"] == "place-1"
    assert re.search(r'<th[^>]*><span id="s\d+"><span id="place-1"></span>Année', pages)
    backs = [words for _, words in links if words.startswith("Retour au texte")]
    assert backs == [f"Retour au texte, note\u00a0{number}" for number in (2, 3, 4)]
    assert ">la page des droits</a>" not in pages


@pytest.mark.parametrize("suffix", [".pdf", ".large.pdf"])
def test_a_pdf_leads_there_too_with_tags(made: tuple[Path, list[Event]], suffix: str) -> None:
    data = (made[0] / f"le-bac-et-ses-passeurs{suffix}").read_bytes()
    for profile in ("ua1", "3a"):
        assert "no failures" in str(page_validation.validate_pdf_bytes(data, profile=profile))
    read = reading.read(data)
    names = read.pdf.Root.Names.Dests.Names
    places = {str(names[index]) for index in range(0, len(names), 2)}
    led = {" ".join(link.words.split()): str(link.links[0].Dest) for link in read.root.find("Link")}
    assert led["l’histoire du bac"] == "section-1"
    assert led["le relevé"] == led["au relevé"] == "place-1"
    assert set(led.values()) <= places
    calls = [str(link.links[0].Dest) for call in read.root.find("Reference") for link in call.find("Link")]
    assert calls == ["note-2", "note-3", "note-4"]
    back = {note.words: link.links[0] for note in read.root.find("Lbl") for link in note.find("Link")}
    assert {words: str(link.Contents) for words, link in back.items()} == {
        number: f"Retour au texte, note\u00a0{number}" for number in "234"
    }
    labels = [[kid.words.strip() for kid in note.kids if kid.role == "Lbl"] for note in read.root.find("Note")]
    assert labels == [["1"], ["2"], ["3"], ["4"]]


@pytest.mark.parametrize("suffix", [".pdf", ".large.pdf", ".print.pdf"])
def test_calls_of_notes_are_never_too_small_to_read(made: tuple[Path, list[Event]], suffix: str) -> None:
    data = (made[0] / f"le-bac-et-ses-passeurs{suffix}").read_bytes()
    assert min(_sizes(data)) >= 7


def _sizes(data: bytes) -> set[float]:  # noqa: C901 - one line an operator
    """The sizes of all type that is shown, in points."""
    found: set[float] = set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            scales, scale, size, matrix = [1.0], 1.0, 0.0, 1.0
            for instruction in pikepdf.parse_content_stream(page):
                operands: list[Any] = list(instruction.operands)
                match str(instruction.operator):
                    case "q":
                        scales.append(scale)
                    case "Q":
                        scale = scales.pop()
                    case "cm":
                        scale *= abs(float(operands[3]))
                    case "Tf":
                        size = float(operands[1])
                    case "Tm":
                        matrix = abs(float(operands[3]))
                    case "Tj" | "TJ":
                        found.add(round(scale * size * matrix, 2))
                    case _:
                        pass
    return found
