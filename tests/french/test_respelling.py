"""Sounds as a French reader would write them down."""

from __future__ import annotations

import pytest

from exporter.french import FRENCH
from exporter.neutral import NEUTRAL


@pytest.mark.parametrize(
    ("sounds", "written"),
    [
        ("zelˈɛnski", "zé-lèns-ki"),
        ("ʁˈɛ̃s", "rins"),
        ("ɡɛʁniˈe", "guèr-ni-é"),
        ("ɡʁenˈɔbl", "gré-nobl"),
        ("tʃatʒepetˈe", "tchat-jé-pé-té"),
        ("dʒˈoʊ bˈaɪdən", "djô baï-den"),
        ("viktˈɔʁ wɛmbanjamˈa", "vik-tor wèm-ba-nya-ma"),
        ("aljɛ̃ˈɔʁ", "a-lyin-or"),
        ("s", "s"),
        ("ˈ ", ""),
    ],
)
def test_syllables_by_the_rules_of_french_spelling(sounds: str, written: str) -> None:
    assert FRENCH.respelled(sounds) == written


def test_a_language_that_nobody_has_taught_shows_the_ipa() -> None:
    assert NEUTRAL.respelled("zelˈɛnski") == "zelˈɛnski"
