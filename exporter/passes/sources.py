"""Sources of which only the parts are known: they get a line of their own, since editions show and speak lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter import walk
from exporter.model import Text

if TYPE_CHECKING:
    from exporter.model import Article, Source
    from exporter.ports import Language


def word_sources(article: Article, language: Language) -> Article:
    """Word every source without a line as print in its language does."""
    return replace(article, sources=tuple(_worded(source, language) for source in article.sources))


def _worded(source: Source, language: Language) -> Source:
    if walk.plain(source.content).strip():
        return source
    by = ", ".join(filter(None, (*source.authors, source.publisher)))
    words = language.cited(by, source.title or "", language.date(source.date) if source.date else "")
    return replace(source, content=(Text(words or source.url or ""),))
