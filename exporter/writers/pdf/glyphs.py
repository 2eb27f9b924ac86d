"""Characters that the fonts lack: found before the page is set, and replaced on purpose.

A glyph must never come from a font of the machine, nor be missing: PDF/UA-1 forbids the second, equal output everywhere
the first.
"""

from __future__ import annotations

import io
import re
import unicodedata
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from exporter.render.markup import element

if TYPE_CHECKING:
    from collections.abc import Callable
    from xml.etree.ElementTree import Element as Html

_TAG = re.compile(r"(<[^>]*>)")
BREAK = "\u200b"
"""Lets a line end here; it is neither drawn nor extracted."""
HYPHEN = "\u2010"
"""Ends a line within a word, and is no part of that: hyphens that are part of one have become another character."""
_UNBROKEN = re.compile(r"[^ \t\n\r]{201,}")
_PIECE = re.compile(r"(?:&[^;]+;|[^&]){1,60}")
_WORD = re.compile(r"[^\s\u200b]+")
_SPACE = re.compile(r"[^\S\n]")
_ENTITY_OR_RUN = re.compile(r"&[^;]+;|[^&]+")
_LONG = 28
"""Characters from which a word may be broken anywhere, since it would not stand in a narrow column."""
_PLACEHOLDER = "\u2610"
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
"""Characters that steer breaking, joining and direction: they have no glyph, and extracted text is better without."""


@cache
def coverage(font: bytes) -> frozenset[str]:
    """The characters that a font has a glyph for."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - heavy

    with TTFont(io.BytesIO(font), lazy=True) as opened:
        return frozenset(map(chr, opened.getBestCmap()))


def fit(html: str, covered: frozenset[str], report: Callable[[str], None]) -> str:
    """Rewrite the words between tags so that every character is covered; ``report`` is told what is not.

    A character without glyph becomes a box that carries it as replacement text for screen readers and searches; a
    no-break hyphen becomes a hyphen in an unbreakable word. What goes on for hundreds of characters without a space is
    given places to break: finding them would take the layout a time that grows with the square of the length.
    """

    def fit_space(space: re.Match[str]) -> str:
        return space[0] if space[0] in covered else " "

    def fit_word(word: re.Match[str]) -> str:
        return _fit_word(word[0], covered, report)

    def fit_words(words: str) -> str:
        return _WORD.sub(fit_word, _SPACE.sub(fit_space, _UNBROKEN.sub(_breakable, _visible(words))))

    return "".join(part if part.startswith("<") else fit_words(part) for part in _TAG.split(html) if part)


def said(html: Html, *, calls: bool = True) -> str:
    """Give the words of a fitted element as they were before, on one line; without the calls of notes if so wanted."""
    return " ".join(_said(html, calls=calls).split())


def _said(html: Html, *, calls: bool) -> str:
    if html.get("data-actual-text"):
        return str(html.get("data-actual-text"))
    if html.tag == "br":
        return " "
    if html.get("class") == "note-call" and not calls:
        return ""
    inner = "".join(_said(child, calls=calls) + (child.tail or "") for child in html)
    return ((html.text or "") + inner).replace(BREAK, "")


def legible(text: str, covered: frozenset[str]) -> str:
    """Fit words that can carry no markup: boxes stand for what is not covered."""
    visible = _visible(text).replace("\u2011", "-")
    return "".join(character if character in covered else _PLACEHOLDER for character in visible)


def _visible(text: str) -> str:
    """Compose letters, drop what has no glyph, and take one hyphen for two: they share a glyph, which means but one."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).replace("\u2010", "-")


def _breakable(run: re.Match[str]) -> str:
    return BREAK.join(_PIECE.findall(run[0]))


def _fit_word(word: str, covered: frozenset[str], report: Callable[[str], None]) -> str:
    if len(word) < _LONG and covered.issuperset(word):
        return word
    runs = _ENTITY_OR_RUN.findall(word.replace("\u2011", "-"))
    fitted = "".join(run if run.startswith("&") else _fit_run(run, covered, report) for run in runs)
    if "\u2011" in word:
        return element("span", fitted, {"class": "unbroken"})
    return element("span", fitted, {"class": "long"}) if len(word) >= _LONG else fitted


def _fit_run(run: str, covered: frozenset[str], report: Callable[[str], None]) -> str:
    pieces = groupby(run, covered.__contains__)
    return "".join("".join(piece) if known else _boxed("".join(piece), report) for known, piece in pieces)


def _boxed(lacking: str, report: Callable[[str], None]) -> str:
    report(lacking)
    return element("span", _PLACEHOLDER, {"class": "lacking", "data-actual-text": lacking})
