"""Languages of parts: where an article speaks another language than its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter import walk
from exporter.model import Foreign

if TYPE_CHECKING:
    from exporter.model import Article, Source


def mark_source_titles(article: Article) -> Article:
    """Mark, in each source's own line, a title that is in another language than the article."""
    own = article.metadata.language.split("-")[0]
    return replace(article, sources=tuple(_mark(source, own) for source in article.sources))


def _mark(source: Source, own: str) -> Source:
    if not source.title or not source.language or source.language.split("-")[0] == own:
        return source
    start = walk.plain(source.content).find(source.title)
    if start < 0 or any(isinstance(node, Foreign) for node in walk.nodes(source)):
        return source
    end, last = start + len(source.title), len(walk.plain(source.content))
    title = Foreign(source.language, walk.cut(source.content, start, end))
    content = (*walk.cut(source.content, 0, start), title, *walk.cut(source.content, end, last))
    return replace(source, content=content)
