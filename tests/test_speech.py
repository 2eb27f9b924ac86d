"""Utterances: what is written and what is said, phrase by phrase."""

from __future__ import annotations

from exporter.rewrite import Edit, Sounding
from exporter.speech import Phrase, Utterance, UtteranceKind


def test_an_utterance_is_written_and_spoken_phrase_by_phrase() -> None:
    french = Phrase("fr", "Le n° 3 de ", (Edit(3, 5, "numéro", "abbreviation"), Edit(6, 7, "trois", "number")))
    utterance = Utterance("s1", UtteranceKind.SENTENCE, (french, Phrase("en", "The Hive")))
    assert utterance.written == "Le n° 3 de The Hive"
    assert utterance.spoken == "Le numéro trois de The Hive"


def test_given_phonemes_are_found_where_the_spoken_form_has_their_words() -> None:
    edits = (Edit(3, 5, "numéro", "abbreviation"), Edit(6, 11, "INSEE", "sigle", "insˈe"))
    assert Phrase("fr", "Le n° INSEE", edits).soundings == (Sounding(10, 15, "insˈe"),)
