"""What a listener hears for what a newsroom writes: the pairs of ``spoken.txt``, and how edits account for words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from exporter.french.spoken import spoken
from exporter.rewrite import Edit, apply

_CASES = re.findall(r"^(.+)\n→ (.+)$", (Path(__file__).parent / "spoken.txt").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("written", "heard"), _CASES)
def test_heard(written: str, heard: str) -> None:
    assert apply(written, spoken(written)) == heard


@pytest.mark.parametrize(("written", "heard"), _CASES)
def test_typeset_text_is_heard_alike(written: str, heard: str) -> None:
    typeset = re.sub(r" (?=[;:!?»%€$°])|(?<=«) |(?<=\d) (?=\d{3}\b)", "\u202f", written.replace("'", "’"))
    assert _folded(apply(typeset, spoken(typeset))) == _folded(heard)


@pytest.mark.parametrize(("written", "heard"), _CASES)
def test_hearing_twice_changes_nothing(written: str, heard: str) -> None:
    assert re.findall(r"\w+", apply(heard, spoken(heard))) == re.findall(r"\w+", heard), written


def test_each_edit_names_its_rule_and_leaves_other_words_alone() -> None:
    assert spoken("La SNCF perd 3 trains, dit M. Leroy.") == (
        Edit(3, 7, "S N C F", "capitals"),
        Edit(13, 14, "trois", "number"),
        Edit(27, 29, "monsieur", "title"),
    )


def test_plain_words_have_no_edit() -> None:
    assert spoken("Il a dit : non, merci ; puis il est parti !") == ()
    assert spoken("") == ()


def test_no_break_spaces_are_said_as_spaces() -> None:
    assert spoken("Vraiment\u202f?") == (Edit(8, 9, " ", "space"),)


def _folded(text: str) -> str:
    return text.replace("’", "'")


def test_endless_numbers_are_named_by_their_length() -> None:
    assert apply("9" * 1_000, spoken("9" * 1_000)) == "un nombre de mille chiffres"
    assert [edit.rule for edit in spoken("9" * 1_000)] == ["unspoken"]
    grouped = "Le nombre " + " ".join(["123"] * 30) + "."
    assert apply(grouped, spoken(grouped)) == "Le nombre de quatre-vingt-dix chiffres."
    assert apply("9" * 60, spoken("9" * 60)).count("neuf") == 60


def test_rows_of_one_sign_are_silent() -> None:
    assert apply("Fin ##### suite", spoken("Fin ##### suite")).split() == ["Fin", "suite"]


_DOCUMENT = (Path(__file__).parents[2] / "docs/speech.md").read_text("utf-8")
_ROWS = re.findall(r"^\| \d+ \| [^|]+ \| (`[^|]+`) \| (`[^|]+`) \|$", _DOCUMENT, re.MULTILINE)
_SHOWN = [pair for row in _ROWS for pair in zip(*(re.findall(r"`([^`]+)`", cell) for cell in row), strict=True)]


@pytest.mark.parametrize(("written", "heard"), _SHOWN)
def test_the_documents_examples_are_true(written: str, heard: str) -> None:
    assert apply(written, spoken(written)) == heard


def test_the_document_has_an_example_of_every_rule() -> None:
    assert len(_ROWS) == 24
