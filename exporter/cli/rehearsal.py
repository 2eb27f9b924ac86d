"""``exporter spoken --review``: words whose sound is a guess, listed, written down as a lexicon, and heard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from exporter import registry
from exporter.cli.words import counted, say, translate
from exporter.engine import rehearsal
from exporter.engine.inputs import lexicon
from exporter.messages import Message
from exporter.settings import NarrationSettings, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.events import Report
    from exporter.narration.doubts import Doubtful
    from exporter.ports import Language

_KINDS = {
    "name": Message("name"),
    "foreign": Message("foreign words"),
    "sigle": Message("initials, by guess"),
    "homograph": Message("two ways to say it"),
}
_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Choices:
    """The lexicon that holds besides, the one that words are noted ``into``, the ``sound`` file, and its voice."""

    lexicon: Path | None
    into: Path | None
    sound: Path | None
    voice: str


def review(name: str, choices: Choices, report: Report) -> Iterator[str]:
    """List the words in doubt of an article, two lines each; note them in a lexicon, and say them if asked to."""
    settings = replace(Settings(), narration=NarrationSettings(voice=choices.voice, announce_voice=False))
    language, words = rehearsal.doubtful(name, settings, report, choices.lexicon)
    if not words:
        yield say("No word is in doubt.")
        return
    entries = [_entry(word, language) for word in words]
    for word, entry in zip(words, entries, strict=True):
        times = f", {word.count} ×" if word.count > 1 else ""
        sound = f": {entry.respelled} /{entry.phonemes}/"
        yield f"{word.written} ({translate(_KINDS[word.kind])}{times}){sound if entry.phonemes else ''}"
        yield f"    {entry.sentence}"
    path = choices.into or (rehearsal.beside(name) or Path()) / lexicon.PROJECT_FILE
    added = lexicon.note(path, entries, translate(lexicon.HEADER))
    in_all = counted(len(words), "{count} word", "{count} words")
    yield say(
        "{in_all} in doubt, {added} newly noted in {path}: put them right there and take the # away.",
        in_all=in_all,
        added=added,
        path=path,
    )
    if choices.sound:
        rehearsal.listen(words, settings, choices.sound, report)
        yield str(choices.sound)


def _entry(word: Doubtful, language: Language) -> lexicon.Note:
    """A word with how it sounds, unless that is a mere guess."""
    if word.weight:
        return lexicon.Note(word.written, "", "", _around(word))
    phonemes = registry.voice("espeak").phonemes(rehearsal.utterance(word))
    return lexicon.Note(word.written, phonemes, language.respelled(phonemes), _around(word))


def _around(word: Doubtful) -> str:
    """The sentence around a word."""
    start = max(0, word.sentence.find(word.written) - _WIDTH // 2)
    cut = word.sentence[start : start + _WIDTH]
    return f"{'…' if start else ''}{cut}{'…' if start + _WIDTH < len(word.sentence) else ''}"
