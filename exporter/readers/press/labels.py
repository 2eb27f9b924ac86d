"""Headings of sources: which words announce a list of them, and how close to the events its sources stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.model import SourceKind
from exporter.readers.press.lines import bare

if TYPE_CHECKING:
    from exporter.readers.press.phrases import Phrases

_LIMIT = 80
_NUMBERED = re.compile(r"(?:\d{1,2}|[IVX]{1,4})[.)]\s+")
_SOURCES = re.compile(r"^(?:(?:les|nos|mes) )?(?:(?:sources?|references?)\b(?: (?:de|d'))? ?)?|\bsources$")
_JOINED = re.compile(r"\s(?:et|and|&)\s|,\s")


def heading(text: str, phrases: Phrases) -> str | None:
    """Read the heading of a list of sources, without its number and colon; None if it is something else."""
    if len(text) > _LIMIT:
        return None
    words = _NUMBERED.sub("", text).strip()
    return words.rstrip(" \u00a0\u202f:.") if bare(words).rstrip(" :") in phrases.source_headings else None


def known(text: str, phrases: Phrases) -> bool:
    """Tell whether a line is the heading of sources, of a group of them, or of notes."""
    key = bare(text).rstrip(" :") if len(text) <= 60 else ""
    return key in phrases.source_labels or key in phrases.source_groups or key in phrases.note_labels


def heads_notes(text: str, phrases: Phrases) -> bool:
    """Tell the heading of notes."""
    return len(text) <= _LIMIT and bare(text).rstrip(" :") in phrases.note_labels


def kind(name: str, phrases: Phrases) -> SourceKind:
    """Tell a group's kind from its label: every part of it must say the same."""
    key = bare(name)
    if key in phrases.source_labels:
        return SourceKind.OTHER
    parts = _JOINED.split(_SOURCES.sub("", key))
    if all(_begins(part, phrases.primary) for part in parts):
        return SourceKind.PRIMARY
    return SourceKind.SECONDARY if all(_begins(part, phrases.secondary) for part in parts) else SourceKind.OTHER


def _begins(words: str, openings: frozenset[str]) -> bool:
    return any(words == opening or words.startswith(f"{opening} ") for opening in openings)
