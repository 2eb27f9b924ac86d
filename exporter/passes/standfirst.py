"""A standfirst in one style: that all of it is bold or in italics is how its source looked, not what it says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.model import Emphasis, Paragraph, Strong

if TYPE_CHECKING:
    from exporter.model import Article, Block, Inline


def plain_lead(article: Article) -> Article:
    """Take the stress off the paragraphs of the lead that are stressed from their beginning to their end."""
    lead = tuple(_plain(block) for block in article.lead)
    return article if lead == article.lead else replace(article, lead=lead)


def _plain(block: Block) -> Block:
    return Paragraph(_unstressed(block.content)) if isinstance(block, Paragraph) else block


def _unstressed(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    match content:
        case (Emphasis(inner) | Strong(inner),):
            return _unstressed(inner)
        case _:
            return content
