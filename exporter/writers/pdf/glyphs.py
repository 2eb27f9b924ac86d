"""Characters that the fonts lack: found before the page is set, and replaced on purpose.

A glyph must never come from a font of the machine, nor be missing: PDF/UA-1 forbids the second, equal output everywhere
the first.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from exporter.render.markup import element

if TYPE_CHECKING:
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


RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ"
LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"
_LETTERS = re.compile(r"[\W_]*[^\W\d_]+(?:[’'\u2011-][^\W\d_]+)*[\W_]*")
"""A word, which can be cut with a hyphen, and the signs around it."""
_RAISED = re.compile(f"[{RAISED}]+")
_SCRIPTS = re.compile(f"([{RAISED}]+|[{LOWERED}]+)")
_ACCENTS = "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670\u20d0-\u20ff"
_CLUSTER = re.compile(rf"\S[{_ACCENTS}]*|\s")
"""A character with the accents or vowels over and under it."""


_JOINED = re.compile(r'(<span class="(face-\d+)">[^<>]*)</span>((?:[^<>\w]|&#?\w+;){1,8})<span class="\2">')
"""Words that another font draws, and what stands between them: in one piece they run the right way."""


@cache
def coverage(font: bytes) -> frozenset[str]:
    """The characters that a font has a glyph for."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - heavy

    with TTFont(io.BytesIO(font), lazy=True) as opened:
        return frozenset(map(chr, opened.getBestCmap()))


def _nothing(_cluster: str) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Fonts:
    """What can be drawn: by the text's font, or by another one, whose class ``stand_in`` gives.

    ``report`` is told of what no font has.
    """

    covered: frozenset[str]
    report: Callable[[str], None]
    stand_in: Callable[[str], str | None] = _nothing


def fit(html: str, fonts: Fonts) -> str:
    """Rewrite the words between tags so that every character is drawn.

    Raised and lowered figures that the text's font lacks are set as figures, high or low. What another font has is
    marked for it. A character without glyph becomes a box that carries it as replacement text for screen readers and
    searches; a no-break hyphen becomes a hyphen in an unbreakable word. What goes on for hundreds of characters
    without a space is given places to break: finding them would take the layout a time that grows with the square of
    the length.
    """

    def fit_space(space: re.Match[str]) -> str:
        return space[0] if space[0] in fonts.covered else " "

    def fit_word(word: re.Match[str]) -> str:
        return _fit_word(word[0], fonts)

    def fit_words(words: str) -> str:
        return _WORD.sub(fit_word, _SPACE.sub(fit_space, _UNBROKEN.sub(_breakable, _visible(words))))

    fitted = (part if part.startswith("<") else fit_words(part) for part in _TAG.split(html) if part)
    return _joined("".join(fitted))


def _joined(html: str) -> str:
    count = 1
    while count:  # each way through joins pairs
        html, count = _JOINED.subn(r"\1\3", html)
    return html


def said(html: Html, *, calls: bool = True) -> str:
    """Give the words of a fitted element as they were before, on one line; without the calls of notes if so wanted."""
    return " ".join(_said(html, calls=calls).split())


def _said(html: Html, *, calls: bool) -> str:
    if html.get("data-actual-text"):
        return str(html.get("data-actual-text"))
    if html.tag in ("br", "img"):
        return str(html.get("alt", " "))
    if html.get("class") == "note-call" and not calls:
        return ""
    inner = "".join(_said(child, calls=calls) + (child.tail or "") for child in html)
    return ((html.text or "") + inner).replace(BREAK, "")


def legible(text: str, fonts: Fonts) -> str:
    """Fit words that can carry no markup: boxes stand for what no font has."""
    visible = _visible(text).replace("\u2011", "-")
    return "".join(one if one in fonts.covered or fonts.stand_in(one) else _PLACEHOLDER for one in visible)


def _visible(text: str) -> str:
    """Compose letters, drop what has no glyph, and take one hyphen for two: they share a glyph, which means but one."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).replace("\u2010", "-")


def _breakable(run: re.Match[str]) -> str:
    return BREAK.join(_PIECE.findall(run[0]))


def _fit_word(word: str, fonts: Fonts) -> str:
    if len(word) < _LONG and fonts.covered.issuperset(word):
        return word
    runs = _ENTITY_OR_RUN.findall(word.replace("\u2011", "-"))
    fitted = "".join(run if run.startswith("&") else _fit_run(run, fonts) for run in runs)
    if "\u2011" in word:
        return element("span", fitted, {"class": "unbroken"})
    is_long = len(word) >= _LONG and not _LETTERS.fullmatch(word)
    return element("span", fitted, {"class": "long"}) if is_long else fitted


def _fit_run(run: str, fonts: Fonts) -> str:
    """Draw a run, piece by piece: what is raised or lowered, and what lies between."""
    pieces = (piece for piece in _SCRIPTS.split(run) if piece)
    return "".join(_set(piece, fonts) if _SCRIPTS.fullmatch(piece) else _drawn(piece, fonts) for piece in pieces)


def _set(scripts: str, fonts: Fonts) -> str:
    """Set raised or lowered figures as a typesetter would, where the font does not have them all."""
    if fonts.covered.issuperset(scripts):
        return scripts
    name = "sup" if _RAISED.fullmatch(scripts) else "sub"
    figures = unicodedata.normalize("NFKC", scripts)
    return element(name, figures, {"data-actual-text": scripts}) if fonts.covered.issuperset(figures) else figures


def _drawn(run: str, fonts: Fonts) -> str:
    drawn = ((_by(cluster, fonts), cluster) for cluster in _CLUSTER.findall(run))
    groups = groupby(drawn, key=lambda pair: pair[0])
    return "".join(_marked("".join(cluster for _, cluster in group), face, fonts) for face, group in groups)


def _by(cluster: str, fonts: Fonts) -> str | None:
    """The class of the font that draws a character with its accents: empty for the text's, None if no font does."""
    return "" if fonts.covered.issuperset(cluster) else fonts.stand_in(cluster)


def _marked(run: str, face: str | None, fonts: Fonts) -> str:
    if face is None:
        fonts.report(run)
        return element("span", _PLACEHOLDER, {"class": "lacking", "data-actual-text": run})
    return element("span", run, {"class": face}) if face else run
