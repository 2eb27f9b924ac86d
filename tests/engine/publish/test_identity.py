"""A work keeps its identifier whatever is corrected of it."""

from __future__ import annotations

import json
import re
import sqlite3
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from exporter.engine import run
from exporter.engine.records import Overrides
from exporter.errors import ReadError
from exporter.events import Event, Failed
from tests.engine.archives import ask, carry_out, write

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.engine.records import Request

ARTICLE = "---\ntitle: {title}\n{more}---\n\n{text}\n"
TEXT = "Le gué se passe à pied sec six heures par jour, et jamais la nuit."

pytestmark = pytest.mark.usefixtures("at_hand")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles = tmp_path / "articles"
    articles.mkdir()
    return articles


def put(folder: Path, name: str, title: str = "Le gué", more: str = "", text: str = TEXT) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(ARTICLE.format(title=title, more=more, text=text), encoding="utf-8")


def records(out: Path) -> dict[str, dict[str, object]]:
    """Every record of an output, by the path of its source."""
    found = (json.loads(path.read_text(encoding="utf-8")) for path in out.glob("*/edition.json"))
    return {record["source"]["path"]: record for record in found}


def identifiers(asked: Request) -> dict[str, str]:
    carry_out(asked)
    return {path: str(record["id"]) for path, record in records(asked.out).items()}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "correction",
    [
        {"title": "Le gué rouvre"},
        {"text": TEXT.replace("six", "sept")},
        {"more": "date: 2026-03-04\n"},
        {"more": "author: Jeanne Castel\n"},
        {"more": "publisher: Le Courrier du bac\n"},
        {"more": "canonical_url: https://exemple.fr/le-gue\n"},
    ],
    ids=["title", "text", "date", "author", "publisher", "address"],
)
def test_corrections_leave_it_alone(folder: Path, correction: dict[str, str]) -> None:
    put(folder, "gue.md")
    before = identifiers(ask(folder))
    put(folder, "gue.md", **correction)
    assert set(identifiers(ask(folder)).values()) == set(before.values())


def test_a_file_of_another_name_is_the_same_work_if_its_words_are(folder: Path) -> None:
    put(folder, "gue.md")
    [before] = identifiers(ask(folder)).values()
    (folder / "gue.md").rename(folder / "2026-03-04-gue.md")
    assert identifiers(ask(folder)) == {"articles/2026-03-04-gue.md": before}


def test_a_copy_of_a_file_is_another_work(folder: Path) -> None:
    put(folder, "gue.md")
    identifiers(ask(folder))
    put(folder, "copie.md")
    assert len(set(identifiers(ask(folder)).values())) == 2


def test_the_address_names_a_work_wherever_its_file_lies(folder: Path, tmp_path: Path) -> None:
    put(folder, "gue.md", more="canonical_url: https://exemple.fr/le-gue\n")
    put(tmp_path / "ailleurs", "autre.md", title="Autre", more="canonical_url: https://exemple.fr/le-gue\n")
    elsewhere = replace(ask(tmp_path / "ailleurs"), out=tmp_path / "out2")
    assert set(identifiers(ask(folder)).values()) == set(identifiers(elsewhere).values())


def test_files_of_one_name_in_several_folders_are_several_works(folder: Path) -> None:
    for place in ("janvier", "février", "."):
        put(folder, f"{place}/index.md", title=f"Le gué {place}")
    found = identifiers(ask(folder))
    assert sorted(found) == ["articles/février/index.md", "articles/index.md", "articles/janvier/index.md"]
    assert len(set(found.values())) == 3


def test_the_same_paths_in_folders_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for place in ("a/textes", "b/textes"):
        put(tmp_path / place, "index.md", title=f"Le gué {place[0]}")
    asked = replace(ask(tmp_path), inputs=(str(tmp_path / "a/textes"), str(tmp_path / "b/textes")), out=tmp_path / "o")
    assert sorted(identifiers(asked)) == ["a/textes/index.md", "b/textes/index.md"]


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("urn:isbn:9782070360024", "urn:isbn:9782070360024"),
        ("https://exemple.fr/?p=12", "https://exemple.fr/?p=12"),
        ("44d97dd8-d760-581e-9f15-8b5b1a527ad5", "urn:uuid:44d97dd8-d760-581e-9f15-8b5b1a527ad5"),
        ("article 12", None),
    ],
)
def test_front_matter_says_what_it_is(folder: Path, declared: str, expected: str | None) -> None:
    put(folder, "gue.md", more=f'id: "{declared}"\n')
    [found] = identifiers(ask(folder)).values()
    assert found == expected if expected else re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", found)


def test_the_user_has_the_last_word(folder: Path) -> None:
    put(folder, "gue.md", more="id: urn:x-journal:12\n")
    asked = replace(ask(folder), overrides=Overrides(identifier="urn:x-journal:13"))
    assert set(identifiers(asked).values()) == {"urn:x-journal:13"}
    (folder / "gue.md.toml").write_text('id = "urn:x-journal:14"\n', encoding="utf-8")
    assert set(identifiers(ask(folder)).values()) == {"urn:x-journal:14"}


@pytest.mark.parametrize("trial", [False, True])
def test_two_inputs_with_one_identifier_are_an_error_that_names_both(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *, trial: bool
) -> None:
    """As the user knows them, and of the input's kind; a dry run tells it too."""
    monkeypatch.chdir(folder.parent)
    put(folder, "gue.md", more="id: 12\n")
    put(folder, "pont.md", title="Le pont", more="id: 12\n")
    asked = replace(ask(folder), inputs=("articles/gue.md", "articles/pont.md"))
    for _ in range(2):  # at first, and when one of them is up to date
        events: list[Event] = []
        run.export(replace(asked, dry_run=trial), events.append)
        [failed] = [event for event in events if isinstance(event, Failed)]
        assert failed.message.startswith("articles/pont.md and articles/gue.md are one work")
        assert failed.exit_code == ReadError.exit_code
    assert list(records(folder.parent / "out")) == ([] if trial else ["articles/gue.md"])


def test_it_survives_the_loss_of_the_ledger(folder: Path) -> None:
    put(folder, "gue.md")
    [before] = identifiers(ask(folder)).values()
    (folder / "gue.md").rename(folder / "pont.md")
    for path in (folder.parent / "out/.exporter").iterdir():
        path.unlink()
    assert set(identifiers(ask(folder)).values()) == {before}


def in_epub(path: Path) -> str:
    with zipfile.ZipFile(path) as book:
        package = book.read(next(name for name in book.namelist() if name.endswith(".opf"))).decode()
    [found] = re.findall(r"<dc:identifier[^>]*>([^<]+)<", package)
    return str(found)


def test_the_epub_bears_it(folder: Path) -> None:
    put(folder, "gue.md")
    [identifier] = identifiers(ask(folder, "epub-text")).values()
    assert in_epub(next((folder.parent / "out").glob("*/*.epub"))) == identifier


def test_an_epub_of_an_earlier_release_keeps_the_one_it_has(folder: Path) -> None:
    """Version 1 of the ledger and of the records knew of no identifiers."""
    put(folder, "gue.md")
    identifiers(ask(folder, "epub-text"))
    out = folder.parent / "out"
    book = next(out.glob("*/*.epub"))
    as_version_1(out / ".exporter/ledger.sqlite")
    rewritten(book, "urn:uuid:11111111-1111-5111-8111-111111111111")
    put(folder, "gue.md", text=TEXT.replace("six", "sept"))
    assert set(identifiers(ask(folder, "epub-text")).values()) == {"urn:uuid:11111111-1111-5111-8111-111111111111"}


def as_version_1(ledger: Path) -> None:
    """What the file was before there were identifiers and editions of several files."""
    with sqlite3.connect(ledger) as connection:
        connection.executescript(
            """
            DROP INDEX identified; DROP INDEX contents; DROP TABLE member; DROP TABLE shelf; DROP TABLE page;
            ALTER TABLE article DROP COLUMN identifier; ALTER TABLE article DROP COLUMN content;
            PRAGMA user_version = 1;
            """
        )
    connection.close()


def rewritten(book: Path, identifier: str) -> None:
    with zipfile.ZipFile(book) as old:
        parts = {info: old.read(info) for info in old.infolist()}
    with zipfile.ZipFile(book, "w") as new:
        for info, data in parts.items():
            opf = info.filename.endswith(".opf")
            new.writestr(
                info, re.sub(rb"(<dc:identifier[^>]*>)[^<]+", rb"\1" + identifier.encode(), data) if opf else data
            )


def test_an_issue_is_named_by_its_title(folder: Path) -> None:
    write(folder / "1.txt", "Le gué")
    asked = replace(ask(folder), bundle="Le Courrier, mars")
    [before] = identifiers(asked).values()
    write(folder / "2.txt", "Le pont")
    assert list(identifiers(asked).values()) == [before]
    named = replace(asked, overrides=Overrides(identifier="urn:x-journal:mars"))
    assert list(identifiers(named).values()) == ["urn:x-journal:mars"]


def test_the_record_of_an_issue_sums_up_its_articles(folder: Path) -> None:
    """A catalogue tells of an issue what it tells of an article: how accessible it is, what it holds, its sources."""
    put(folder, "1.md", "Le gué", text=f"![Un gué](gué.png)\n\n{TEXT}\n\n## Sources\n\n- Ana Roy, *Les gués*, 2021\n")
    put(folder, "2.md", "Le bac", "lang: en\n", "![](bac.png)\n\nThe ferry runs all night.\n\n# One\n\nAnd no more.")
    carry_out(replace(ask(folder), bundle="Mars"))
    told = json.loads((folder.parent / "out/mars/edition.json").read_text(encoding="utf-8"))
    whole, parts = told["document"], [part["document"] for part in told["articles"]]
    assert whole["summary"] == "Le gué · Le bac"
    assert whole["sources"] == sum(part["sources"] for part in parts) == 1
    access = whole["accessibility"]
    assert (access["pictures"], access["described"], access["headings"], access["languages"]) == (2, 1, 1, ["fr", "en"])
