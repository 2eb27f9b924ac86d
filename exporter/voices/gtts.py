"""gTTS: the voice of Google Translate. Needs the network, and sends every sentence to Google.

The sound comes in pieces of at most 100 characters. Their times are exact; within a piece the words share the time by
their length, because the service gives no timings.
"""

from __future__ import annotations

from importlib import metadata
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, NamedTuple

from exporter.errors import VoiceError
from exporter.messages import Message
from exporter.ports import VoiceInfo
from exporter.speech import Speech
from exporter.voices import _mp3, _samples, _words
from exporter.voices._chunks import chunks
from exporter.voices._translate import ENDPOINT, LONGEST, PATIENT, Client, Pace

if TYPE_CHECKING:
    from exporter.settings import NarrationSettings
    from exporter.speech import Samples, Utterance

VOICE: Final = VoiceInfo("gtts", "gTTS, voix de Google Traduction", "service de Google, sans garantie", network=True)

RATE: Final = 24_000
_REVISION: Final = 1
_FALLBACK: Final = "fr"
_SILENCES: Final = {".": 0.35, "!": 0.35, "?": 0.35, "…": 0.35, ",": 0.15, ";": 0.2, ":": 0.2}
_SHORT_SILENCE: Final = 0.05


def ready() -> str:
    """Say whether a package is missing; whether the network is there shows when the voice speaks."""
    absent = [name for name in ("gtts", "requests", "av") if find_spec(name) is None]
    return Message("{package} is not installed: pip install {package}", package=absent[0]) if absent else ""


def languages(settings: NarrationSettings) -> frozenset[str]:  # noqa: ARG001  # the port's signature
    """Those that the service offers; raises `VoiceError` if a package is missing."""
    if missing := ready():
        raise VoiceError(missing, "or use another voice: `--voice kokoro`")
    from gtts.lang import tts_langs  # noqa: PLC0415  # heavy

    return frozenset(tag.partition("-")[0].lower() for tag in tts_langs())


def fingerprint(settings: NarrationSettings) -> str:
    """Revision, the package's version, speed; the service itself tells no version."""
    return f"gtts {_REVISION} {metadata.version('gtts')} {settings.speed:g}"


def phonemes(utterance: Utterance) -> str:  # noqa: ARG001  # the port's signature
    """Nothing: the service keeps its pronunciation to itself."""
    return ""


def load(settings: NarrationSettings) -> Gtts:
    """Make the voice, without a request; raises `VoiceError` if a package is missing."""
    if missing := ready():
        raise VoiceError(missing, "or use another voice: `--voice kokoro`")
    return Gtts(settings.speed, PATIENT)


class _Piece(NamedTuple):
    """A piece that was spoken: where its text and its samples begin."""

    text: str
    offset: int
    samples: Samples


class Gtts:
    """The voice; ``speed`` is a factor from 0.5, ``endpoint`` the address of the service."""

    def __init__(self, speed: float = 1.0, pace: Pace = PATIENT, endpoint: str = ENDPOINT) -> None:
        """Prepare the connection, which opens with the first request."""
        self._speed = speed
        self._client = Client(pace, endpoint)

    def speak(self, utterance: Utterance) -> Speech:
        """Speak the phrases, each in its language; raises `VoiceError`. Words without a letter or digit are silent."""
        import numpy as np  # noqa: PLC0415  # heavy

        pieces = self._pieces(utterance)
        joined: list[Samples] = [np.zeros(0, dtype=np.float32)]
        heard: list[tuple[int, int, int]] = []
        length = 0
        for index, piece in enumerate(pieces):
            heard += _spread(piece, length)
            silence = _silence_after(piece.text) if index + 1 < len(pieces) else 0
            joined += (piece.samples, np.zeros(silence, dtype=np.float32))
            length += len(piece.samples) + silence
        return self._at_speed(np.concatenate(joined), heard, utterance.spoken)

    def _pieces(self, utterance: Utterance) -> list[_Piece]:
        pieces: list[_Piece] = []
        offset = 0
        for phrase in utterance.phrases:
            position = 0
            for text in chunks(phrase.spoken, LONGEST):
                position = phrase.spoken.index(text, position)
                if any(character.isalnum() for character in text):
                    pieces.append(_Piece(text, offset + position, self._sound(text, phrase.language)))
                position += len(text)
            offset += len(phrase.spoken)
        return pieces

    def _sound(self, text: str, language: str) -> Samples:
        data = self._client.speak(text, _language(language))
        try:
            samples = _mp3.decode(data, RATE)
        except ValueError as error:
            raise VoiceError(
                Message("the speech service sent a broken sound for {text}", text=repr(text)),
                "use a voice that needs no network: `--voice kokoro`",
            ) from error
        first, last = _samples.sounding(samples, RATE)
        return samples[first:last]

    def _at_speed(self, samples: Samples, heard: list[tuple[int, int, int]], text: str) -> Speech:
        """Change the tempo when asked to, and the times with it."""
        paced = samples if self._speed == 1 or not len(samples) else _mp3.tempo(samples, RATE, self._speed)
        factor = len(paced) / max(len(samples), 1)
        timed = [(place, round(start * factor), round(end * factor)) for place, start, end in heard]
        return Speech(paced, RATE, _words.timings(text, timed) if timed else ())


def _language(tag: str) -> str:
    """Find the service's name of a BCP 47 tag: the tag itself, its language, else French."""
    from gtts.lang import tts_langs  # noqa: PLC0415  # heavy

    known = tts_langs()
    return next((name for name in (tag, tag.partition("-")[0]) if name in known), _FALLBACK)


def _silence_after(text: str) -> int:
    """Samples of silence between a piece and the next."""
    return round(_SILENCES.get(text.rstrip('»”") \u00a0\u202f')[-1:], _SHORT_SILENCE) * RATE)


def _spread(piece: _Piece, start: int) -> list[tuple[int, int, int]]:
    """Share the time of a piece among its words: their offset in the utterance, start and end in samples."""
    share = len(piece.samples) / len(piece.text)
    return [
        (piece.offset + place, start + round(place * share), start + round((place + len(word)) * share))
        for place, word in _words.words(piece.text)
    ]
