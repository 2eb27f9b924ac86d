"""A voice that hums: a steady tone as long as the text, for tests and dry runs, instant and with nothing to install.

A letter takes 60 ms, a pause between words too. It hums (at -26 dB) rather than keep silent so that loudness can be
measured and silence at the ends be told from speech.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exporter.ports import VoiceInfo
from exporter.speech import Speech
from exporter.voices import _words

if TYPE_CHECKING:
    from exporter.settings import NarrationSettings
    from exporter.speech import Utterance

VOICE: Final = VoiceInfo("silent", "Aucune voix : un son continu, pour les essais", "AGPL-3.0-or-later")

RATE = 24_000
_REVISION = 1
_SECONDS_PER_CHARACTER = 0.06
_FREQUENCY = 220
_AMPLITUDE = 0.05


def ready() -> str:
    """Nothing is ever missing."""
    return ""


def languages(settings: NarrationSettings) -> None:
    """Any: it hums."""


def fingerprint(settings: NarrationSettings) -> str:
    """Revision and speed."""
    return f"silent {_REVISION} {settings.speed:g}"


def phonemes(utterance: Utterance) -> str:  # noqa: ARG001  # the port's signature
    """Nothing: it pronounces nothing."""
    return ""


def load(settings: NarrationSettings) -> Silent:
    """Make the voice."""
    return Silent(settings.speed)


class Silent:
    """The voice; ``speed`` divides the time that a character takes."""

    def __init__(self, speed: float) -> None:
        """Work out the samples a character takes."""
        self._samples_per_character = round(_SECONDS_PER_CHARACTER * RATE / speed)

    def speak(self, utterance: Utterance) -> Speech:
        """Hum from the first letter of the first word to the last of the last."""
        import numpy as np  # noqa: PLC0415 - heavy

        found = _words.words(utterance.spoken)
        first = found[0][0] if found else 0
        step = self._samples_per_character
        heard = [(place, (place - first) * step, (place + len(word) - first) * step) for place, word in found]
        length = heard[-1][2] if heard else 0
        tone = _AMPLITUDE * np.cos(2 * np.pi * _FREQUENCY / RATE * np.arange(length))
        return Speech(tone.astype(np.float32), RATE, _words.timings(utterance.spoken, heard))
