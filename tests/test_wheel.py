"""The wheel: installed anywhere, it is whole."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "assets/sample/les-abeilles-de-la-tour-nord.txt"


def run(command: Sequence[str | Path], folder: Path) -> str:
    """Run a command as someone would who has nothing of this checkout in their environment."""
    unwanted = ("PYTHONPATH", "COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    environment |= {"EXPORTER_CACHE": str(folder / "cache"), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT], folder)
    (built,) = folder.glob("exporter-*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path) -> Path:
    """A new environment with the wheel; what it depends on is borrowed from this one, which has it installed."""
    folder = wheel.parent / "environment"
    run([sys.executable, "-m", "venv", "--without-pip", folder], wheel.parent)
    python = folder / "bin/python"
    run(
        [sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps", "--no-index", wheel],
        wheel.parent,
    )
    ours = run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], wheel.parent)
    Path(ours.strip(), "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    return python


@pytest.mark.slow
def test_the_wheel_holds_the_package_its_data_and_its_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    data = {path for folder in ("templates", "assets") for path in (ROOT / folder).rglob("*") if path.is_file()}
    assert {f"exporter/_data/{path.relative_to(ROOT).as_posix()}" for path in data} <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert "exporter/py.typed" in names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"exporter"}


@pytest.mark.slow
def test_an_article_is_exported_from_another_folder(python: Path, tmp_path: Path) -> None:
    where = run([python, "-c", "import exporter; print(exporter.__file__)"], tmp_path)
    assert Path(where.strip()).is_relative_to(python.parent.parent)
    command: list[str | Path] = [
        python.with_name("exporter"),
        "export",
        SAMPLE,
        "--to",
        "txt,pdf,epub,mp3",
        "--voice",
        "silent",
    ]
    run([*command, "--out", "editions"], tmp_path)
    (folder,) = (path.parent for path in (tmp_path / "editions").glob("*/edition.json"))
    made = {path.suffix: path.read_bytes() for path in folder.iterdir()}
    assert set(made) == {".txt", ".pdf", ".epub", ".mp3", ".json"}
    assert "Trois mesures simples" in made[".txt"].decode()
    assert made[".pdf"].startswith(b"%PDF-")
    assert made[".epub"].startswith(b"PK\x03\x04")
    assert made[".mp3"].startswith(b"ID3")
