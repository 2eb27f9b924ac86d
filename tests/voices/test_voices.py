"""What every voice promises, whatever its engine."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from exporter import registry
from exporter.rewrite import Edit
from exporter.settings import NarrationSettings
from exporter.speech import Phrase, Utterance, UtteranceKind

if TYPE_CHECKING:
    from exporter.ports import Voice
    from exporter.speech import Speech

VOICES = [pytest.param("kokoro", marks=pytest.mark.slow), "piper", "espeak", "silent"]
SENTENCE = "Le port rouvre : « enfin », dit-elle."
FAST = 3
WORDS = ("Le", "port", "rouvre", "enfin", "dit-elle")

pytestmark = pytest.mark.usefixtures("piper_voice")
each_voice = pytest.mark.parametrize("name", VOICES)


@cache
def loaded(name: str, speed: float = 1) -> Voice:
    return registry.voice(name).load(NarrationSettings(name, speed=speed))


@cache
def spoken(name: str, *phrases: tuple[str, str]) -> Speech:
    return loaded(name).speak(utterance(*phrases))


def utterance(*phrases: tuple[str, str]) -> Utterance:
    return Utterance("p1", UtteranceKind.SENTENCE, tuple(Phrase(language, text) for language, text in phrases))


def silence_at_ends(speech: Speech) -> float:
    """Longest silence at either end, in seconds: what stays 40 dB under the loudest sample."""
    loud = np.flatnonzero(np.abs(speech.samples) > np.abs(speech.samples).max() / 100)
    return float(max(loud[0], len(speech.samples) - 1 - loud[-1]) / speech.rate)


@each_voice
def test_a_voice_says_what_it_is_and_that_it_is_ready(name: str) -> None:
    module = registry.voice(name)
    assert module.VOICE.name == name
    assert module.VOICE.title
    assert module.VOICE.licence
    assert module.ready() == ""


@each_voice
def test_a_voice_says_which_languages_it_speaks(name: str) -> None:
    known = registry.voice(name).languages(NarrationSettings(name))
    own = {"kokoro": "fr", "piper": "en"}
    assert known == frozenset({own[name]}) if name in own else known is None or {"fr", "en"} <= known


def test_voices_name_languages_by_their_common_tags() -> None:
    assert {"zh", "no", "eo"} <= (registry.voice("espeak").languages(NarrationSettings()) or set())
    assert {"en", "zh", "pt"} <= (registry.voice("gtts").languages(NarrationSettings()) or set())


@each_voice
def test_a_fingerprint_stays_and_tells_speeds_apart(name: str) -> None:
    module = registry.voice(name)
    assert module.fingerprint(NarrationSettings(name)) == module.fingerprint(NarrationSettings(name))
    assert module.fingerprint(NarrationSettings(name)) != module.fingerprint(NarrationSettings(name, speed=1.5))


@each_voice
def test_speech_is_mono_audible_and_within_full_scale(name: str) -> None:
    speech = spoken(name, ("fr", SENTENCE))
    assert speech.samples.dtype == np.float32
    assert speech.samples.ndim == 1
    assert speech.rate in {22_050, 24_000}
    assert len(speech.samples) > speech.rate
    assert 0.04 < np.abs(speech.samples).max() <= 1


@each_voice
def test_there_is_no_silence_at_either_end(name: str) -> None:
    assert silence_at_ends(spoken(name, ("fr", SENTENCE))) <= 0.06


@each_voice
def test_every_spoken_word_is_timed_in_order(name: str) -> None:
    speech = spoken(name, ("fr", SENTENCE))
    assert tuple(word.text for word in speech.words) == WORDS
    assert all(0 <= word.start < word.end <= len(speech.samples) for word in speech.words)
    assert all(left.end <= right.start for left, right in pairwise(speech.words))


@each_voice
def test_a_voice_tells_its_phonemes_or_keeps_them_to_itself(name: str) -> None:
    """In the language of each phrase; those that are given for a word come first."""
    phonemes = registry.voice(name).phonemes
    given = Phrase("fr", "Le RUSI.", (Edit(3, 7, "RUSI", "lexicon", "ʁusˈi"),))
    told = phonemes(Utterance("p1", UtteranceKind.SENTENCE, (given, Phrase("en", " The nation"))))
    assert ("ʁusˈi" in told, "nˈeɪʃən" in told.replace("A", "eɪ")) == (name != "silent",) * 2
    assert phonemes(utterance(("fr", "… !"))).strip("…! ") == phonemes(utterance(("fr", ""))) == ""


@each_voice
def test_the_same_sentence_gives_the_same_samples(name: str) -> None:
    loaded(name).speak(utterance(("en", "Something else in between.")))
    again = loaded(name).speak(utterance(("fr", SENTENCE)))
    assert np.array_equal(again.samples, spoken(name, ("fr", SENTENCE)).samples)
    assert again.words == spoken(name, ("fr", SENTENCE)).words


@each_voice
@pytest.mark.parametrize("text", ["", " ", "—", "« … » !", "\N{NO-BREAK SPACE}?"])
def test_what_has_no_words_is_an_empty_speech(name: str, text: str) -> None:
    speech = loaded(name).speak(utterance(("fr", text)))
    assert speech.samples.dtype == np.float32
    assert (len(speech.samples), speech.words) == (0, ())


@pytest.mark.parametrize(
    ("name", "clauses"),
    [pytest.param("kokoro", 8, marks=pytest.mark.slow), ("piper", 9), ("espeak", 28), ("silent", 28)],
)
def test_a_sentence_of_two_thousand_characters_is_spoken_whole(name: str, clauses: int) -> None:
    """Of six hundred for Kokoro and Piper, which is more than their models take at once."""
    text = "; ".join(["la marée monte, le vent tourne et les bateaux rentrent au port de pêche"] * clauses) + "."
    speech = loaded(name, FAST).speak(utterance(("fr", text)))
    assert len(speech.words) == clauses * 14
    assert all(word.start <= word.end for word in speech.words)
    assert speech.words[-1].end > 0.98 * len(speech.samples)
    assert len(speech.samples) > clauses * speech.rate


@each_voice
def test_phrases_of_two_languages_are_one_speech(name: str) -> None:
    speech = spoken(name, ("fr", "Le titre : "), ("en", "The long way home"), ("fr", ", en mai."))
    assert [word.text for word in speech.words] == ["Le", "titre", "The", "long", "way", "home", "en", "mai"]


@each_voice
def test_control_characters_are_no_commands(name: str) -> None:
    speech = loaded(name).speak(utterance(("fr", "Un\x01+50P\x00 deux <b>trois</b> [[kat]].")))
    assert speech.words[0].text.startswith("Un")
    assert len(speech.samples) > speech.rate // 2


@pytest.mark.parametrize("name", [pytest.param("kokoro", marks=pytest.mark.slow), "piper", "espeak"])
def test_a_phrase_is_pronounced_by_the_rules_of_its_language(name: str) -> None:
    french, english = (spoken(name, (language, "The nation")) for language in ("fr", "en"))
    assert not np.array_equal(french.samples, english.samples)


@each_voice
def test_a_faster_voice_takes_less_time(name: str) -> None:
    fast, slow = loaded(name, FAST).speak(utterance(("fr", SENTENCE))), spoken(name, ("fr", SENTENCE))
    assert len(fast.samples) < 0.6 * len(slow.samples)
