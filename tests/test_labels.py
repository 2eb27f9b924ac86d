"""The words that editions add: all explained, and of every language that the house brings the same."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from exporter import labels, registry
from exporter.labels import Labels, worded

LANGUAGES = [registry.language(code).labels for code in registry.names("languages")]


def fields(words: str) -> set[str]:
    """The names in braces of a template."""
    return {name for _, name, _, _ in Formatter().parse(words) if name}


def test_every_key_is_explained_and_every_explained_key_is_there() -> None:
    explained = set(re.findall(r"``([a-z_]+)``", labels.__doc__ or ""))
    parts = {name for label in LANGUAGES[0].values() for name in fields(str(label))}
    keys = {key for key in Labels.__required_keys__ if not key.startswith(("language_", "format_"))}
    assert keys <= explained
    assert explained <= Labels.__required_keys__ | parts
    assert parts <= explained


@pytest.mark.parametrize("own", LANGUAGES, ids=registry.names("languages"))
def test_languages_have_the_same_labels_with_the_same_parts(own: Labels) -> None:
    assert own.keys() == Labels.__required_keys__
    for key in own:
        assert fields(worded(own, key)) == fields(worded(LANGUAGES[0], key)), key


def test_a_key_that_only_an_article_knows_may_have_no_label() -> None:
    assert worded(LANGUAGES[0], "photo", "photo") == "Photo"
    assert worded(LANGUAGES[0], "gravure", "gravure") == "gravure"
