"""Catalogues are published as editions are: whole or absent, and by one run at a time."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from exporter.engine.storage import place
from exporter.errors import PluginError
from exporter.events import Warned
from exporter.ports import CatalogueInfo
from tests.engine.archives import ask, carry_out, write
from tests.engine.plugins import install

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.engine.records import Request
    from exporter.ports import Pages, Shelf, World

pytestmark = pytest.mark.usefixtures("at_hand")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles = tmp_path / "articles"
    articles.mkdir()
    return articles


def asked(folder: Path) -> Request:
    return replace(ask(folder), catalogues=("contents",))


def test_a_store_has_it_too(folder: Path, bucket: str) -> None:
    write(folder / "1.txt", "Le gué")
    carry_out(replace(asked(folder), out=f"{bucket}/journal"))
    told = place(f"{bucket}/journal").read("index.html") or b""
    assert "Le gué" in told.decode()


def test_a_work_with_another_title_stands_there_once(folder: Path) -> None:
    """The earlier editions stay where readers may have bookmarked them, but the contents lead to the latest."""
    write(folder / "1.txt", "Le gué")
    carry_out(asked(folder))
    write(folder / "1.txt", "Le bac")
    told = [event for event in carry_out(asked(folder)) if isinstance(event, Warned)]
    contents = (folder.parent / "out/index.html").read_text(encoding="utf-8")
    assert ("le-bac/le-bac.txt" in contents, "le-gue/le-gue.txt" in contents) == (True, False)
    assert "1 article" in contents
    assert [event.message for event in told if event.code == "superseded"] == [
        f"{folder.parent}/out/le-gue holds the editions of an earlier title: --prune removes them"
    ]
    assert not any(isinstance(event, Warned) for event in carry_out(replace(asked(folder), prune=True)))
    assert not (folder.parent / "out/le-gue/le-gue.txt").exists()


@pytest.mark.slow
def test_two_runs_at_once_give_one_catalogue_of_both(folder: Path) -> None:
    command = [sys.executable, "-m", "exporter", "export", "--to", "txt", "--out", str(folder.parent / "out")]
    for number in range(2):
        (folder / str(number)).mkdir()
        for article in range(5):
            write(folder / f"{number}/{article}.txt", f"Le gué {number} {article}")
    runs = [subprocess.Popen([*command, str(folder / str(number))], stdout=subprocess.DEVNULL) for number in range(2)]
    assert [run.wait() for run in runs] == [0, 0]
    assert "10 articles" in (folder.parent / "out/index.html").read_text(encoding="utf-8")


def test_a_catalogue_of_another_package_is_built_and_goes_with_what_it_does_not_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as a list of titles in plain text, one file an initial."""

    def build(shelf: Shelf, _: World, pages: Pages) -> None:
        for one in shelf:
            title = one.record().work.document.title
            pages.page(f"titres/{title[-1]}.txt", [one.digest], title.encode)

    info = CatalogueInfo("titles", "Titles", 1, ("titres/*.txt",))
    install(monkeypatch, "exporter.catalogues", "titles", CATALOGUE=info, build=build)
    write(folder / "1.txt", "Le gué A")
    write(folder / "2.txt", "Le gué B")
    mine = replace(asked(folder), catalogues=("titles",))
    carry_out(mine)
    out = folder.parent / "out"
    assert (out / "titres/A.txt").read_text(encoding="utf-8") == "Le gué A"
    (folder / "2.txt").unlink()
    carry_out(replace(mine, prune=True))
    assert [path.name for path in (out / "titres").iterdir()] == ["A.txt"]


def test_it_may_write_only_where_it_says(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def build(_: Shelf, __: World, pages: Pages) -> None:
        pages.page("../ailleurs.txt", [], lambda: b"")

    info = CatalogueInfo("titles", "Titles", 1, ("titres/*.txt",))
    install(monkeypatch, "exporter.catalogues", "titles", CATALOGUE=info, build=build)
    write(folder / "1.txt", "Le gué")
    with pytest.raises(PluginError, match="ailleurs"):
        carry_out(replace(asked(folder), catalogues=("titles",)))
