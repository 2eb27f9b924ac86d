"""The outline: sections, notes and anchors get ids by their place, levels have no gaps, whatever the reader found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import TYPE_CHECKING

from exporter import walk
from exporter.model import Anchor, LineBreak, Link, NoteRef, Text

if TYPE_CHECKING:
    from exporter.model import Article, Inline, Section


def outline(article: Article) -> Article:
    """Number sections (``section-1``, ``section-1-2``), notes (``note-1``) and anchors (``place-1``).

    Levels become the depth, from 1. Calls and links follow their notes and anchors, the first of several of one name; a
    call whose note is missing is left out.
    """
    notes = {note.id: f"note-{index}" for index, note in reversed(tuple(enumerate(article.notes, 1)))}
    article = replace(
        article,
        sections=_number(article.sections, "section", 1),
        notes=tuple(replace(note, id=f"note-{index}") for index, note in enumerate(article.notes, 1)),
    )
    anchors = [node.id for node in walk.nodes(article) if isinstance(node, Anchor)]
    places = {f"#{name}": f"#place-{index}" for index, name in reversed(tuple(enumerate(anchors, 1)))}
    names = _Names(notes, places)
    return walk.map_content(article, lambda _, content: names.given(content))


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


@dataclass(frozen=True, slots=True)
class _Names:
    """The new ids of ``notes`` and the new addresses of ``places`` by the old ones; the number of the next anchor."""

    notes: Mapping[str, str]
    places: Mapping[str, str]
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def given(self, content: walk.Content) -> walk.Content:
        """Rewrite a run of words."""
        if all(type(node) is Text for node in content):
            return content
        return tuple(self._named(content))

    def _named(self, content: walk.Content) -> Iterator[Inline]:
        for node in content:
            match node:
                case NoteRef():
                    yield from (NoteRef(self.notes[node.note]),) if node.note in self.notes else ()
                case Anchor():
                    yield Anchor(f"place-{next(self.numbers)}")
                case Link(url, inner):
                    yield Link(self.places.get(url, url), self.given(inner))
                case Text() | LineBreak():
                    yield node
                case _:
                    yield replace(node, content=self.given(node.content))
