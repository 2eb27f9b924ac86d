"""The article's language: as declared, unless its words are plainly of another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.passes.languages import detect

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.model import Metadata
    from exporter.readers.flow.flow import Run

_SAMPLE = 1200
_ENOUGH = 200
_PARAGRAPHS = 4


def checked(metadata: Metadata, runs: Iterable[Run]) -> Metadata:
    """Correct the language by the article's longest paragraphs; French from France is told as French."""
    primary, _, region = metadata.language.partition("-")
    declared = primary.lower() + (f"-{region.upper()}" if region and region.upper() != "FR" else "")
    longest = sorted(runs, key=lambda run: (-len(run.text), run.order))[:_PARAGRAPHS]
    sample = " ".join(run.text for run in longest)[:_SAMPLE]
    found = detect(sample, primary.lower()) if len(sample) >= _ENOUGH else None
    return replace(metadata, language=found if found and found != primary.lower() else declared)
