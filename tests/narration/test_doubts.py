"""What an editor should listen to: each word once, with its sentence and how often it comes."""

from __future__ import annotations

from exporter.french import FRENCH
from exporter.model import Foreign, Text
from exporter.narration.doubts import Doubtful, doubtful
from exporter.narration.phrases import from_content
from exporter.settings import Pronunciation
from exporter.speech import Utterance, UtteranceKind


def found(*lines: str, lexicon: tuple[Pronunciation, ...] = ()) -> dict[str, Doubtful]:
    said = (from_content((Text(line),), "fr", FRENCH, lexicon) for line in lines)
    utterances = (Utterance(f"s{n}", UtteranceKind.SENTENCE, phrases) for n, phrases in enumerate(said))
    return {word.written: word for word in doubtful(utterances, FRENCH)}


def test_each_word_once_with_its_first_sentence_and_how_often_it_comes() -> None:
    words = found("Hier, Kerzauzon a parlé.", "Le vieux Kerzauzon se tait. Kerzauzon attend.")
    assert list(words) == ["Kerzauzon"]
    assert words["Kerzauzon"].count == 3
    assert words["Kerzauzon"].sentence == "Hier, Kerzauzon a parlé."


def test_a_capital_at_the_start_of_a_sentence_proves_nothing_alone() -> None:
    assert found("Ministres et maires se taisent.") == {}
    assert list(found("Kerzauzon attend.", "Voici Kerzauzon.")) == ["Kerzauzon"]
    assert list(found("Goulven Kerzauzon attend.")) == ["Goulven", "Kerzauzon"]


def test_what_the_lexicon_says_is_settled() -> None:
    assert found("Hier, Kerzauzon a parlé.", lexicon=(Pronunciation("Kerzauzon", phonemes="kɛʁzozˈɔ̃"),)) == {}


def test_a_sigle_is_said_as_it_is_in_its_sentence() -> None:
    assert found("Le GUM attend.")["GUM"].phrase.spoken == "G U M"


def test_those_of_most_doubt_come_first_and_what_stands_in_small_letters_too_is_a_word() -> None:
    words = found("Voici Plouzélambre, le Phare de Kerwoox et Xtaghk.", "Le phare brille.")
    assert list(words) == ["Kerwoox", "Xtaghk", "Plouzélambre"]
    assert [bool(word.weight) for word in words.values()] == [True, True, False]


def test_what_the_lexicon_leaves_as_it_is_is_settled() -> None:
    assert found("Hier, Kerzauzon a parlé.", lexicon=(Pronunciation("Kerzauzon", "Kerzauzon"),)) == {}


def test_short_foreign_words_are_in_doubt_and_foreign_prose_is_not() -> None:
    def said(words: str) -> list[str]:
        phrases = from_content((Text("Il dit "), Foreign("en", (Text(words),)), Text(".")), "fr", FRENCH)
        return [one.written for one in doubtful((Utterance("s", UtteranceKind.SENTENCE, phrases),), FRENCH)]

    assert said("never mind") == ["never mind"]
    assert said("There is nothing to be done about the weather here") == []
