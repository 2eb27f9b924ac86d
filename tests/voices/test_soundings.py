"""Given phonemes reach the voices that can be told them."""

from __future__ import annotations

import pytest

from exporter.french.tables import table
from exporter.rewrite import Edit
from exporter.settings import NarrationSettings
from exporter.speech import Phrase, Utterance, UtteranceKind
from exporter.voices import _mnemonics, _phonemes, _symbols, espeak

INSEE = Phrase("fr", "Selon l’INSEE, deux fois.", (Edit(8, 13, "INSEE", "sound", "insˈe"),))


def utterance(phrase: Phrase) -> Utterance:
    return Utterance("s1", UtteranceKind.SENTENCE, (phrase,))


def test_kokoro_reads_the_phonemes_in_their_place() -> None:
    sounds = _phonemes.pronounce(utterance(INSEE))
    assert "".join(sound.phonemes for sound in sounds) == "səlˈɔ̃ linsˈe, dˈø fwˈa."
    assert [
        INSEE.spoken[sound.offset :].split()[0] for sound in sounds if sound.phonemes == "linsˈe" and sound.offset
    ] == ["l’INSEE,"]


def given(text: str, word: str, phonemes: str) -> str:
    start = text.index(word)
    phrase = Phrase("fr", text, (Edit(start, start + len(word), word, "sound", phonemes),))
    return "".join(sound.phonemes for sound in _phonemes.pronounce(utterance(phrase)))


def test_an_elided_word_leans_on_given_phonemes_whatever_they_begin_with() -> None:
    assert given("qu’Hitler vient", "Hitler", "ʔitlˈɛʁ") == "kitlˈɛʁ vjˈɛ̃"
    assert given("d’« O’Neill »", "O’Neill", "ʔonˈil").strip() == "donˈil"
    assert given("qu’Boris vient", "Boris", "bɔʁˈis") == "kbɔʁˈis vjˈɛ̃"
    assert given("les Yahoo", "Yahoo", "ʔjaˈu") == "le jaˈu"


def test_a_word_that_has_no_sound_is_no_word_of_another_to_espeak_ng() -> None:
    assert _mnemonics.marked(Phrase("fr", "le mot ሰላም ici")).text == "le mot   ici"


def test_espeak_ng_reads_its_own_mnemonics() -> None:
    marked = _mnemonics.marked(INSEE)
    assert marked.text == "Selon [[lins'e]], deux fois."
    assert [marked.origin(marked.text.index(word)) for word in ("Selon", "[[", "deux")] == [0, 6, 15]


@pytest.mark.parametrize(("ipa", "expected"), [("ɑ̃sˈɛs", "A~s'Es"), ("ʃˈœ̃ ɲø", "S'W~_ n^Y"), ("x1ʘ", "")])
def test_ipa_in_mnemonics(ipa: str, expected: str) -> None:
    assert _mnemonics.mnemonics(ipa) == expected


def test_every_sound_of_the_house_is_known_to_both_voices() -> None:
    sounds = "".join(table("sounds", "sigles").values())
    assert set(sounds) <= _symbols.vocabulary().keys()
    assert not {sound for sound in set(sounds) - {"\u0303"} if not _mnemonics.mnemonics(sound)}


def test_the_texts_own_brackets_are_no_commands() -> None:
    assert _mnemonics.marked(Phrase("fr", "Un [[a]] [b]")).text == "Un   a   [b]"


def test_espeak_ng_is_told_a_liaison_that_is_missing_and_no_empty_mnemonics() -> None:
    linked = Phrase("fr", "Nos amis anglais", (Edit(8, 8, "", "liaison", "z"),))
    assert _mnemonics.marked(linked).text == "Nos amis[[z]] anglais"
    unknown = Phrase("fr", "Un mot", (Edit(3, 6, "mot", "sound", "ʘ"),))
    assert _mnemonics.marked(unknown).text == "Un mot"


def test_a_french_word_is_no_english_one_to_espeak_ng_either() -> None:
    assert _mnemonics.marked(Phrase("fr", "Le rythme")).text == "Le [[r'itm]]"


def test_espeak_ng_speaks_and_times_words_around_given_phonemes() -> None:
    speech = espeak.load(NarrationSettings()).speak(utterance(INSEE))
    assert [word.text for word in speech.words] == ["Selon", "l’INSEE", "deux", "fois"]
    assert all(word.end > word.start for word in speech.words)
    plain = espeak.load(NarrationSettings()).speak(utterance(Phrase("fr", INSEE.written)))
    assert len(plain.samples) != len(speech.samples)
