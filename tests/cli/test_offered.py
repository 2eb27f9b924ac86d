"""A writer brings its own choices: the command line offers, checks and plans them, and no other file knows of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import pytest

from exporter import registry
from exporter.errors import PluginError
from exporter.options import Option
from exporter.ports import Format
from exporter.writers import text
from tests.cli.article import ARTICLE
from tests.engine.plugins import install, package

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, str, str]]

LOUD = '''
"""The title, called out."""

from dataclasses import dataclass
from typing import Annotated

from exporter.errors import UsageError
from exporter.options import Option
from exporter.ports import Format


def one(text):
    if len(text) != 1:
        raise UsageError(f"no sign to call with: {text}", "--sign !")
    return text


@dataclass(frozen=True, slots=True)
class Options:
    shout: Annotated[bool, Option("Call in capitals.")] = False
    times: Annotated[int, Option("How often.", low=1, high=9)] = 1
    sign: Annotated[str, Option("What it ends with.", metavar="SIGN", read=one)] = "!"


OPTIONS = Options
FORMAT = Format("loud", ".loud.txt", "text/plain", 1, "The title, called out")


def write(article, world, out):
    chosen = world.options(Options)
    title = article.metadata.title.upper() if chosen.shout else article.metadata.title
    out.write_text((title + chosen.sign + "\\n") * chosen.times, encoding="utf-8")
'''
TITLE = "La tortue du canal a repris sa route"


@pytest.fixture
def loud(tmp_path: Path) -> Run:
    """The command line in a process of its own, where the package with the format ``loud`` is installed."""
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    package(tmp_path / "installed", "exporter.writers", "loud", LOUD)
    ours = Path(registry.__file__).parents[1]
    own = {
        "PYTHONPATH": os.pathsep.join((str(tmp_path / "installed"), str(ours))),
        "EXPORTER_CACHE": str(tmp_path / "cache"),
        "LC_ALL": "C.UTF-8",
    }

    def call(*arguments: str) -> tuple[int, str, str]:
        command = [sys.executable, "-m", "exporter", "export", *arguments]
        done = subprocess.run(
            command, cwd=tmp_path, env={**os.environ, **own}, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout, done.stderr

    return call


def _wrote(told: str) -> list[str]:
    events = [json.loads(line) for line in told.splitlines()]
    return [event["format"] for event in events if event["type"] == "wrote"]


@pytest.mark.slow
def test_a_package_adds_a_format_with_its_options(loud: Run, tmp_path: Path) -> None:
    code, told, _ = loud("--help")
    assert code == 0
    own = told.partition("Options: loud:\n")[2].split("\n\n")[0]
    assert "--shout " in own
    assert "Call in capitals." in own
    assert "[default: 1; 1<=x<=9]" in own
    assert "--sign SIGN" in own
    asked = ("a.txt", "--to", "loud,txt,epub-text", "--jobs", "2", "--json")
    assert sorted(_wrote(loud(*asked, "--shout")[1])) == ["epub-text", "loud", "txt"]
    (edition,) = (tmp_path / "out").glob("*/*.loud.txt")
    assert edition.read_text(encoding="utf-8") == f"{TITLE.upper()}!\n"
    assert _wrote(loud(*asked, "--shout")[1]) == [], "nothing has changed"
    assert _wrote(loud(*asked, "--times", "2")[1]) == ["loud"], "no other format has looked at its options"
    assert edition.read_text(encoding="utf-8") == f"{TITLE}!\n" * 2
    assert _wrote(loud(*asked, "--times", "2", "--width", "60")[1]) == ["txt"]
    assert _wrote(loud(*asked, "--width", "60", "--sign", "?")[1]) == ["loud"]


def test_what_a_package_cannot_take_is_one_error_with_its_way_out(loud: Run, tmp_path: Path) -> None:
    code, told, error = loud("a.txt", "--to", "loud", "--sign", "!!")
    assert (code, told, error) == (2, "", "Error: no sign to call with: !! (--sign !)\n")
    code, told, error = loud("a.txt", "--to", "loud", "--times", "12")
    assert (code, told) == (2, "")
    assert "--help" in error
    assert error.endswith("Error: Invalid value for '--times': Input should be less than or equal to 9\n")
    assert not (tmp_path / "out").exists()


def test_what_does_not_load_takes_no_other_option_away(loud: Run, tmp_path: Path) -> None:
    (tmp_path / "installed/plugin_loud.py").write_text("import nothing_of_that_name\n", encoding="utf-8")
    assert loud("a.txt", "--to", "txt", "--width", "60")[0] == 0
    code, _, error = loud("a.txt", "--to", "loud")
    assert code == 7
    assert "does not load" in error


# --- Two of one name -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wide:
    width: Annotated[int, Option("How wide.")] = 3


@dataclass(frozen=True, slots=True)
class Out:
    out: Annotated[str, Option("Where to.")] = "there"


@dataclass(frozen=True, slots=True)
class Needy:
    width: Annotated[int, Option("How wide.")]


@dataclass(frozen=True, slots=True)
class Odd:
    wide: Annotated[bytes, Option("How wide.")] = b""


@dataclass(frozen=True, slots=True)
class Misnamed:
    wide: Annotated[int, Option("How wide.", name="Wide of it")] = 3


@dataclass(frozen=True, slots=True)
class Unknown:
    wide: Annotated[Nowhere, Option("How wide.")] = 3  # type: ignore[name-defined]  # noqa: F821 - as in a mistake


def _installed(monkeypatch: pytest.MonkeyPatch, kind: object) -> None:
    own = Format("wide", ".wide", "text/plain", 1, "Wide")
    install(monkeypatch, "exporter.writers", "wide", FORMAT=own, write=text.write, OPTIONS=kind)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (Wide, "two options are called --width: of txt and of wide"),
        (Out, "two options are called --out: of exporter and of wide"),
    ],
)
def test_two_options_of_one_name_name_both(monkeypatch: pytest.MonkeyPatch, run: Run, kind: type, told: str) -> None:
    _installed(monkeypatch, kind)
    assert run("export", "a.txt") == (7, "", f"Error: {told} (uninstall one of the packages)\n")
    assert run("formats")[0] == 0, "other commands go on"


def test_writers_may_share_their_options(monkeypatch: pytest.MonkeyPatch) -> None:
    _installed(monkeypatch, text.Options)
    assert registry.choices()[text.Options] == ("txt", "wide")


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (Needy, "width has no default"),
        (Odd, "wide has a type that cannot be told"),
        (Misnamed, "'Wide of it' cannot be the name of an option"),
        (Unknown, "name 'Nowhere' is not defined"),
        (int, "<class 'int'> is no dataclass"),
        (3, "3 is no dataclass"),
    ],
)
def test_options_that_are_none(monkeypatch: pytest.MonkeyPatch, kind: object, told: str) -> None:
    _installed(monkeypatch, kind)
    with pytest.raises(PluginError, match="OPTIONS") as raised:
        registry.writer("wide")
    assert told in raised.value.message
    assert "wide" not in {name for names in registry.choices().values() for name in names}
