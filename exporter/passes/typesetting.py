"""Typesetting: the typographic rules of the article's language, over all of its words, markup untouched."""

from __future__ import annotations

import sys
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from exporter import walk
from exporter.model import Preformatted
from exporter.rewrite import apply

if TYPE_CHECKING:
    from exporter.model import Article, Metadata, Source
    from exporter.ports import Language
    from exporter.rewrite import Edit


def typeset(article: Article, language: Language) -> Article:
    """Set every run of words and every title, but for code, preformatted text and words in other languages."""

    def change(parent: object, content: walk.Content) -> walk.Content:
        if isinstance(parent, Preformatted):
            return content
        return walk.edit(content, _allowed(language.typeset(walk.plain(content)), walk.frozen_ranges(content)))

    article = walk.map_content(article, change)
    return replace(
        article,
        metadata=_metadata(article.metadata, language),
        sources=tuple(_source(source, language) for source in article.sources),
        credits=tuple(replace(credit, name=_string(credit.name, language)) for credit in article.credits),
    )


def _allowed(edits: tuple[Edit, ...], frozen: tuple[tuple[int, int], ...]) -> tuple[Edit, ...]:
    ends = [high for _, high in frozen]
    after = [*(low for low, _ in frozen), sys.maxsize]
    return tuple(edit for edit in edits if edit.end <= after[bisect_right(ends, edit.start)])


def _string(text: str, language: Language) -> str:
    return apply(text, language.typeset(text))


def _optional(text: str | None, language: Language) -> str | None:
    return None if text is None else _string(text, language)


def _metadata(metadata: Metadata, language: Language) -> Metadata:
    return replace(
        metadata,
        title=_string(metadata.title, language),
        subtitle=_optional(metadata.subtitle, language),
        kicker=_optional(metadata.kicker, language),
        dateline=_optional(metadata.dateline, language),
    )


def _source(source: Source, language: Language) -> Source:
    own = source.language is None or source.language.split("-")[0] == language.code
    return replace(
        source,
        title=_optional(source.title, language) if own else source.title,
        group=_optional(source.group, language),
    )
