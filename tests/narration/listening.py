"""Shorthands for what a listener hears of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.french import FRENCH
from exporter.model import (
    Article,
    Heading,
    Metadata,
    Note,
    Paragraph,
    Section,
    Text,
)
from exporter.narration import narrate
from exporter.passes import prepare
from exporter.passes.outline import outline
from exporter.settings import NarrationSettings

if TYPE_CHECKING:
    from exporter.model import Block, Inline
    from exporter.speech import Chapter, Utterance

NBSP = "\u00a0"


def text(words: str) -> tuple[Inline, ...]:
    return (Text(words),)


def paragraph(words: str) -> Paragraph:
    return Paragraph(text(words))


def heard(article: Article, settings: NarrationSettings | None = None) -> tuple[Chapter, ...]:
    return narrate(prepare(outline(article), FRENCH), FRENCH, settings or NarrationSettings())


def utterances(article: Article) -> list[Utterance]:
    return [utterance for chapter in heard(article) for utterance in chapter.utterances]


def told(*blocks: Block, notes: tuple[Note, ...] = ()) -> list[Utterance]:
    """What is said of some blocks."""
    plain = Article(Metadata("Titre"), blocks=blocks, notes=notes)
    return [item for item in utterances(plain) if item.id not in ("title", "voice")]


def spoken(items: list[Utterance]) -> list[str]:
    return [" ".join(item.spoken.replace(NBSP, " ").split()) for item in items]


def section(title: str, *blocks: Block, inner: tuple[Section, ...] = ()) -> Section:
    return Section("", Heading(text(title)), 0, blocks, inner)
