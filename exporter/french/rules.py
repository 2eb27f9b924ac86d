"""Rules of the spoken form: each claims spans of the written text, the most specific rule first.

A rule looks at a *plain* copy of the text, of the same length: every kind of space is " ", every apostrophe is "'",
superior letters stand on the line, and a minus sign is "-" unless it takes one number from another ("5 − 3").
What a rule has claimed is masked there, so that no later rule touches it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from exporter.rewrite import Edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

CLAIMED = "\ue000"
"""Stands in the plain copy for every character that a rule has claimed: no letter, digit, space or punctuation."""

SILENT = "\ue001"
"""Stands there for what will not be heard at all."""

_MASKED = re.compile(f"[{CLAIMED}{SILENT}]")

_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_PLAIN = str.maketrans(_SPACES + "’ʼ＇‑‐ᵉᵈʳˢᵐˡᵗⁿᵃᵒʰ₀₁₂₃₄₅₆₇₈₉", " " * len(_SPACES) + "'''--edrsmltnaoh0123456789")
_MINUS = re.compile(r"(?<!\d )−|−(?! )")
_WIDE = re.compile(f"[{_SPACES}]")


@dataclass(frozen=True, slots=True)
class Rule:
    """``say`` gives what is said for a match of ``pattern``, or `None` to leave the words to later rules.

    The span claimed is the group named ``it`` where the pattern has one, else the whole match.
    """

    name: str
    pattern: re.Pattern[str]
    say: Callable[[re.Match[str]], str | None]


def rule(name: str, pattern: str, say: Callable[[re.Match[str]], str | None] | str, flags: int = 0) -> Rule:
    """Make a rule; a string for ``say`` is what is always said."""
    spoken = (lambda _: say) if isinstance(say, str) else say
    return Rule(name, re.compile(pattern, flags), spoken)


def before(match: re.Match[str], length: int = 40) -> str:
    """The text just before a match."""
    return match.string[max(0, match.start() - length) : match.start()]


def after(match: re.Match[str], length: int = 40) -> str:
    """The text just after a match."""
    return match.string[match.end() : match.end() + length]


def claim(written: str, rules: Iterable[Rule], fixed: Sequence[Edit] = ()) -> tuple[Edit, ...]:
    """Apply rules in order, after the ``fixed`` edits; all edits over ``written`` come in order and disjoint."""
    plain = _mask(_MINUS.sub("-", written.translate(_PLAIN)), fixed)
    edits: list[Edit] = [*fixed]
    for each in rules:
        found = _matches(plain, each)
        plain = _mask(plain, found)
        edits += found
    edits += [
        Edit(*match.span(), " ", "space")
        for match in _WIDE.finditer(written)
        if not _MASKED.match(plain, match.start())
    ]
    return tuple(
        edit
        for edit in _single_spaced(written, sorted(edits))
        if edit in fixed or edit.phonemes or edit.text != written[edit.start : edit.end]
    )


def _single_spaced(written: str, edits: list[Edit]) -> Iterator[Edit]:
    """Take the space from the head of an edit where one stands before it already."""
    end, spaced = 0, True
    for edit in edits:
        if edit.start > end:
            spaced = written[edit.start - 1].isspace()
        text = edit.text.lstrip(" ") if spaced else edit.text
        yield replace(edit, text=text)
        end, spaced = edit.end, text[-1:].isspace() if text else spaced


def _matches(plain: str, each: Rule) -> list[Edit]:
    group = "it" if "it" in each.pattern.groupindex else 0
    edits: list[Edit] = []
    for match in each.pattern.finditer(plain):
        start, end = match.span(group)
        free = start < end and not _MASKED.search(plain, start, end)
        text = each.say(match) if free else None
        if text is not None:
            edits.append(Edit(start, end, text, each.name))
    return edits


def _mask(plain: str, edits: Iterable[Edit]) -> str:
    parts: list[str] = []
    position = 0
    for edit in edits:
        parts += (plain[position : edit.start], (CLAIMED if edit.text.strip() else SILENT) * (edit.end - edit.start))
        position = edit.end
    return "".join((*parts, plain[position:]))
