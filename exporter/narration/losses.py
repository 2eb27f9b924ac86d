"""What a listener will not hear of an article, so that nothing is lost silently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exporter import walk
from exporter.events import NotRendered
from exporter.messages import Message
from exporter.model import Deleted, Sentence
from exporter.rewrite import UNSPOKEN
from exporter.settings import DeletionsReading, NotesReading, SourcesReading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.model import Article
    from exporter.settings import NarrationSettings
    from exporter.speech import Chapter, Utterance

FORMAT: Final = "narration"
_SHOWN: Final = 60


def losses(article: Article, chapters: Iterable[Chapter], settings: NarrationSettings) -> Iterator[NotRendered]:
    """Compare a prepared article with its narration: what was asked to be left out, and what has nothing to say."""
    utterances = [utterance for chapter in chapters for utterance in chapter.utterances]
    told = {utterance.id for utterance in utterances}
    skipped: set[str] = set()
    if article.notes and settings.notes is NotesReading.SKIPPED:
        skipped |= _ids(article.notes)
        yield NotRendered(FORMAT, "note", Message("notes not read aloud, as asked: {count}", count=len(article.notes)))
    if article.sources and settings.sources is SourcesReading.SKIPPED:
        skipped |= _ids(article.sources)
        yield NotRendered(
            FORMAT, "source", Message("sources not read aloud, as asked: {count}", count=len(article.sources))
        )
    if settings.deletions is DeletionsReading.SKIPPED:
        yield from _struck(article)
    for sentence in walk.sentences(article):
        text = walk.plain(sentence.content).strip()
        if text and sentence.id not in told | skipped:
            yield NotRendered(FORMAT, "sentence", Message("nothing to say: {text}", text=shown(text)))
    for utterance in utterances:
        if any(edit.rule == UNSPOKEN for phrase in utterance.phrases for edit in phrase.edits):
            yield NotRendered(
                FORMAT,
                "sentence",
                Message("named instead of read aloud: {text}", text=shown(utterance.written.strip())),
            )


def _struck(article: Article) -> Iterator[NotRendered]:
    for node in walk.nodes(article):
        if isinstance(node, Deleted) and walk.plain(node.content).strip():
            words = shown(walk.plain(node.content))
            yield NotRendered(FORMAT, "deleted", Message("struck words not read aloud: {words}", words=words))


def unheard(utterance: Utterance) -> NotRendered:
    """Tell of an utterance that a voice has no sound for."""
    return NotRendered(
        FORMAT, "sentence", Message("the voice has no sound for: {text}", text=shown(utterance.written.strip()))
    )


def shown(text: str) -> str:
    """The beginning of a text, on one line and without control characters."""
    line = "".join(char if char.isprintable() else " " for char in text[: 2 * _SHOWN])
    return line if len(line) <= _SHOWN else line[:_SHOWN].rstrip() + "…"


def _ids(roots: Iterable[object]) -> set[str]:
    return {node.id for root in roots for node in walk.nodes(root) if isinstance(node, Sentence)}
