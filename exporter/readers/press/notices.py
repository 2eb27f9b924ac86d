"""Notices: what the publication says about the article itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.model import Notice, NoticeKind
from exporter.readers.press import inline, lines

if TYPE_CHECKING:
    from exporter.readers.press.lines import Passage
    from exporter.readers.press.phrases import Phrases

FIRST, LAST = 2, 6
"""Paragraphs at the beginning and at the end of an article among which notices stand, where nothing marks them."""

_BRIEF = {NoticeKind.AI: 500, NoticeKind.SPONSORED: 260, NoticeKind.LICENCE: 500}
"""Longest notices, in characters, of the kinds that are told by words which prose uses as well."""


def kind(passage: Passage, phrases: Phrases) -> NoticeKind | None:
    """Tell what kind of notice a passage is; None if it is none."""
    if not passage.key or phrases.notice.fullmatch(passage.key) is None:
        return None
    for found, pattern in phrases.notices:
        if len(passage.text) <= _BRIEF.get(found, 1500) and pattern.fullmatch(passage.key):
            return found
    return None


def told(text: str, phrases: Phrases) -> NoticeKind | None:
    """Tell what kind of notice a line alone is; None if it is none."""
    return kind(lines.passage((lines.Line(1, text, 0, gap=True),)), phrases)


def notice(passage: Passage, phrases: Phrases) -> Notice | None:
    """Read a passage that is a notice."""
    found = kind(passage, phrases)
    return Notice(found, inline.content(passage.text)) if found else None
