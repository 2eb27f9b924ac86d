"""Written and spoken words stay side by side: each written word is said as it stands, or an edit says what instead."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from exporter import walk
from exporter.french import FRENCH
from exporter.narration import narrate
from exporter.narration.phrases import from_text
from exporter.passes import prepare
from exporter.settings import DeletionsReading, NarrationSettings, NotesReading, Pronunciation
from tests.strategies import articles

if TYPE_CHECKING:
    from exporter.model import Article
    from exporter.rewrite import Edit
    from exporter.speech import Phrase

_WORD = re.compile(r"\w+")
_TOKENS = st.sampled_from(
    [
        *("Le", "port", "l’eau", "12", "2026", "3,5", "1er", "XXIe", "Louis XIV", "M. Dupont", "MM.", "etc.", "p. 12"),
        *("« Non ! »", "(AFP)", "—", "%", "12 M€", "90 km/h", "14 h 30", "SNCF", "l’Insee", "RUSI", "Daily Lark"),
        *("https://exemple.fr/a", "a.b@exemple.fr", "#MeToo", "étudiant·e·s", "1/2", "24/7", "3-1", "½", "🎉", "\n"),
        *(
            "–3 %",
            "– 5 000",
            "élu/e/s",
            "6/4, 7/6 (7/5)",
            "10^6",
            "½ heure",
            "1'234'567",
            "320 p.",
            "vent de NO",
            "J-10",
        ),
    ]
)
_ENTRIES = st.lists(
    st.sampled_from(
        [
            Pronunciation("RUSI", "roussi"),
            Pronunciation("Daily Lark", language="en"),
            Pronunciation("port", phonemes="pˈɔʁ"),
            Pronunciation("12", "une douzaine"),
            Pronunciation("Louis XIV", "le roi", "fr", "lə ʁwˈa"),
        ]
    )
).map(tuple)


def heard(phrase: Phrase) -> dict[tuple[int, int], str]:
    """What is heard of each written word: the words themselves, or what the edits say that touch them."""
    return {match.span(): _said(phrase, *match.span()) for match in _WORD.finditer(phrase.written)}


def _said(phrase: Phrase, start: int, end: int) -> str:
    touching = [edit for edit in phrase.edits if edit.start < end and start < edit.end]
    kept = "".join(char for place, char in enumerate(phrase.written[start:end], start) if not _inside(touching, place))
    return kept + "".join(edit.text for edit in touching)


def _inside(edits: list[Edit], place: int) -> bool:
    return any(edit.start <= place < edit.end for edit in edits)


def unheard(phrase: Phrase) -> set[str]:
    """The rules that leave nothing to hear of a word."""
    return {
        edit.rule
        for (start, end), said in heard(phrase).items()
        if not _WORD.search(said)
        for edit in phrase.edits
        if edit.start < end and start < edit.end
    }


@given(st.lists(_TOKENS, max_size=14).map(" ".join), _ENTRIES)
@settings(max_examples=300, deadline=None)
def test_every_written_word_is_accounted_for(text: str, entries: tuple[Pronunciation, ...]) -> None:
    phrases = from_text(text, "fr", FRENCH, entries)
    assert "".join(phrase.written for phrase in phrases) == text
    for phrase in phrases:
        assert unheard(phrase) == set()


@given(articles(), st.sampled_from(NotesReading))
@settings(max_examples=60, deadline=None)
def test_every_utterance_has_the_words_of_its_sentence(article: Article, notes: NotesReading) -> None:
    prepared = prepare(replace(article, metadata=replace(article.metadata, language="fr")), FRENCH)
    written = {sentence.id: walk.plain(sentence.content) for sentence in walk.sentences(prepared)}
    for source in prepared.sources:
        for sentence in walk.sentences(source):
            del written[sentence.id]  # told by its fields, in the order of a newsreader
    for chapter in narrate(prepared, FRENCH, NarrationSettings(notes=notes, deletions=DeletionsReading.ANNOUNCED)):
        for utterance in chapter.utterances:
            assert utterance.written == written.get(utterance.id, utterance.written)
