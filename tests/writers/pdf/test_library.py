from __future__ import annotations

import ctypes.util
import importlib
import sys

import pytest

from exporter.writers.pdf import library

SEARCH = ctypes.util.find_library


@pytest.mark.parametrize(("platform", "searched"), [("linux", [False, True]), ("darwin", [True])])
def test_names_of_other_systems_are_not_searched_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], platform: str, searched: list[bool]
) -> None:
    attempts: list[bool] = []

    def fail(_: str) -> None:
        attempts.append(ctypes.util.find_library is SEARCH)
        sys.stdout.write("WeasyPrint could not import some external libraries.\n")
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(importlib, "import_module", fail)
    monkeypatch.setattr(sys, "platform", platform)
    with pytest.raises(OSError, match="libpango"):
        library.load()
    assert attempts == searched, "the long way is taken where the short one does not lead there"
    assert ctypes.util.find_library is SEARCH
    assert capsys.readouterr().out == ""


def test_what_is_loaded_is_not_loaded_again(monkeypatch: pytest.MonkeyPatch) -> None:
    library.load()
    monkeypatch.setattr(importlib, "import_module", lambda _: pytest.fail("again"))
    library.load()
