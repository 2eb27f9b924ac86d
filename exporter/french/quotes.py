"""Straight double quotes become guillemets, and English quotes inside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exporter.rewrite import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENERS: Final = frozenset("([{«“—–-'’/>")
_CLOSERS: Final = frozenset(".,;:!?…)]}»”")


def quotes(text: str) -> Iterator[Edit]:
    """Replace paired straight quotes by « » or, inside these, by “ ”; one without a partner stays (2"44)."""
    if '"' not in text:
        return iter(())
    open_quotes: list[int] = []
    depth = 0
    found: list[Edit] = []
    for place, mark in enumerate(text):
        depth += (mark == "«") - (mark == "»")
        if mark != '"':
            continue
        if open_quotes and not _opens(text, place):
            nested = depth > 0 or len(open_quotes) > 1
            left, right = ("“", "”") if nested else ("«", "»")
            found += (Edit(open_quotes.pop(), 0, left, "quotes"), Edit(place, place + 1, right, "quotes"))
        elif not _closes(text, place):
            open_quotes.append(place)
    return iter(sorted(Edit(edit.start, edit.start + 1, edit.text, edit.rule) for edit in found))


def _opens(text: str, place: int) -> bool:
    """Tell whether a quote can only open: nothing or a space before it, a word after it."""
    after = text[place + 1 : place + 2]
    return not (_closes(text, place) or not after or after.isspace() or after in _CLOSERS)


def _closes(text: str, place: int) -> bool:
    """Tell whether a quote can only close: a character before it."""
    before = text[place - 1 : place] if place else ""
    return bool(before) and not before.isspace() and before not in _OPENERS
