"""Plans: what is made again and why, as content and choices change; what is not."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from exporter import registry
from exporter.engine.inputs import sidecar
from exporter.engine.records import Overrides
from exporter.events import Pruned, Summary
from exporter.settings import NarrationSettings, PageSettings, Settings
from exporter.writers import text
from tests.engine.archives import PICTURE, ask, carry_out, made, reasons, write

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.usefixtures("at_one_moment", "at_hand")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "articles"
    path.mkdir()
    for number, title in enumerate(("Le gué", "Le bac", "Le pont"), 1):
        write(path / f"{number}.txt", title)
    return path


def test_what_is_done_is_not_done_again(folder: Path) -> None:
    asked = ask(folder, "txt", "vtt")
    assert set(reasons(asked).values()) == {"new"}
    assert not (folder.parent / "out").exists()  # a dry run leaves nothing
    assert len(made(asked)) == 6
    before = {path: path.stat().st_ino for path in (folder.parent / "out").glob("*/*")}
    assert made(asked) == []
    assert set(reasons(asked).values()) == {"fresh"}
    assert {path: path.stat().st_ino for path in (folder.parent / "out").glob("*/*")} == before


def test_content_decides_and_not_the_time_of_a_file(folder: Path) -> None:
    asked = ask(folder)
    carry_out(asked)
    for path in folder.iterdir():
        os.utime(path, (0, 0))
    for path in (folder.parent / "out").glob("*/*.txt"):
        os.utime(path, (0, 0))
    assert made(asked) == []
    status = (folder / "2.txt").stat()
    write(folder / "2.txt", "Le bac", "Une seconde la suit de prés.")
    os.utime(folder / "2.txt", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert (folder / "2.txt").stat().st_size == status.st_size
    assert reasons(asked) == {("1.txt", "txt"): "fresh", ("2.txt", "txt"): "source", ("3.txt", "txt"): "fresh"}
    assert made(asked) == [("2.txt", "txt")]
    assert "de prés" in (folder.parent / "out/le-bac/le-bac.txt").read_text("utf-8")


def test_another_input_of_the_same_document_is_read_but_not_made_again(folder: Path) -> None:
    asked = ask(folder)
    carry_out(asked)
    path = folder / "1.txt"
    path.write_text(path.read_text("utf-8") + "\n\n", encoding="utf-8")
    assert reasons(asked)["1.txt", "txt"] == "source"
    assert made(asked) == []
    assert reasons(asked)["1.txt", "txt"] == "fresh"


def test_a_new_format_is_made_alone_and_keeps_the_others_in_the_record(folder: Path) -> None:
    carry_out(ask(folder, "txt"))
    assert set(made(ask(folder, "txt", "vtt"))) == {(f"{number}.txt", "vtt") for number in (1, 2, 3)}
    assert '"txt"' in (folder.parent / "out/le-gue/edition.json").read_text("utf-8")


def test_an_edition_of_an_older_document_is_made_when_it_is_asked_for_again(folder: Path) -> None:
    carry_out(ask(folder, "txt", "vtt"))
    write(folder / "1.txt", "Le gué", "La crue l’a emporté.")
    assert made(ask(folder, "txt")) == [("1.txt", "txt")]
    assert made(ask(folder, "vtt")) == [("1.txt", "vtt")]
    assert made(ask(folder, "txt", "vtt")) == []


def test_options_concern_those_formats_that_look_at_them(folder: Path) -> None:
    asked = ask(folder, "txt", "vtt")
    carry_out(asked)
    narrow = replace(asked, settings=replace(asked.settings, own=(text.Options(50),)))
    assert {form: reason for (_, form), reason in reasons(narrow).items()} == {"txt": "option", "vtt": "fresh"}
    slow = replace(asked, settings=replace(asked.settings, narration=NarrationSettings("silent", 0.5)))
    assert {form: reason for (_, form), reason in reasons(slow).items()} == {"txt": "fresh", "vtt": "voice"}
    named = replace(asked, overrides=Overrides(publisher="La Gazette"))
    assert set(reasons(named).values()) == {"source"}


def test_a_book_without_sound_does_not_care_who_speaks(folder: Path) -> None:
    asked = ask(folder, "epub-text")
    carry_out(asked)
    other = replace(asked, settings=replace(asked.settings, narration=NarrationSettings("espeak", 2.0)))
    assert set(reasons(other).values()) == {"fresh"}


def test_a_lexicon_concerns_what_is_spoken(folder: Path) -> None:
    asked = ask(folder, "txt", "vtt")
    carry_out(asked)
    (folder / "exporter-lexicon.toml").write_text('"gué" = "gai"\n', encoding="utf-8")
    assert {form: reason for (_, form), reason in reasons(asked).items()} == {"txt": "fresh", "vtt": "option"}


def test_what_an_editor_puts_right_counts_as_the_source(folder: Path) -> None:
    asked = ask(folder)
    carry_out(asked)
    (folder / "3.txt.toml").write_text('authors = ["Jeanne Castel"]\n', encoding="utf-8")
    assert made(asked) == [("3.txt", "txt")]
    assert "Jeanne Castel" in (folder.parent / "out/le-pont/le-pont.txt").read_text("utf-8")


def test_an_edition_follows_the_lines_that_an_editor_points_at(folder: Path) -> None:
    write(
        folder / "3.txt", "Le pont", "Il a tenu bon sous la crue, et personne ne sait encore pourquoi.\n\nIl est neuf."
    )
    asked = ask(folder)
    carry_out(asked)
    sidecar.keep(str(folder / "3.txt"), ["end-line=3"])
    assert made(asked) == [("3.txt", "txt")]
    assert "neuf" not in (folder.parent / "out/le-pont/le-pont.txt").read_text("utf-8")
    sidecar.keep(str(folder / "3.txt"), ["end-line="])
    assert made(asked) == [("3.txt", "txt")]
    assert "neuf" in (folder.parent / "out/le-pont/le-pont.txt").read_text("utf-8")


def test_a_changed_template_makes_what_was_made_with_it(folder: Path) -> None:
    theme = folder.parent / "theme"
    (theme / "epub").mkdir(parents=True)
    (theme / "epub/book.css").write_text("p { margin: 0 }\n", encoding="utf-8")
    chosen = Settings(narration=NarrationSettings("silent"), page=PageSettings(str(theme)))
    asked = ask(folder, "txt", "epub-text", settings=chosen)
    carry_out(asked)
    assert made(asked) == []
    (theme / "epub/book.css").write_text("p { margin: 1em }\n", encoding="utf-8")
    assert {form: reason for (_, form), reason in reasons(asked).items()} == {"txt": "fresh", "epub-text": "template"}
    assert len(made(asked)) == 3
    assert made(asked) == []


def test_a_changed_picture_makes_what_shows_it(tmp_path: Path) -> None:
    from PIL import Image  # noqa: PLC0415 - only here

    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "phare.md").write_text(PICTURE, encoding="utf-8")
    Image.new("RGB", (40, 40), "white").save(articles / "phare.png")
    asked = ask(articles, "txt", "epub-text")
    carry_out(asked)
    assert made(asked) == []
    Image.new("RGB", (40, 40), "black").save(articles / "phare.png")
    assert reasons(asked) == {("phare.md", "txt"): "fresh", ("phare.md", "epub-text"): "picture"}
    assert made(asked) == [("phare.md", "epub-text")]
    assert made(asked) == []


@pytest.mark.parametrize("name", ["le-bac.txt", "edition.json"])
def test_damaged_and_missing_editions_are_made_again(folder: Path, name: str) -> None:
    asked = ask(folder)
    carry_out(asked)
    path = folder.parent / "out/le-bac" / name
    whole = path.read_bytes()
    path.write_bytes(b"x" * len(whole))
    assert made(asked) == [("2.txt", "txt")]
    assert path.read_bytes() == whole
    path.unlink()
    assert reasons(asked) == {("1.txt", "txt"): "fresh", ("2.txt", "txt"): "damaged", ("3.txt", "txt"): "fresh"}
    assert made(asked) == [("2.txt", "txt")]
    shutil.rmtree(path.parent)
    assert made(asked) == [("2.txt", "txt")]
    assert made(asked) == []


def test_force_makes_everything_again(folder: Path) -> None:
    carry_out(ask(folder))
    asked = replace(ask(folder), force=True)
    assert set(reasons(asked).values()) == {"forced"}
    assert len(made(asked)) == 3


def test_another_version_makes_everything_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    carry_out(ask(folder))
    monkeypatch.setattr(registry, "release", lambda: "exporter 0.0.1")
    assert set(reasons(ask(folder)).values()) == {"version"}


def test_another_moment_is_another_edition_for_those_that_bear_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ask(folder, "txt", "epub-text")
    carry_out(asked)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    assert {form: reason for (_, form), reason in reasons(asked).items()} == {"txt": "fresh", "epub-text": "option"}


def test_a_strict_run_trusts_no_lax_one(folder: Path) -> None:
    carry_out(ask(folder))
    strict = replace(ask(folder), strict=True)
    assert set(reasons(strict).values()) == {"option"}
    carry_out(strict)
    assert made(strict) == made(ask(folder)) == []


def test_an_epub_follows_the_pages_of_its_pdf(folder: Path) -> None:
    for number in (2, 3):
        (folder / f"{number}.txt").unlink()
    asked = ask(folder, "epub-text", "pdf")
    assert made(asked) == [("1.txt", "pdf"), ("1.txt", "epub-text")]
    book = (folder.parent / "out/le-gue/le-gue.text.epub").read_bytes()
    assert made(asked) == made(ask(folder, "epub-text")) == []
    (folder.parent / "out/le-gue/le-gue.text.epub").unlink()
    assert made(asked) == [("1.txt", "epub-text")]  # with the page list of a PDF that was not made again
    assert (folder.parent / "out/le-gue/le-gue.text.epub").read_bytes() == book
    (folder.parent / "out/le-gue/le-gue.pdf").unlink()
    assert reasons(asked) == {("1.txt", "pdf"): "damaged", ("1.txt", "epub-text"): "pages"}
    assert made(asked) == [("1.txt", "pdf")]  # whose pages turn out to be the same
    large = ask(folder, "epub-text", "pdf", "pdf-large")
    assert made(large) == [("1.txt", "pdf-large")]
    assert made(large) == made(asked) == []


def test_an_epub_that_had_no_pages_is_made_again_when_there_are_some(folder: Path) -> None:
    for number in (2, 3):
        (folder / f"{number}.txt").unlink()
    carry_out(ask(folder, "epub-text"))
    assert made(ask(folder, "epub-text", "pdf")) == [("1.txt", "pdf"), ("1.txt", "epub-text")]
    assert made(ask(folder, "epub-text", "pdf")) == []


def test_editions_of_articles_that_are_gone_are_pruned(folder: Path) -> None:
    carry_out(ask(folder))
    (folder / "2.txt").unlink()
    write(folder / "3.txt", "Le pont suspendu")
    asked = replace(ask(folder), prune=True)
    out = folder.parent / "out"
    listed = [event for event in carry_out(replace(asked, dry_run=True)) if isinstance(event, Pruned)]
    assert not any(event.removed for event in listed)
    assert (out / "le-bac/le-bac.txt").exists()
    removed = {event.path for event in carry_out(asked) if isinstance(event, Pruned) and event.removed}
    assert removed == {event.path for event in listed}
    assert removed == {
        f"{out}/{home}/{name}" for home in ("le-bac", "le-pont") for name in (f"{home}.txt", "edition.json")
    }
    assert sorted(path.name for path in out.iterdir() if path.is_dir()) == [".exporter", "le-gue", "le-pont-suspendu"]
    assert not [event for event in carry_out(asked) if isinstance(event, Pruned)]


def test_a_ledger_with_wrong_paths_has_nothing_removed_of_articles_that_are_there(folder: Path) -> None:
    carry_out(ask(folder))
    out = folder.parent / "out"
    (out / "notes").mkdir()
    (out / "notes/le-bac.txt").touch()
    before = {path for path in out.glob("[!.]*/*") if path.parent.name != "le-bac"}
    with closing(sqlite3.connect(out / ".exporter/ledger.sqlite")) as database, database:
        database.execute("UPDATE made SET path = 'le-gue/le-gue.txt' WHERE path = 'le-bac/le-bac.txt'")
        database.execute("UPDATE article SET path = 'notes/le-bac.txt' WHERE path = 'le-bac/edition.json'")
        database.execute("INSERT INTO leftover VALUES ('le-pont/le-pont.txt', 1, '', '')")
    (folder / "2.txt").unlink()
    assert not [event for event in carry_out(replace(ask(folder), prune=True)) if isinstance(event, Pruned)]
    assert before <= set(out.glob("[!.]*/*"))


def test_an_archive_moves_with_its_editions(folder: Path) -> None:
    carry_out(ask(folder))
    moved = folder.parent.parent / f"{folder.parent.name}-moved"
    folder.parent.rename(moved)
    assert made(ask(moved / "articles")) == []


def test_an_issue_is_made_again_when_one_of_its_articles_changes(folder: Path) -> None:
    asked = replace(ask(folder), bundle="Le fleuve")
    assert made(asked) == [("Le fleuve", "txt")]
    assert made(asked) == []
    write(folder / "2.txt", "Le bac", "Il ne passe plus.")
    assert made(asked) == [("Le fleuve", "txt")]
    assert "Il ne passe plus" in (folder.parent / "out/le-fleuve/le-fleuve.txt").read_text("utf-8")
    write(folder / "5.txt", "Le quai")
    assert reasons(asked) == {("Le fleuve", "txt"): "source"}


def test_a_summary_ends_every_run_but_a_dry_one(folder: Path) -> None:
    (summary,) = (event for event in carry_out(ask(folder)) if isinstance(event, Summary))
    assert (summary.done, summary.fresh, summary.failed) == (3, 0, 0)
    write(folder / "1.txt", "Le gué", "La crue l’a emporté.")
    (summary,) = (event for event in carry_out(ask(folder)) if isinstance(event, Summary))
    assert (summary.done, summary.fresh, summary.failed) == (1, 2, 0)
    assert not [event for event in carry_out(replace(ask(folder), dry_run=True)) if isinstance(event, Summary)]


def test_every_format_says_what_it_depends_on(folder: Path) -> None:
    asked = ask(folder, *registry.names("writers"))
    assert set(reasons(asked).values()) == {"new"}
