"""The words that editions add: all explained, all typeset, none changeable."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from exporter.french import FRENCH, labels
from exporter.french.labels import LABELS
from exporter.french.typography import typeset
from exporter.rewrite import apply


@pytest.mark.parametrize("key", LABELS)
def test_a_label_is_typeset(key: str) -> None:
    assert typeset(LABELS[key]) == ()
    assert LABELS[key] == LABELS[key].strip() != ""


def test_every_key_is_explained_and_every_explained_key_is_there() -> None:
    explained = set(re.findall(r"``([a-z_]+)``", labels.__doc__ or ""))
    parts = {name for text in LABELS.values() for _, name, _, _ in Formatter().parse(text) if name}
    keys = {key for key in LABELS if not key.startswith("language_")}
    assert keys <= explained
    assert explained <= {*LABELS, *parts}
    assert parts <= explained


def test_labels_cannot_be_changed() -> None:
    assert FRENCH.labels is LABELS
    with pytest.raises(TypeError):
        LABELS["by"] = "De"  # type: ignore[index]  # what this test is about


def test_french_knows_its_code() -> None:
    assert FRENCH.code == "fr"
    assert FRENCH.labels["synthetic_voice"] == "Lu par une voix de synthèse."


def test_french_says_figures_in_words() -> None:
    assert apply("Il a 21 ans.", FRENCH.spoken("Il a 21 ans.")) == "Il a vingt et un ans."
