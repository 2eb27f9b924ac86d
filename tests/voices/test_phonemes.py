"""Phonemes as the Kokoro model reads them."""

from __future__ import annotations

import pytest

from exporter.speech import Phrase, Utterance, UtteranceKind
from exporter.voices import _phonemes


def pronounce(*phrases: tuple[str, str]) -> tuple[_phonemes.Sound, ...]:
    spoken = tuple(Phrase(language, text) for language, text in phrases)
    return _phonemes.pronounce(Utterance("p1", UtteranceKind.SENTENCE, spoken))


def french(text: str) -> str:
    return "".join(sound.phonemes for sound in pronounce(("fr", text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Les enfants arrivent.", "lez ɑ̃fˈɑ̃z aʁˈiv."),
        ("L’été, c’est l’heure !", "letˈe, sɛ lˈœʁ !"),
        ("Il n’y a plus de pain.", "il ni a ply də pˈɛ̃."),
        ("La S N C F", "la ˈɛs ˈɛn sˈe ˈɛf"),
        ("Aujourd’hui (enfin) : oui…", "oʒuʁdyˈi (ɑ̃fˈɛ̃) : wˈi…"),
        ("le budget", "lə byʤˈɛ"),
        ("L’O M S, D’Alès et QU’IL", "lˈo ˈɛm ˈɛs, dalˈɛ e kˈil"),
    ],
)
def test_french_is_transcribed_with_its_liaisons_elisions_and_punctuation(text: str, expected: str) -> None:
    assert french(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("le rythme", "lə ʁˈitm"),
        ("L’anthropologue a vécut.", "lɑ̃tʁopolˈoɡ a vekˈy."),
        ("le football", "lə futbˈɔl"),
        ("à Vitry-le-François", "a vitʁˈiləfʁɑ̃swˈa"),
        ("McDonald’s et l’Hillsburg’s", "makdonˈals e lilsbˈyʁs"),
    ],
)
def test_a_french_word_that_espeak_ng_takes_for_english_is_read_by_french_rules(text: str, expected: str) -> None:
    assert french(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Marks that French does not have; a sound that French writes otherwise.
        ("Hằng, Đặng et Thị", "ˈɑ̃ɡ, dˈɑ̃ɡ e tˈi"),
        ("Þórsson à Øresund", "toʁsˈɔ̃ a øʁzˈœ̃d"),
        ("Čapek et Ceauşescu", "tʃapˈɛk e soʃɛskˈy"),
        ("l’Åse, d’Íslande", "lˈɔz, dislˈɑ̃d"),
        ("Łukasz et Đurić", "lykˈaʃ e dʒyʁˈitʃ"),
        # As decomposed text has them.
        ("Ha\u0306\u0300ng", "ˈɑ̃ɡ"),
        # Other scripts by their languages; single letters by their names; nothing where there are but codes.
        ("le mot Привет", "lə mˈo prʲivʲˈet"),
        ("le mot ἀλήθεια", "lə mˈo alˈiθça"),
        ("un α, le π", "œ̃ ˈalfa, lə pˈi"),
        ("le mot ሰላም ici", "lə mˈo  isˈi"),
        ("le mot ខ្មែរ ici", "lə mˈo  isˈi"),
        ("le mot 恋 ici", "lə mˈo lˈiɛn isˈi"),
    ],
)
def test_letters_that_french_does_not_have_are_no_codes(text: str, expected: str) -> None:
    assert french(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Monsieur He parle.", "ˈe"), ("La fin en « ent ».", "ˈɑ̃"), ("Nes", "nˈe"), ("Frent", "fʁˈɑ̃")],
)
def test_no_word_is_lost(text: str, expected: str) -> None:
    assert f" {expected}" in f" {french(text)}"


def test_an_english_phrase_stays_english() -> None:
    assert "".join(sound.phonemes for sound in pronounce(("en", "the rhythm"))) == "ðə ɹˈɪðəm"


@pytest.mark.parametrize("quoted", ["l’«\N{NO-BREAK SPACE}escalade\N{NO-BREAK SPACE}»", "l’“escalade”", 'l’"escalade"'])
def test_quotation_marks_are_silent(quoted: str) -> None:
    assert french(f"{quoted} continue") == french("l’escalade continue")


def test_each_phrase_is_transcribed_by_the_rules_of_its_language() -> None:
    sounds = pronounce(("fr", "Le titre "), ("en", "The nation"), ("de", " ich"))
    assert "".join(sound.phonemes for sound in sounds) == "lə tˈitʁ ðə nˈAʃən ɪç"


def test_an_elided_word_leans_on_a_phrase_of_another_language() -> None:
    sounds = pronounce(("fr", "Selon l’"), ("en", "Economist"), ("fr", " d’hier"))
    assert "".join(sound.phonemes for sound in sounds) == "səlˈɔ̃ lɪkˈɑːnəmˌɪst djˈɛʁ"
    sounds = pronounce(("fr", "Lire l’“"), ("en", "Economist"), ("fr", "” et “"), ("en", "Time"), ("fr", "”."))
    assert "".join(sound.phonemes for sound in sounds) == "lˈiʁ lɪkˈɑːnəmˌɪst ˈe tˈIm."


def test_each_sound_knows_the_place_of_its_word() -> None:
    phrases = (("fr", "Parce qu’il lit « Le Phare », "), ("en", "one of the best,"), ("fr", " vingt et un : lesite.fr"))
    text = "".join(phrase for _, phrase in phrases)
    placed = [(text[sound.offset :].split()[0], sound.phonemes) for sound in pronounce(*phrases) if sound.offset]
    assert placed == [
        ("qu’il", "kˌil "),
        ("lit", "lˈi "),
        ("Le", "lə "),
        ("Phare", "fˈaʁ"),
        ("one", "wˈʌn "),
        ("of", "ʌv"),
        ("the", "ðə "),
        ("best,", "bˈɛst"),
        ("vingt", "vˈɛ̃t "),
        ("et", "e "),
        ("un", "ˈœ̃"),
        ("lesite.fr", "ləzˈit"),
        ("fr", "ˌɛfˈɛʁ"),
    ]


def test_a_text_without_words_has_no_phonemes_of_words() -> None:
    assert [sound for sound in pronounce(("fr", " « — » ! ")) if sound.offset is not None] == []
    assert pronounce() == ()
