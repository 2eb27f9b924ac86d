"""Characters that the fonts lack: found before the page is set, and replaced on purpose.

A glyph must never come from a font of the machine, nor be missing: PDF/UA-1 forbids the second, equal output everywhere
the first.
"""

from __future__ import annotations

import io
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from exporter.render.markup import element

if TYPE_CHECKING:
    from collections.abc import Callable

_TAG = re.compile(r"(<[^>]*>)")
_ENTITY_OR_RUN = re.compile(r"&[^;]+;|[^&]+")
_UNBREAKABLE = re.compile(r"\S*\u2011\S*")
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
    no-break hyphen becomes a hyphen in an unbreakable word.
    """
    return "".join(
        part if part.startswith("<") else _fit_words(part, covered, report) for part in _TAG.split(html) if part
    )


def _fit_words(words: str, covered: frozenset[str], report: Callable[[str], None]) -> str:
    fitted = _INVISIBLE.sub("", words)
    if not covered.issuperset(fitted.replace("\u2011", "-").replace("\n", " ")):
        fitted = "".join(
            run if run.startswith("&") else _fit_run(run, covered, report) for run in _ENTITY_OR_RUN.findall(fitted)
        )
    return _UNBREAKABLE.sub(_unbroken, fitted)


def _unbroken(word: re.Match[str]) -> str:
    return element("span", word[0].replace("\u2011", "-"), {"class": "unbroken"})


def _fit_run(run: str, covered: frozenset[str], report: Callable[[str], None]) -> str:
    run = unicodedata.normalize("NFC", run)
    fitted: list[str] = []
    lacking = ""
    for character in (*run, ""):
        if character and character not in covered and character not in "\n\u2011":
            lacking += character
            continue
        if lacking:
            fitted.append(_replaced(lacking, report))
            lacking = ""
        fitted.append(character)
    return "".join(fitted)


def _replaced(lacking: str, report: Callable[[str], None]) -> str:
    if lacking.isspace():
        return " "
    report(lacking)
    return element("span", _PLACEHOLDER, {"class": "lacking", "data-actual-text": lacking})
