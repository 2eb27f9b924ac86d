"""eSpeak NG: robotic but instant and clear at any speed, for previews and for very fast listeners."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exporter.ports import VoiceInfo
from exporter.speech import Speech
from exporter.voices import _espeak_ng, _mnemonics, _phonemes, _samples, _words

if TYPE_CHECKING:
    from exporter.settings import NarrationSettings
    from exporter.speech import Phrase, Samples, Utterance

VOICE: Final = VoiceInfo("espeak", "eSpeak NG, voix de synthèse par formants", "GPL-3.0-or-later")

_REVISION = 3
_WORDS_PER_MINUTE = 160
_FULL_SCALE = 32_768


def ready() -> str:
    """Say whether the library is missing."""
    return _espeak_ng.missing()


def languages(settings: NarrationSettings) -> frozenset[str]:  # noqa: ARG001  # the port's signature
    """Those that the library has rules for."""
    return _espeak_ng.languages()


def fingerprint(settings: NarrationSettings) -> str:
    """Revision, the library's version, words a minute."""
    return f"espeak {_REVISION} {_espeak_ng.version()} {_words_per_minute(settings)}"


def phonemes(utterance: Utterance) -> str:
    """Transcribe an utterance into IPA, the phonemes that are given for some words included."""
    return _phonemes.plain("".join(sound.phonemes for sound in _phonemes.pronounce(utterance))).strip()


def load(settings: NarrationSettings) -> Espeak:
    """Load the library; raises `VoiceError`."""
    _espeak_ng.version()
    return Espeak(_words_per_minute(settings))


def _words_per_minute(settings: NarrationSettings) -> int:
    possible = _espeak_ng.WORDS_PER_MINUTE
    return min(max(round(_WORDS_PER_MINUTE * settings.speed), possible[0]), possible[-1])


class Espeak:
    """The loaded voice, at a number of words a minute between 80 and 450."""

    def __init__(self, words_per_minute: int) -> None:
        """Keep the speed."""
        self._words_per_minute = words_per_minute

    def speak(self, utterance: Utterance) -> Speech:
        """Speak the phrases one after the other, each by the rules of its language."""
        import numpy as np  # noqa: PLC0415 - heavy

        samples: list[Samples] = [np.zeros(0, dtype=np.float32)]
        heard: list[tuple[int, int, int]] = []
        length = offset = 0
        for phrase in utterance.phrases:
            audio, intervals = self._phrase(phrase)
            heard += ((offset + place, length + start, length + end) for place, start, end in intervals)
            samples.append(audio)
            length += len(audio)
            offset += len(phrase.spoken)
        words = _words.timings(utterance.spoken, heard) if length else ()
        return Speech(np.concatenate(samples), _espeak_ng.RATE, words)

    def _phrase(self, phrase: Phrase) -> tuple[Samples, list[tuple[int, int, int]]]:
        """Speak a phrase: samples without silence at the ends, and the interval of each word in them."""
        import numpy as np  # noqa: PLC0415 - heavy

        text = _mnemonics.marked(phrase)
        data, words = _espeak_ng.synthesise(text.text, phrase.language, self._words_per_minute)
        audio = np.frombuffer(data, dtype=np.int16).astype(np.float32) / np.float32(_FULL_SCALE)
        first, last = _samples.sounding(audio, _espeak_ng.RATE)
        starts = [min(max(word.start - first, 0), last - first) for word in words]
        ends = [*starts[1:], last - first]
        places = [text.origin(word.offset) for word in words]
        return audio[first:last], list(zip(places, starts, ends, strict=False))
