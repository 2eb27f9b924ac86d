"""Plain text: UTF-8, one file, nothing but words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

from exporter import walk
from exporter.events import NotRendered
from exporter.messages import Message
from exporter.model import Emphasis, NoteRef, Strong
from exporter.options import Option
from exporter.ports import Format

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exporter.model import Article
    from exporter.ports import Issue, World

FORMAT: Final = Format("txt", ".txt", "text/plain", 4, Message("plain text, UTF-8"))


@dataclass(frozen=True, slots=True)
class Options:
    """What can be chosen: the ``width`` of a line, in cells."""

    width: Annotated[int, Option("Columns of plain text.", low=20, high=1000)] = 72


OPTIONS = Options


def write(article: Article, world: World, out: Path) -> None:
    """Write the text in lines of so many cells."""
    out.write_bytes(_encoded(_text(article, world)))


def bind(issue: Issue, world: World, out: Path) -> None:
    """Write several articles one after the other, a line of signs between them, their titles first."""
    from exporter.render import plain  # noqa: PLC0415 - 20 ms that the help and other formats need not wait for

    width, language = world.options(Options).width, world.language(issue.metadata.language)
    with out.open("wb") as file:
        file.write(_encoded(plain.contents_text(issue, language, width)))
        for part in issue.parts:
            file.write(_encoded(f"\n\n{'*' * width}\n\n"))
            file.write(_encoded(_text(*part.load())))


def _text(article: Article, world: World) -> str:
    from exporter.render import plain  # noqa: PLC0415 - as above

    for loss in _losses(article):
        world.report(loss)
    return plain.article_text(article, world.language(article.metadata.language), world.options(Options).width)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _losses(article: Article) -> Iterator[NotRendered]:
    """Markup without a sign in plain text, counted; calls of notes that are not there."""
    marks = Counter(type(node).__name__.lower() for node in walk.nodes(article) if isinstance(node, Emphasis | Strong))
    for node, count in sorted(marks.items()):
        yield NotRendered(FORMAT.name, node, Message("{count} without markup", count=count))
    notes = {note.id for note in article.notes}
    for call in walk.nodes(article):
        if isinstance(call, NoteRef) and call.note not in notes:
            yield NotRendered(FORMAT.name, "note-ref", Message("no note has the id {id}", id=repr(call.note)))
