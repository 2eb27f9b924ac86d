"""What must not be parted by the end of a page: words that announce what follows them, and what they announce."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element as Html

_ANNOUNCED: Final = frozenset(("ul", "ol", "dl", "figure", "table", "pre", "div"))


def mark(html: Html) -> None:
    """Give the class ``announcing`` to paragraphs that end in a colon before a list, a figure, a table, a quotation."""
    for parent in html.iter():
        for before, after in pairwise(parent):
            if before.tag == "p" and after.tag in _ANNOUNCED and "".join(before.itertext()).rstrip().endswith(":"):
                before.set("class", f"{before.get('class', '')} announcing".strip())
