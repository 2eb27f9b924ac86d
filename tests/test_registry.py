"""Plug-ins: built-in ones and those of other packages, found by their names."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

import pytest

from exporter import registry
from exporter.errors import PluginError, UsageError
from exporter.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Install = Callable[[str, str], None]


def _forget() -> None:
    """Begin a new process in all but name."""
    for known in (registry._installed, registry._points, registry.release):  # noqa: SLF001
        known.cache_clear()


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Install a package as pip would: a module of the given source, and entry points of the given text."""

    def package(source: str, entry_points: str) -> None:
        (tmp_path / "shouting.py").write_text(source)
        info = tmp_path / "shouting-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: shouting\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(entry_points)
        monkeypatch.syspath_prepend(tmp_path)
        _forget()

    yield package
    _forget()
    sys.modules.pop("shouting", None)
    importlib.invalidate_caches()


SHOUTING = """
from exporter.ports import Format
FORMAT = Format("shout", ".shout", "text/plain", 1, "Shouted text")
def write(article, world, out):
    out.write_text(article.metadata.title.upper())
"""


@pytest.mark.parametrize("name", registry.names("readers"))
def test_every_built_in_reader_loads(name: str) -> None:
    reader = registry.reader(name)
    assert reader.INTAKE.name == name
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in reader.INTAKE.suffixes)


@pytest.mark.parametrize("name", registry.names("writers"))
def test_every_built_in_writer_loads(name: str) -> None:
    writer = registry.writer(name)
    assert writer.FORMAT.name == name
    assert writer.FORMAT.suffix.startswith(".")
    assert "/" in writer.FORMAT.media_type


@pytest.mark.parametrize("name", registry.names("voices"))
def test_every_built_in_voice_loads(name: str) -> None:
    voice = registry.voice(name)
    assert name in {voice.VOICE.name, *getattr(voice, "persons", dict)()}
    assert voice.VOICE.licence
    assert isinstance(voice.ready(), str)


@pytest.mark.parametrize("code", registry.names("languages"))
def test_every_built_in_language_loads(code: str) -> None:
    assert registry.language(code).code == code


def test_a_package_can_bring_a_writer(install: Install) -> None:
    install(SHOUTING, "[exporter.writers]\nshout = shouting\n")
    assert registry.names("writers")[-1] == "shout"
    assert registry.writer("shout").FORMAT.title == "Shouted text"


def test_a_taken_name_is_an_error_never_a_replacement(install: Install) -> None:
    install(SHOUTING, "[exporter.writers]\ntxt = shouting\n")
    with pytest.raises(PluginError, match=r"two plug-ins .* 'txt': exporter\.writers\.text and shouting") as caught:
        registry.writer("pdf")
    assert caught.value.hint == "uninstall one of the packages"


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("import no_such_module", "shouting"),
        ("", "shouting:FORMAT"),
        ("", "no_such_module"),
        ("1 / 0", "shouting"),
        ("def", "shouting"),
    ],
)
def test_a_broken_plug_in_says_that_it_does_not_load(install: Install, source: str, value: str) -> None:
    install(source, f"[exporter.writers]\nshout = {value}\n")
    with pytest.raises(PluginError, match=r"exporter.writers 'shout' does not load: .+") as caught:
        registry.writer("shout")
    assert caught.value.hint


def test_a_plug_in_that_lacks_something_says_what(install: Install) -> None:
    install(SHOUTING.replace("def write", "def shout"), "[exporter.writers]\nshout = shouting\n")
    with pytest.raises(PluginError, match=r"exporter\.writers 'shout' has no write") as caught:
        registry.writer("shout")
    assert caught.value.hint == "see CONTRIBUTING.md: it needs FORMAT, write"


def test_a_language_that_lacks_labels_says_which(install: Install) -> None:
    members = "".join(f"{name} = None\n" for name in ("colon", "semicolon", "quotes", "sentences", "spoken", "typeset"))
    members += "doubts = respelled = foreign = cited = date = None\n"
    labels = "from exporter.neutral.labels import LABELS\nlabels = {k: v for k, v in LABELS.items() if k > 'by'}\n"
    install(f"{labels}code = 'eo'\n{members}", "[exporter.languages]\neo = shouting\n")
    with pytest.raises(
        PluginError, match=r"exporter\.languages 'eo' has no label .*articles_one, back_to_text, body, by"
    ):
        registry.language("eo")


def test_an_unknown_name_says_which_are_known() -> None:
    with pytest.raises(UsageError, match="unknown format: 'docx'") as caught:
        registry.writer("docx")
    assert caught.value.hint == "known: " + ", ".join(registry.names("writers"))


def test_packages_with_plug_ins_count_for_the_version(install: Install) -> None:
    assert registry.release() == f"exporter {__version__}"
    install(SHOUTING, "[exporter.writers]\nshout = shouting\n")
    assert registry.release() == f"exporter {__version__}; shouting 1.0"


def test_names_of_formats_may_be_written_in_capitals() -> None:
    assert registry.formats(("MP3", "mp3", "Txt", "zz")) == ("mp3", "txt", "zz")
    assert registry.formats(("ALL",)) == registry.names("writers")


def test_a_name_that_is_nearly_right_is_asked_for() -> None:
    with pytest.raises(UsageError) as caught:
        registry.writer("epbu")
    assert caught.value.hint.startswith("did you mean epub? known: mp3, ")
