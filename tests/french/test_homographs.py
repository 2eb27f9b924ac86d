"""Words of two sounds are heard as their sentence means them: ``homographs.txt``, where anyone can add a line."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from exporter.french import homographs
from exporter.french.spoken import spoken
from exporter.narration.phrases import from_text
from exporter.registry import language
from exporter.rewrite import Edit
from exporter.speech import Utterance, UtteranceKind
from exporter.voices import _phonemes

if TYPE_CHECKING:
    from collections.abc import Iterator

_LIKE = {"ɔ": "o", "ɛ": "e", "œ": "ø", "ɑ": "a", "ə": "", "w": "u", "ɥ": "y", "j": "i", "ʤ": "dʒ", "nj": "ɲ"}


def _sentences() -> Iterator[tuple[str, list[str]]]:
    """The kinds, each with its lines."""
    kind = ""
    lines = Path(__file__).with_name("homographs.txt").read_text(encoding="utf-8").splitlines()[2:]
    for heading, group in groupby(filter(None, lines), key=lambda line: line.startswith("# ")):
        listed = list(group)
        if heading:
            kind = listed[-1].removeprefix("# ")
        else:
            yield kind, listed


_KINDS = dict(_sentences())


@pytest.mark.parametrize("kind", _KINDS)
def test_homographs_sound_as_meant(kind: str) -> None:
    assert [f"{line}, not {heard}" for line in _KINDS[kind] for heard in _misheard(line)] == []


def _misheard(line: str) -> Iterator[str]:
    """What is heard of the marked words of a line instead of what should be; a liaison to the next word is free."""
    sentence, expected = line.split(" → ")
    right = {folded + liaison for folded in map(_folded, expected.split("/")) for liaison in ("", "t", "z")}
    for number, match in enumerate(re.finditer(r"\*[^*]+\*", sentence)):
        start = match.start() - 2 * number
        heard = _heard(sentence.replace("*", ""), start, start + len(match[0]) - 2)
        if not any(
            _folded(heard) == one or (_elided(sentence, match) and _folded(heard).endswith(one)) for one in right
        ):
            yield heard


def _elided(sentence: str, match: re.Match[str]) -> bool:
    return sentence[match.start() - 1 : match.start()] == "’"


def _heard(sentence: str, start: int, end: int) -> str:
    """The phonemes of a stretch of a sentence, with what is elided before it."""
    start = sentence.rfind(" ", 0, start) + 1
    said = from_text(sentence, "fr", language("fr"), ())
    sounds = _phonemes.pronounce(Utterance("s1", UtteranceKind.SENTENCE, said))
    return "".join(sound.phonemes for sound in sounds if sound.offset is not None and start <= sound.offset < end)


def _folded(phonemes: str) -> str:
    """Phonemes without stress, and without differences that French speakers do not hear."""
    for sound, like in _LIKE.items():
        phonemes = phonemes.replace(sound, like)
    bare = re.sub(r"[ˈˌː\s]", "", unicodedata.normalize("NFD", phonemes))
    return re.sub(r"(.)\1+", r"\1", bare)


def test_an_edit_says_the_sound_and_leaves_the_word() -> None:
    assert list(homographs.find("Les fils de l’est.")) == [
        Edit(4, 8, "fils", "sound", "fˈis"),
        Edit(14, 17, "est", "sound", "ˈɛst"),
    ]


def test_what_other_edits_make_is_context_and_stays_theirs() -> None:
    edits = (Edit(0, 1, "deux"), Edit(7, 8, "deux"))
    assert list(homographs.find("2 plus 2 plus", edits)) == [
        Edit(2, 6, "plus", "sound", "plys"),
        Edit(9, 13, "plus", "sound", "plys"),
    ]


def test_a_word_that_an_edit_begins_is_left() -> None:
    assert list(homographs.find("fil*s plus", (Edit(3, 4, ""),))) == [Edit(6, 10, "plus", "sound", "plys")]


def test_what_the_user_says_comes_first() -> None:
    fixed = (Edit(4, 8, "enfants", "lexicon"),)
    assert spoken("Ses fils rient.", fixed) == fixed
