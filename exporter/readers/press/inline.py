"""Runs of words: addresses become links, the calls of notes become references."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.model import Inline, Link, NoteRef, Text
from exporter.readers.press.lines import fold

if TYPE_CHECKING:
    from collections.abc import Collection

_ADDRESS = re.compile(
    r"https?://[^\s<>\"«»“”\u00a0]{1,2000}|(?<![\w@./-])www\.[\w-]{1,63}\.[^\s<>\"«»“”\u00a0]{1,2000}"
    r"|(?:mailto:)?(?<![\w.+-])[\w+-][\w.+-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}",
    re.IGNORECASE,
)
_SIGNS = ("://", "@", "www.", "WWW.", "Www.")
_TAIL = ".,;:!?…'’*_"
_CALL = re.compile(
    r"\[(?:[Nn]otes?[\s\u00a0])?(?P<square>\d{1,3}|\*)\]|(?<=[^\W\d_.»”)?!])\((?P<round>\d{1,3})\)|⁽?(?P<raised>[¹²³⁰⁴-⁹]{1,3})⁾?"
    r"|(?<=\w)\s?\((?P<spaced>\d{1,3})\)(?=[\s.,;:!?]|$)|(?<=[^\W\d_»])(?P<star>\*)(?!\*)"
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_FORMULA = re.compile(r"\([^()]*[+=×·*/−-][^()]*\)$|[=×·∝√^]\s?[^\W_]{1,6}$")
_SHORT_NUMBER = re.compile(r"(?<!\d)\d{1,2}$")
_VOWELS = frozenset("aeiouy")


def address(text: str, start: int = 0) -> tuple[int, int, str] | None:
    """Find the next address from ``start``: its place and its URL."""
    # A plain look for what every address has takes a tenth of the time.
    if not any(sign in text for sign in _SIGNS):
        return None
    match = _ADDRESS.search(text, start)
    if not match:
        return None
    end = match.end()
    while end > match.start() and (text[end - 1] in _TAIL or _unopened(text, match.start(), end)):
        end -= 1
    written = text[match.start() : end]
    return match.start(), end, _url(written)


def _unopened(text: str, start: int, end: int) -> bool:
    """Tell whether an address ends with a bracket that opened before it."""
    pairs = {")": "(", "]": "[", "}": "{"}
    last = text[end - 1]
    return last in pairs and text.count(pairs[last], start, end) < text.count(last, start, end)


def _url(written: str) -> str:
    low = written.lower()
    if low.startswith(("http://", "https://", "mailto:")):
        return written
    return f"https://{written}" if low.startswith("www.") else f"mailto:{written}"


def content(text: str, labels: Collection[str] = ()) -> tuple[Inline, ...]:
    """Make inline nodes of a text; ``labels`` are those of the notes that exist."""
    nodes: list[Inline] = []
    position = 0
    while found := address(text, position):
        start, end, url = found
        nodes += _calls(text[position:start], labels)
        nodes.append(Link(url, (Text(text[start:end]),)))
        position = end
    return (*nodes, *_calls(text[position:], labels))


def _calls(text: str, labels: Collection[str]) -> list[Inline]:
    if not labels:
        return [Text(text)] if text else []
    nodes: list[Inline] = []
    position = 0
    for match in _CALL.finditer(text):
        label = called(match)
        if label in labels and not _exponent(match):
            before = text[position : match.start()].removesuffix(" ")
            nodes += [Text(before)] if before else []
            nodes.append(NoteRef(f"note-{label}"))
            position = match.end()
    return [*nodes, Text(text[position:])] if text[position:] else nodes


def called(match: re.Match[str]) -> str:
    """Name the note that a call means."""
    written = next(group for group in match.groups() if group)
    return written.translate(_RAISED)


def calls(text: str) -> frozenset[str]:
    """List the labels of the notes that a text calls."""
    return frozenset(called(match) for match in _CALL.finditer(text) if not _exponent(match))


def _exponent(match: re.Match[str]) -> bool:
    """Tell a power, or the argument of a function, from a call: it stands at a symbol, a unit or a small number."""
    before = match.string[max(0, match.start() - 40) : match.start()]
    word = re.search(r"[^\W\d_]+$", before)
    if word and _symbol(word[0]):
        return match["raised"] is not None or (match["round"] is not None and len(word[0]) == 1)
    if match["raised"] is None:
        return False
    return _FORMULA.search(before) is not None or _SHORT_NUMBER.search(before) is not None


def _symbol(word: str) -> bool:
    """Tell a unit or a letter of a formula from a word: one letter, or a few small ones without a vowel."""
    return len(word) == 1 or (len(word) <= 3 and not word.isupper() and _VOWELS.isdisjoint(fold(word)))
