"""Our own EPUB reads back to the article that it was made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image as Pictures

from exporter import registry, walk
from exporter.engine.work.world import LocalWorld
from exporter.model import Figure, Foreign, Image, LineBreak, Paragraph, Sentence, Text
from exporter.ports import Original
from exporter.readers import book
from exporter.settings import Settings
from tests import samples
from tests.readers.desk import Desk

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.events import Event
    from exporter.model import Article


def _back(folder: Path) -> tuple[Article, Article, list[Event]]:
    """The prepared sample, and what its EPUB reads back to."""
    for name in ("pont", "filet", "carte"):
        Pictures.new("RGB", (40, 30), (10, 120, 200)).save(folder / f"{name}.png")
    events: list[Event] = []
    world = LocalWorld(Settings(), events.append, folder, None)
    prepared = samples.prepared()
    registry.writer("epub-text").write(prepared, world, folder / "crue.epub")
    desk = Desk()
    return prepared, book.read(Original("crue.epub", (folder / "crue.epub").read_bytes()), desk), list(desk.events)


def _words(article: object) -> list[str]:
    runs = (node.content for node in walk.nodes(article) if isinstance(node, Paragraph))
    return [" ".join(walk.plain(run).split()) for run in runs]


def test_words_headings_sources_notes_and_languages_come_back(tmp_path: Path) -> None:
    before, after, _ = _back(tmp_path)
    assert _words(after) == _words(before)
    assert [(s.level, walk.plain(s.heading.content)) for s in after.sections] == [
        (s.level, walk.plain(s.heading.content)) for s in before.sections
    ]
    told = [(s.publisher, s.title, s.language, s.date, s.url, s.kind, s.group) for s in before.sources]
    assert [(s.publisher, s.title, s.language, s.date, s.url, s.kind, s.group) for s in after.sources] == told
    assert [walk.plain(s.content).strip() for s in after.sources] == [walk.plain(s.content) for s in before.sources]
    assert [(note.id, note.label) for note in after.notes] == [(note.id, note.label) for note in before.notes]
    foreign = [(n.language, walk.plain(n.content)) for n in walk.nodes(before) if isinstance(n, Foreign)]
    assert [(n.language, walk.plain(n.content)) for n in walk.nodes(after) if isinstance(n, Foreign)] == foreign
    assert len(foreign) == 2


def test_all_that_is_said_of_the_article_comes_back(tmp_path: Path) -> None:
    before, after, _ = _back(tmp_path)
    names = ("title", "subtitle", "kicker", "authors", "publisher", "published", "updated", "reading_minutes", "url")
    for name in (*names, "keywords", "language"):
        assert getattr(after.metadata, name) == getattr(before.metadata, name), name
    assert [(n.kind, walk.plain(n.content)) for n in after.notices] == [
        (n.kind, walk.plain(n.content)) for n in before.notices
    ]
    assert [credit.name for credit in after.credits] == [credit.name for credit in before.credits]


def test_blocks_come_back_with_their_pictures(tmp_path: Path) -> None:
    before, after, events = _back(tmp_path)

    def shape(article: Article) -> list[type]:
        kinds = (type(node) for node in walk.nodes(article))
        return [kind for kind in kinds if kind not in (Sentence, Text, LineBreak)]

    def counted(article: Article) -> dict[str, int]:
        names = [kind.__name__ for kind in shape(article)]
        return {name: names.count(name) for name in names if name not in ("Metadata", "Person")}

    assert counted(after) == counted(before)
    figures = [node for node in walk.nodes(before) if isinstance(node, Figure)]
    back = [node for node in walk.nodes(after) if isinstance(node, Figure)]
    assert [one.image and one.image.alt for one in back] == [one.image and one.image.alt for one in figures]
    assert [one.credit and one.credit.name for one in back] == [one.credit and one.credit.name for one in figures]
    assert all(one.src.startswith("data:image/png") for one in walk.nodes(after) if isinstance(one, Image))
    assert {event.reason for event in events if hasattr(event, "reason")} == {
        "colophon", "backlink", "notes-heading", "cover",
    } - {"cover"}  # fmt: skip
