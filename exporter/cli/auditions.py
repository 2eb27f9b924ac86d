"""A sentence by each voice, to choose one by ear."""

from __future__ import annotations

import wave
from typing import TYPE_CHECKING, Final

import numpy as np

from exporter import registry
from exporter.cli import hear
from exporter.cli.checks import voices_here
from exporter.engine.storage.files import disk
from exporter.settings import NarrationSettings
from exporter.speech import Utterance, UtteranceKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exporter.speech import Speech

SENTENCE: Final = (
    "Bonjour ! Voici ma voix de synthèse : le 21 janvier, les élus ont voté 12,5 M€ pour l’école et l’hôpital."
)


def auditions(folder: Path) -> Iterator[Path]:
    """Write a WAV file for each voice that is ready and stays on this machine, told one by one.

    Raises `VoiceError`, `WriteError`.
    """
    said = Utterance("s1", UtteranceKind.SENTENCE, hear.phrases(SENTENCE, "fr", ()))
    with disk(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for name in _ready():
        speech = registry.voice(name).load(NarrationSettings(name)).speak(said)
        path = folder / f"{name.replace(':', '-')}.wav"
        with disk(path):
            _write(path, speech)
        yield path


def _ready() -> Iterator[str]:
    """Each voice once: a plug-in that names its persons goes by their names alone."""
    for name in registry.names("voices"):
        module = registry.voice(name)
        unnamed = name == module.VOICE.name and hasattr(module, "persons")
        if not (unnamed or module.VOICE.network or module.ready()):
            yield from voices_here(module) or (name,)


def _write(path: Path, speech: Speech) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(speech.rate)
        file.writeframes(np.rint(np.clip(speech.samples, -1, 1) * 32_767).astype("<i2").tobytes())
