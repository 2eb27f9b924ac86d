"""Lexicons: found where users keep them, checked with the line, the nearest one first."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from exporter.engine.inputs import lexicon
from exporter.errors import UsageError
from exporter.settings import Pronunciation

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user without any lexicon, in an empty folder."""
    (tmp_path / "courant").mkdir()
    monkeypatch.chdir(tmp_path / "courant")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_all_forms_of_an_entry(tmp_path: Path) -> None:
    path = write(
        tmp_path / "l.toml",
        '"RUSI" = "roussi"\n"Wall Street Journal" = { language = "en" }\nKyiv = { phonemes = "kˈiiv" }\n'
        '[" Sgt. Pepper"]\nspoken = "Sergeant Pepper"\nlanguage = "en"\n',
    )
    assert lexicon.load(path) == (
        Pronunciation("RUSI", spoken="roussi"),
        Pronunciation("Wall Street Journal", language="en"),
        Pronunciation("Kyiv", phonemes="kˈiiv"),
        Pronunciation("Sgt. Pepper", spoken="Sergeant Pepper", language="en"),
    )


def test_lexicons_add_up_and_the_nearest_wins(home: Path) -> None:
    write(home / "config/exporter/lexicon.toml", 'A = "un"\nB = "un"\nC = "un"\nD = "un"\n')
    write(home / "courant/exporter-lexicon.toml", 'B = "deux"\nC = "deux"\nD = "deux"\n')
    write(home / "articles/exporter-lexicon.toml", 'C = "trois"\nD = "trois"\n')
    option = write(home / "mien.toml", 'D = "quatre"\n')
    said = {entry.written: entry.spoken for entry in lexicon.gather(option, home / "articles")}
    assert said == {"A": "un", "B": "deux", "C": "trois", "D": "quatre"}
    assert {entry.spoken for entry in lexicon.gather(None)} == {"un", "deux"}


def test_the_users_lexicon_lies_in_the_home_folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", str(home))
    write(home / ".config/exporter/lexicon.toml", 'A = "un"\n')
    assert lexicon.gather(None) == (Pronunciation("A", spoken="un"),)


def test_a_user_without_a_home_has_no_lexicon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.delenv("HOME")
    monkeypatch.setattr(os, "getuid", lambda: 987_654_321)
    assert lexicon.gather(None) == ()


def test_without_a_lexicon_there_is_none() -> None:
    assert lexicon.gather(None) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('A = "un"\nB = un\n', "line 2: not TOML"),
        ('A = "un"\n\nB = "deux', "line 3: not TOML"),
        ('A = "un"\nA = "deux"\n', "line 2: not TOML"),
        ('A = "un"\n"B" = 3\n', "line 2: 'B' is neither"),
        ("A = {}\n", "line 1: 'A' is neither"),
        ('A = "un"\nB = { dit = "deux" }\n', "line 2: 'B' has an unknown key: dit"),
        ('\n[C]\nspoken = " "\n', "line 2: 'C' has a value"),
        ("C.spoken = 1\n", "line 1: 'C' has a value"),
        ('A = { language = "le français" }\n', "line 1: 'A' has a language"),
        ('"…" = "rien"\n', "line 1: no words"),
        ('"\\u0041\\"B" = 1\n', "line 2: 'A\"B' is neither"),
    ],
)
def test_a_mistake_is_one_line_that_says_where(tmp_path: Path, text: str, told: str) -> None:
    path = write(tmp_path / "l.toml", text)
    with pytest.raises(UsageError) as caught:
        lexicon.load(path)
    assert told in caught.value.message
    assert "l.toml" in caught.value.message
    assert "\n" not in caught.value.message
    assert caught.value.hint


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "l.toml"
    path.write_bytes(b'A = "un"\nB = "\xff"\n')
    with pytest.raises(UsageError, match="line 2: not UTF-8"):
        lexicon.load(path)


def test_a_lexicon_that_is_not_there_or_too_large(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot read"):
        lexicon.gather(tmp_path / "absent.toml")
    path = write(tmp_path / "l.toml", "#" * (lexicon.SIZE_LIMIT + 1))
    with pytest.raises(UsageError, match="larger than 1 MB"):
        lexicon.load(path)
