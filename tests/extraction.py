"""What the reader of pages understands, in the form that article extractors are compared in.

``python tests/extraction.py < page.html`` prints a line of JSON: ``title``, ``author``, ``date`` and ``text``, a
paragraph a line. Captions and lists of sources are left out, as the others leave them out.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, assert_never

from exporter import walk
from exporter.engine.work.world import LocalWorld
from exporter.model import DefinitionList, Figure, Listing, Paragraph, Preformatted, Quote, Rule, Table, Verse
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
    yield from (_line(item.content) for item in article.notices)
    yield from (_line(item.content) for item in article.credits)
    for note in article.notes:
        yield from _blocks(note.blocks)


def _section(section: Section) -> Iterator[str]:
    yield _line(section.heading.content)
    yield from _blocks(section.blocks)
    for inner in section.sections:
        yield from _section(inner)


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:  # noqa: C901 - one line a type
    for block in blocks:
        match block:
            case Listing():
                yield from (line for item in block.items for line in _blocks(item.blocks))
            case DefinitionList():
                yield from (_line(term.content) for item in block.items for term in item.terms)
                yield from (line for item in block.items for one in item.descriptions for line in _blocks(one.blocks))
            case Verse():
                yield from filter(None, (*(_line(one.content) for one in block.stanzas), _line(block.attribution)))
            case Quote():
                yield from (*_blocks(block.blocks), *filter(None, (_line(block.attribution),)))
            case Table():
                yield from (_line(cell.content) for row in (*block.head, *block.body) for cell in row.cells)
            case Paragraph() | Preformatted():
                yield _line(block.content)
            case Figure() | Rule():
                pass
            case _:
                assert_never(block)


def _line(content: tuple[Inline, ...]) -> str:
    return " ".join(walk.plain(content).split())


def main() -> None:
    """Read a page from standard input."""
    world = LocalWorld(Settings(), lambda _: None, None, None)
    article = html.read(Original("-", sys.stdin.buffer.read()), world)
    sys.stdout.write(json.dumps(compared(article), ensure_ascii=False))


if __name__ == "__main__":
    main()
