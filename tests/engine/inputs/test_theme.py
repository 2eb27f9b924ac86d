"""Themes: what a folder holds wins over the house's files, and nothing else of the machine is served."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter import resources
from exporter.engine.inputs import theme
from exporter.errors import ResourceError, UsageError

CSS = "templates/pdf/theme.css"


def test_the_themes_of_the_house_have_names() -> None:
    assert theme.names() == ("classic", "moderne")
    for name in theme.names():
        theme.check(name)


def test_a_theme_holds_only_what_it_makes_different(tmp_path: Path) -> None:
    (tmp_path / "pdf").mkdir()
    (tmp_path / "pdf" / "theme.css").write_bytes(b"p { color: #123456 }")
    for name, expected in (
        ("classic", resources.read(CSS)),
        ("moderne", resources.read("templates/themes/moderne/pdf/theme.css")),
        (str(tmp_path), b"p { color: #123456 }"),
    ):
        assert theme.read(name, CSS) == expected
        assert theme.read(name, "templates/pdf/article.html") == resources.read("templates/pdf/article.html")


def test_only_templates_are_a_themes_business(tmp_path: Path) -> None:
    for folder in ("assets/french", "french"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "units.toml").write_text("x")
    name = "assets/french/units.toml"
    assert theme.read(str(tmp_path), name) == resources.read(name)


def test_an_unknown_theme_is_told_which_there_are() -> None:
    with pytest.raises(UsageError, match="no theme is called 'baroque'") as raised:
        theme.read("baroque", CSS)
    assert raised.value.hint == "give a folder or one of classic, moderne"


def test_a_folder_without_anything_of_a_theme_is_told_what_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "theme.css").write_bytes(b"p { color: #123456 }")
    with pytest.raises(UsageError, match="holds no theme"):
        theme.check(str(tmp_path))
    (tmp_path / "pdf").mkdir()
    theme.check(str(tmp_path))


def test_a_theme_stays_in_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    folder = tmp_path / "theme"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path / "secret")
    with pytest.raises(ResourceError, match="leads out of the theme"):
        theme.read(str(folder), "templates/link")
    with pytest.raises(ResourceError, match="leads out of the theme"):
        theme.read(str(folder), "templates/../secret")


def test_a_file_that_is_too_large_or_unreadable_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (tmp_path / "large").open("wb") as large:
        large.truncate(theme.LIMIT + 1)
    (tmp_path / "broken").write_bytes(b"")
    with pytest.raises(ResourceError, match="larger than 20 MB"):
        theme.read(str(tmp_path), "templates/large")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ResourceError, match=r"cannot read .*broken: Permission denied"):
        theme.read(str(tmp_path), "templates/broken")
