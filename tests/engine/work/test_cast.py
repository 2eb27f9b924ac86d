"""Two voices in one narration: each speaks its own sentences, kept under the voice that spoke them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exporter import registry
from exporter.engine.storage.cache import SpeechCache
from exporter.engine.work.narrator import Narrator
from exporter.errors import VoiceError
from exporter.settings import NarrationSettings
from exporter.speech import Phrase, Utterance, UtteranceKind

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = Utterance("s1", UtteranceKind.SENTENCE, (Phrase("fr", "Bonjour."),))
QUOTED = Utterance("s2", UtteranceKind.SENTENCE, (Phrase("fr", "Bonjour."),), quoted=True)


def test_the_fingerprint_is_of_all_that_speak(tmp_path: Path) -> None:
    settings = NarrationSettings("silent", quote_voice="espeak")
    silent, espeak = registry.voice("silent"), registry.voice("espeak")
    with Narrator(settings, SpeechCache(tmp_path), 0) as narrator:
        prints = [silent.fingerprint(settings), espeak.fingerprint(settings)]
        assert narrator.fingerprint == registry.fingerprint(settings) == "; ".join(prints)
        assert narrator.speaks("fr")


def test_one_voice_speaks_what_is_quoted_too_where_there_is_no_other(tmp_path: Path) -> None:
    with Narrator(NarrationSettings("silent"), SpeechCache(tmp_path), 0) as narrator:
        plain, quoted = narrator.speak((PLAIN, QUOTED), lambda _: None)
    assert plain.digest == quoted.digest


def test_voices_of_different_rates_are_refused_with_a_way_out(tmp_path: Path) -> None:
    settings = NarrationSettings("silent", quote_voice="espeak")
    with (
        Narrator(settings, SpeechCache(tmp_path), 0) as narrator,
        pytest.raises(VoiceError, match="sampling rates") as caught,
    ):
        narrator.speak((PLAIN, QUOTED), lambda _: None)
    assert "--quote-voice" in caught.value.hint


@pytest.mark.slow
def test_two_persons_say_the_same_words_in_two_ways(tmp_path: Path) -> None:
    with Narrator(NarrationSettings("siwis", quote_voice="martin"), SpeechCache(tmp_path), 0) as narrator:
        first = narrator.speak((PLAIN, QUOTED), lambda _: None)
        again = narrator.speak((PLAIN, QUOTED), lambda _: None)
    assert first[0].digest != first[1].digest
    assert [one.digest for one in first] == [one.digest for one in again]
