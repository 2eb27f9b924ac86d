"""Words of two sounds ("les fils électriques", "ses fils"): which one is meant, by what stands beside them.

Only what a phonemiser reads wrongly is told; the rest stays its own. Words, patterns and sounds are in
``assets/french/homographs.toml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from exporter.french import agreement
from exporter.french.tables import any_of, records, rows, table, words
from exporter.rewrite import Edit, apply

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SOUND: Final = "sound"
"""The rule of an edit that leaves the words as they are and says how they sound."""

_REACH: Final = 100
"""So many characters on either side of a word are looked at."""
_AHEAD: Final = len("-elles ")
"""So many characters after a word decide whether it is one."""
_STOPS: Final = ".;:!?…()"
_QUOTES: Final = re.compile(r"[«»“”\"] ?")
_PART: Final = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class _Context:
    """A sound, and what must stand before the word, after it, and nowhere before it."""

    sound: str
    before: re.Pattern[str]
    after: re.Pattern[str]
    unless: re.Pattern[str]

    def fits(self, before: str, after: str) -> bool:
        return bool(self.before.search(before) and self.after.match(after) and not self.unless.search(before))


def find(text: str, edits: Sequence[Edit] = ()) -> Iterator[Edit]:
    """Say how the homographs of a text sound that is spoken with ``edits``; the words that these make stay theirs."""
    said = apply(text, edits).replace("’", "'")
    position = shift = 0
    for edit in (*edits, Edit(len(text), len(text), "")):
        for match in _pattern().finditer(said, position + shift, edit.start + shift + _AHEAD):
            start, end = match.start() - shift, match.end() - shift
            sound = _sound(match) if end <= edit.start else ""
            if sound:
                yield Edit(start, end, text[start:end], SOUND, sound)
        position = edit.end
        shift += len(edit.text) - (edit.end - edit.start)


@cache
def _pattern() -> re.Pattern[str]:
    known = {*_contexts(), *_plurals(), *_constant()}
    word = rf"(?<![\w-]){any_of(known)}|(?<=\w-)(?-i:Est)"
    return re.compile(rf"(?:{word})(?!\w|-(?!t-|ils\b|elles\b))", re.IGNORECASE)


def _sound(match: re.Match[str]) -> str:
    """The sound of a word where it stands; empty where the voice reads it well."""
    word = match[0]
    before = _QUOTES.sub("", match.string[max(0, match.start() - _REACH) : match.start()])
    before = before[max(map(before.rfind, _STOPS)) + 1 :].rstrip()
    after = match.string[match.end() : match.end() + _REACH].lstrip()
    for context in (*_contexts().get(word, ()), *_contexts().get(word.lower(), ())):
        if context.fits(before, after):
            return context.sound
    word = word.lower()
    if word in _plurals():
        verb, other, *noun = _plurals()[word]
        return verb if agreement.plural(before, after, noun=bool(noun)) else other
    return _constant().get(word, "")


@cache
def _contexts() -> Mapping[str, tuple[_Context, ...]]:
    listed = {
        word: tuple(_context(**fields) for fields in lines) for word, lines in records("homographs", "contexts").items()
    }
    agents = {word: tuple(_agent(*forms)) for word, forms in rows("homographs", "agents").items()}
    return listed | agents


def _agent(noun: str, infinitive: str, usual: str = "") -> Iterator[_Context]:
    """Where a word in "-er" is the noun: "le manager", and where the infinitive: "il peut le supporter"."""
    yield _context(infinitive, before="{infinitive}")
    yield _context(infinitive, before="{modal}") if usual else _context(noun, before="{agent}")
    yield _context(noun if usual else infinitive)


def _context(sound: str = "", before: str = "", after: str = "", unless: str = "(?!)") -> _Context:
    return _Context(sound, _compiled(f"(?:{before})$"), _compiled(after), _compiled(unless))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern with its named parts, which may have parts of their own."""
    parts = _parts()
    while _PART.search(pattern):
        pattern = _PART.sub(lambda match: parts[match[1]], pattern)
    return re.compile(pattern, re.IGNORECASE)


@cache
def _parts() -> Mapping[str, str]:
    """Named parts of patterns; what a number may follow as a name, "Henri", "article", is listed with the numbers."""
    numbered = any_of(words("nouns", "numbered") | words("roman", "parts"))
    return {**table("homographs", "parts"), "numbered": numbered, "crowned": any_of(words("roman", "crowned"))}


@cache
def _plurals() -> Mapping[str, tuple[str, ...]]:
    return rows("homographs", "plurals")


@cache
def _constant() -> Mapping[str, str]:
    agents = {f"{word}s": noun for word, (noun, *_) in rows("homographs", "agents").items()}
    return {**agents, **table("homographs", "words"), **table("homographs", "verbs")}
