"""Table heads that would be left out: WeasyPrint drops one that does not fit on a page together with the row below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure import boxes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_AS_ROWS = "display: table-row-group"


def set_free(pages: Iterable[Any]) -> bool:
    """Make ordinary rows of the heads that do not stand above the first row of their table, in the page's HTML.

    To be called after layout, which is to be repeated if the answer is True.
    """
    begun: set[int] = set()
    freed = False
    for table in (table for page in pages for table in _tables(page._page_box)):  # noqa: SLF001 - no public way
        if table.children and id(table.element) not in begun:
            begun.add(id(table.element))
            head = table.element.find("thead")
            if head is not None and not head.get("style") and not table.children[0].is_header:
                head.set("style", _AS_ROWS)
                freed = True
    return freed


def _tables(box: Any) -> Iterator[Any]:  # noqa: ANN401 - WeasyPrint has no types
    if isinstance(box, boxes.TableBox):
        yield box
    else:
        for child in getattr(box, "children", ()):
            yield from _tables(child)
