"""Pictures and text boxes of an OpenDocument text."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final

from exporter.errors import ReadError
from exporter.model import Decorative, Described, Figure, Image, Missing
from exporter.readers.flow import tree
from exporter.readers.packed import archive as archives
from exporter.readers.packed import markup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Alt
    from exporter.readers.flow.tree import Element
    from exporter.readers.packed.archive import Archive
    from exporter.readers.packed.losses import Losses

_DRAWING: Final = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
_TEXTS: Final = frozenset({"p", "h", "list", "table"})
_SPACES: Final = frozenset({"p", "h", "s", "tab", "line-break", "creator", "date", "list-item", "table-cell"})


def words(element: Element) -> str:
    """All words in an element, with a space for each paragraph, tab and break."""
    found: list[str] = []
    for one in element.iter():
        found += (" " if markup.local(one) in _SPACES else "", one.text or "")
        if one is not element:
            found += (" " if markup.local(one) in _SPACES else "", one.tail or "")
    return "".join(found)


def is_drawing(element: Element) -> bool:
    """Tell what is drawn from what is written."""
    return str(element.tag).startswith(f"{{{_DRAWING}}}")


def formula(element: Element, archive: Archive) -> str:
    """The words of a formula; empty for a drawing that is none."""
    held = next(markup.below(element, "object"), None)
    if held is None:
        return ""
    inside = next(markup.below(held, "math"), None)
    name = posixpath.join(archives.resolve(markup.attribute(held, "href"), ""), "content.xml")
    if inside is None and name in archive:
        try:
            root = archive.xml(name)
        except ReadError:
            return ""
        inside = root if markup.local(root) == "math" else None
    if inside is None:
        return ""
    return " ".join(markup.words(one) for one in inside.iter() if markup.local(one) in ("mi", "mn", "mo", "mtext"))


def read(element: Element, archive: Archive, losses: Losses) -> list[Figure | Element]:
    """The pictures and the boxes of text of a drawing; a shape without either leaves its description, as a loss."""
    found = list(_parts(element, archive))
    if not found:
        losses.drop(" ".join(markup.words(one) for one in markup.below(element, "title", "desc")), "drawing")
    return found


def _parts(element: Element, archive: Archive) -> Iterator[Figure | Element]:
    picture = next((one for one in element if markup.local(one) == "image"), None)
    if markup.local(element) == "frame" and picture is not None:
        src = _source(picture, archive)
        if src:
            yield Figure(Image(src, _alternative(element)))
        return
    if any(markup.local(one) in _TEXTS for one in element):
        yield element
        return
    for one in element:
        if is_drawing(one):
            yield from _parts(one, archive)


def _source(picture: Element, archive: Archive) -> str:
    target = markup.attribute(picture, "href")
    outside = tree.address(target)
    if outside:
        return outside
    return archive.picture(archives.resolve(target, "")) if target else ""


def _alternative(frame: Element) -> Alt:
    if markup.attribute(frame, "decorative") == "true":
        return Decorative()
    told = (markup.words(markup.child(frame, name)) for name in ("desc", "title"))
    text = next((words for words in told if words), "")
    return Described(text) if text else Missing()
