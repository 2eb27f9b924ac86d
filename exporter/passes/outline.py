"""The outline: sections get ids by their place and levels without gaps, whatever the reader found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from exporter.model import Article, Section


def outline(article: Article) -> Article:
    """Number the sections (``section-1``, ``section-1-2``) and set each level to its depth, from 1."""
    return replace(article, sections=_number(article.sections, "section", 1))


def _number(sections: tuple[Section, ...], prefix: str, level: int) -> tuple[Section, ...]:
    return tuple(
        replace(
            section,
            id=f"{prefix}-{index}",
            level=level,
            sections=_number(section.sections, f"{prefix}-{index}", level + 1),
        )
        for index, section in enumerate(sections, 1)
    )
