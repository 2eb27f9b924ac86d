"""Bookmarks in the words of their headings: what is laid out lacks words that no font has, and breaks of lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exporter.writers.pdf import glyphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def name(pages: Iterable[Any]) -> None:
    """Name the bookmarks of laid out pages anew, without the calls of notes."""
    for page in pages:
        boxes = _headings(page._page_box)  # noqa: SLF001 - no public way to the boxes
        page.bookmarks[:] = [
            (level, glyphs.said(box.element, calls=False) or label, point, state)
            for (level, label, point, state), box in zip(page.bookmarks, boxes, strict=True)
        ]


def _headings(box: Any) -> Iterator[Any]:  # noqa: ANN401 - WeasyPrint has no types
    """The boxes that have a bookmark, in the order of the bookmarks."""
    if box.bookmark_label and box.style["bookmark_level"] != "none":
        yield box
    for child in box.all_children():
        yield from _headings(child)
