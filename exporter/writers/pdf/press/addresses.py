"""Links on paper: an address that the words do not say becomes a note, called by a letter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter import walk
from exporter.model import Anchor, Article, LineBreak, Link, Note, NoteRef, Numbering, Paragraph, Source, Text
from exporter.render import links

if TYPE_CHECKING:
    from exporter.model import Inline
    from exporter.walk import Content


def noted(article: Article) -> Article:
    """Put a call in the place of each link, and the addresses after the notes; the same address is noted once."""
    notes = _Notes({note.label for note in article.notes})
    told = walk.map_content(article, notes.told)
    return replace(told, notes=(*told.notes, *notes.notes))


class _Notes:
    """The addresses so far, each with its note."""

    def __init__(self, taken: set[str]) -> None:
        self._taken = taken
        self._calls: dict[str, NoteRef] = {}
        self._number = 0
        self.notes: list[Note] = []

    def told(self, holder: object, content: Content) -> Content:
        """Rewrite a run of words; the apparatus of sources prints its addresses itself."""
        return content if isinstance(holder, Source) else tuple(self._inlines(content))

    def _inlines(self, content: Content) -> list[Inline]:
        return [new for node in content for new in self._inline(node)]

    def _inline(self, node: Inline) -> list[Inline]:
        match node:
            case Link():
                return self._link(node)
            case Text() | LineBreak() | NoteRef() | Anchor():
                return [node]
            case _:
                return [replace(node, content=tuple(self._inlines(node.content)))]

    def _link(self, node: Link) -> list[Inline]:
        words = self._inlines(node.content)
        if links.harmless(node.url) is None or _says(walk.plain(node.content), node.url):
            return words
        return [*words, self._call(node.url.strip().removeprefix("mailto:"))]

    def _call(self, address: str) -> NoteRef:
        if address not in self._calls:
            note = Note(f"address-{len(self._calls) + 1}", self._label(), (Paragraph((Text(address),)),))
            self.notes.append(note)
            self._calls[address] = NoteRef(note.id)
        return self._calls[address]

    def _label(self) -> str:
        while True:
            self._number += 1
            label = walk.numeral(self._number, Numbering.LOWER_ALPHA)
            if label not in self._taken:
                return label


def _says(words: str, url: str) -> bool:
    """Tell whether words are the address themselves, perhaps without what goes without saying."""
    return bool(words.strip()) and _bare(words) == _bare(url)


def _bare(address: str) -> str:
    bare = address.strip().lower()
    for start in ("mailto:", "https://", "http://", "www."):
        bare = bare.removeprefix(start)
    return bare.rstrip("/")
