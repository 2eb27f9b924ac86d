"""The structure tree of a PDF: its elements, and how they are written as PDF objects (ISO 32000-1, 14.7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, assert_never

import pydyf

if TYPE_CHECKING:
    from collections.abc import Iterator

    Attributes = dict[str, Any]

_ALWAYS_KEPT = frozenset({"TD", "TH", "LBody"})
"""Elements that their parent needs even when they are empty."""


@dataclass(frozen=True, slots=True)
class Words:
    """A marked-content sequence."""

    page: int
    mcid: int


@dataclass(slots=True)
class Annotated:
    """A link's annotation on a page; ``rectangles`` (x1, y1, x2, y2 in points) are its pieces, one a line."""

    page: int
    annotation: Any
    rectangles: list[tuple[float, float, float, float]]


@dataclass(slots=True)
class Element:
    """A structure element; ``body`` is where its content goes when not into itself.

    ``replacement`` is what its words stand for, until they are met.
    """

    role: str
    language: str
    entries: Attributes = field(default_factory=dict)
    kids: list[Element | Words | Annotated] = field(default_factory=list)
    body: Element | None = None
    replacement: str | None = None

    def append(self, kid: Element | Words | Annotated) -> None:
        """Add content at the end."""
        (self.body or self).kids.append(kid)


def write(root: Element, pdf: Any, pages: int) -> None:  # noqa: ANN401 - pydyf has no types
    """Write a tree, with the trees that lead back from content and annotations, and hang it into the catalog."""
    _prune(root)
    _Writer(pdf, pages).write(root)


class _Writer:
    """Writes a tree as PDF objects, with the trees that lead back from content and annotations."""

    def __init__(self, pdf: Any, pages: int) -> None:  # noqa: ANN401
        self._pdf = pdf
        self._references = pdf.page_references
        self._owners: list[dict[int, bytes]] = [{} for _ in range(pages)]
        self._annotations: list[tuple[Any, bytes]] = []
        self._ids: list[tuple[str, bytes]] = []

    def write(self, root: Element) -> None:
        """Write the tree and hang it into the catalog."""
        tree = self._add({"Type": "/StructTreeRoot"})
        tree["K"] = pydyf.Array([self._element(root, tree.reference).reference])
        tree["ParentTree"] = self._add({"Nums": self._parents()}).reference
        tree["ParentTreeNextKey"] = len(self._owners) + len(self._annotations)
        if self._ids:
            names = pydyf.Array(part for name, owner in sorted(self._ids) for part in (pydyf.String(name), owner))
            tree["IDTree"] = self._add({"Names": names}).reference
        self._pdf.catalog["StructTreeRoot"] = tree.reference

    def _add(self, entries: Attributes) -> Any:  # noqa: ANN401
        added = pydyf.Dictionary(entries)
        self._pdf.add_object(added)
        return added

    def _element(self, element: Element, parent: bytes) -> Any:  # noqa: ANN401
        written = self._add({"Type": "/StructElem", "S": f"/{element.role}", "P": parent, **element.entries})
        page = next((kid.page for kid in element.kids if isinstance(kid, Words)), None)
        if page is not None:
            written["Pg"] = self._references[page]
        if "ID" in element.entries:
            self._ids.append((element.entries["ID"].string, written.reference))
        written["K"] = pydyf.Array(self._kid(kid, written.reference, page) for kid in element.kids)
        return written

    def _kid(self, kid: Element | Words | Annotated, owner: bytes, page: int | None) -> object:
        match kid:
            case Element():
                return self._element(kid, owner).reference
            case Words():
                self._owners[kid.page][kid.mcid] = owner
                reference = self._references[kid.page]
                if kid.page == page:
                    return kid.mcid
                return pydyf.Dictionary({"Type": "/MCR", "Pg": reference, "MCID": kid.mcid})
            case Annotated():
                return self._annotation(kid, owner)
            case _:
                assert_never(kid)

    def _annotation(self, kid: Annotated, owner: bytes) -> Any:  # noqa: ANN401
        kid.annotation["StructParent"] = len(self._owners) + len(self._annotations)
        self._annotations.append((kid.annotation, owner))
        columns = tuple(zip(*kid.rectangles, strict=True))
        kid.annotation["Rect"] = pydyf.Array((*map(min, columns[:2]), *map(max, columns[2:])))
        corners = (_corners(rectangle) for rectangle in kid.rectangles)
        kid.annotation["QuadPoints"] = pydyf.Array(number for four in corners for number in four)
        page = self._references[kid.page]
        return pydyf.Dictionary({"Type": "/OBJR", "Obj": kid.annotation.reference, "Pg": page})

    def _parents(self) -> Any:  # noqa: ANN401
        numbers: list[object] = []
        for page, owners in enumerate(self._owners):
            count = max(owners, default=-1) + 1
            numbers += (page, pydyf.Array(owners.get(mcid, b"null") for mcid in range(count)))
        for key, (_, owner) in enumerate(self._annotations, len(self._owners)):
            numbers += (key, owner)
        return pydyf.Array(numbers)


def _corners(rectangle: tuple[float, float, float, float]) -> Iterator[float]:
    """The corners of a rectangle in the order that readers expect: along the top, then along the bottom."""
    left, bottom, right, top = rectangle
    yield from (left, top, right, top, left, bottom, right, bottom)


def _prune(element: Element) -> bool:
    """Drop what has no content; tell whether anything is left."""
    element.kids = [kid for kid in element.kids if not isinstance(kid, Element) or _prune(kid)]
    return bool(element.kids) or element.role in _ALWAYS_KEPT
