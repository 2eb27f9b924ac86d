"""The outline: sections and notes get ids by their place, and levels have no gaps, whatever the reader found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter import walk
from exporter.model import LineBreak, NoteRef, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exporter.model import Article, Inline, Section


def outline(article: Article) -> Article:
    """Number sections (``section-1``, ``section-1-2``) and notes (``note-1``), and set levels to the depth, from 1.

    Calls follow their notes; a call whose note is missing is left out.
    """
    numbers = {note.id: f"note-{index}" for index, note in reversed(tuple(enumerate(article.notes, 1)))}
    article = replace(
        article,
        sections=_number(article.sections, "section", 1),
        notes=tuple(replace(note, id=f"note-{index}") for index, note in enumerate(article.notes, 1)),
    )
    return walk.map_content(article, lambda _, content: _called(content, numbers))


def _number(sections: tuple[Section, ...], prefix: str, level: int) -> tuple[Section, ...]:
    return tuple(
        replace(
            section,
            id=f"{prefix}-{index}",
            level=level,
            sections=_number(section.sections, f"{prefix}-{index}", level + 1),
        )
        for index, section in enumerate(sections, 1)
    )


def _called(content: walk.Content, numbers: Mapping[str, str]) -> walk.Content:
    if all(type(node) is Text for node in content):
        return content
    return tuple(_call(content, numbers))


def _call(content: walk.Content, numbers: Mapping[str, str]) -> Iterator[Inline]:
    for node in content:
        match node:
            case NoteRef() if node.note in numbers:
                yield NoteRef(numbers[node.note])
            case NoteRef():
                pass
            case Text() | LineBreak():
                yield node
            case _:
                yield replace(node, content=tuple(_call(node.content, numbers)))
