"""The user's lexicon: heard before any rule, whole words only, the longest first."""

from __future__ import annotations

import pytest

from exporter.french import FRENCH
from exporter.narration.phrases import from_text
from exporter.settings import Pronunciation
from exporter.speech import Phrase

NBSP = "\u00a0"


def phrases(text: str, *entries: Pronunciation) -> tuple[Phrase, ...]:
    return from_text(text, "fr", FRENCH, entries)


def heard(text: str, **said: str) -> str:
    entries = (Pronunciation(written.replace("_", " "), spoken) for written, spoken in said.items())
    return "".join(phrase.spoken for phrase in phrases(text, *entries))


def test_the_lexicon_comes_before_every_rule() -> None:
    assert heard("La SNCF et M. Dupont.", SNCF="snekfe") == "La snekfe et monsieur Dupont."
    entry = Pronunciation("M.", spoken="messire")
    assert phrases("M. Dupont.", entry)[0].spoken == "messire Dupont."
    assert phrases("Il a 12 % ici.", Pronunciation("12 %", spoken="peu"))[0].spoken == "Il a peu ici."


def test_an_entry_can_say_that_words_stay_as_they_are() -> None:
    assert heard("Le VAR et le XIV.", VAR="VAR", XIV="XIV") == "Le VAR et le XIV."


def test_whole_words_only() -> None:
    assert heard("Lens, Lensois et pré-Lens", Lens="lince") == "lince, Lensois et pré-lince"


def test_capitals_count_where_the_entry_has_one() -> None:
    assert heard("Tours et tours", Tours="tour") == "tour et tours"
    assert heard("Os, os et OS", os="oss") == "oss, oss et oss"


def test_the_longest_entry_first() -> None:
    said = heard("Reims Métropole, Reims", Reims="rince", Reims_Métropole="la métropole de rince")
    assert said == "la métropole de rince, rince"


def test_any_space_and_any_apostrophe_match_their_like() -> None:
    assert heard(f"Saint{NBSP}Ouen", Saint_Ouen="saint ouin") == "saint ouin"
    entry = Pronunciation("L'Haÿ", spoken="la-i")
    assert phrases("L’Haÿ", entry)[0].spoken == "la-i"


def test_words_in_another_language_are_a_phrase_of_their_own() -> None:
    entry = Pronunciation("Wall Street Journal", language="en")
    assert phrases("Le Wall Street Journal, 3 fois.", entry) == (
        Phrase("fr", "Le "),
        Phrase("en", "Wall Street Journal"),
        Phrase("fr", ", 3 fois.", phrases(", 3 fois.")[0].edits),
    )
    (only,) = phrases("Reuters", Pronunciation("Reuters", spoken="Roiters", language="de"))
    assert (only.language, only.written, only.spoken) == ("de", "Reuters", "Roiters")


def test_what_follows_words_in_another_language_keeps_its_entries() -> None:
    entries = (Pronunciation("Time", language="en"), Pronunciation("RUSI", spoken="roussi"))
    said = phrases("RUSI, Time, RUSI", *entries)
    assert [phrase.spoken for phrase in said] == ["roussi, ", "Time", ", roussi"]


def test_the_articles_own_language_makes_no_phrase_of_its_own() -> None:
    (only,) = phrases("Un bug ici", Pronunciation("bug", spoken="beugue", language="fr-FR"))
    assert only.spoken == "Un beugue ici"


@pytest.mark.parametrize("written", ["Kyiv", "St. Kyiv"])
def test_phonemes_leave_the_words_as_they_are_but_for_their_points(written: str) -> None:
    (only,) = phrases(f"À {written} hier", Pronunciation(written, phonemes="kˈiiv"))
    assert only.spoken == f"À {written.replace('.', '')} hier"
    (sounding,) = only.soundings
    assert only.spoken[sounding.start : sounding.end] == written.replace(".", "")
    assert sounding.phonemes == "kˈiiv"


def test_of_two_entries_for_the_same_words_the_last_counts() -> None:
    assert phrases("Io", Pronunciation("Io", "un"), Pronunciation("Io", "deux"))[0].spoken == "deux"
