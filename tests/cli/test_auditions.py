"""`exporter voices --sample`: a sentence by each voice, to choose one by ear."""

from __future__ import annotations

import wave
from typing import TYPE_CHECKING

import pytest

from exporter import registry
from exporter.cli import auditions

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the voices that load at once."""
    monkeypatch.setattr(registry, "names", lambda _: ("kokoro", "espeak", "gtts", "piper", "silent"))


@pytest.mark.usefixtures("light")
def test_each_voice_that_is_ready_here_speaks_once_and_always_the_same(tmp_path: Path) -> None:
    first = tuple(auditions.auditions(tmp_path / "a"))
    again = tuple(auditions.auditions(tmp_path / "b"))
    assert {path.stem for path in first} == {"espeak", "silent"}  # Kokoro goes by its persons, gTTS needs the network
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in again]
    with wave.open(str(first[0])) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        assert file.getnframes() > file.getframerate()
