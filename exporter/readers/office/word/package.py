"""The parts of a Word document, how they refer to each other, and the pictures and text boxes in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from exporter.messages import Message
from exporter.model import Figure, Image
from exporter.readers.flow import tree
from exporter.readers.packed import archive, markup
from exporter.readers.packed.archive import Archive
from exporter.readers.packed.flow import Claims
from exporter.readers.packed.masthead import date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exporter.model import Alt
    from exporter.ports import Original
    from exporter.readers.flow.tree import Element
    from exporter.readers.packed.losses import Losses

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

    def root(self, name: str) -> Element:
        """A part's XML, empty if the document has no such part; raises `ReadError`."""
        return self.archive.xml(name) if name in self.archive else markup.parse(b"<none/>", name)

    def relations(self, part: str) -> Mapping[str, Relation]:
        """The references that a part makes, by their id; those of the whole document for the part ``""``."""
        if part not in self._relations:
            folder, _, name = part.rpartition("/")
            root = self.root(f"{folder}/_rels/{name}.rels".lstrip("/"))
            self._relations[part] = {element.get("Id", ""): _relation(element, part) for element in root}
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
        told = {markup.local(element): markup.words(element) for element in root}
        listed = told.get("keywords", "")
        return Claims(
            Message("core properties"),
            title=told.get("title", ""),
            authors=tuple(name.strip() for name in told.get("creator", "").split(";") if name.strip()),
            language=told.get("language", ""),
            saved=date(told.get("modified") or told.get("created") or ""),
            keywords=tuple(filter(None, map(str.strip, listed.split(";" if ";" in listed else ",")))),
        )


def _relation(element: Element, part: str) -> Relation:
    outside = element.get("TargetMode") == "External"
    target = element.get("Target", "")
    kind = element.get("Type", "").rpartition("/")[2]
    return Relation(kind, target if outside else archive.resolve(target, part), outside)


_TEXT: Final = frozenset({"t", "delText"})
_SPACE: Final = frozenset({"tab", "br", "cr"})
_EMU: Final = 9525
"""Word's units in a pixel of a 96th of an inch (ECMA-376, 20.1.2.1)."""
_OFF: Final = frozenset({"", "0", "false", "off"})


def words(element: Element | None) -> str:
    """All words in an element, with a space for each tab, break and paragraph."""
    found: list[str] = []
    for one in () if element is None else element.iter():
        name = markup.local(one)
        if name in _TEXT:
            found.append(one.text or "")
        elif name in _SPACE or name == "p":
            found.append(" ")
    return "".join(found)


def is_rule(element: Element) -> bool:
    """Tell a horizontal line, which Word draws as a rectangle."""
    return any(markup.attribute(one, "hr") in ("t", "true", "1") for one in markup.below(element, "rect"))


def boxes(element: Element) -> Iterator[Element]:
    """The contents of text boxes that are not in another one."""
    return (one for one in _drawn(element) if markup.local(one) == "txbxContent")


def _drawn(element: Element) -> Iterator[Element]:
    """What is in a drawing, the first of several forms; boxes are not looked into."""
    for one in element:
        name = markup.local(one)
        yield one
        if name != "txbxContent":
            yield from _drawn(one[0] if name == "AlternateContent" and len(one) else one)


def pictures(element: Element, package: Package, relations: Mapping[str, Relation], losses: Losses) -> list[Figure]:
    """The pictures of a drawing; what is drawn otherwise leaves its description, which is reported."""
    found: list[Figure] = []
    seen: set[str] = set()
    for one in _drawn(element):
        name = {"blip": "embed", "imagedata": "id"}.get(markup.local(one))
        relation = relations.get(markup.attribute(one, name) or markup.attribute(one, "link")) if name else None
        if relation is not None and relation.target not in seen:
            seen.add(relation.target)
            src = relation.target if relation.outside else package.archive.picture(relation.target)
            if relation.target and (not relation.outside or tree.address(src)):
                found.append(Figure(Image(src, _alternative(one, element), *_extent(one, element))))
    if not found:
        boxed = next(boxes(element), None) is not None
        told = () if boxed else (one.get("descr") or "" for one in markup.below(element, "docPr"))
        losses.drop(" ".join(told), "drawing")
        shown = (markup.words(one) for one in markup.below(element, "t") if not _in_box(one))
        losses.drop(" ".join(shown), "drawing")
    return found


def _extent(picture: Element, drawing: Element) -> tuple[int | None, int | None]:
    """Width and height of a picture: its own in a group of several, or those of the whole drawing."""
    holders = [above for above in picture.iterancestors() if markup.local(above) == "pic"][:1]
    told = [one for holder in (*holders, drawing) for one in markup.below(holder, "ext", "extent")]
    sides = next(((one.get("cx"), one.get("cy")) for one in told if one.get("cx") and one.get("cy")), ("", ""))
    width, height = (tree.pixels(f"{int(side) / _EMU:.3f}" if side.isdigit() else "") for side in sides)
    return width, height


def _in_box(element: Element) -> bool:
    return any(markup.local(above) in ("txbxContent", "Fallback") for above in element.iterancestors())


def _alternative(picture: Element, drawing: Element) -> Alt:
    """What is said of a picture: on the picture itself in a group of several, or on the whole drawing."""
    holders = [
        above for above in picture.iterancestors() if markup.local(above) in ("pic", "shape", "inline", "anchor")
    ]
    for holder in holders or [drawing]:
        properties = [holder, *(one for one in markup.below(holder, "docPr", "cNvPr"))][:4]
        if any(markup.attribute(one, "val") not in _OFF for one in markup.below(holder, "decorative")):
            return tree.described("", mute=True)
        told = (one.get("descr") or one.get("alt") or "" for one in properties)
        if words := next(filter(str.strip, told), ""):
            return tree.described(words)
    return tree.described("")
