"""Pictures and text boxes of a Word document, in DrawingML and in the older VML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exporter.model import Decorative, Described, Figure, Image, Missing
from exporter.readers.flow import tree
from exporter.readers.packed import markup

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exporter.model import Alt
    from exporter.readers.flow.tree import Element
    from exporter.readers.office.word.inline import Context
    from exporter.readers.office.word.package import Relation

_TEXT: Final = frozenset({"t", "delText"})
_SPACE: Final = frozenset({"tab", "br", "cr"})
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
    for one in element:
        name = markup.local(one)
        if name == "txbxContent":
            yield one
        elif name == "AlternateContent":
            if len(one):
                yield from boxes(one[0])
        else:
            yield from boxes(one)


def read(element: Element, relations: Mapping[str, Relation], context: Context) -> list[Figure]:
    """The pictures of a drawing; what is drawn otherwise leaves its description, which is reported."""
    found: list[Figure] = []
    seen: set[str] = set()
    for one in _outside_boxes(element):
        name = {"blip": "embed", "imagedata": "id"}.get(markup.local(one))
        relation = relations.get(markup.attribute(one, name) or markup.attribute(one, "link")) if name else None
        if relation is not None and relation.target not in seen:
            seen.add(relation.target)
            src = relation.target if relation.outside else context.package.archive.picture(relation.target)
            if relation.target and (not relation.outside or tree.address(src)):
                found.append(Figure(Image(src, _alternative(one, element))))
    told = "" if found or next(boxes(element), None) is not None else _described(element)
    context.losses.drop(told, "drawing")
    if not found:
        context.losses.drop(
            " ".join(markup.words(one) for one in markup.below(element, "t") if not _in_box(one)), "drawing"
        )
    return found


def _outside_boxes(element: Element) -> Iterator[Element]:
    for one in element:
        name = markup.local(one)
        if name == "txbxContent":
            continue
        yield one
        yield from _outside_boxes(one[0] if name == "AlternateContent" and len(one) else one)


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
            return Decorative()
        for one in properties:
            told = " ".join((one.get("descr") or one.get("alt") or "").split())
            if told:
                return Described(tree.clean(told)) if tree.clean(told).strip() else Missing()
    return Missing()


def _described(drawing: Element) -> str:
    return " ".join(one.get("descr") or "" for one in markup.below(drawing, "docPr"))
