"""The table of names: a sound for each that the voice can say, and no word that is not a name."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby, pairwise

import pytest

from exporter import resources
from exporter.french.tables import table

NAMES = table("names", "names")
PHONEMES = frozenset("pbtdkɡfvszʃʒmnɲŋlʁjwɥieɛaɑɔouyøœəˈʔ\N{COMBINING TILDE}")
FULL_VOWELS = frozenset("ieɛaɑɔouyøœ")
LEFT_OUT = """
Boas Capote Chevron Don Down Eu Galas Guise Ion Job Jobs Lister Lot Mats Mises Morales Péter Pires
Prince Quick Riez Sucre Tech Tomba Venus Vice
"""
"""There are such places and people; in front of a sentence each of them is a word that sounds otherwise, or no name."""


def _lines() -> list[str]:
    return resources.read("assets/french/names.toml").decode().splitlines()


def _folded(name: str) -> tuple[bytes, str]:
    return unicodedata.normalize("NFD", name.lower()).encode("ascii", "ignore"), name


def test_the_voice_knows_every_phoneme() -> None:
    sounds = {name: set(unicodedata.normalize("NFD", sound)) - PHONEMES - {" "} for name, sound in NAMES.items()}
    assert {name: strange for name, strange in sounds.items() if strange} == {}


def test_each_word_is_stressed_once_on_its_last_full_vowel() -> None:
    sounds = " ".join(NAMES.values()).split()
    assert [sound for sound in sounds if sound.count("ˈ") != bool(FULL_VOWELS & set(sound))] == []
    assert [sound for sound in sounds if len(FULL_VOWELS.intersection(sound.partition("ˈ")[2])) > 1] == []


def test_names_are_written_as_articles_write_them() -> None:
    assert [name for name in NAMES if name != unicodedata.normalize("NFC", name) or "’" in name] == []
    assert [name for name in NAMES if name != " ".join(name.split())] == []


def test_names_have_a_capital() -> None:
    assert [name for name in NAMES if name == name.lower()] == []


@pytest.mark.parametrize("word", LEFT_OUT.split())
def test_a_word_that_may_begin_a_sentence_is_no_name(word: str) -> None:
    assert word not in NAMES


def test_names_are_sorted_within_their_kind() -> None:
    entries = [re.match(r'"([^"]+)"|(\S+)', line) for line in _lines()]
    names = [
        (match[1] or match[2]) if match and "=" in line else "" for match, line in zip(entries, _lines(), strict=True)
    ]
    kinds = [list(kind) for named, kind in groupby(names, bool) if named]
    assert sum(map(len, kinds)) == len(NAMES)
    assert [pair for kind in kinds for pair in pairwise(kind) if _folded(pair[0]) > _folded(pair[1])] == []


def test_there_are_names_of_every_kind() -> None:
    assert len(NAMES) >= 5_000
    some = {"Reims", "Aisne", "Reykjavik", "Zelensky", "Mathilde", "d'Estaing", "Nietzsche", "Bayern", "Facebook"}
    assert some - NAMES.keys() == set()
