"""The words that editions add to a French article: all typeset, none changeable."""

from __future__ import annotations

from typing import Any, cast

import pytest

from exporter.french import FRENCH
from exporter.french.labels import LABELS
from exporter.french.typography import typeset
from exporter.rewrite import apply


@pytest.mark.parametrize("words", LABELS.values())
def test_a_label_is_typeset(words: str) -> None:
    assert typeset(words) == ()
    assert words == words.strip() != ""


def test_labels_cannot_be_changed() -> None:
    assert FRENCH.labels is LABELS
    with pytest.raises(TypeError):
        cast("Any", LABELS)["by"] = "De"


def test_french_knows_its_code() -> None:
    assert FRENCH.code == "fr"
    assert FRENCH.labels["synthetic_voice"] == "Lu par une voix de synthèse."


def test_french_says_figures_in_words() -> None:
    assert apply("Il a 21 ans.", FRENCH.spoken("Il a 21 ans.")) == "Il a vingt et un ans."
