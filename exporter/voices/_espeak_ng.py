"""The eSpeak NG library of the wheel ``espeakng-loader``, by ctypes: text to phonemes and text to samples.

The library holds global state, the tables of the voice that was chosen last: a lock keeps threads apart, of which one
would else get phonemes out of another's tables. Its synthesis carries a little of it, the phase of the voice's flutter,
from one text into the next; `synthesise` therefore loads an instance of its own each time (8 ms), so that the same text
always gives the same samples.
"""

from __future__ import annotations

import _ctypes
import ctypes
import re
import shutil
import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import RLock
from typing import TYPE_CHECKING

from exporter.errors import VoiceError
from exporter.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RATE = 22_050
WORDS_PER_MINUTE = range(80, 451)
TIE = "^"

# Values of `speak_lib.h`, eSpeak NG 1.52.
_SYNCHRONOUS = 2
_DO_NOT_EXIT = 0x8000
_UTF8 = 1
_PHONEMES = 0x100
_IPA = 0x02
_USE_TIE = 0x80
_RATE_PARAMETER = 1
_EVENT_END_OF_LIST = 0
_EVENT_WORD = 1

# Where the library's voice files have another name than the language: its "en" is British.
_VOICES = {"en": "en-us", "en-gb": "en", "no": "nb", "zh": "cmn"}
_FALLBACK = "fr"

_ONE_AT_A_TIME = RLock()
_LATIN_1 = frozenset(map(chr, range(0x100)))
_UNDECOMPOSED = dict(zip("ĐđĦħıŁłŊŋŒœÞþÆæØøŦŧƠơƯư", "DdHhiLlNnOoTtAaOoTtOoUu", strict=True))
"""Letters with a stroke and the like, which Unicode does not take apart, and what they are nearest to."""


class _Event(ctypes.Structure):
    """``espeak_EVENT``: positions in characters from 1, times in milliseconds, ``sample`` since the start."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word that eSpeak NG began: ``offset`` in characters of the text, ``start`` in samples."""

    offset: int
    start: int


def missing() -> str:
    """Say in one line what keeps the library from loading, with the command that mends it; empty if it loads."""
    try:
        library()
    except VoiceError as error:
        return Message("{place}: {reason}", place=error.message, reason=error.hint)
    return ""


def version() -> str:
    """The library's version ("1.52.0")."""
    return str(library().espeak_Info(None).decode()).split()[0]


@cache
def languages() -> frozenset[str]:
    """Primary tags of the languages that the library has rules for; raises `VoiceError`."""
    _path()
    import espeakng_loader  # noqa: PLC0415 - found by `_path`

    files = Path(espeakng_loader.get_data_path(), "lang").rglob("*")
    known = {file.name.partition("-")[0].lower() for file in files if file.is_file()}
    return frozenset(known | {tag for tag, voice in _VOICES.items() if voice in known})


def phonemes(text: str, language: str) -> str:
    """Transcribe text, without punctuation, into IPA with stress marks and `TIE` inside affricates and diphthongs.

    Words are separated by single spaces. A word that the library reads by the rules of another language is transcribed
    by those (`foreign` tells so); the marks of the switch are taken out.
    """
    return " ".join(re.sub(r"\([^)]*\)", "", _transcribed(text, language)).split())


def foreign(text: str, language: str) -> bool:
    """Tell whether the library reads any word of a text by the rules of another language."""
    return "(" in _transcribed(text, language)


def spelled(text: str, language: str) -> bool:
    """Tell whether the library, for want of rules for the letters of a word, says their names or codes instead."""
    return re.search(r"\(\^?e\^?n\)|lˈɛtʁ", _transcribed(text, language)) is not None


@lru_cache(maxsize=4096)
def _transcribed(text: str, language: str) -> str:
    return _read(_familiar(text, language), language)


def _read(text: str, language: str) -> str:
    position = ctypes.c_char_p(_plain(text).encode())
    clauses = []
    with _ONE_AT_A_TIME:
        shared = library()
        _choose(shared, language)
        while position.value is not None:
            mode = _IPA | _USE_TIE | ord(TIE) << 8
            clauses.append((shared.espeak_TextToPhonemes(ctypes.byref(position), _UTF8, mode) or b"").decode())
    return " ".join(clauses)


def synthesise(text: str, language: str, words_per_minute: int) -> tuple[bytes, tuple[SpokenWord, ...]]:
    """Speak text: 16-bit mono samples at `RATE`, and where its words begin. Raises `VoiceError`.

    What stands between double brackets is in the library's own mnemonics of phonemes.
    """
    samples, words = bytearray(), list[SpokenWord]()
    callback = _CALLBACK(_collector(samples, words))
    data = _plain(_familiar(text, language)).encode()
    with _fresh() as own:
        _choose(own, language)
        own.espeak_SetParameter(_RATE_PARAMETER, words_per_minute, 0)
        own.espeak_SetSynthCallback(callback)
        if own.espeak_Synth(data, len(data) + 1, 0, 1, 0, _UTF8 | _PHONEMES, None, None) != 0:
            raise VoiceError("eSpeak NG could not speak", "try another voice: `--voice kokoro`")
    return bytes(samples), tuple(words)


def _collector(samples: bytearray, words: list[SpokenWord]) -> Callable[..., int]:
    """The function that the library calls with each buffer of samples and the events in it."""

    def collect(buffer: ctypes._Pointer[ctypes.c_short], count: int, events: ctypes._Pointer[_Event]) -> int:
        index = 0
        while (event := events[index]).type != _EVENT_END_OF_LIST:
            if event.type == _EVENT_WORD:
                words.append(SpokenWord(event.text_position - 1, event.sample))
            index += 1
        if count:
            samples.extend(ctypes.string_at(buffer, 2 * count))
        return 0

    return collect


def _familiar(text: str, language: str) -> str:
    """Write letters that the library would spell by their numbers in Unicode as the Latin ones that they are made of.

    The length stays: "Nguyễn" is "Nguyen", "Đặng" is "Dang", but not in Vietnamese.
    """
    if text.isascii():
        return text
    return "".join(letter if letter in _LATIN_1 or _known(letter, language) else _base(letter) for letter in text)


@cache
def _known(letter: str, language: str) -> bool:
    """Tell whether the library reads a letter within a word."""
    return not _base(letter).isascii() or _base(letter) == letter or " " not in _read(f"ma{letter}na", language).strip()


def _base(letter: str) -> str:
    """The Latin letter under the marks of another; any other character itself."""
    first = unicodedata.normalize("NFD", letter)[0]
    return _UNDECOMPOSED.get(first, first) if letter.isalpha() else letter


def _plain(text: str) -> str:
    """Take out what the library would read as a command or an end: NUL, control characters."""
    return re.sub(r"[\x00-\x1f\x7f]", " ", text)


@cache
def library() -> ctypes.CDLL:
    """The process's instance of the library; raises `VoiceError`."""
    with _ONE_AT_A_TIME:
        return _open(_path())


@contextmanager
def _fresh() -> Iterator[ctypes.CDLL]:
    """An instance of the library with a state of its own: the loader makes one for each file, hence the copy."""
    with TemporaryDirectory() as folder:
        own = _open(shutil.copy(_path(), folder))
    try:
        yield own
    finally:
        own.espeak_Terminate()
        _ctypes.dlclose(own._handle)  # noqa: SLF001 - ctypes has no other way


def _path() -> str:
    try:
        import espeakng_loader  # noqa: PLC0415 - may be missing, which `missing` tells
    except ImportError as error:
        raise VoiceError("eSpeak NG is not installed", "pip install espeakng-loader") from error
    return str(espeakng_loader.get_library_path())


def _open(path: str) -> ctypes.CDLL:
    import espeakng_loader  # noqa: PLC0415 - found by `_path`

    try:
        opened = ctypes.CDLL(path)
    except OSError as error:
        raise VoiceError(
            Message("eSpeak NG does not load: {reason}", reason=error), "pip install --force-reinstall espeakng-loader"
        ) from error
    opened.espeak_TextToPhonemes.restype = ctypes.c_char_p
    opened.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int]
    opened.espeak_Info.restype = ctypes.c_char_p
    data = espeakng_loader.get_data_path().encode()
    if opened.espeak_Initialize(_SYNCHRONOUS, 0, data, _DO_NOT_EXIT) != RATE:
        raise VoiceError("eSpeak NG does not find its data", "pip install --force-reinstall espeakng-loader")
    return opened


def _choose(instance: ctypes.CDLL, language: str) -> None:
    """Choose the voice of a BCP 47 tag: the tag itself, else its language, else French."""
    tag = language.lower()
    base = tag.split("-")[0]
    for name in (_VOICES.get(tag, tag), _VOICES.get(base, base), _FALLBACK):
        if instance.espeak_SetVoiceByName(name.encode()) == 0:
            return
    raise VoiceError("eSpeak NG has no French voice", "pip install --force-reinstall espeakng-loader")
