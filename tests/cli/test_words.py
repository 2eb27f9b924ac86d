"""Messages in the user's language: every message that the house can raise has its French."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from exporter import registry, resources
from exporter.cli import words

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(words.__file__).parents[1]
ERRORS = ("UsageError", "ReadError", "WriteError", "DiskFullError", "VoiceError", "ResourceError", "PluginError")
TOLD = {name: slice(0, 2) for name in ERRORS} | {
    "Warned": slice(1, 2),
    "NotRendered": slice(2, 3),
    "Option": slice(0, 1),
}
"""Which arguments of a call are shown to people."""
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


def text(node: ast.expr, constants: dict[str, str]) -> str:
    """The template that literals, f-strings and a module's constants make; empty for anything else."""
    match node:
        case ast.Constant(value=str(value)):
            return value
        case ast.JoinedStr(values=values):
            return "".join("{}" if isinstance(part, ast.FormattedValue) else text(part, {}) for part in values)
        case ast.Name(id=name):
            return constants.get(name, "")
        case _:
            return ""


def constants(tree: ast.Module) -> dict[str, str]:
    """The strings that a module gives names to."""
    return {
        target.id: text(node.value, {})
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def messages() -> Iterator[tuple[str, str]]:
    """Every message and hint in the code that has words, commands left out, with its place."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            for argument in node.args[TOLD[node.func.id]] if node.func.id in TOLD else ():
                template = text(argument, constants(tree))
                if re.search(r"[a-z]", template.replace("{}", "")) and not template.startswith("pip "):
                    yield f"{path.relative_to(PACKAGE)}:{node.lineno}", template


def test_every_message_has_its_french() -> None:
    known = {shape(template) for template in CATALOGUE}
    assert not [f"{place}: {template}" for place, template in messages() if shape(template) not in known]


@pytest.mark.parametrize("name", registry.names("writers"))
def test_every_format_has_its_french(name: str) -> None:
    assert registry.writer(name).FORMAT.title in CATALOGUE


def test_places_agree() -> None:
    for english, french in CATALOGUE.items():
        assert sorted(re.findall(r"\{\w+\}", english)) == sorted(re.findall(r"\{\w+\}", french)), english


@pytest.mark.usefixtures("_in_french")
def test_a_message_is_said_in_french_with_its_values() -> None:
    assert words.translate("no such file: tortue.txt") == "fichier introuvable : tortue.txt"
    assert words.translate("line 1 of a.html: the end of b: none").startswith("ligne 1 de a.html : the end of b")
    assert words.translate("something that nobody foresaw") == "something that nobody foresaw"
    assert words.error_line("no such file: a", "").startswith("Erreur : ")


@pytest.mark.parametrize(
    ("count", "told"), [(7, "7 B"), (12_345, "12 kB"), (3_000_000, "3 MB"), (4_200_000_000, "4.2 GB")]
)
def test_sizes_are_told_in_decimal_units(monkeypatch: pytest.MonkeyPatch, count: int, told: str) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    words.french.cache_clear()
    assert words.size(count) == told
