"""What a listener hears: sentences of our own, through the whole front end, without what no listener hears."""

from __future__ import annotations

import unicodedata

import pytest

from exporter.french import liaison, sounds, tables
from exporter.french.spoken import spoken
from exporter.rewrite import Edit, Sounding, apply, soundings
from exporter.speech import Phrase, Utterance, UtteranceKind
from exporter.voices import _mnemonics, _phonemes, _symbols

ALIKE = str.maketrans({"ɛ": "e", "ɔ": "o", "œ": "ø", "ə": "", "ˈ": "", "ˌ": "", "ː": "", "ɥ": "y", "w": "u", "j": "i"})


def heard(text: str, fixed: tuple[Edit, ...] = ()) -> str:
    """The phonemes of a line, without stress, length, mute e and the difference of open and closed."""
    phrase = Phrase("fr", text, spoken(text, fixed))
    sounds = _phonemes.pronounce(Utterance("s1", UtteranceKind.SENTENCE, (phrase,)))
    said = "".join(sound.phonemes for sound in sounds)
    return unicodedata.normalize("NFC", said.translate(ALIKE))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The dictionary, and French rules for what a phonemiser takes for English.
        ("Le froment et la menthe poussent.", "l fʁomɑ̃ e la mɑ̃t pus."),
        ("Un rythme authentique", "ø̃ ʁitm otɑ̃tik"),
        ("Le testament d'un fasciste", "l testamɑ̃ dø̃ faʃist"),
        ("de la térébenthine", "d la teʁebɑ̃tin"),
        ("Les mœurs du fœtus", "le møʁs dy fetys"),
        ("Vitry et sa pyrothèque", "vitʁi e sa piʁotek"),
        ("Un prud’homme siège.", "ø̃ pʁydom sieʒ."),
        # Words that an edit makes.
        ("La 50e et la 250e fois", "la sẽkɑ̃tiem e la dø sɑ̃ sẽkɑ̃tiem fua"),
        ("85 ans", "katʁvẽsẽk ɑ̃"),
        ("Il a 91 ans en 1991.", "il a katʁvẽõz ɑ̃z ɑ̃ mil nøf sɑ̃ katʁvẽõz."),
        # Names with the marks of other languages, and brands.
        ("Nguyễn, Šefčovič, Škoda et Ceauşescu", "nɡyiien, ʃeftʃovitʃ, skoda e tʃauʃesku"),
        ("les Yahoo et les yeux", "le iau e lez iø"),
        ("Đoković, N’Guyen et les taux à dix ans", "dʒokovitʃ, nɡyiien e le to a diz ɑ̃"),
        ("70 € plus 10 € de bonus", "suasɑ̃tdiz øʁo plys diz øʁo d bonys"),
        ("META, AXA, le CNES et le Brent", "meta, aksa, l knes e l bʁent"),
        # Borrowed words.
        ("Le design d’une start-up en streaming", "l dizain dyn staʁtøp ɑ̃ stʁimiŋ"),
        ("les best-sellers", "le bestseløʁ"),
        ("Jean porte un jean.", "ʒɑ̃ poʁt ø̃ dʒin."),
        # Liaison.
        ("en plein air, un ancien élève", "ɑ̃ plen eʁ, ø̃n ɑ̃sien elev"),
        ("Un moyen efficace", "ø̃ muaiẽ efikas"),
        ("un bon et un mauvais", "ø̃ bõ e ø̃ move"),
        ("cent ans, cent euros, cent onze", "sɑ̃t ɑ̃, sɑ̃t øʁo, sɑ̃ õz"),
        ("vingt pour cent environ", "vẽ puʁ sɑ̃ ɑ̃viʁõ"),
        ("nos voisins européens", "no vuazẽz øʁopeẽ"),
        ("les bus électriques", "le bys elektʁik"),
        ("Nicolas a dit", "nikola a di"),
        ("Les élus et Arras ont voté.", "lez ely e aʁas õ vote."),
        ("un pays en guerre", "ø̃ pei ɑ̃ ɡeʁ"),
        ("l’accès au port", "lakse o poʁ"),
        ("les ruches en fleur", "le ʁyʃ ɑ̃ fløʁ"),
        ("mot à mot, de haut en bas", "mot a mo, d ot ɑ̃ ba"),
        ("Mot Ailleurs", "mo aiøʁ"),
        ("les hameaux, les homologues, les hackers", "le amo, lez omoloɡ, le akøʁ"),
        ("l’onze et le onze", "lõz e l õz"),
        ("les grands hommes", "le ɡʁɑ̃z om"),
        ("Saint-Étienne, Saint-Hilaire et Saint-Hubert", "sẽtetien, sẽtileʁ e sẽtybeʁ"),
        ("Saint-Hippie, Saint-Malo, allons-y !", "sẽipi, sẽmalo, alõzi !"),
        ("les uns après les autres", "lez ø̃z apʁe lez otʁ"),
        ("les Nations unies", "le nasiõz yni"),
    ],
)
def test_a_listener_hears(text: str, expected: str) -> None:
    assert heard(text) == unicodedata.normalize("NFC", expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Un Insee et les Insee, l’« Insee » de Reims", "ø̃n inse e lez inse, linse d ʁẽs"),
        ("les hackers et six hackers", "le akøʁ e si akøʁ"),
        ("Xi Jinping arrive", "ʃi dʒinpiŋ aʁiv"),
        ("le Club-Insee et un Insee-là", "l kløbinse e ø̃n insela"),
        ("it has been at forefront of Insee", "i azbin a foʁfʁõt of inse"),
        ("chez Reims’s", "ʃe ʁẽss"),
    ],
)
def test_a_word_given_by_phonemes_does_not_cut_its_clause(text: str, expected: str) -> None:
    assert heard(text) == unicodedata.normalize("NFC", expected)


def test_what_the_user_says_comes_before_every_table() -> None:
    text = "Le rythme bat."
    assert heard(text, (Edit(3, 9, "rythme", "lexicon", "ʁitˈɔm"),)) == "l ʁitom ba."


def test_names_come_before_borrowed_words_and_those_before_the_dictionary() -> None:
    assert [edit.phonemes for edit in spoken("Reims boxe au Bowling")] == ["ʁˈɛ̃s", "bulˈiŋ"]


def test_each_word_of_a_name_has_its_own_sound() -> None:
    assert [(edit.text, edit.phonemes) for edit in spoken("Xi Jinping")] == [("Xi", "ʃˈi"), ("Jinping", "dʒinpˈiŋ")]


def test_words_that_cannot_be_told_apart_sound_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {"port de brai": "pɔʁdəbʁɛ"}
    monkeypatch.setattr(sounds, "_tables", lambda: (sounds.indexed(known, folded=True),))
    assert [(edit.text, edit.phonemes) for edit in spoken("Port de Brai")] == [("Port de Brai", "pɔʁdəbʁˈɛ")]


def test_a_sound_across_the_edge_of_an_edit_is_left_out() -> None:
    edits = (Edit(3, 8, "Jinping bis", "lexicon"),)
    assert sounds.given("Xi Jinpi", edits) == (Edit(0, 2, "Xi", "sound", "ʃˈi"), *_within(edits[0], (0, 7, "dʒinpˈiŋ")))


def _within(edit: Edit, *found: tuple[int, int, str]) -> tuple[Edit, ...]:
    return (Edit(edit.start, edit.end, edit.text, edit.rule, within=tuple(Sounding(*one) for one in found)),)


def test_a_name_that_an_edit_cuts_keeps_its_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sounds, "_tables", lambda: (sounds.indexed({"alpha-beta": "a"}, folded=True),))
    edits = (Edit(0, 2, "alpha", "one"),)
    assert sounds.given("al-beta", edits) == edits
    assert sounds.given("alpha-b", (Edit(6, 7, "beta", "one"),)) == (Edit(6, 7, "beta", "one"),)


def test_sounds_within_an_edit_lie_where_its_words_are() -> None:
    edits = spoken("La 250e")
    said = apply("La 250e", edits)
    assert [said[one.start : one.end] for one in soundings(edits)] == ["cinquantième"]


def test_the_tables_hold_only_sounds_that_both_voices_know() -> None:
    listed = (
        tables.columns("dictionary"),
        tables.table("borrowings", "borrowings"),
        tables.table("borrowings", "small"),
        tables.table("liaison", "denasalised"),
    )
    known = set("".join(sound for entries in listed for sound in entries.values()))
    assert known <= _symbols.vocabulary().keys() | {liaison.HIATUS}
    assert not {sound for sound in known - {"\u0303"} if not _mnemonics.mnemonics(sound)}


def test_the_tables_have_words_in_small_letters_and_enough_of_them() -> None:
    dictionary, borrowed = tables.columns("dictionary"), tables.table("borrowings", "borrowings")
    assert len(dictionary) > 3000
    assert len(borrowed) > 400
    assert all(word == word.lower() for word in (*dictionary, *borrowed))


def test_an_entry_that_changes_changes_only_the_sentences_that_hold_its_word(monkeypatch: pytest.MonkeyPatch) -> None:
    held, other = "Le froment lève.", "La menthe pousse."
    before = spoken(held), spoken(other)
    changed = {**tables.columns("dictionary"), "froment": "fʁomˈɛ"}
    monkeypatch.setattr(sounds, "_tables", lambda: (sounds.indexed(changed, folded=True),))
    assert spoken(held) != before[0]
    assert spoken(other) == before[1]
