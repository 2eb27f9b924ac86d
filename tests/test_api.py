"""The programming interface: a few names, and what its page says is what happens."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import exporter
from exporter.events import Event, Failed, Narrated

PAGE = (Path(__file__).parents[1] / "docs/api.md").read_text(encoding="utf-8")
ARTICLE = """---
title: Le gué
---

# Le gué

Le gué se passe à pied sec six heures par jour.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "le-gue.md").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def test_the_examples_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, object] = {}
    for block in re.findall(r"^```python\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE):
        exec(block, names)  # noqa: S102 - our own page
    said = capsys.readouterr().out
    assert said.startswith("Le gué 0")
    assert (folder / "le-gue.epub").read_bytes().startswith(b"PK")
    assert "Jeanne Castel" in (folder / "le-gue.txt").read_text(encoding="utf-8")
    assert f"txt {folder.name}" in said or "txt out/le-gue/le-gue.txt" in said


def test_every_name_is_there_and_nothing_heavy_is_loaded_before_it_is_used() -> None:
    script = "import exporter, sys; assert 'exporter.model' not in sys.modules; exporter.read; print(*dir(exporter))"
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert {"read", "prepare", "write", "export", "Article", "Settings", "Request", "ExporterError"} <= set(said)


def test_a_failure_of_one_article_is_an_event_and_one_of_the_run_is_raised(folder: Path) -> None:
    (folder / "vide.md").write_text("", encoding="utf-8")
    events = list(exporter.export(["le-gue.md", "vide.md"], "out", ["txt"]))
    assert [event.article for event in events if isinstance(event, Failed)] == ["vide.md"]
    with pytest.raises(exporter.ExporterError, match="unknown format"):
        list(exporter.export(["le-gue.md"], "out", ["docx"]))


def test_an_export_whose_events_nobody_takes_is_done_all_the_same(folder: Path) -> None:
    events = exporter.export(["le-gue.md"], "out", ["txt"])
    next(iter(events))
    events.close()  # type: ignore[attr-defined]
    assert (folder / "out/le-gue/le-gue.txt").is_file()


def test_a_spoken_edition_tells_its_chapters(folder: Path) -> None:
    heard: list[Event] = []
    silent = exporter.Settings(narration=exporter.Settings().narration.__class__("silent"))
    exporter.write(exporter.prepare(exporter.read("le-gue.md")), "vtt", "le-gue.vtt", silent, heard.append)
    [narrated] = [event for event in heard if isinstance(event, Narrated)]
    assert narrated.chapters[0] == ("Le gué", 0.0)
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


def test_an_edition_that_fails_leaves_nothing(folder: Path) -> None:
    with pytest.raises(exporter.ExporterError):
        exporter.write(exporter.prepare(exporter.read("le-gue.md")), "txt", folder / "nulle-part/le-gue.txt")
    assert sorted(path.name for path in folder.iterdir()) == ["le-gue.md"]


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="frobnicate"):
        exporter.frobnicate  # noqa: B018


def test_one_input_is_enough(folder: Path) -> None:
    """A text is one input, not its letters; the contents page comes along as from the command line."""
    events = list(exporter.export("le-gue.md", formats="txt,epub-text"))
    assert not [event for event in events if isinstance(event, Failed)]
    assert {path.name for path in (folder / "out").glob("[!.]*")} == {"index.html", "le-gue", "report.json"}
    request = exporter.Request("le-gue.md", "txt", catalogues="contents")  # type: ignore[arg-type]  # as people write it
    assert (request.inputs, request.formats, request.catalogues) == (("le-gue.md",), ("txt",), ("contents",))
    assert exporter.Request(()).formats == ("mp3", "pdf", "epub", "txt")


def test_what_a_request_says_holds_where_nothing_else_is_said(folder: Path) -> None:
    asked = exporter.Request((), ("txt",), "ailleurs", catalogues=())
    list(exporter.export(folder / "le-gue.md", request=asked))
    assert {path.name for path in (folder / "ailleurs").glob("[!.]*")} == {"le-gue", "report.json"}
    assert (folder / "ailleurs/le-gue/le-gue.txt").is_file()


def test_editions_are_checked_in_an_output_and_in_one_folder_of_it(folder: Path) -> None:
    list(exporter.export("le-gue.md", formats="txt"))
    assert {checked.trouble for checked in exporter.verify("out")} == {""}
    (folder / "out/le-gue/le-gue.txt").write_text("Autre chose.", encoding="utf-8")
    found = {Path(checked.path).name: checked.trouble for checked in exporter.verify(folder / "out/le-gue")}
    assert found == {"edition.json": "", "le-gue.txt": "damaged: another size"}
