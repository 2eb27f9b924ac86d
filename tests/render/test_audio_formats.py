"""What the documentation says of the sound files is how they are coded."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter.render.audio_formats import M4B, MP3, OPUS, WAV, Coding

PAGE = (Path(__file__).parents[2] / "docs/audio.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("coding", [MP3, M4B, OPUS, WAV], ids=lambda coding: coding.name)
def test_the_table_is_true(coding: Coding) -> None:
    (row,) = (line for line in PAGE.splitlines() if line.startswith(f"| `{coding.name}` |"))
    _, _, bit_rate, rates, chapters, _ = (cell.strip() for cell in row.strip("|").split("|"))
    assert bit_rate == (str(coding.bit_rate // 1000) if coding.bit_rate else "–")
    assert rates == ", ".join(map(str, coding.rates))
    assert chapters == str(coding.chapters)
