"""An article that was copied alone, without a line of its page, is read whole."""

from __future__ import annotations

from exporter import walk
from tests.readers import desk

POEM = """Chanson du vieux moulin

Claire Vauquelin

J’ai posé ma valise au bord de la rivière,
Un chien dormait déjà sous le banc des marins,
La brume descendait sur la dernière pierre,
Et l’eau parlait tout bas du retour des chemins.

Le meunier n’est plus là, la roue est arrêtée,
Une étoile filante,
Un seau, deux clés rouillées, la porte entrebâillée,
Et la nuit, lente, lente.
"""
WORDS = ("agate", "barguiner", "cagne", "éclaffer", "fiarde", "harier", "patrigot", "rapilles", "traboule")


def test_not_a_verse_of_a_poem_is_left_out() -> None:
    document, place = desk.read(POEM)
    assert document.metadata.title == "Chanson du vieux moulin"
    assert place.dropped == []
    words = walk.words(document)
    assert all(verse.strip(",.") in words for verse in POEM.splitlines()[4:] if verse)


def test_not_a_word_of_a_list_is_left_out() -> None:
    text = "Les mots de ma grand-mère\n\nElle en disait trente par jour, que voici.\n\n" + "\n".join(WORDS) + "\n"
    document, place = desk.read(text)
    assert place.dropped == []
    assert all(word in walk.words(document) for word in WORDS)
