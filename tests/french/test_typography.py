"""French text as a careful printer sets it, and everything else left alone.

In these tests ° stands for U+00A0 and ⍽ for U+202F.
"""

from __future__ import annotations

import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.french import FRENCH
from exporter.french.typography import typeset
from exporter.rewrite import Edit, apply

VISIBLE = str.maketrans({"\u00a0": "°", "\u202f": "⍽"})
REAL = str.maketrans({"°": "\u00a0", "⍽": "\u202f"})


def set_(text: str) -> str:
    return apply(text, FRENCH.typeset(text)).translate(VISIBLE)


SET = [
    # high punctuation and the colon
    ("Vraiment? Oui! Bien; non", "Vraiment⍽? Oui⍽! Bien⍽; non"),
    ("Vraiment ? Oui ! Bien ; non", "Vraiment⍽? Oui⍽! Bien⍽; non"),
    ("Quoi ?! Quoi!!", "Quoi⍽?! Quoi⍽!!"),
    ("Crédit: agence. Le fait : rien", "Crédit°: agence. Le fait°: rien"),
    ("La mer (celle-ci ?) monte : 50 %", "La mer (celle-ci⍽?) monte°: 50°%"),
    ("Le total :50", "Le total°: 50"),
    # quotation marks
    ("«La mer»", "«°La mer°»"),
    ("« La mer »?", "«°La mer°»⍽?"),
    ('Le "grand" port', "Le «°grand°» port"),
    ('Le " grand " port.', "Le «°grand°» port."),
    ('« Il a dit "oui" hier »', "«°Il a dit “oui” hier°»"),
    ('"Elle a dit "oui" hier"', "«°Elle a dit “oui” hier°»"),
    ('("oui")', "(«°oui°»)"),
    ('l\'"oubli"', "l’«°oubli°»"),
    ("un “ mot ” et un ‹mot›", "un “mot” et un ‹°mot°›"),
    # apostrophes, ellipses, spaces
    ("L'eau d'hier, aujourd'hui, rock'n'roll", "L’eau d’hier, aujourd’hui, rock’n’roll"),
    ("l‘eau, qu' elle", "l’eau, qu’elle"),
    ("Attendez.... Puis rien...", "Attendez… Puis rien…"),
    ("Des pommes, etc... Puis, etc…", "Des pommes,°etc. Puis,°etc."),
    ("Un   port ( le vieux ) , dit-on .", "Un port (le vieux), dit-on."),
    ("Il attend …", "Il attend…"),
    ("  Au bord\u2003de l’eau\t ", "Au bord de l’eau"),
    ("Il pleut.Le port dort;la mer,elle,monte", "Il pleut. Le port dort⍽; la mer, elle, monte"),
    ("Le quai, c-à-d le vieux, càd. lui", "Le quai, c.-à-d. le vieux, c.-à-d. lui"),
    # dashes
    ("Le port - le vieux - dort", "Le port –°le vieux°– dort"),
    ("Le port — le vieux — dort — enfin", "Le port —°le vieux°— dort — enfin"),
    ("La mer — la grande. Le port — le petit", "La mer — la grande. Le port — le petit"),
    ("— Tu viens ?", "—°Tu viens⍽?"),
    ("–Non. « – Si »", "–°Non. «°–°Si°»"),
    ("[ il rit ] puis [sic ] et ( oui )", "[il rit] puis [sic] et (oui)"),
    # numbers, units, dates
    ("10 000 habitants, 1 234 567 €", "10⍽000 habitants, 1⍽234⍽567°€"),
    (
        "2500 euros, 12345 habitants, 76.000 euros, 1.200.000 pas",
        "2⍽500 euros, 12⍽345 habitants, 76⍽000 euros, 1⍽200⍽000 pas",
    ),
    ("5% de 3 km à 120km/h par 15°C".replace("°", "º"), "5°% de 3°km à 120°km/h par 15ºC"),
    ("3,5M€, 20€ et 4 Md€", "3,5°M€, 20°€ et 4°Md€"),
    ("à 14 h 30, à 9 h", "à 14°h°30, à 9°h"),
    ("le 20 janvier et le 1er mai", "le 20°janvier et le 1er°mai"),
    # titles and references
    ("M. Viau, Mme Oriol, Mlles Le Brun, MM. Sarde", "M.°Viau, Mme°Oriol, Mlles°Le Brun, MM.°Sarde"),
    ("Dr Viau, Me Oriol", "Dr°Viau, Me°Oriol"),
    ("n° 5, p. 12, art. 3, art. L. 121-3, chap. IV".replace("°", "º"), "nº°5, p.°12, art.°3, art.°L.°121-3, chap.°IV"),
    # ordinals and ligatures
    ("la 1ère, la 1 ère, les 1ères, la 2ème, la 3ieme, le XXIème", "la 1re, la 1re, les 1res, la 2e, la 3e, le XXIe"),
    ("le 1ᵉʳ, la 1ʳᵉ, le 2ᵉ", "le 1er, la 1re, le 2e"),
    ("Le coeur, sa soeur, la manoeuvre, un foetus", "Le cœur, sa sœur, la manœuvre, un fœtus"),
    ("OEuvre, BOEUF, chef-d'oeuvre, rancoeur", "Œuvre, BŒUF, chef-d’œuvre, rancœur"),
]

LEFT_ALONE = [
    "",
    "Voir https://exemple.fr/a?b=1;c!d et www.exemple.fr/x?y",
    "Écrire à jean.viau@exemple.fr",
    "Ouvrir exemple.fr/page?x=1;y",
    "À 10:30, à 12h47, à 20h",
    "Le code `a ? b : c;` suffit",
    "fdda:5cc1:23:4::1f",
    '<a href="https://exemple.fr">lien</a>',
    "Sur ]–1 ; 1[ puis sur ] 2, 3 [ et ]0, 5]".replace(" ;", "\u202f;"),
    "La touche ] ferme, la touche [ ouvre",
    "Tom &amp; Léa",
    "Un temps de 2\"44'",
    "En 2024, 1998 ou 2031",
    "Le 75001, le 06 12 34 56 78, la version 3.17.8",
    "L’adresse 192.168.100.200",
    "Le moelleux, le coefficient, Noël, coexister, un poème",
    "[…] puis (…)",
    "(?) et (!)",
    "–0,2\u202f%",
    "M. est servi, Mmes est écrit",
    "Le 'grand' port",
    ":'( et :-)",
    "La Une - 12",
    "1000 – 1500",
    "Le train arrive . . . puis repart",
    "Arthur D. vient",
    "Lire Le Monde.fr ou la doc de Node.Js",
    'Un guillemet " seul',
    "This is a time: 2!",
    'What is the "news" of the day?',
]


@pytest.mark.parametrize(("raw", "expected"), SET)
def test_text_is_set(raw: str, expected: str) -> None:
    assert set_(raw) == expected


@pytest.mark.parametrize("text", [expected.translate(REAL) for _, expected in SET] + LEFT_ALONE)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert typeset(text) == ()


def test_the_documentation_is_true() -> None:
    page = (Path(__file__).parents[2] / "docs" / "typography.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| [^|]+ \| ([^|]+) \| ([^|]+) \|$", page.split("## What is never touched")[0], re.MULTILINE)
    pairs = [
        (raw, expected)
        for left, right in rows
        for raw, expected in zip(re.findall("`(.+?)`", left), re.findall("`(.+?)`", right), strict=True)
    ]
    assert len(pairs) > 25
    assert [set_(raw) for raw, _ in pairs] == [expected for _, expected in pairs]


def test_an_edit_is_as_narrow_as_can_be() -> None:
    edits = typeset('Le "1ère" : oui')
    assert edits == (
        Edit(3, 4, "«\u00a0", "quotes"),
        Edit(5, 6, "", "ordinal"),
        Edit(8, 8, "\u00a0", "quotes"),
        Edit(8, 9, "»", "quotes"),
        Edit(9, 10, "\u00a0", "colon"),
    )


def test_a_foreign_passage_in_a_french_sentence_does_not_stop_the_rules() -> None:
    assert set_("Le titre « The sea is back » dit tout !") == "Le titre «°The sea is back°» dit tout⍽!"


PIECES = st.sampled_from(
    [
        *"abelLIM12 0\u00a0\u202f\n.,;:!?…«»“”‹›\"'’()[]–—-%€&<>/@`²ᵉʳè\t",
        *("  ", "M. ", "etc.", "http://a.b/c?d", "1ère", "1 000", " - ", "oeuvre", "c'", "12:30", "www.", "km", "h"),
        *("art. ", "...", " the is ", "le ", " — "),
    ]
)


@given(st.lists(PIECES, max_size=16).map("".join))
def test_setting_twice_changes_nothing(text: str) -> None:
    assert typeset(apply(text, typeset(text))) == ()


@given(st.lists(PIECES, max_size=16).map("".join))
def test_edits_are_in_order_and_keep_the_words(text: str) -> None:
    edits = typeset(text)
    assert all(left.end <= right.start for left, right in pairwise(edits))
    assert all(edit.rule for edit in edits)
    assert _letters(apply(text, edits)) == _letters(text)


def _letters(text: str) -> str:
    """What no rule may change: letters but for the ending of an ordinal and the two that a ligature joins."""
    return re.sub(r"[\W_oœeèréʳᵉ]", "", text.lower())


@pytest.mark.parametrize(
    "text", ["!" * 50_000 + "x", "a" + " " * 90_000 + "b", "a@" * 30_000, "a." * 30_000, "<a" * 30_000, "1" * 50_000]
)
def test_odd_texts_take_no_time(text: str) -> None:
    assert len(typeset(text)) < 5


@pytest.mark.parametrize(
    "text", ["www.a.fr ... " * 12_000, "<b> ? " * 20_000, '" ' * 30_000], ids=lambda text: text[:6]
)
def test_many_edits_among_much_that_is_protected_take_linear_time(text: str) -> None:
    """A second or two, where quadratic time would be a quarter of a minute."""
    began = time.process_time()
    typeset(text)
    assert time.process_time() - began < 6


def test_endless_numbers_are_set_in_thousands() -> None:
    assert set_("123 456 " * 3_000) == "⍽".join(["123⍽456"] * 3_000)
