"""An edition may be several files: whoever reads while it is replaced finds the old one or the new one, whole."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from exporter import record, walk
from exporter.engine import run
from exporter.engine.publish.verify import verify
from exporter.engine.storage import place
from exporter.engine.storage.folder import Folder
from exporter.events import Event, Failed, Wrote
from exporter.ports import Format, named
from tests.engine.archives import ask, carry_out, reasons, write
from tests.engine.plugins import install

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.model import Article
    from exporter.ports import World

PAGE = Format("page", ".page.html", "text/html", 1, "A page with its parts", folder=".media")
DISC = Format("disc", ".disc/index.html", "text/html", 1, "A folder", folder=".disc")


def writer(form: Format) -> dict[str, object]:
    """A writer that puts each word of the text into a file of its own, and leads to them from the main one."""

    def write_edition(article: Article, _: World, out: Path) -> None:
        folder = form.members(out)
        folder.mkdir(parents=True, exist_ok=True)
        links = []
        for word in dict.fromkeys(re.findall(r"\w+", walk.words(article))):
            name = named(word.encode(), ".txt")
            (folder / name).write_text(word, encoding="utf-8")
            links.append(f"{folder.name}/{name}" if folder != out.parent else name)
        out.write_text("\n".join(links), encoding="utf-8")

    return {"FORMAT": form, "write": write_edition}


@pytest.fixture(params=[PAGE, DISC], ids=["beside", "inside"])
def form(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Format:
    chosen: Format = request.param
    install(monkeypatch, "exporter.writers", chosen.name, **writer(chosen))
    return chosen


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles = tmp_path / "articles"
    articles.mkdir()
    write(articles / "1.txt", "Le gué")
    return articles


def words(main: Path) -> set[str]:
    """What a reader gets who follows the main file's links; raises `FileNotFoundError` for one that leads nowhere."""
    links = main.read_text(encoding="utf-8").split("\n")
    return {(main.parent / link).read_text(encoding="utf-8") for link in links}


def main(out: Path, form: Format) -> Path:
    return out / "le-gue" / f"le-gue{form.suffix}"


def test_all_of_it_is_published_and_recorded(folder: Path, form: Format) -> None:
    events = carry_out(ask(folder, form.name, "txt"))
    out = folder.parent / "out"
    assert {"première", "phrase"} <= words(main(out, form))
    told = record.loads((out / "le-gue/edition.json").read_bytes())
    [edition] = [one for one in told.artefacts if one.format == form.name]
    there = {path.relative_to(out / "le-gue").as_posix() for path in (out / "le-gue").rglob("*") if path.is_file()}
    assert {edition.path, *(piece.path for piece in edition.files)} == there - {"edition.json", "le-gue.txt"}
    assert {piece.media_type for piece in edition.files} == {"text/plain"}
    [wrote] = [event for event in events if isinstance(event, Wrote) and event.format == form.name]
    assert wrote.bytes == edition.bytes + sum(piece.bytes for piece in edition.files)
    assert not [checked for checked in verify(out) if checked.trouble]


def test_a_part_that_is_damaged_or_gone_is_noticed_and_made_again(folder: Path, form: Format) -> None:
    carry_out(ask(folder, form.name))
    out = folder.parent / "out"
    part = next(path for path in (out / "le-gue").rglob("*.txt"))
    part.unlink()
    assert [checked.path for checked in verify(out) if checked.trouble] == [str(part)]
    assert reasons(ask(folder, form.name)) == {("1.txt", form.name): "damaged"}
    carry_out(ask(folder, form.name))
    assert part.exists()


def test_what_no_edition_leads_to_any_more_goes_by_itself(folder: Path, form: Format) -> None:
    carry_out(ask(folder, form.name))
    write(folder / "1.txt", "Le gué", "Une troisième vient après.")
    carry_out(ask(folder, form.name))
    out = folder.parent / "out"
    found = {path.read_text(encoding="utf-8") for path in (out / "le-gue").rglob("*.txt")}
    assert found == words(main(out, form))
    assert "troisième" in found
    assert "seconde" not in found


def test_an_edition_under_another_title_leaves_the_old_one_whole(folder: Path, form: Format) -> None:
    carry_out(ask(folder, form.name))
    write(folder / "1.txt", "Le pont", "Une troisième vient après.")
    carry_out(ask(folder, form.name))
    out = folder.parent / "out"
    assert "seconde" in words(main(out, form))
    carry_out(replace(ask(folder, form.name), prune=True))
    assert not (out / "le-gue").exists()
    assert "troisième" in words(out / "le-pont" / f"le-pont{form.suffix}")


@pytest.mark.parametrize("at", range(1, 12))
def test_killed_while_it_is_replaced_a_reader_finds_one_of_the_two(
    folder: Path, form: Format, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    carry_out(ask(folder, form.name))
    out = folder.parent / "out"
    before = words(main(out, form))
    write(folder / "1.txt", "Le gué", "Une troisième vient après.")
    kill(monkeypatch, at)
    with pytest.raises(KeyboardInterrupt):
        carry_out(ask(folder, form.name))
    monkeypatch.undo()
    install(monkeypatch, "exporter.writers", form.name, **writer(form))
    found = words(main(out, form))
    assert found == before or "troisième" in found
    carry_out(ask(folder, form.name))
    assert "troisième" in words(main(out, form))
    assert {path.read_text(encoding="utf-8") for path in (out / "le-gue").rglob("*.txt")} == words(main(out, form))
    assert not [checked for checked in verify(out) if checked.trouble]


def kill(monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """Break a run off before the change ``at`` that it makes where people read."""
    left = [at]

    def counted(change: object) -> object:
        def changed(*args: object, **named: object) -> object:
            left[0] -= 1
            if left[0] == 0:
                raise KeyboardInterrupt
            return change(*args, **named)  # type: ignore[operator]

        return changed

    from pathlib import Path  # noqa: PLC0415 - what is changed here

    monkeypatch.setattr(Path, "replace", counted(Path.replace))
    monkeypatch.setattr(Path, "unlink", counted(Path.unlink))
    monkeypatch.setattr(Folder, "remove", counted(Folder.remove))


def test_a_store_gets_what_belongs_to_the_main_file_before_it(folder: Path, form: Format, bucket: str) -> None:
    asked = replace(ask(folder, form.name), out=f"{bucket}/journal")
    carry_out(asked)
    write(folder / "1.txt", "Le gué", "Une troisième vient après.")
    carry_out(asked)
    out = place(asked.out)
    links = (out.read(f"le-gue/le-gue{form.suffix}") or b"").decode().split("\n")
    above = f"le-gue/le-gue{form.suffix}".rpartition("/")[0]
    found = {(out.read(f"{above}/{link}") or b"").decode() for link in links}
    assert "troisième" in found
    assert not [checked for checked in verify(str(asked.out)) if checked.trouble]


def test_a_part_that_is_not_named_by_its_content_is_the_plug_ins_mistake(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_edition(_: Article, __: World, out: Path) -> None:
        PAGE.members(out).mkdir()
        (PAGE.members(out) / "logo.txt").write_text("logo", encoding="utf-8")
        out.write_text("page", encoding="utf-8")

    install(monkeypatch, "exporter.writers", "page", FORMAT=PAGE, write=write_edition)
    events: list[Event] = []
    run.export(ask(folder, "page"), events.append)
    [failed] = [event for event in events if isinstance(event, Failed)]
    assert "logo.txt" in failed.message
    assert not (folder.parent / "out/le-gue").exists()


def test_the_record_is_what_the_schema_says(folder: Path, form: Format) -> None:
    import jsonschema  # noqa: PLC0415 - needed here alone

    carry_out(ask(folder, form.name, "txt"))
    told = json.loads((folder.parent / "out/le-gue/edition.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(record.schema()).validate(told)
