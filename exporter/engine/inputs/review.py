"""What an editor should look at before an article is exported: facts that are missing from what was understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter import walk
from exporter.events import Warned
from exporter.messages import Message
from exporter.render.album import undescribed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Article, Metadata, Source

_SHORT = 60


def review(article: Article) -> tuple[Warned, ...]:
    """Tell what nobody could find: each may be as it should be, and each is worth a look."""
    return tuple(
        Warned(code, message) for code, message in (*_metadata(article.metadata), *_sources(article), *_images(article))
    )


def _metadata(metadata: Metadata) -> Iterator[tuple[str, str]]:
    if not metadata.published:
        yield "no-date", Message("no date found")
    if not metadata.authors:
        yield "no-author", Message("no author found")
    if not metadata.publisher:
        yield "no-publisher", Message("no publisher found")


def _sources(article: Article) -> Iterator[tuple[str, str]]:
    if not article.sources:
        yield "no-sources", Message("no sources found")
    for source in article.sources:
        if source.authors:
            continue
        match source.publisher, source.title:
            case (None | "", None | ""):
                yield "source", Message("source without publisher and title: {line}", line=_line(source))
            case (None | "", _):
                yield "source", Message("source without publisher: {line}", line=_line(source))
            case (_, None | ""):
                yield "source", Message("source without title: {line}", line=_line(source))
            case _:
                pass


def _line(source: Source) -> str:
    line = " ".join(walk.plain(source.content).split())
    return line if len(line) <= _SHORT else line[:_SHORT].rpartition(" ")[0] + " …"


def _images(article: Article) -> Iterator[tuple[str, str]]:
    for src in undescribed(article):
        yield "image", Message("picture without alternative text: {src}", src=src[:_SHORT])
