"""Runs: what is on disk afterwards, and what was said about it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from exporter.engine import run
from exporter.engine.inputs.intake import SIZE_LIMIT, expand
from exporter.engine.records import Overrides, Request
from exporter.errors import ExporterError, ReadError, UsageError, WriteError
from exporter.events import Failed, NotRendered, Progress, Warned, Wrote
from exporter.settings import NarrationSettings, Settings
from exporter.voices import gtts
from exporter.voices._translate import Pace

if TYPE_CHECKING:
    from exporter.events import Event

TEXT = "{title}\n\nUne première phrase, bien assez longue pour être lue. Une seconde la suit de près.\n"
SPOKEN = Settings(narration=NarrationSettings("silent"))


pytestmark = pytest.mark.usefixtures("at_one_moment", "at_hand")


def write(folder: Path, name: str, title: str) -> str:
    path = folder / name
    path.write_text(TEXT.format(title=title), encoding="utf-8")
    return str(path)


def request(tmp_path: Path, *inputs: str, formats: tuple[str, ...] = ("txt",)) -> Request:
    return Request(inputs, formats, tmp_path / "out", SPOKEN, catalogues=())


def carry_out(asked: Request) -> list[Event]:
    events: list[Event] = []
    run.export(asked, events.append)
    return events


def export(tmp_path: Path, *inputs: str, formats: tuple[str, ...] = ("txt",)) -> list[Event]:
    return carry_out(request(tmp_path, *inputs, formats=formats))


def files(tmp_path: Path) -> set[str]:
    """The editions and their records; the ledger and the report are not among them."""
    out = tmp_path / "out"
    found = {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}
    return {name for name in found if not name.startswith(".exporter/") and name != "report.json"}


def failures(events: list[Event]) -> list[Failed]:
    return [event for event in events if isinstance(event, Failed)]


def test_another_article_of_the_same_title_has_a_folder_of_its_own(tmp_path: Path) -> None:
    one, other = write(tmp_path, "un.txt", "Le gué"), write(tmp_path, "deux.txt", "Le gué")
    Path(other).write_text(TEXT.format(title="Le gué") + "\nUn tout autre récit commence ici.\n", encoding="utf-8")
    export(tmp_path, one)
    before = (tmp_path / "out/le-gue/le-gue.txt").read_bytes()
    assert not failures(export(tmp_path, other))
    assert (tmp_path / "out/le-gue/le-gue.txt").read_bytes() == before
    assert b"tout autre" in (tmp_path / "out/le-gue-2/le-gue.txt").read_bytes()
    shutil.rmtree(tmp_path / "out/.exporter")  # a lost ledger changes nothing
    Path(other).write_text(TEXT.format(title="Le gué") + "\nUn autre récit, corrigé.\n", encoding="utf-8")
    export(tmp_path, one, other)
    assert (tmp_path / "out/le-gue/le-gue.txt").read_bytes() == before
    assert "corrigé".encode() in (tmp_path / "out/le-gue-2/le-gue.txt").read_bytes()
    assert not (tmp_path / "out/le-gue-3").exists()


def test_the_same_article_edited_moved_or_renamed_is_replaced(tmp_path: Path) -> None:
    first = write(tmp_path, "un.txt", "Le gué")
    export(tmp_path, first)
    Path(first).write_text(TEXT.format(title="Le gué") + "\nUne fin y fut ajoutée hier.\n", encoding="utf-8")
    (tmp_path / "ailleurs").mkdir()
    moved = Path(first).rename(tmp_path / "ailleurs/un.txt")
    assert not any(isinstance(event, Failed) for event in export(tmp_path, str(moved)))
    renamed = moved.rename(tmp_path / "ailleurs/deux.txt")
    assert not any(isinstance(event, Failed) for event in export(tmp_path, str(renamed)))
    (tmp_path / "out/le-gue/edition.json").write_text("[]", encoding="utf-8")
    assert not any(isinstance(event, Failed) for event in export(tmp_path, str(renamed)))
    assert files(tmp_path) == {"le-gue/le-gue.txt", "le-gue/edition.json"}
    assert b"ajout" in (tmp_path / "out/le-gue/le-gue.txt").read_bytes()


def test_an_edition_json_tells_what_was_made(tmp_path: Path) -> None:
    source = write(tmp_path, "a.txt", "Le pont neuf")
    export(tmp_path, source, formats=("mp3", "txt"))
    folder = tmp_path / "out/le-pont-neuf"
    record = json.loads((folder / "edition.json").read_text(encoding="utf-8"))
    assert record["source"]["sha256"] == hashlib.sha256(Path(source).read_bytes()).hexdigest()
    assert [item["format"] for item in record["artefacts"]] == ["mp3", "txt"]
    for item in record["artefacts"]:
        data = (folder / item["path"]).read_bytes()
        assert (item["bytes"], item["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert record["artefacts"][0]["duration"] > 1
    assert record["generated"] == "2026-05-28T20:26:40Z"


def test_a_later_run_keeps_what_is_still_true(tmp_path: Path) -> None:
    source = write(tmp_path, "a.txt", "Le pont neuf")
    export(tmp_path, source, formats=("mp3",))
    export(tmp_path, source, formats=("txt",))
    record = json.loads((tmp_path / "out/le-pont-neuf/edition.json").read_text(encoding="utf-8"))
    assert [item["format"] for item in record["artefacts"]] == ["mp3", "txt"]
    (tmp_path / "out/le-pont-neuf/le-pont-neuf.mp3").write_bytes(b"autre")
    carry_out(replace(request(tmp_path, source, formats=("txt",)), force=True))
    record = json.loads((tmp_path / "out/le-pont-neuf/edition.json").read_text(encoding="utf-8"))
    assert [item["format"] for item in record["artefacts"]] == ["txt"]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    source = write(tmp_path, "a.txt", "Le pont neuf")
    first = (export(tmp_path, source, formats=("mp3", "txt")), digests(tmp_path))[1]
    for blob in (tmp_path / "cache").glob("audio/*/*"):
        blob.unlink()
    shutil.rmtree(tmp_path / "out")
    assert (export(tmp_path, source, formats=("mp3", "txt")), digests(tmp_path))[1] == first


def digests(tmp_path: Path) -> dict[str, str]:
    return {name: hashlib.sha256((tmp_path / "out" / name).read_bytes()).hexdigest() for name in files(tmp_path)}


def test_two_articles_of_one_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    sources = [write(tmp_path, "a.txt", "Le pont neuf"), write(tmp_path, "b.txt", "Le Pont-neuf")]
    assert not failures(export(tmp_path, *sources))
    homes = ("le-pont-neuf", "le-pont-neuf-2")
    assert files(tmp_path) == {f"{home}/{name}" for home in homes for name in ("le-pont-neuf.txt", "edition.json")}
    told = [json.loads((tmp_path / f"out/{home}/edition.json").read_text("utf-8"))["source"]["name"] for home in homes]
    assert told == ["a.txt", "b.txt"]


def test_a_batch_goes_on_after_a_failure(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "Le premier")
    (tmp_path / "b.txt").write_bytes(b"")
    write(tmp_path, "c.txt", "Le troisième")
    events = export(tmp_path, str(tmp_path))
    assert sum(isinstance(event, Wrote) for event in events) == 2
    assert [event.exit_code for event in events if isinstance(event, Failed)] == [ReadError.exit_code]
    assert Progress("articles", 3, 3) in events


def test_a_folder_is_searched_through_but_not_its_hidden_parts(tmp_path: Path) -> None:
    source = tmp_path / "textes"
    (source / "2026").mkdir(parents=True)
    (source / ".git").mkdir()
    write(source / "2026", "a.txt", "Le premier")
    write(source / ".git", "b.txt", "Le caché")
    (source / "photo.jpg").write_bytes(b"\xff\xd8")
    export(tmp_path, str(source))
    assert files(tmp_path) == {"le-premier/le-premier.txt", "le-premier/edition.json"}


def test_the_articles_of_a_folder_follow_their_numbers(tmp_path: Path) -> None:
    for name in ("10", "2", "1", "2b"):
        write(tmp_path, f"{name}.txt", f"Article {name}")
    assert [Path(name).stem for name in expand(str(tmp_path))] == ["1", "2", "2b", "10"]


def test_a_file_named_twice_is_exported_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    source = write(tmp_path, "a.txt", "Le premier")
    events = export(tmp_path, "a.txt", "./a.txt", source, str(tmp_path))
    assert [type(event) for event in events if isinstance(event, Wrote | Failed)] == [Wrote]


def test_editions_are_not_articles(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "Le premier")
    for _ in range(2):
        events = carry_out(replace(request(tmp_path, str(tmp_path)), force=True))
        assert [type(event) for event in events if isinstance(event, Wrote | Failed)] == [Wrote]


def test_an_unwritable_cache_is_told_once_and_spoils_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("", encoding="utf-8")
    events = export(tmp_path, write(tmp_path, "a.txt", "Le pont neuf"), formats=("mp3",))
    assert [event.code for event in events if isinstance(event, Warned)] == ["cache"]
    assert "le-pont-neuf/le-pont-neuf.mp3" in files(tmp_path)


def test_an_unwritable_cache_does_not_fail_a_strict_run(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("", encoding="utf-8")
    asked = request(tmp_path, write(tmp_path, "a.txt", "Le pont neuf"), formats=("mp3",))
    events = carry_out(replace(asked, strict=True))
    assert [type(event) for event in events if isinstance(event, Wrote | Failed)] == [Wrote]


def test_nothing_is_left_of_a_run_that_made_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    asked = replace(request(tmp_path, str(tmp_path / "a.txt")), out=tmp_path / "out/deep")
    assert any(isinstance(event, Failed) for event in carry_out(asked))
    assert not (tmp_path / "out").exists()


def test_what_a_killed_run_left_is_swept_up_by_the_next(tmp_path: Path) -> None:
    source = write(tmp_path, "a.txt", "Le pont neuf")
    part = tmp_path / "out/.exporter/staging/0123456789ab/00000000/le-pont-neuf.mp3"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"ID3")
    export(tmp_path, source)
    assert files(tmp_path) == {"le-pont-neuf/le-pont-neuf.txt", "le-pont-neuf/edition.json"}
    assert not list((tmp_path / "out/.exporter").rglob("*.mp3"))


def test_several_writers_tell_of_a_loss_once(tmp_path: Path) -> None:
    source = write(tmp_path, "a.txt", "Le pont neuf")
    asked = replace(request(tmp_path, source, formats=("txt", "epub-text")), overrides=Overrides(language="oc"))
    assert [event.code for event in carry_out(asked) if isinstance(event, Warned)] == ["language"]
    failures = [event for event in carry_out(replace(asked, strict=True)) if isinstance(event, Failed)]
    assert [(failure.format, failure.exit_code) for failure in failures] == [(None, ReadError.exit_code)]


def test_a_file_whose_name_is_no_text(tmp_path: Path) -> None:
    source = write(tmp_path, os.fsdecode(b"caf\xe9.txt"), "Le café")
    assert any(isinstance(event, Wrote) for event in export(tmp_path, source))
    record = json.loads((tmp_path / "out/le-cafe/edition.json").read_text(encoding="utf-8"))
    assert record["source"]["name"] == "caf\N{REPLACEMENT CHARACTER}.txt"


def test_a_wrong_clock_ends_the_run_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "hier")
    with pytest.raises(UsageError, match="hier"):
        export(tmp_path, write(tmp_path, "a.txt", "Le pont neuf"))
    assert not (tmp_path / "out").exists()


def test_titles_cannot_lead_outside_the_output_folder(tmp_path: Path) -> None:
    for index, title in enumerate(("../../evasion", "🎉🎉🎉", "x" * 300, "a\u0000b")):
        source = write(tmp_path, f"{index}.txt", "Un titre")
        carry_out(replace(request(tmp_path, source), overrides=Overrides(title=title)))
    folders = {Path(name).parts[0] for name in files(tmp_path)}
    (emoji,) = (name for name in folders if name.startswith("article-"))
    (long,) = (name for name in folders if name.startswith("xxx"))
    assert folders == {"evasion", long, "a-b", emoji}
    assert len(files(tmp_path)) == 8


def test_a_voice_that_cannot_load_spoils_only_what_it_speaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    monkeypatch.setattr(gtts, "PATIENT", Pace(pause=(0, 0), backoff=0))
    source = write(tmp_path, "a.txt", "Le pont neuf")
    settings = Settings(narration=NarrationSettings("gtts"))
    events = carry_out(replace(request(tmp_path, source, formats=("mp3", "txt")), settings=settings))
    (failure,) = (event for event in events if isinstance(event, Failed))
    assert (failure.format, failure.exit_code) == ("mp3", 5)
    assert "kokoro" in failure.hint or "espeak" in failure.hint
    assert files(tmp_path) == {"le-pont-neuf/le-pont-neuf.txt", "le-pont-neuf/edition.json"}


def test_a_strict_run_stops_at_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.format(title="Le pont de pierre coulée").encode("windows-1252"))
    (failure,) = (
        event for event in carry_out(replace(request(tmp_path, str(path)), strict=True)) if isinstance(event, Failed)
    )
    assert failure.exit_code == ReadError.exit_code
    assert files(tmp_path) == set()
    assert not [event for event in export(tmp_path, str(path)) if isinstance(event, Failed)]


def test_too_much_text_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"mot " * (SIZE_LIMIT // 4 + 1))
    (failure,) = (event for event in export(tmp_path, str(path)) if isinstance(event, Failed))
    assert "20 MB" in failure.message


def test_an_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(WriteError) as caught:
        export(tmp_path, write(tmp_path, "a.txt", "Le pont neuf"))
    assert isinstance(caught.value, ExporterError)
    assert caught.value.hint


# --- Issues ----------------------------------------------------------------------------------------


def issue(tmp_path: Path, *inputs: str, formats: tuple[str, ...] = ("txt",)) -> list[Event]:
    return carry_out(replace(request(tmp_path, *inputs, formats=formats), bundle="Le numéro de mars"))


def test_an_issue_is_one_edition_of_all_articles(tmp_path: Path) -> None:
    inputs = [write(tmp_path, "un.txt", "Le gué"), write(tmp_path, "deux.txt", "Le bac")]
    events = issue(tmp_path, *inputs, formats=("txt", "m4b"))
    assert not any(isinstance(event, Failed) for event in events)
    home = "le-numero-de-mars"
    assert files(tmp_path) == {f"{home}/{home}.txt", f"{home}/{home}.m4b", f"{home}/edition.json"}
    text = (tmp_path / f"out/{home}/{home}.txt").read_text(encoding="utf-8")
    assert text.index("1. Le gué\n2. Le bac") < text.index("Le gué\n======") < text.index("Le bac\n======")
    assert text.count("Une première phrase") == 2
    record = json.loads((tmp_path / f"out/{home}/edition.json").read_text(encoding="utf-8"))
    assert [article["document"]["title"] for article in record["articles"]] == ["Le gué", "Le bac"]
    assert record["document"]["title"] == record["source"]["name"] == "Le numéro de mars"
    (spoken,) = (item for item in record["artefacts"] if item["format"] == "m4b")
    assert spoken["duration"] > 5


def test_titles_on_the_first_page_of_an_issue_are_set_as_everywhere(tmp_path: Path) -> None:
    source = write(tmp_path, "un.txt", "L'été du gué")
    carry_out(replace(request(tmp_path, source), bundle="L'archive"))
    text = (tmp_path / "out/l-archive/l-archive.txt").read_text(encoding="utf-8")
    assert text.startswith("L’archive\n")
    assert "1. L’été du gué\n" in text


def test_an_issue_has_all_its_articles_or_is_none(tmp_path: Path) -> None:
    (tmp_path / "vide.txt").write_text("", encoding="utf-8")
    (failed,) = failures(issue(tmp_path, write(tmp_path, "un.txt", "Le gué"), str(tmp_path / "vide.txt")))
    assert (failed.article, failed.exit_code) == ("Le numéro de mars", ReadError.exit_code)
    assert "vide.txt" in failed.message
    assert not (tmp_path / "out").exists()


def test_an_issue_is_made_again_in_its_place_and_leaves_that_to_no_article(tmp_path: Path) -> None:
    one, other = write(tmp_path, "un.txt", "Le gué"), write(tmp_path, "deux.txt", "Le bac")
    assert not failures(issue(tmp_path, one, other))
    write(tmp_path, "deux.txt", "Le bac du nord")
    assert not failures(issue(tmp_path, one, other))
    alone = write(tmp_path, "trois.txt", "Le numéro de mars")
    assert not failures(export(tmp_path, alone))
    home = "le-numero-de-mars"
    assert files(tmp_path) == {
        f"{name}/{file}" for name in (home, f"{home}-2") for file in (f"{home}.txt", "edition.json")
    }
    assert "Le bac du nord" in (tmp_path / f"out/{home}/{home}.txt").read_text("utf-8")


def test_a_format_for_one_article_is_refused_for_an_issue(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="formats that hold one article only: srt, clips"):
        issue(tmp_path, write(tmp_path, "un.txt", "Le gué"), formats=("srt", "txt", "clips"))


def test_a_warning_says_of_which_article_it_is(tmp_path: Path) -> None:
    """A program that listens to many articles knows whose each is; the record of one keeps no path of this machine."""
    for name in ("1", "2"):
        text = f"---\nlang: eu\n---\n# Le gué {name}\n\nUne phrase assez longue pour tenir lieu de texte.\n"
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    events: list[Event] = []
    run.export(Request((str(tmp_path),), ("txt",), tmp_path / "out"), events.append)
    told = [event for event in events if isinstance(event, Warned | NotRendered)]
    assert {event.article for event in told} == {str(tmp_path / "1.md"), str(tmp_path / "2.md")}
    assert str(tmp_path) not in (tmp_path / "out/le-gue-1/edition.json").read_text(encoding="utf-8")
