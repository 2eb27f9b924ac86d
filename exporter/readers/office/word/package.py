"""The parts of a Word document and how they refer to each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.readers.packed import archive, markup
from exporter.readers.packed.archive import Archive
from exporter.readers.packed.flow import Claims
from exporter.readers.packed.masthead import date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.ports import Original
    from exporter.readers.flow.tree import Element

_MAIN = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a reference leads: a member's name, or an address outside of the document."""

    kind: str
    target: str
    outside: bool


class Package:
    """A document's parts."""

    def __init__(self, original: Original) -> None:
        """Open a document; raises `ReadError`."""
        self.archive = Archive(original)
        self._relations: dict[str, Mapping[str, Relation]] = {}
        main = self.related("", "officeDocument")
        self.main = main if main in self.archive else _MAIN

    def root(self, name: str) -> Element | None:
        """A part's XML; None if the document has no such part. Raises `ReadError`."""
        return self.archive.xml(name) if name and name in self.archive else None

    def relations(self, part: str) -> Mapping[str, Relation]:
        """The references that a part makes, by their id; those of the whole document for the part ``""``."""
        if part not in self._relations:
            folder, _, name = part.rpartition("/")
            root = self.root(f"{folder}/_rels/{name}.rels".lstrip("/"))
            self._relations[part] = {
                element.get("Id", ""): _relation(element, part) for element in (root if root is not None else ())
            }
        return self._relations[part]

    def related(self, part: str, kind: str) -> str:
        """The name of the part of a kind ("styles") that a part refers to; empty if there is none."""
        return next(iter(self.all_related(part, kind)), "")

    def all_related(self, part: str, kind: str) -> list[str]:
        """The names of all such parts."""
        return [found.target for found in self.relations(part).values() if found.kind == kind and not found.outside]

    def claims(self) -> Claims:
        """What the document's properties say."""
        root = self.root(self.related("", "core-properties"))
        told = {markup.local(element): markup.words(element) for element in (root if root is not None else ())}
        return Claims(
            "core properties",
            title=told.get("title", ""),
            authors=tuple(name.strip() for name in told.get("creator", "").split(";") if name.strip()),
            language=told.get("language", ""),
            saved=date(told.get("modified") or told.get("created") or ""),
            keywords=keywords(told.get("keywords", "")),
        )


def _relation(element: Element, part: str) -> Relation:
    outside = element.get("TargetMode") == "External"
    target = element.get("Target", "")
    kind = element.get("Type", "").rpartition("/")[2]
    return Relation(kind, target if outside else archive.resolve(target, part), outside)


def keywords(written: str) -> tuple[str, ...]:
    """The keywords of one line."""
    between = ";" if ";" in written else ","
    return tuple(word.strip() for word in written.split(between) if word.strip())
