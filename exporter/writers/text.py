"""Plain text: UTF-8, one file, nothing but words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from exporter import walk
from exporter.events import NotRendered
from exporter.model import Emphasis, NoteRef, Strong
from exporter.ports import Format
from exporter.render import plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exporter.model import Article
    from exporter.ports import World

FORMAT: Final = Format("txt", ".txt", "text/plain", 1, "plain text, UTF-8")


def write(article: Article, world: World, out: Path) -> None:
    """Write the text in lines of ``settings.text.width`` cells."""
    text = plain.article_text(article, world.language(article.metadata.language), world.settings.text.width)
    for loss in _losses(article):
        world.report(loss)
    out.write_bytes(text.encode("utf-8", "replace"))


def _losses(article: Article) -> Iterator[NotRendered]:
    """Markup without a sign in plain text, counted; calls of notes that are not there."""
    marks = Counter(type(node).__name__.lower() for node in walk.nodes(article) if isinstance(node, Emphasis | Strong))
    for node, count in sorted(marks.items()):
        yield NotRendered(FORMAT.name, node, f"{count} without markup")
    notes = {note.id for note in article.notes}
    for call in walk.nodes(article):
        if isinstance(call, NoteRef) and call.note not in notes:
            yield NotRendered(FORMAT.name, "note-ref", f"no note has the id {call.note!r}")
