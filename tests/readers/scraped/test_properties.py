"""Whatever the prose: every word of it is in the article, or reported as left out."""

from __future__ import annotations

import re
import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter import canon
from exporter.errors import ReadError
from tests.growth import is_linear
from tests.readers import desk

SUBJECTS = (
    "Le maire",
    "La rivière",
    "Un berger",
    "Ana Roy",
    "Publicité",
    "L’association",
    "Facebook",
    "Notre journal",
    "Vous",
    "Elle",
)
VERBS = (
    "partage",
    "raconte",
    "lit aussi",
    "commente",
    "publie",
    "menace",
    "recherche",
    "accepte",
    "a rejoint",
    "photographie",
)
OBJECTS = (
    "les cookies de la fête",
    "le pont de 1854",
    "la newsletter du village",
    "trois commentaires",
    "« une vieille histoire »",
    "la source du ruisseau",
    "le menu de la cantine",
    "une photo de famille",
    "les droits réservés aux riverains",
    "la suite de son récit",
    "12 € par mois",
    "https://exemple.fr/pont",
    "le 3 mars 2026",
    "l’intelligence artificielle",
)
ENDS = (".", " !", " ?", "…", ", dit-on.", " (et c’est tout).", " [1].", " : « Jamais ! »")

SENTENCES = st.builds(
    lambda subject, verb, obj, end: f"{subject} {verb} {obj}{end}",
    st.sampled_from(SUBJECTS),
    st.sampled_from(VERBS),
    st.sampled_from(OBJECTS),
    st.sampled_from(ENDS),
)
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=5).map(" ".join)
BUTTONS = st.sampled_from(
    ("Publicité", "Partager", "Lire aussi : Le marché déménage", "facebook icon twitter icon", "12 commentaires")
)


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.lower()))


def lost(text: str) -> set[str]:
    """Find the words of a text that are neither in the article nor reported."""
    document, place = desk.read(text)
    return words(text) - words(canon.dumps(document)) - {word for event in place.dropped for word in words(event.text)}


@given(st.lists(PARAGRAPHS, min_size=1, max_size=8), st.sampled_from(("\n\n", "\n")), st.sampled_from((0, 60, 76)))
def test_no_word_of_prose_is_lost(paragraphs: list[str], between: str, width: int) -> None:
    filled = [textwrap.fill(text, width, break_long_words=False) if width else text for text in paragraphs]
    assert lost(between.join(("Un titre pour cet article", *filled))) <= {"1"}


@given(st.lists(PARAGRAPHS, min_size=1, max_size=8))
def test_no_sentence_of_prose_is_taken_for_the_page_s(paragraphs: list[str]) -> None:
    _, place = desk.read("\n\n".join(("Un titre pour cet article", *paragraphs)))
    assert place.dropped == []


@given(st.lists(st.tuples(PARAGRAPHS, BUTTONS), min_size=1, max_size=6))
def test_buttons_between_paragraphs_go_and_take_nothing_along(parts: list[tuple[str, str]]) -> None:
    prose = [f"{paragraph} Et la vie continue ainsi." for paragraph, _ in parts]
    text = "\n\n".join(
        line for paragraph, (_, button) in zip(prose, parts, strict=True) for line in (paragraph, button)
    )
    document, place = desk.read(
        f"Un titre pour cet article\n\n{text}\n\nLa fin de cette histoire viendra bien un jour.\n"
    )
    assert not lost(f"Un titre pour cet article\n\n{text}")
    gone = [event.text for event in place.dropped]
    assert all(paragraph not in gone for paragraph in prose)
    assert "Lire aussi" not in canon.dumps(document)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        document, place = desk.read(text)
    except ReadError as error:
        assert error.message  # noqa: PT017 - most texts are read
        return
    assert canon.loads(canon.dumps(document)) == document
    assert len({event.line for event in place.dropped}) == len(place.dropped)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    try:
        desk.read(data)
    except ReadError as error:
        assert error.message  # noqa: PT017 - some bytes are read


LINE = "Le maire a annoncé lundi une réforme du marché couvert, selon nos informations. "


@pytest.mark.parametrize(
    "body",
    [
        "a" * 2_000_000,
        LINE * 25_000,
        "." * 2_000_000,
        "http://" * 280_000,
        "http://x" + "(" * 400_000 + ")" * 400_000,
        "a@" * 500_000,
        "[1]" * 100_000 + "\n\nNotes\n[1] a",
        "Sources\n\n" + "« " * 500_000,
        "x" + " " * 1_000_000 + "y",
    ],
    ids=["letters", "prose", "points", "addresses", "brackets", "mail", "calls", "quotes", "spaces"],
)
def test_a_line_of_millions_of_characters_takes_seconds(body: str) -> None:
    start = time.process_time()
    desk.read(f"Titre\n\n{body}")
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    "line",
    [
        "Une ligne courte\n",
        "Une ligne courte\n\n",
        "À lire aussi\n",
        "Publié le 3 mars 2026\n",
        "- un point de la liste\n",
        "[1] une note\n",
        "a\tb\tc\n",
        "> une citation\n",
        "1. Un titre\n\nUn paragraphe assez long pour compter comme de la prose.\n\n",
        "une ligne coupée en plein milieu de la phrase par le format du fichier\n",
        pytest.param("Sources\nLe Monde – Un titre (20 janvier 2026)\n(2024)\n", marks=pytest.mark.slow),
        "« Une citation assez longue. »\n— Ana Roy\n",
        "© Ana Roy\n",
    ],
)
def test_time_grows_with_the_number_of_lines(line: str) -> None:
    start = "Titre\n\nUne phrase[1] assez longue pour compter comme de la prose.\n\n"
    assert is_linear(lambda count: desk.read(start + line * count), 1_000)
