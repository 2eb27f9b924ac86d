"""Messages in the user's language: every message that the house can raise has its French."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from exporter import resources
from exporter.cli import words

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(words.__file__).parents[1]
RAISED = {"UsageError", "ReadError", "WriteError", "VoiceError", "ResourceError", "PluginError"}
CATALOGUE: dict[str, str] = tomllib.loads(resources.read("assets/messages/fr.toml").decode())["messages"]


@pytest.fixture
def _in_french(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    words.french.cache_clear()
    monkeypatch.setenv("LC_ALL", "fr_CA.UTF-8")
    yield
    words.french.cache_clear()


def shape(template: str) -> str:
    """A template with its places made anonymous."""
    return re.sub(r"\{\w*\}", "{}", template)


def text(node: ast.expr) -> str | None:
    """The template that an expression of literals and f-strings makes; None for anything else."""
    match node:
        case ast.Constant(value=str(value)):
            return value
        case ast.JoinedStr(values=values):
            return "".join("{}" if isinstance(part, ast.FormattedValue) else str(text(part)) for part in values)
        case _:
            return None


def messages() -> Iterator[tuple[str, str]]:
    """Every message and hint in the code, with its place."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            told = node.args if node.func.id in RAISED else node.args[1:2] if node.func.id == "Warned" else []
            for argument in told:
                template = text(argument)
                if template and re.search("[a-z]", template):
                    yield f"{path.relative_to(PACKAGE)}:{node.lineno}", template


def test_every_message_has_its_french() -> None:
    known = {shape(template) for template in CATALOGUE}
    assert not [f"{place}: {template}" for place, template in messages() if shape(template) not in known]


def test_no_french_without_its_message() -> None:
    raised = {shape(template) for _, template in messages()}
    assert not {template for template in CATALOGUE if shape(template) not in raised} - {"voice", "articles"}


def test_places_agree() -> None:
    for english, french in CATALOGUE.items():
        assert sorted(re.findall(r"\{\w+\}", english)) == sorted(re.findall(r"\{\w+\}", french)), english


@pytest.mark.usefixtures("_in_french")
def test_a_message_is_said_in_french_with_its_values() -> None:
    assert words.translate("no such file: tortue.txt") == "fichier introuvable : tortue.txt"
    assert words.translate("something that nobody foresaw") == "something that nobody foresaw"
    assert words.error_line("no such file: a", "").startswith("Erreur : ")


@pytest.mark.parametrize(
    ("count", "told"), [(7, "7 B"), (12_345, "12 kB"), (3_000_000, "3 MB"), (4_200_000_000, "4.2 GB")]
)
def test_sizes_are_told_in_decimal_units(monkeypatch: pytest.MonkeyPatch, count: int, told: str) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    words.french.cache_clear()
    assert words.size(count) == told
