"""Names of folders and files."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.engine.publish.slug import LENGTH, slug


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Le pari de l’été", "le-pari-de-l-ete"),
        ("Un cœur d'œuvre ! 50 %", "un-coeur-d-oeuvre-50"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\0b", "a-b"),
        ("Æther", "aether"),
    ],
)
def test_titles_become_readable_names(title: str, name: str) -> None:
    assert slug(title) == name


@pytest.mark.parametrize("title", ["🎉🎉", "", "…", "CON", "nul"])
def test_a_title_without_letters_or_with_a_reserved_name_gets_a_digest(title: str) -> None:
    assert re.fullmatch(r"article-[0-9a-f]{8}", slug(title))


def test_a_long_title_is_cut_between_words_and_stays_one_of_its_own() -> None:
    name = slug("mot " * 100)
    assert re.fullmatch(r"(mot-){18}[0-9a-f]{8}", name)
    assert name != slug("mot " * 99)
    assert len(slug("x" * 300)) == LENGTH
    assert slug("x" * LENGTH) == "x" * LENGTH


@given(st.text())
def test_a_name_is_one_safe_path_component(title: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug(title))
    assert len(slug(title)) <= LENGTH
