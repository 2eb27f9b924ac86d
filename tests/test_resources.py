"""Files that come with the house, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exporter import resources
from exporter.errors import ResourceError

if TYPE_CHECKING:
    from pathlib import Path


def test_assets_and_fonts_are_found() -> None:
    assert resources.read("assets/voices/ff_siwis.bin")
    assert resources.read("fonts/source-serif-4/SourceSerif4[opsz,wght].ttf")[:4] == b"\0\1\0\0"
    assert b"SIL OPEN FONT LICENSE" in resources.read("fonts/source-serif-4/LICENSE")
    assert resources.locate("assets/voices").is_dir()


@pytest.mark.parametrize(
    "name",
    [
        "",
        "/etc/passwd",
        "assets",
        "fonts",
        "fonts/",
        "assets/../pyproject.toml",
        "assets/..\\pyproject.toml",
        "assets//etc/passwd",
        "assets/./voices",
        "assets/.hidden",
        "assets/a\0b",
        "pyproject.toml",
        ".git/config",
        "exporter/model.py",
    ],
)
def test_no_name_leads_anywhere_else(name: str) -> None:
    with pytest.raises(ResourceError, match="no resource can have the name"):
        resources.read(name)


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(ResourceError, match="the installation lacks assets/no-such-file") as caught:
        resources.read("assets/no-such-file")
    assert caught.value.hint == "install exporter again"


def test_a_file_that_cannot_be_read_is_a_fault_of_the_installation(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As ``/proc/self/mem``, which is there, is a file, and refuses."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/file").symlink_to("/proc/self/mem")
    monkeypatch.setattr(resources, "_root", lambda: tmp_path)
    with pytest.raises(ResourceError, match="cannot read assets/file"):
        resources.read("assets/file")


def test_fonts_for_other_scripts_come_with_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    assert resources.has_scripts()
    assert resources.locate("fonts/noto/NotoSansArabic[wght].ttf").is_file()
    monkeypatch.setitem(resources._SCRIPTS, "noto-cjk", "no_such_package")  # noqa: SLF001 - as if it were not here
    assert not resources.has_scripts()
    with pytest.raises(ResourceError, match="the font noto-cjk is not installed") as caught:
        resources.locate("fonts/noto-cjk/NotoSansCJKjp-Regular.otf")
    assert caught.value.hint == "pip install 'exporter[scripts]'"


def test_a_folder_cannot_be_read() -> None:
    with pytest.raises(ResourceError, match="assets/voices is a folder"):
        resources.read("assets/voices")


@pytest.mark.parametrize("family", ["no-such-family", "a.b"])
def test_a_missing_font_names_its_package(family: str) -> None:
    with pytest.raises(ResourceError, match=f"the font {family} is not installed") as caught:
        resources.read(f"fonts/{family}/file.ttf")
    assert caught.value.hint == f"pip install fontpkg-{family}"
