"""What an editor puts right once stays right."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from exporter import walk
from exporter.engine import run
from exporter.engine.inputs import sidecar
from exporter.engine.records import Overrides
from exporter.errors import ReadError, UsageError
from exporter.model import Article, Described, Figure, Image, Metadata, Missing, PartialDate
from exporter.walk import map_images

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Le gué\n\nPar Jeanne Castel\n\nUne première phrase, bien assez longue pour être lue ici.\n"


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EXPORTER_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def source(tmp_path: Path) -> str:
    path = tmp_path / "gué.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def understood(source: str, overrides: Overrides | None = None) -> Article:
    return run.understand(source, overrides or Overrides(), lambda _: None)


def test_what_was_put_right_holds_for_every_later_reading(source: str) -> None:
    sidecar.keep(source, ["title=Le gué d’Orcel", "author=Paul Orsini", "author=Ana Roy", "date=2026-03"])
    sidecar.keep(source, ["publisher=Rivages", "url=https://exemple.fr/gue", "language=fr-CA"])
    found = understood(source).metadata
    assert [person.name for person in found.authors] == ["Paul Orsini", "Ana Roy"]
    assert (found.title, found.published, found.publisher) == ("Le gué d’Orcel", PartialDate(2026, 3), "Rivages")
    assert (found.url, found.language) == ("https://exemple.fr/gue", "fr-CA")


def test_the_command_line_has_the_last_word(source: str) -> None:
    sidecar.keep(source, ["title=Le bac", "publisher=Rivages"])
    found = understood(source, Overrides(title="La passerelle")).metadata
    assert (found.title, found.publisher) == ("La passerelle", "Rivages")


def test_an_empty_value_takes_a_fix_back_and_the_last_one_the_file(source: str, tmp_path: Path) -> None:
    sidecar.keep(source, ["title=Le bac", "author=Ana Roy", "alt:a.png=Le bac."])
    sidecar.keep(source, ["author=", "alt:a.png="])
    assert (tmp_path / "gué.txt.toml").read_text(encoding="utf-8") == 'title = "Le bac"\n'
    sidecar.keep(source, ["title="])
    assert not (tmp_path / "gué.txt.toml").exists()
    assert understood(source).metadata.title == "Le gué"


def test_signs_survive_the_file(source: str) -> None:
    odd = 'Le "gué" \\ l’eau [1] = #2'
    sidecar.keep(source, [f"title={odd}", "alt:a b.png=« Vue »"])
    assert sidecar.load(source).title == odd
    assert sidecar.load(source).alternatives == (("a b.png", "« Vue »"),)


@pytest.mark.parametrize("typed", ["a\x7fb", "a\nb", "a \t b"])
def test_what_no_line_can_hold_is_taken_out(source: str, typed: str) -> None:
    sidecar.keep(source, [f"title={typed}", "publisher=\udcffa"])
    assert (understood(source).metadata.title, understood(source).metadata.publisher) == ("a b", "\ufffda")


def test_pictures_get_the_words_that_were_given(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# Le gué\n\nUne phrase.\n\n![](gue.png)\n\n## Suite\n\n![](bac.png)\n", encoding="utf-8")
    sidecar.keep(str(path), ["alt:bac.png=Le bac à quai."])
    figures: dict[str, Image] = {}
    map_images(understood(str(path)), lambda image: figures.setdefault(image.src, image))
    assert {src: type(image.alt) for src, image in figures.items()} == {"gue.png": Missing, "bac.png": Described}


def test_a_tree_without_pictures_stays_what_it_is() -> None:
    article = Article(Metadata("Le bac"), blocks=(Figure(),))
    assert map_images(article, lambda _: Image("b.png", Missing())) is article


@pytest.mark.parametrize(
    ("fix", "message"),
    [
        ("title", "no fix: title"),
        ("tilte=Le bac", "no field is called 'tilte'"),
        ("date=demain", "not a date: demain"),
        ("language=françois", "not a language: françois"),
        ("url=gue.html", "not a web address: gue.html"),
    ],
)
def test_a_mistake_changes_nothing(source: str, tmp_path: Path, fix: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        sidecar.keep(source, ["publisher=Rivages", fix])
    assert not (tmp_path / "gué.txt.toml").exists()


@pytest.mark.parametrize("text", ["title = ", "tilte = 'x'", "authors = 'x'", "alternatives = 1", "\xff"])
def test_a_broken_file_is_named(source: str, tmp_path: Path, text: str) -> None:
    (tmp_path / "gué.txt.toml").write_bytes(text.encode("latin-1"))
    with pytest.raises(UsageError, match=r"gué\.txt\.toml"):
        understood(source)


def test_a_value_that_cannot_be_is_told_with_its_file(source: str, tmp_path: Path) -> None:
    (tmp_path / "gué.txt.toml").write_text('date = "2026-13-45"', encoding="utf-8")
    with pytest.raises(UsageError, match=r"gué\.txt\.toml: not a date: 2026-13-45"):
        understood(source)


def test_nobody_waits_for_a_pipe(source: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "gué.txt.toml")
    with pytest.raises(UsageError, match=r"gué\.txt\.toml is no file"):
        understood(source)


def test_the_longest_name_is_as_good_as_any(tmp_path: Path) -> None:
    path = tmp_path / f"{'g' * 251}.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert understood(str(path)).metadata.title == "Le gué"


def test_only_a_file_can_be_put_right() -> None:
    with pytest.raises(UsageError, match="nothing to put right: - is no file"):
        sidecar.keep("-", ["title=Le bac"])


LINES = "Le gué\n\nLa passerelle\n\nUne première phrase, bien assez longue pour être lue ici.\n\nUne suite.\n"


def test_a_line_is_remembered_by_its_words_and_holds_when_lines_above_change(tmp_path: Path) -> None:
    path = tmp_path / "gué.txt"
    path.write_text(LINES, encoding="utf-8")
    written = sidecar.keep(str(path), ["title-line=3", "end-line=Une première"])
    end = "Une première phrase, bien assez longue pour être lue ici."
    assert written == f'title-line = "La passerelle"\nend-line = "{end}"\n'
    assert written == (tmp_path / "gué.txt.toml").read_text(encoding="utf-8")
    path.write_text(f"Menu\nAccueil\n\n{LINES}", encoding="utf-8")
    found = understood(str(path))
    assert found.metadata.title == "La passerelle"
    assert "Une suite" not in walk.words(found)


def test_a_line_that_cannot_be_found_changes_nothing_and_says_for_which_field(source: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="end-line: no line has this number or these words: 99"):
        sidecar.keep(source, ["title=Le bac", "end-line=99"])
    assert not (tmp_path / "gué.txt.toml").exists()


def test_lines_of_what_is_no_copied_text_cannot_be_pointed_at(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# Le gué\n\nUne phrase.\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"title-line: a\.md is not copied text"):
        sidecar.keep(str(path), ["title-line=3"])
    (tmp_path / "a.md.toml").write_text('end-line = "Une phrase."\n', encoding="utf-8")
    with pytest.raises(ReadError, match=r"a\.md is not copied text"):
        understood(str(path))
