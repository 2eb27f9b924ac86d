"""Sentences: each one is wrapped in a node with its id, the thread that narration, overlays and captions follow."""

from __future__ import annotations

import dataclasses
import operator
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any, Final, cast

from exporter import walk
from exporter.model import Caption, Figure, Notice, Paragraph, Sentence, Stanza

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Article
    from exporter.ports import Language

_PROSE = (Paragraph, Caption, Notice, Stanza)
_MOST_LINES: Final = 8
"""Lines that are told in one breath: a sentence of verse that goes on for longer is cut into its lines."""


def identify(article: Article, language: Language) -> Article:
    """Wrap every sentence (``s1``, ``s2``, … in document order) and number the figures (``f1``, …).

    Paragraphs, captions and notices are cut into sentences, and so are stanzas, at the ends of their lines; a heading,
    credit, source line, cell or attribution is one. White space between two sentences goes with the first, so that no
    character is lost. Idempotent: sentences that the article has already are found anew.
    """
    numbers = count(1)

    def change(parent: object, content: walk.Content) -> walk.Content:
        content = walk.without_sentences(content)
        text = walk.plain(content)
        ranges = language.sentences(text) if isinstance(parent, _PROSE) else ((0, len(text)),)
        whole = walk.whole_ranges(content)
        starts = (start for start, _ in ranges[1:] if not any(low < start < high for low, high in whole))
        ends = [*starts, len(text)]
        ends = _lines(text, ends) if isinstance(parent, Stanza) else ends
        return tuple(Sentence(f"s{next(numbers)}", piece) for piece in walk.split(content, ends))

    return cast("Article", _number_figures(walk.map_content(article, change), count(1)))


def _lines(text: str, ends: list[int]) -> list[int]:
    """The ends of the sentences of a stanza that are ends of lines; all of those that a long sentence has."""
    found: list[int] = []
    start = 0
    for end in (end for end in ends if end == len(text) or text[end - 1] == "\n"):
        breaks = [place + 1 for place in range(start, end - 1) if text[place] == "\n"]
        found += (*breaks, end) if len(breaks) >= _MOST_LINES else (end,)
        start = end
    return found


def _number_figures(node: object, numbers: Iterator[int]) -> object:
    changes: dict[str, object] = {}
    for field in dataclasses.fields(cast("Any", node)):
        value = getattr(node, field.name)
        if field.name != "content" and isinstance(value, tuple) and value and dataclasses.is_dataclass(value[0]):
            numbered = tuple(_number_figures(item, numbers) for item in value)
            if any(map(operator.is_not, numbered, value)):
                changes[field.name] = numbered
    if isinstance(node, Figure):
        changes["id"] = f"f{next(numbers)}"
    return replace(cast("Any", node), **changes) if changes else node
