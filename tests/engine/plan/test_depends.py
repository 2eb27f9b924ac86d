"""What editions depend on beside their text: whatever changes one has it made again, in one run."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from exporter.engine import run
from exporter.engine.plan.trace import Trace
from exporter.engine.work.world import LocalWorld
from exporter.errors import ResourceError
from exporter.events import Event, Failed, Progress, Summary
from exporter.render.pages.options import Options
from exporter.settings import PageSettings, Settings
from exporter.writers import text
from tests.engine.archives import PICTURE, ask, carry_out, made, reasons, write

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """<!DOCTYPE html><html lang="fr"><head><title>Le phare</title></head><body><article><h1>Le phare</h1>
<p>La lampe du phare tourne encore chaque nuit, et l’on en voit la lueur depuis le bourg voisin.</p>
<p>Le gardien, lui, n’est plus là : une horloge allume et éteint la lampe, et la commune paie le courant depuis l’an
passé, non sans que le conseil en débatte une heure à chacune de ses séances.</p></article></body></html>
"""


pytestmark = pytest.mark.usefixtures("at_one_moment", "at_hand")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "articles"
    path.mkdir()
    write(path / "1.txt", "Le gué")
    write(path / "2.txt", "Le bac")
    return path


def touch(path: Path) -> None:
    """Make another file of the same document."""
    path.write_bytes(path.read_bytes() + b"\n")


def picture(path: Path, colour: str) -> None:
    from PIL import Image  # noqa: PLC0415 - only here

    path.parent.mkdir(exist_ok=True)
    Image.new("RGB", (40, 40), colour).save(path)


def recorded(home: Path) -> list[str]:
    return [item["format"] for item in json.loads((home / "edition.json").read_text("utf-8"))["artefacts"]]


def test_a_touched_source_hides_no_other_reason(folder: Path) -> None:
    asked = ask(folder)
    carry_out(asked)
    touch(folder / "1.txt")
    narrow = replace(asked, settings=replace(asked.settings, own=(text.Options(40),)))
    assert made(narrow) == [("1.txt", "txt"), ("2.txt", "txt")]
    assert made(narrow) == []


def test_a_touched_source_hides_no_picture(folder: Path) -> None:
    (folder / "phare.md").write_text(PICTURE, encoding="utf-8")
    picture(folder / "phare.png", "white")
    asked = replace(ask(folder, "epub-text"), inputs=(str(folder / "phare.md"),))
    carry_out(asked)
    touch(folder / "phare.md")
    assert made(asked) == []
    touch(folder / "phare.md")
    picture(folder / "phare.png", "black")
    assert made(asked) == [("phare.md", "epub-text")]


def test_a_touched_source_hides_no_pages(folder: Path) -> None:
    asked = replace(ask(folder, "pdf", "epub-text"), inputs=(str(folder / "1.txt"),))
    carry_out(asked)
    touch(folder / "1.txt")
    (folder.parent / "out/le-gue/le-gue.pdf").unlink()
    assert {form: reason for (_, form), reason in reasons(asked).items()} == {"pdf": "damaged", "epub-text": "pages"}


def test_every_spoken_edition_of_a_run_depends_on_the_lexicon(folder: Path) -> None:
    asked = ask(folder, "vtt", "srt", "wav")
    carry_out(asked)
    (folder / "exporter-lexicon.toml").write_text('"gué" = "gai"\n', encoding="utf-8")
    assert set(reasons(asked).values()) == {"option"}


def test_an_issue_depends_on_pictures_and_lexicons_of_its_articles(folder: Path) -> None:
    for name, colour in (("est", "white"), ("ouest", "grey")):  # two pictures of one name
        picture(folder / name / "phare.png", colour)
        text = PICTURE.replace("Le phare", f"Le phare de l’{name}")
        (folder / name / "phare.md").write_text(text, encoding="utf-8")
    asked = replace(ask(folder, "txt", "epub-text", "m4b"), bundle="Les phares")
    carry_out(asked)
    assert set(reasons(asked).values()) == {"fresh"}
    picture(folder / "est/phare.png", "black")
    assert {form: reason for (_, form), reason in reasons(asked).items()} == {
        "txt": "fresh",
        "epub-text": "picture",
        "m4b": "fresh",
    }
    carry_out(asked)
    (folder / "ouest/exporter-lexicon.toml").write_text('"phare" = "far"\n', encoding="utf-8")
    assert made(asked) == [("Les phares", "m4b")]
    assert made(asked) == []


def test_what_a_page_says_may_depend_on_the_moment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "phare.html").write_text(PAGE, encoding="utf-8")
    asked = ask(folder)
    carry_out(asked)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    assert reasons(asked)["phare.html", "txt"] == "option"
    assert reasons(asked)["1.txt", "txt"] == "fresh"


def test_a_file_that_a_theme_lacks_is_missed_when_it_comes(tmp_path: Path) -> None:
    trace = Trace()
    world = LocalWorld(Settings(page=PageSettings(str(tmp_path))), lambda _: None, None, None, trace)
    with pytest.raises(ResourceError):
        world.resource("templates/pdf/fond.png")
    assert json.loads(trace.basis(1, {}, ""))["resources"] == {"templates/pdf/fond.png": ""}


def test_an_edition_that_its_record_has_lost_is_made_again(folder: Path) -> None:
    carry_out(ask(folder, "txt", "vtt"))
    home = folder.parent / "out/le-gue"
    (home / "edition.json").write_text("{}", encoding="utf-8")
    assert made(ask(folder, "txt")) == [("1.txt", "txt")]
    assert recorded(home) == ["txt"]
    assert made(ask(folder, "vtt")) == [("1.txt", "vtt")]
    assert recorded(home) == ["txt", "vtt"]


def test_a_record_keeps_the_warnings_of_editions_that_are_not_made_again(folder: Path) -> None:
    path = folder / "phare.html"
    path.write_text(PAGE.replace("<p>Le gardien", '<p><img src="phare.png"></p><p>Le gardien'), encoding="utf-8")
    picture(folder / "phare.png", "white")
    vouched = ask(folder).settings
    vouched = replace(vouched, own=(Options(certifier="La Gazette"),))
    asked = replace(ask(folder, "epub-text", settings=vouched), inputs=(str(path),))

    def warnings() -> set[str]:
        record = json.loads((folder.parent / "out/le-phare/edition.json").read_text("utf-8"))
        return {warning["code"] for warning in record["warnings"]}

    carry_out(asked)
    assert warnings() == {"no-date", "conformance"}
    touch(path)
    assert made(asked) == []
    assert warnings() == {"no-date", "conformance"}
    path.with_name("phare.html.toml").write_text('[alternatives]\n"phare.png" = "Le phare, blanc."\n', encoding="utf-8")
    carry_out(asked)
    assert warnings() == {"no-date"}


def test_a_text_that_changes_back_has_all_its_editions_made(folder: Path) -> None:
    carry_out(ask(folder, "txt", "vtt"))
    for words in ("La crue l’a emporté.", "Une seconde la suit de près."):
        write(folder / "1.txt", "Le gué", words)
        assert made(ask(folder, "txt")) == [("1.txt", "txt")]
    assert made(ask(folder, "txt", "vtt")) == [("1.txt", "vtt")]
    assert recorded(folder.parent / "out/le-gue") == ["txt", "vtt"]


def test_a_text_that_changes_during_a_run_and_back_is_made_as_it_is(folder: Path) -> None:
    asked = ask(folder)

    def edit(event: Event) -> None:
        if event == Progress("articles", 0, 2):  # planned, and not yet read again
            write(folder / "2.txt", "Le bac", "Il ne passe plus.")

    run.export(asked, edit)
    assert "ne passe plus" in (folder.parent / "out/le-bac/le-bac.txt").read_text("utf-8")
    write(folder / "2.txt", "Le bac")
    assert made(asked) == [("2.txt", "txt")]


def test_a_source_that_goes_during_a_run_is_one_failure_of_all_that_are_counted(folder: Path) -> None:
    events: list[Event] = []

    def remove(event: Event) -> None:
        events.append(event)
        if event == Progress("articles", 0, 2):
            (folder / "1.txt").unlink()

    (failed,) = run.export(ask(folder), remove)
    assert str(failed.article).endswith("1.txt")
    assert Progress("articles", 2, 2) in events
    (summary,) = (event for event in events if isinstance(event, Summary))
    assert (summary.done, summary.fresh, summary.failed) == (1, 0, 1)


def test_a_folder_in_the_place_of_an_edition_or_a_record_is_that_article_s_trouble(folder: Path) -> None:
    carry_out(ask(folder))
    edition = folder.parent / "out/le-gue/le-gue.txt"
    edition.unlink()
    (edition / "dessous").mkdir(parents=True)
    (folder.parent / "out/le-pont/edition.json/dessous").mkdir(parents=True)
    write(folder / "3.txt", "Le pont")
    write(folder / "4.txt", "Le canal")
    events: list[Event] = []
    run.export(ask(folder), events.append)
    failed = sorted(str(event.article)[-5:] for event in events if isinstance(event, Failed))
    assert failed == ["1.txt", "3.txt"]
    (summary,) = (event for event in events if isinstance(event, Summary))
    assert (summary.done, summary.fresh, summary.failed) == (1, 1, 2)
