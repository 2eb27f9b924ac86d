"""Piper: small neural voices in many languages, thirty times faster than real time, that the user installs.

A model is run as it was published, by ONNX Runtime, on the phonemes of eSpeak NG. Its two random numbers are turned
off (``noise_scale`` and ``noise_w`` are 0), so that the same sentence always sounds the same: the melody is the most
likely one. ``--voice piper:NAME`` chooses a voice, ``--voice piper`` the only one that is installed.
"""

from __future__ import annotations

import dataclasses
import hashlib
import importlib.util
import unicodedata
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from exporter.errors import VoiceError
from exporter.messages import Message
from exporter.ports import VoiceInfo
from exporter.speech import Speech, Utterance
from exporter.voices import _espeak_ng, _phonemes, _piper_files, _samples, _symbols, _words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.settings import NarrationSettings
    from exporter.speech import Phrase, Samples
    from exporter.voices._phonemes import Sound
    from exporter.voices._piper_files import Description
    from exporter.voices._symbols import Symbol

VOICE: Final = VoiceInfo("piper", "Piper, voix neuronales à installer", "selon la voix installée", heavy=True)

# Grows whenever the same utterance would give other samples.
_REVISION = 3
# The graph's inner tensor of the tokens' durations, in frames; older exports may lack it.
_DURATIONS = "/Ceil_output_0"
_BEGIN, _END, _PAD = "^", "$", "_"

# Marks that a voice has not been trained on, as those it has.
_MARKS = str.maketrans(
    {"…": ".", "—": ",", "(": ",", ")": ",", "[": ",", "]": ",", "{": ",", "}": ",", "¡": "", "¿": ""}
)
_PAUSES = "?!.:;,"  # strongest first
# A voice knows the sounds of one language. A French one says those of others with a French accent.
_FRENCH_ACCENT = str.maketrans({
    "ɹ": "ʁ", "ɾ": "t", "r": "ʁ", "x": "ʁ", "θ": "s", "ð": "z", "ɪ": "i", "ʊ": "u", "æ": "a", "ʌ": "œ", "ɜ": "œ",
    "ɚ": "œ", "ɐ": "a", "ᵻ": "i", "ɒ": "ɔ", "ɑ": "a", "ç": "ʃ", "β": "b", "ɣ": "ɡ", "ʎ": "j", "h": "",
})  # fmt: skip


def ready() -> str:
    """Say what is missing: ONNX Runtime, eSpeak NG, a voice."""
    if importlib.util.find_spec("onnxruntime") is None:
        return Message("missing packages: {packages}", packages="pip install onnxruntime")
    if not _piper_files.installed():
        return Message(
            "no Piper voice is installed: {command}",
            command=Message("exporter voices install fr_FR-siwis-medium --from FOLDER_OR_URL"),
        )
    return _espeak_ng.missing()


def installed() -> tuple[str, ...]:
    """The voices that can be chosen, as ``--voice`` takes them."""
    return tuple(f"{VOICE.name}:{name}" for name in _piper_files.installed())


def languages(settings: NarrationSettings) -> frozenset[str]:
    """The language that the chosen voice was trained in; raises `VoiceError`."""
    name = _chosen(settings)
    described = _piper_files.describe(name, _piper_files.path(name, _piper_files.DESCRIPTION).read_bytes())
    return frozenset({_base(described.language)})


def fingerprint(settings: NarrationSettings) -> str:
    """Revision, digests of model and description, version of the phonemes, speed."""
    name = _chosen(settings)
    described = hashlib.sha256(_piper_files.path(name, _piper_files.DESCRIPTION).read_bytes()).hexdigest()
    digest = _piper_files.digest(name)
    return f"piper {_REVISION} {digest} {described} {_espeak_ng.version()} {settings.speed:g}"


def load(settings: NarrationSettings) -> Piper:
    """Load a voice (half a second); raises `VoiceError` naming what to do."""
    if importlib.util.find_spec("onnxruntime") is None:
        raise VoiceError("Piper cannot load", ready())
    model, description = _piper_files.read(_chosen(settings))
    return Piper(model, description, settings.speed)


def phonemes(utterance: Utterance) -> str:
    """Transcribe an utterance as a voice will read it, but for an accent."""
    return "".join(_known(sound).phonemes for sound in _phonemes.pronounce(utterance)).strip()


def _chosen(settings: NarrationSettings) -> str:
    return _piper_files.choose(settings.voice.partition(":")[2])


class Piper:
    """The loaded voice; ``speed`` is a factor of its own speed."""

    def __init__(self, model: bytes, description: Description, speed: float) -> None:
        """Open the model; raises `VoiceError` for one that is none."""
        import numpy as np  # noqa: PLC0415 - heavy

        self._description = description
        self._scales = np.array([0, description.length_scale / speed, 0], dtype=np.float32)
        self._session, self._timed = _open(model)
        self._speakers = any(given.name == "sid" for given in self._session.get_inputs())

    def speak(self, utterance: Utterance) -> Speech:
        """Speak an utterance; what has no phonemes gives an empty speech."""
        import numpy as np  # noqa: PLC0415 - heavy

        rate = self._description.rate
        samples: list[Samples] = [np.zeros(0, dtype=np.float32)]
        heard: list[tuple[int, int, int]] = []
        length = 0
        for batch, pause in _symbols.batches(self._symbols(utterance)):
            audio, intervals = self._infer(batch)
            heard += ((offset, length + start, length + end) for offset, start, end in intervals)
            samples += (audio, np.zeros(round(pause * rate), dtype=np.float32))
            length += len(samples[-1]) + len(audio)
        words = _words.timings(utterance.spoken, heard) if length else ()
        return Speech(np.concatenate(samples), rate, words)

    def _symbols(self, utterance: Utterance) -> tuple[Symbol, ...]:
        """The utterance's phonemes as far as the voice knows them."""
        phrases = tuple(self._in_own_voice(phrase) for phrase in utterance.phrases)
        sounds = tuple(map(_known, _phonemes.pronounce(dataclasses.replace(utterance, phrases=phrases))))
        if _base(self._description.language) == "fr":
            sounds = tuple(map(_with_french_accent, sounds))
        return tuple(_without_space_before_marks(_symbols.spread(sounds, dict(self._description.tokens))))

    def _in_own_voice(self, phrase: Phrase) -> Phrase:
        """A phrase in the voice's language is read by the very rules it was trained with, be they British."""
        own = self._description.language
        return dataclasses.replace(phrase, language=own) if _base(phrase.language) == _base(own) else phrase

    def _infer(self, symbols: tuple[Symbol, ...]) -> tuple[Samples, list[tuple[int, int, int]]]:
        """Run the model once: samples without silence at the ends, and the interval of each word's sounds in them."""
        import numpy as np  # noqa: PLC0415 - heavy

        known = self._description.tokens
        pad = known[_PAD]
        tokens = [known[_BEGIN], pad]
        for symbol in symbols:
            tokens += (known[symbol.character], pad)
        tokens.append(known[_END])
        audio, durations = self._run(tokens)
        first, last = _samples.sounding(audio, self._description.rate)
        edges = np.clip(np.cumsum(durations) * (len(audio) / durations.sum()) - first, 0, last - first).round()
        intervals = [
            (symbol.offset, int(edges[2 * index + 1]), int(edges[2 * index + 3]))
            for index, symbol in enumerate(symbols)
            if symbol.offset is not None
        ]
        return np.clip(audio[first:last], -1, 1), intervals

    def _run(self, tokens: list[int]) -> tuple[Any, Any]:
        """Samples, and how long each token takes: as the model says, else all alike."""
        import numpy as np  # noqa: PLC0415 - heavy

        inputs = {
            "input": np.array([tokens], dtype=np.int64),
            "input_lengths": np.array([len(tokens)], dtype=np.int64),
            "scales": self._scales,
        }
        if self._speakers:
            inputs["sid"] = np.zeros(1, dtype=np.int64)
        outputs = self._session.run(None, inputs)
        durations = outputs[1].ravel() if self._timed else np.ones(len(tokens))
        return outputs[0].ravel().astype(np.float32), durations


def _open(model: bytes) -> tuple[Any, bool]:
    """Open a model, and say whether it tells durations."""
    from exporter.voices import _onnx  # noqa: PLC0415 - heavy

    try:
        return _onnx.session(model, _DURATIONS), True
    except _onnx.Refused:
        pass
    try:
        return _onnx.session(model), False
    except _onnx.Refused as error:
        raise VoiceError("the Piper voice is no ONNX model", "install it again, from its publisher") from error


def _known(sound: Sound) -> Sound:
    """A sound in plain IPA, one code point a symbol, marks right after the word."""
    text = unicodedata.normalize("NFD", _phonemes.plain(sound.phonemes)).translate(_MARKS)
    return dataclasses.replace(sound, phonemes=text if sound.offset is not None else _mark(text))


def _with_french_accent(sound: Sound) -> Sound:
    return dataclasses.replace(sound, phonemes=sound.phonemes.translate(_FRENCH_ACCENT))


def _without_space_before_marks(symbols: tuple[Symbol, ...]) -> Iterator[Symbol]:
    for symbol, following in zip_longest(symbols, symbols[1:]):
        if not (symbol.character == " " and following and following.character in _PAUSES):
            yield symbol


def _mark(text: str) -> str:
    """Marks as the voices were trained: of several the strongest, and a space after it."""
    return min(text.replace(" ", ""), key=_PAUSES.find, default="") + " "


def _base(tag: str) -> str:
    return tag.lower().replace("_", "-").partition("-")[0]
