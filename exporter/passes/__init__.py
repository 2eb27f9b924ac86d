"""Passes: article to article. `prepare` is the one way from what a reader understood to what writers are given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.passes.languages import mark_source_titles
from exporter.passes.passages import mark_passages
from exporter.passes.sentences import identify
from exporter.passes.sources import word_sources
from exporter.passes.standfirst import plain_lead
from exporter.passes.typesetting import typeset

if TYPE_CHECKING:
    from exporter.model import Article
    from exporter.ports import Language


def prepare(article: Article, language: Language) -> Article:
    """Word the sources, mark foreign titles and passages, set by the typographic rules, give every sentence its id."""
    worded = plain_lead(word_sources(article, language))
    marked = mark_passages(mark_source_titles(worded), language)
    return identify(typeset(marked, language), language)
