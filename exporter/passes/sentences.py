"""Sentences: each one is wrapped in a node with its id, the thread that narration, overlays and captions follow."""

from __future__ import annotations

import dataclasses
import operator
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any, cast

from exporter import walk
from exporter.model import Caption, Figure, Notice, Paragraph, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Article
    from exporter.ports import Language

_PROSE = (Paragraph, Caption, Notice)


def identify(article: Article, language: Language) -> Article:
    """Wrap every sentence (``s1``, ``s2``, … in document order) and number the figures (``f1``, …).

    Paragraphs, captions and notices are cut into sentences; a heading, credit, source line, cell or attribution is
    one. White space between two sentences goes with the first, so that no character is lost. Idempotent: sentences that
    the article has already are found anew.
    """
    numbers = count(1)

    def change(parent: object, content: walk.Content) -> walk.Content:
        content = walk.without_sentences(content)
        text = walk.plain(content)
        ranges = language.sentences(text) if isinstance(parent, _PROSE) else ((0, len(text)),)
        whole = walk.whole_ranges(content)
        starts = (start for start, _ in ranges[1:] if not any(low < start < high for low, high in whole))
        ends = [*starts, len(text)]
        return tuple(Sentence(f"s{next(numbers)}", piece) for piece in walk.split(content, ends))

    return cast("Article", _number_figures(walk.map_content(article, change), count(1)))


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
