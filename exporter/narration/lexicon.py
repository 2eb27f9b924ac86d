"""The user's lexicon over a text: whole words, longest first, before any rule of the language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from exporter.rewrite import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.settings import Pronunciation

LEXICON: Final = "lexicon"
"""The rule of an edit that the user's lexicon makes."""

_SPACES = re.compile(r"\s+")
_LETTERS_APART = re.compile(r"[^\w'’ -]+")


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that applies to ``[start, end)`` of a text: the edit there, and the language where it is another."""

    edit: Edit
    language: str | None


def find(text: str, entries: tuple[Pronunciation, ...]) -> Iterator[Found]:
    """Find the entries that apply to a text, in order and disjoint.

    An entry with a capital counts in that spelling alone. Any space and any apostrophe match their like.
    """
    if not entries:
        return
    pattern, ordered = _compiled(entries)
    for match in pattern.finditer(text):
        entry = ordered[(match.lastindex or 1) - 1]
        said = entry.spoken or (_LETTERS_APART.sub("", match[0]) if entry.phonemes else match[0])
        yield Found(Edit(*match.span(), said, LEXICON, entry.phonemes or ""), entry.language)


@lru_cache(maxsize=32)  # articles that lie in one folder have the same lexicon
def _compiled(entries: tuple[Pronunciation, ...]) -> tuple[re.Pattern[str], tuple[Pronunciation, ...]]:
    """One group an entry, the longest first; of two with the same words, the last."""
    known = {entry.written: entry for entry in entries}
    ordered = tuple(sorted(known.values(), key=lambda entry: -len(entry.written)))
    groups = "|".join(f"({_words(entry.written)})" for entry in ordered)
    return re.compile(rf"(?<!\w)(?:{groups})(?!\w)"), ordered


def _words(written: str) -> str:
    quoted = re.escape(_SPACES.sub(" ", written.strip())).replace(r"\ ", r"\s+")
    folded = re.sub("['’]", "['’]", quoted)
    return folded if written != written.lower() else f"(?i:{folded})"
