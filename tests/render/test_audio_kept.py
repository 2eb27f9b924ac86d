"""Pages of one article are equally loud, and stay as they are when a word changes elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from exporter.engine.storage.cache import SpeechCache
from exporter.engine.work.narrator import Narrator
from exporter.engine.work.world import LocalWorld
from exporter.render import audio_coding, audio_kept
from exporter.render.audio_formats import MP3
from exporter.render.loudness import Level
from exporter.settings import NarrationSettings, Settings
from tests.sounds import track

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exporter.speech import Track

RATE = 24_000
LOWER = Level(-20.0, -2.0)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[LocalWorld]:
    voice = NarrationSettings("silent")
    with Narrator(voice, SpeechCache(tmp_path), 1) as narrator:
        yield LocalWorld(Settings(narration=voice), print, None, narrator)


def spoken(seconds: float, seed: int = 1) -> Track:
    noise = np.random.default_rng(seed).standard_normal(round(seconds * RATE))
    return track((0.05 * noise).clip(-1, 1).astype(np.float32), RATE)


def test_a_little_more_is_at_the_same_level(world: LocalWorld) -> None:
    tracks = (spoken(3), spoken(2, 2))
    level = audio_kept.level(tracks, MP3, world)
    assert level == audio_kept.level((*tracks, spoken(0.5, 3)), MP3, world)
    assert level.gain == pytest.approx(audio_coding.level_of(tracks, MP3).gain, abs=0.25)
    assert level.ceiling == MP3.ceiling


def test_a_sound_is_known_by_its_samples_and_its_level(world: LocalWorld) -> None:
    one, other = spoken(1), spoken(1, 2)
    level = audio_kept.level((one,), MP3, world)
    sound = audio_kept.sound(level, one, MP3, world)
    assert sound == audio_kept.sound(level, spoken(1), MP3, world)
    assert len({sound, audio_kept.sound(level, other, MP3, world), audio_kept.sound(LOWER, one, MP3, world)}) == 3
