from __future__ import annotations

import string

from exporter import resources
from exporter.writers.pdf import glyphs

COVERED = frozenset(string.printable + "éœ’\u00a0\u202f")


def _fit(html: str) -> tuple[str, list[str]]:
    lacking: list[str] = []
    return glyphs.fit(html, COVERED, lacking.append), lacking


def test_french_is_covered_by_the_text_font() -> None:
    covered = glyphs.coverage(resources.read("fonts/source-serif-4/SourceSerif4[opsz,wght].ttf"))
    assert covered.issuperset("àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ«»’‘“”…–—€°№×−\u00a0\u202f☐")


def test_what_is_covered_stays() -> None:
    page = '<p title="漢">l’œuvre &lt;de&gt; l’été\u202f!</p>'
    assert _fit(page) == (page, [])


def test_a_lacking_character_becomes_a_box_that_carries_it() -> None:
    fitted, lacking = _fit("<p>a漢字&amp;é</p>")
    assert fitted == '<p>a<span class="lacking" data-actual-text="漢字">☐</span>&amp;é</p>'
    assert lacking == ["漢字"]


def test_a_decomposed_letter_is_composed() -> None:
    assert _fit("<p>e\u0301</p>") == ("<p>é</p>", [])


def test_a_no_break_hyphen_keeps_its_word_together() -> None:
    assert _fit("vers Saint\u2011Denis.")[0] == 'vers <span class="unbroken">Saint-Denis.</span>'


def test_two_hyphens_are_one() -> None:
    assert _fit("a\u2010b-c") == ("a-b-c", [])


def test_odd_spaces_become_spaces_and_invisible_characters_go() -> None:
    assert _fit("a\u2003b\u00adc\u200bd\u2060e") == ("a bcde", [])


def test_a_long_word_may_be_broken() -> None:
    assert _fit("x" * 30)[0] == f'<span class="long">{"x" * 30}</span>'


def test_what_goes_on_without_end_is_given_places_to_break_outside_of_entities() -> None:
    assert glyphs.BREAK not in _fit("x" * 200)[0]
    pieces = _fit("x" * 59 + "&amp;" * 61 + "\u00a0y" * 40)[0].split(glyphs.BREAK)
    assert [piece.count("&amp;") for piece in pieces] == [1, 60, 0, 0]
