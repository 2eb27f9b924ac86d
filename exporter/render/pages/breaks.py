"""Page breaks: marks on a page of XHTML where those of the same article's PDF begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from exporter.render.overlay import TYPE, XHTML
from exporter.render.pages.documents import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exporter.ports import Pagination

Labels = tuple[tuple[str, str], ...]
"""Pages that begin at one place: the id and the label of each mark."""


def places(pagination: Pagination | None) -> dict[str, Labels]:
    """The marks by the id of what follows them."""
    found: dict[str, Labels] = {}
    for number, (label, place) in enumerate(pagination.breaks if pagination else (), 1):
        found[place] = (*found.get(place, ()), (f"page-{number}", label))
    return found


def mark(page: etree._Element, file: str, marks: Mapping[str, Labels]) -> Iterator[Entry]:
    """Put the marks that belong on a page where they belong; gives the lines of the list of pages."""
    for element in tuple(page.iter(etree.Element)):
        for name, label in marks.get(element.get("id") or "", ()):
            element.addprevious(_mark(name, label))
            yield Entry(label, f"{file}#{name}")


def _mark(name: str, label: str) -> etree._Element:
    attributes = {TYPE: "pagebreak", "role": "doc-pagebreak", "id": name, "aria-label": label}
    return etree.Element(f"{XHTML}span", attributes)
