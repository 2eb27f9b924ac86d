from __future__ import annotations

import string

from exporter import resources
from exporter.writers.pdf import glyphs

COVERED = frozenset(string.printable + "éœ’\u00a0\u202f\u2212")


def _fit(html: str) -> tuple[str, list[str]]:
    lacking: list[str] = []
    return glyphs.fit(html, glyphs.Fonts(COVERED, lacking.append, _stand_in)), lacking


def _stand_in(cluster: str) -> str | None:
    """Another font has Arabic letters and an i with a ring."""
    return "face-1" if "\u0600" < cluster < "\u0700" or cluster == "i\u030a" else None


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


def test_what_another_font_has_is_marked_for_it_in_one_piece_with_what_stands_between() -> None:
    fitted, lacking = _fit("<p>On lit «مكتبة (البحر)».</p>")
    assert (
        fitted == '<p>On lit <span class="lacking" data-actual-text="«">☐</span>'
        '<span class="face-1">مكتبة (البحر</span>)<span class="lacking" data-actual-text="»">☐</span>.</p>'
    )
    assert lacking == ["«", "»"]
    assert _fit("سنة 2024 كتبها")[0] == '<span class="face-1">سنة</span> 2024 <span class="face-1">كتبها</span>'


def test_an_accent_is_drawn_with_its_letter() -> None:
    assert _fit("fi\u030an") == ('f<span class="face-1">i\u030a</span>n', [])


def test_raised_and_lowered_figures_are_set_as_figures() -> None:
    assert _fit("10⁻³ m et H₂O")[0] == (
        '10<sup data-actual-text="⁻³">\u22123</sup> m et H<sub data-actual-text="₂">2</sub>O'
    )


def test_a_long_address_may_be_broken_anywhere_but_a_word_is_hyphenated() -> None:
    assert _fit("x1" * 15)[0] == f'<span class="long">{"x1" * 15}</span>'
    assert _fit(f"({'x' * 30}-l’{'y' * 4}).")[0] == f"({'x' * 30}-l’{'y' * 4})."


def test_what_goes_on_without_end_is_given_places_to_break_outside_of_entities() -> None:
    assert glyphs.BREAK not in _fit("x" * 200)[0]
    pieces = _fit("x" * 59 + "&amp;" * 61 + "\u00a0y" * 40)[0].split(glyphs.BREAK)
    assert [piece.count("&amp;") for piece in pieces] == [1, 60, 0, 0]
