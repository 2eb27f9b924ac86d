"""Homes: whose folder is whose, and what may be removed of it."""

from __future__ import annotations

import io
import os
import sys
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from exporter.engine import run
from exporter.engine.plan.identity import Sources, of_file
from exporter.engine.records import Request
from exporter.events import Failed, Pruned
from tests.engine.archives import TEXT, ask, carry_out, made, write

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.usefixtures("at_one_moment", "at_hand")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "articles"
    path.mkdir()
    return path


def homes(folder: Path) -> dict[str, list[str]]:
    """Each folder of editions, and what is in it."""
    out = folder.parent / "out"
    return {home.name: sorted(path.name for path in home.iterdir()) for home in sorted(out.glob("[!.]*/"))}


def pruned(folder: Path) -> list[str]:
    events = carry_out(replace(ask(folder), prune=True))
    return sorted(event.path.removeprefix(f"{folder.parent}/out/") for event in events if isinstance(event, Pruned))


def pipe(folder: Path, title: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(TEXT.format(title=title, words="").encode())))
    assert not run.export(replace(ask(folder), inputs=("-",)), lambda _: None)


def test_articles_from_standard_input_leave_each_other_in_peace(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder / "1.txt", "Le pont")
    for title in ("Le gué", "Le bac", "Le gué"):
        pipe(folder, title, monkeypatch)
    assert pruned(folder) == []
    assert list(homes(folder)) == ["le-bac", "le-gue", "le-pont"]


def test_a_title_that_loses_its_number_moves(folder: Path) -> None:
    write(folder / "1.txt", "Le gué 2026")
    carry_out(ask(folder))
    write(folder / "1.txt", "Le gué")
    carry_out(ask(folder))
    assert pruned(folder) == ["le-gue-2026/edition.json", "le-gue-2026/le-gue-2026.txt"]
    assert homes(folder) == {"le-gue": ["edition.json", "le-gue.txt"]}


def test_a_numbered_home_stays_its_article_s(folder: Path) -> None:
    for number in (1, 2):
        write(folder / f"{number}.txt", "Le gué", f"Numéro {number}.")
    carry_out(ask(folder))
    (folder / "1.txt").unlink()
    write(folder / "2.txt", "Le gué", "Un autre numéro.")
    assert made(ask(folder)) == [("2.txt", "txt")]
    assert "autre numéro" in (folder.parent / "out/le-gue-2/le-gue.txt").read_text("utf-8")
    assert pruned(folder) == ["le-gue/edition.json", "le-gue/le-gue.txt"]


def test_a_title_that_changes_and_changes_back_has_its_home_again(folder: Path) -> None:
    for title in ("Le gué", "Le bac", "Le gué"):
        write(folder / "1.txt", title)
        carry_out(ask(folder))
    assert pruned(folder) == ["le-bac/edition.json", "le-bac/le-bac.txt"]
    assert list(homes(folder)) == ["le-gue"]


def test_two_articles_may_swap_their_titles(folder: Path) -> None:
    for titles in (("Le gué", "Le bac"), ("Le bac", "Le gué")):
        for number, title in enumerate(titles, 1):
            write(folder / f"{number}.txt", title, f"Numéro {number}.")
        carry_out(ask(folder))
    assert made(ask(folder)) == []
    pruned(folder)
    texts = {path.name: path.read_text("utf-8") for path in (folder.parent / "out").glob("*/*.txt")}
    assert "Numéro 2." in texts["le-gue.txt"]
    assert "Numéro 1." in texts["le-bac.txt"]


def test_what_another_machine_has_brought_is_not_missed_here(folder: Path) -> None:
    write(folder / "1.txt", "Le gué")
    there = of_file("/ailleurs/articles/2.txt", None)
    here = [of_file(os.path.realpath(folder / name), None) for name in ("1.txt", "2.txt")]
    asked = Request(
        (str(folder), "https://exemple.fr/" + "a" * 300), ("txt",), "memory://archive", ask(folder).settings
    )
    gone = Sources(asked).gone
    assert [gone(source) for source in (*here, there, "https://exemple.fr/3")] == [False, True, False, False]


def test_what_nobody_can_look_at_is_not_gone(folder: Path, tmp_path: Path) -> None:
    (folder / "2.txt").symlink_to("2.txt")  # a loop
    (tmp_path / "out").mkdir()
    found = Sources(ask(folder))
    assert not found.gone("file:../articles/2.txt")
    assert found.gone("file:../articles/1.txt")


def test_failures_leave_what_was_there(folder: Path) -> None:
    write(folder / "1.txt", "Le gué")
    carry_out(ask(folder))
    before = homes(folder)
    (folder / "1.txt").write_bytes(b"\x00\x01")
    failures = run.export(replace(ask(folder), prune=True), lambda _: None)
    assert [type(failure) for failure in failures] == [Failed]
    assert homes(folder) == before


def test_a_dry_run_lists_what_goes_and_not_what_a_renamed_article_takes_over(folder: Path) -> None:
    write(folder / "1.txt", "Le gué")
    write(folder / "2.txt", "Le bac")
    carry_out(ask(folder, "txt", "epub-text"))
    (folder / "1.txt").rename(folder / "un.txt")
    asked = replace(ask(folder), prune=True)
    listed = [event.path for event in carry_out(replace(asked, dry_run=True)) if isinstance(event, Pruned)]
    assert [path.rpartition("/")[2] for path in listed] == ["le-gue.text.epub"]
    assert listed == [event.path for event in carry_out(asked) if isinstance(event, Pruned)]
