"""The article's language: as declared, unless its words are plainly of another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.passes import decision

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.events import Report
    from exporter.model import Metadata


def checked(metadata: Metadata, origin: str, paragraphs: Iterable[str], report: Report) -> Metadata:
    """Correct the language, declared by ``origin``, by the article's words; French from France is told as French."""
    primary, _, region = metadata.language.partition("-")
    declared = primary.lower() + (f"-{region.upper()}" if region and region.upper() != "FR" else "")
    decided = decision.decide(declared, origin, decision.sample(paragraphs))
    decided.tell(report)
    return replace(metadata, language=decided.language)
