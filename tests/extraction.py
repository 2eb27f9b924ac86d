"""What the reader of pages understands, in the form that article extractors are compared in.

``python tests/extraction.py < page.html`` prints a line of JSON: ``title``, ``author``, ``date`` and ``text``, a paragraph a
line. Captions and lists of sources are left out, as the others leave them out.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from exporter import walk
from exporter.engine.world import LocalWorld
from exporter.model import Figure, Listing, Preformatted, Quote, Rule, Table
from exporter.ports import Original
from exporter.readers import html
from exporter.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Article, Block, Inline, Section


def compared(article: Article) -> dict[str, str]:
    """Title, author, date and text of an article."""
    people = [" ".join(filter(None, (person.name, person.description))) for person in article.metadata.authors]
    return {
        "title": article.metadata.title,
        "author": " et ".join(people),
        "date": str(article.metadata.published or ""),
        "text": "\n".join(_text(article)),
    }


def _text(article: Article) -> Iterator[str]:
    yield from _blocks(article.lead)
    yield from _blocks(article.blocks)
    for section in article.sections:
        yield from _section(section)
    for item in (*article.notices, *article.credits):
        yield _line(item.content)
    for note in article.notes:
        yield from _blocks(note.blocks)


def _section(section: Section) -> Iterator[str]:
    yield _line(section.heading.content)
    yield from _blocks(section.blocks)
    for inner in section.sections:
        yield from _section(inner)


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Listing():
                for item in block.items:
                    yield from _blocks(item.blocks)
            case Quote():
                yield from _blocks(block.blocks)
                yield from filter(None, (_line(block.attribution),))
            case Table():
                for row in (*block.head, *block.body):
                    yield from (_line(cell.content) for cell in row.cells)
            case Preformatted():
                yield walk.plain(block.content)
            case Figure() | Rule():
                pass
            case _:
                yield _line(block.content)


def _line(content: tuple[Inline, ...]) -> str:
    return " ".join(walk.plain(content).split())


def main() -> None:
    """Read a page from standard input."""
    world = LocalWorld(Settings(), lambda _: None, None, None)
    article = html.read(Original("-", sys.stdin.buffer.read()), world)
    sys.stdout.write(json.dumps(compared(article), ensure_ascii=False))


if __name__ == "__main__":
    main()
