"""Phonemes as Kokoro was trained on them, each with the place in the text that it speaks.

eSpeak NG transcribes one clause after the other; the punctuation between them stays in place, because the model
breathes and intones by it. The mapping is that of misaki's ``EspeakG2P``, the front end of the model's training.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate
from typing import TYPE_CHECKING

from exporter.rewrite import Sounding
from exporter.voices import _alphabets, _espeak_ng, _given, _letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.speech import Phrase, Utterance

# Affricates and diphthongs that are one symbol to the model.
_SYMBOLS = {
    "a^ɪ": "I",
    "a^ʊ": "W",
    "d^z": "ʣ",
    "d^ʒ": "ʤ",
    "e^ɪ": "A",
    "o^ʊ": "O",
    "ə^ʊ": "Q",
    "s^s": "S",
    "t^s": "ʦ",
    "t^ʃ": "ʧ",
    "ɔ^ɪ": "Y",
}
_SYMBOL = re.compile("|".join(map(re.escape, _SYMBOLS)))
_WRITTEN_OUT = {symbol: tied.replace(_espeak_ng.TIE, "") for tied, symbol in _SYMBOLS.items()}
_SINGLE = re.compile("|".join(_WRITTEN_OUT))
# Quotation marks are silent: cut off by them, a quoted word loses its liaison and the model stumbles over it.
_QUOTES = str.maketrans("", "", '"“”„«»‹›')
_ELIDED = re.compile(r"(?<=['’])[«“„‹]\s*")
# Elided words at the end of a phrase, before one of another language ("l’Economist"): alone they would be spelled.
CLITICS = {"c": "s", "d": "d", "j": "ʒ", "l": "l", "m": "m", "n": "n", "qu": "k", "s": "s", "t": "t"}
CLITIC = re.compile(r"\b(c|d|j|l|m|n|qu|s|t)['’]\s*$", re.IGNORECASE)
# With a capital before another one the library takes it for a letter, and says "apostrophe": "L'OMS".
_CAPITAL = re.compile(r"\b(?:[CDJLMNST]|QU|Qu)(?=['’])")
_PART = re.compile(r"[^\W\d_]+")
_WORD = re.compile(rf"{_PART.pattern}(?:['’-]{_PART.pattern})*")
# Marks that are no letters by themselves belong to the word, those of other scripts as well.
_MARKED = re.compile(r"[^\W\d_](?:[A-Za-z]|[^\x00-\xbf×÷\u2000-\u3004\uff00-\uff0f])*")
_TONES = re.compile(r"\d")
_SHORT = re.compile(r"(?<![\w'’])[^\W\d_]{2,6}(?![\w'’])")
"""Words that the library may not say."""
_VOWEL = re.compile("[aeiouyœ]", re.IGNORECASE)
_MARK = r";:,.!?¡¿—…(){}\[\]"
_MARKS = re.compile(rf"\s*[{_MARK}][\s{_MARK}]*")


@dataclass(frozen=True, slots=True)
class Sound:
    """Phonemes of a piece of a word that begins at ``offset`` of the spoken text; None for what lies between words."""

    phonemes: str
    offset: int | None


def pronounce(utterance: Utterance) -> tuple[Sound, ...]:
    """Transcribe an utterance, each phrase by the rules of its language."""
    starts = accumulate((len(phrase.spoken) for phrase in utterance.phrases), initial=0)
    return tuple(
        sound for start, phrase in zip(starts, utterance.phrases, strict=False) for sound in _phrase(phrase, start)
    )


def plain(phonemes: str) -> str:
    """Write the model's single symbols for affricates and diphthongs out in plain IPA."""
    return _SINGLE.sub(lambda match: _WRITTEN_OUT[match.group()], phonemes)


def _phrase(phrase: Phrase, start: int) -> Iterator[Sound]:
    """Transcribe a phrase as a whole; words whose phonemes are given are said so."""
    stands = _given.stands(phrase.spoken, soundings(phrase))
    heard = ((sound.phonemes, sound.offset) for sound in _text(stands.marked.text, phrase.language, 0))
    for phonemes, offset in stands.restored(heard):
        if offset is None:
            yield Sound(phonemes, None)
        else:
            said = stands.linked(phonemes, offset, lambda text: _transcribe(text, phrase.language))
            yield Sound(said, start + stands.marked.origin(offset))


def soundings(phrase: Phrase) -> tuple[Sounding, ...]:
    """The words of a phrase whose phonemes are given, and French ones that eSpeak NG would misread."""
    given, text = phrase.soundings, phrase.spoken
    if not _french(phrase.language):
        return given
    taken = {place for one in given for place in range(one.start, one.end)}
    found = sorted({*_strange(text), *_mistaken(text, phrase.language), *_lost(text, phrase.language)})
    return tuple(sorted((*given, *(one for one in found if taken.isdisjoint(range(one.start, one.end))))))


def _strange(text: str) -> Iterator[Sounding]:
    """Words with letters that French does not have, and those in other scripts, by their own language's rules."""
    for part in () if text.isascii() else _MARKED.finditer(text):
        if _alphabets.strange(part.group()):
            known = _alphabets.respelled(part.group())
            sound = _alone(known) if known else _other(part.group())
            yield from () if sound is None else (Sounding(*part.span(), sound),)


def _alone(word: str) -> str:
    return _letters.sounds(word) if _espeak_ng.foreign(word, "fr") else _transcribe(word, "fr").strip()


def _other(word: str) -> str | None:
    """How a word in another script sounds; nothing where the library has but codes for it, None where it can do it."""
    code = _alphabets.language(word)
    if code is None:
        return "" if _espeak_ng.spelled(word, "fr") else None
    return "" if _espeak_ng.spelled(word, code) else _TONES.sub("", _transcribe(word, code))


def _mistaken(text: str, language: str) -> Iterator[Sounding]:
    """French words that the library takes for English."""
    if not _espeak_ng.foreign(text, language):
        return
    for whole in _WORD.finditer(text):
        if _espeak_ng.foreign(whole.group(), language):
            parts = [part for part in _PART.finditer(text, *whole.span()) if len(part.group()) > 1]
            parts = [part for part in parts if not _alphabets.strange(part.group())]
            alone = [part for part in parts if _espeak_ng.foreign(part.group(), language)]
            sounds = ((part, _letters.sounds(part.group())) for part in alone or parts)
            yield from (Sounding(*part.span(), sound) for part, sound in sounds if sound)


def _lost(text: str, language: str) -> Iterator[Sounding]:
    """Short words that the library leaves without a vowel, as it does the ending of verbs: "ent", "hes"."""
    for word in _SHORT.finditer(text):
        said = _espeak_ng.phonemes(word.group(), language)
        if _VOWEL.search(word.group()) and not _letters.VOWEL.search(said):
            yield Sounding(*word.span(), _letters.sounds(word.group()))


def _french(language: str) -> bool:
    return language.partition("-")[0] == "fr"


def _text(text: str, language: str, start: int) -> Iterator[Sound]:
    position = 0
    for marks in _MARKS.finditer(text):
        yield from _clause(text[position : marks.start()], language, start + position)
        yield Sound(re.sub(r"\s+", " ", marks.group()), None)
        position = marks.end()
    yield from _clause(text[position:], language, start + position)


def _clause(text: str, language: str, start: int) -> Iterator[Sound]:
    found = [(start + match.start(), match.group().translate(_QUOTES)) for match in re.finditer(r"\S+", text)]
    fragments = [(offset, fragment) for offset, fragment in found if fragment]
    bare = _unquoted(text)
    if bare[:1].isspace():
        yield Sound(" ", None)
    if fragments:
        parts = _cut(bare, [fragment for _, fragment in fragments], language)
        for (offset, _), part in zip(fragments, parts, strict=True):
            yield Sound(part, offset)
        if bare[-1].isspace():
            yield Sound(" ", None)


def _unquoted(text: str) -> str:
    """Take the quotation marks out, and the space within them where an elided word stands before: « l’« été » »."""
    return _ELIDED.sub("", text).translate(_QUOTES)


def _cut(text: str, fragments: list[str], language: str) -> list[str]:
    """Transcribe a clause and cut its phonemes into those of its fragments; joined again they are the whole."""
    whole = _transcribe(text, language)
    parts = re.findall(r"\S+ ?", whole)
    if len(parts) == len(fragments):
        return parts
    return _cut_by_likeness(whole, [_transcribe(fragment, language) for fragment in fragments])


def _cut_by_likeness(whole: str, alone: list[str]) -> list[str]:
    """Cut where words were run together or fell apart: each symbol goes to the word that has it when spoken alone."""
    owners = [index for index, part in enumerate(alone) for _ in part]
    owner: list[int | None] = [None] * len(whole)
    for block in SequenceMatcher(None, "".join(alone), whole, autojunk=False).get_matching_blocks():
        owner[block.b : block.b + block.size] = owners[block.a : block.a + block.size]
    parts = [""] * len(alone)
    last = 0
    for symbol, index in zip(whole, owner, strict=True):
        last = last if index is None else index
        parts[last] += symbol
    return parts


def _transcribe(text: str, language: str) -> str:
    clitic = CLITIC.search(text) if _french(language) else None
    if clitic:
        before = _transcribe(text[: clitic.start()], language)
        return f"{before} {CLITICS[clitic.group(1).lower()]}".lstrip()
    tied = _espeak_ng.phonemes(_CAPITAL.sub(lambda match: match.group().lower(), text), language)
    joined = _SYMBOL.sub(lambda match: _SYMBOLS[match.group()], tied)
    return _given.veiled(joined.replace(_espeak_ng.TIE, "").replace("-", ""), text)
