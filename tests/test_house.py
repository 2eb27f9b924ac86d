"""The house keeps its own rules."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from exporter import registry

ROOT = Path(__file__).parent.parent
MODULES = sorted(path for folder in ("exporter", "tests") for path in (ROOT / folder).rglob("*.py"))
HEAVY = {
    *("PIL", "av", "ebooklib", "fontTools", "gtts", "lxml", "markdown", "numpy", "onnxruntime", "protego", "requests"),
    *("rich", "ssl", "trafilatura", "urllib3", "weasyprint", "yaml"),
}
GROUPS = ("readers", "writers", "voices", "languages")


def loaded_by(code: str) -> set[str]:
    """The top-level packages that a fresh interpreter has loaded after some code."""
    code += "\nimport sys; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_imports_run_downwards_only() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_command_line_starts_without_anything_heavy() -> None:
    assert loaded_by("import exporter.cli.app") & HEAVY == set()


@pytest.mark.parametrize("group", GROUPS)
def test_a_plug_in_loads_without_anything_heavy(group: str) -> None:
    names = registry.names(group)
    single = group.removesuffix("s")
    code = "\n".join(["from exporter import registry", *(f"registry.{single}({name!r})" for name in names)])
    assert loaded_by(code) & HEAVY == set()


def test_files_can_be_read_at_a_sitting() -> None:
    for path in MODULES:
        lines = path.read_text(encoding="utf-8").splitlines()
        reason = any(line.startswith("# Longer than 400 lines: ") for line in lines[:20])
        assert len(lines) <= 400 or reason, path


def test_modules_are_named_for_what_they_hold() -> None:
    assert {path.stem for path in MODULES} & {"utils", "helpers", "manager", "common", "misc", "base"} == set()
