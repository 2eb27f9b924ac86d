"""A ledger tells what each article was made of when it was last exported."""

from __future__ import annotations

import sqlite3
import tempfile
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.engine.storage.ledger import Ledger
from exporter.errors import WriteError
from tests.engine.ledgers import article, quiet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.engine.records import File


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "out" / ".exporter" / "ledger.sqlite"


def paths(files: Iterator[File]) -> list[str]:
    return [file.path for file in files]


def test_what_is_put_is_there_for_the_next_run(path: Path) -> None:
    entries = [article(number, number) for number in range(3)]
    with Ledger.open(path, quiet) as ledger:
        assert (len(ledger), ledger.get("file:../0.txt"), ledger.holder("le-gue-0")) == (0, None, None)
        for entry in reversed(entries):
            ledger.put(entry)
        assert [ledger.get(entry.source) for entry in entries] == entries
    with Ledger.open(path, quiet) as ledger:
        assert list(ledger.entries()) == entries
        assert len(ledger) == 3
        assert ledger.holder("le-gue-1") == "file:../1.txt"
        assert list(ledger.leftovers()) == []
    assert not list(path.parent.glob("*-*")), "all of it is in the one file"


def test_an_article_that_is_made_again_replaces_all_that_was_known(path: Path) -> None:
    with Ledger.open(path, quiet) as ledger:
        ledger.put(article(1, 2))
        ledger.put(article(1, 300))
        assert ledger.get("file:../1.txt") == article(1, 300)
        assert [made.format for made in article(1, 300).made] == ["epub"]
        assert paths(ledger.leftovers()) == ["le-gue-1/le-gue-1.pdf", "le-gue-1/le-gue-1.txt"], "of no use any more"


def test_files_of_an_earlier_home_are_left_over_until_they_are_gone(path: Path) -> None:
    with Ledger.open(path, quiet) as ledger:
        ledger.put(article(1, 1, "le-gue"))
        ledger.put(article(1, 1, "le-pont"))
        assert ledger.holder("le-gue") is None
        assert paths(ledger.leftovers()) == ["le-gue/edition.json", "le-gue/le-gue.epub", "le-gue/le-gue.pdf"]
        assert next(ledger.leftovers()) == article(1, 1, "le-gue").record
        for file in ledger.leftovers():
            ledger.forget_file(file.path)
        assert list(ledger.leftovers()) == []


def test_what_another_article_has_taken_is_not_left_over(path: Path) -> None:
    with Ledger.open(path, quiet) as ledger:
        ledger.put(article(1, 2, "le-gue"))
        ledger.put(article(1, 2, "le-pont"))
        ledger.put(article(2, 0, "le-gue"))
        assert paths(ledger.leftovers()) == ["le-gue/le-gue.pdf", "le-gue/le-gue.txt"]


def test_an_article_that_comes_home_takes_its_files_back(path: Path) -> None:
    with Ledger.open(path, quiet) as ledger:
        for home in ("le-gue", "le-pont", "le-gue"):
            ledger.put(article(1, 0, home))
        assert paths(ledger.leftovers()) == ["le-pont/edition.json", "le-pont/le-pont.epub"]


def test_a_home_is_one_article_s(path: Path) -> None:
    with Ledger.open(path, quiet) as ledger:
        ledger.put(article(1, 1, "le-gue"))
        ledger.put(article(2, 0, "le-gue"))
        assert ledger.holder("le-gue") == "file:../2.txt"
        assert ledger.get("file:../1.txt") is None
        assert paths(ledger.leftovers()) == ["le-gue/le-gue.pdf"], "what the newcomer has not made anew"


@pytest.mark.parametrize("homes", list(permutations("abc")))
def test_homes_can_change_hands_in_any_order(path: Path, homes: tuple[str, ...]) -> None:
    with Ledger.open(path, quiet) as ledger:
        for number, home in enumerate("abc"):
            ledger.put(article(number, 0, home))
        for number, home in enumerate(homes):
            ledger.put(article(number, 0, home))
        assert {entry.home: entry.source for entry in ledger.entries()} == {
            home: f"file:../{number}.txt" for number, home in enumerate(homes)
        }
        assert list(ledger.leftovers()) == []


def test_what_is_forgotten_is_gone(path: Path) -> None:
    with Ledger.open(path, quiet) as ledger:
        ledger.put(article(1))
        ledger.put(article(2))
        ledger.forget("file:../1.txt")
        ledger.forget("file:../9.txt")
        assert list(ledger.entries()) == [article(2)]
        assert list(ledger.leftovers()) == []


def test_entries_can_be_changed_while_they_are_read(path: Path) -> None:
    count = 1100
    with Ledger.open(path, quiet) as ledger:
        for number in range(count):
            ledger.put(article(number))
        seen = []
        for entry in ledger.entries():
            seen.append(entry.source)
            ledger.put(replace(entry, home=f"x-{entry.home}"))
        assert seen == sorted(seen)
        assert len(seen) == count
        rest = ledger.entries()
        next(rest)
        ledger.forget(seen[1])
        assert next(rest).source == seen[2]
        for entry in ledger.entries():
            ledger.forget(entry.source)
        assert len(ledger) == 0


@given(texts=st.lists(st.text(st.characters(), min_size=1), min_size=4, max_size=4))
def test_any_text_comes_back(texts: list[str]) -> None:
    """Names of files need not be UTF-8: Python tells them with lone surrogates."""
    source, title, own, basis = texts
    entry = replace(article(1), source=source, title=title)
    entry = replace(entry, made=(replace(entry.made[0], own=own, basis=basis),))
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder, "a", "ledger.sqlite"), quiet) as ledger:
        ledger.put(entry)
        assert ledger.get(source) == entry
        assert list(ledger.entries()) == [entry]
        assert ledger.holder(entry.home) == source


def test_what_many_articles_share_is_kept_once(path: Path) -> None:
    shared = "x" * 100_000
    with Ledger.open(path, quiet) as ledger:
        for number in range(50):
            entry = article(number)
            ledger.put(replace(entry, made=(replace(entry.made[0], basis=shared),)))
    assert path.stat().st_size < 4 * len(shared)
    with Ledger.open(path, quiet) as ledger:
        for number in range(50):
            ledger.put(article(number))
    with Ledger.open(path, quiet):
        pass
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT text FROM basis").fetchall() == [('{"version": 0}',)]
    connection.close()


def test_a_change_that_is_broken_off_has_not_happened(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = replace(article(1, 5), made=(article(1, 5).made[0],) * 2)
    with Ledger.open(path, quiet) as ledger:
        ledger.put(article(1, 1))
        with pytest.raises(WriteError, match=r"cannot write .*ledger\.sqlite"):
            ledger.put(broken)
        assert list(ledger.entries()) == [article(1, 1)]
        monkeypatch.setattr("exporter.engine.storage.ledger._row", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            ledger.put(article(1, 2))
        assert list(ledger.entries()) == [article(1, 1)]


def _interrupt(_: File) -> tuple[str, int, str, str]:
    raise KeyboardInterrupt
