"""Sigles that a phonemiser would misread sound as newsreaders say them."""

from __future__ import annotations

from exporter.french.spoken import spoken
from exporter.rewrite import Edit, apply


def test_a_sigle_stays_as_written_and_is_told_its_sound() -> None:
    assert spoken("Selon l’Insee et l’INSEE.") == (
        Edit(8, 13, "Insee", "sound", "insˈe"),
        Edit(19, 24, "INSEE", "sound", "insˈe"),
    )


def test_a_dotted_sigle_sounds_alike() -> None:
    (edit,) = spoken("L’I.N.S.E.E. compte.")
    assert (edit.text, edit.rule, edit.phonemes) == ("INSEE", "sigle", "insˈe")


def test_other_words_have_their_own_sound() -> None:
    assert spoken("Les Insees, insee") == ()


def test_what_the_user_says_comes_first() -> None:
    fixed = (Edit(2, 7, "institut", "lexicon"),)
    assert apply("L’Insee", spoken("L’Insee", fixed)) == "L’institut"
