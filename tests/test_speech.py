"""Utterances: what is written and what is said, phrase by phrase."""

from __future__ import annotations

from exporter.rewrite import Edit
from exporter.speech import Phrase, Utterance, UtteranceKind


def test_an_utterance_is_written_and_spoken_phrase_by_phrase() -> None:
    french = Phrase("fr", "Le n° 3 de ", (Edit(3, 5, "numéro", "abbreviation"), Edit(6, 7, "trois", "number")))
    utterance = Utterance("s1", UtteranceKind.SENTENCE, (french, Phrase("en", "The Hive")))
    assert utterance.written == "Le n° 3 de The Hive"
    assert utterance.spoken == "Le numéro trois de The Hive"
