"""Where pages begin in the text, for editions without pages that tell their readers where a page of the PDF begins."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Final
from uuid import UUID

from weasyprint.formatting_structure import boxes

from exporter import walk
from exporter.ports import Pagination

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from weasyprint import Page

    from exporter.model import Article

_IGNORED: Final = re.compile(r"[\s\-\u00ad\u2010\u2011]+")
"""White space comes and goes at the ends of lines, and so do hyphens."""

_CALL: Final = "note-call"
_NEAR: Final = 5000
"""Characters within which a sentence is looked for: what the page shows in other words must not be found elsewhere."""


def find(pages: Sequence[Page], article: Article, identifier: str) -> Pagination:
    """Find the first sentence that begins on each page, on the pages themselves.

    ``identifier`` is the PDF's own, 32 hexadecimal digits. The first page begins with the title; one on which no more
    sentence begins that has its place in the text, with the colophon.
    """
    shown = [_folded("".join(_texts(page._page_box))) for page in pages]  # noqa: SLF001 - the only way to what is where
    begins = [0, *accumulate(map(len, shown))][: len(shown)]
    starts = tuple(_starts(article, "".join(shown)))
    breaks = [(str(number), _first(starts, begin)) for number, begin in enumerate(begins, 1)]
    return Pagination(UUID(hex=identifier).urn, (("1", "title"), *breaks[1:]))


def _first(starts: Sequence[tuple[int, str]], begin: int) -> str:
    return next((name for start, name in starts if start >= begin), "colophon")


def _starts(article: Article, shown: str) -> Iterator[tuple[int, str]]:
    """Where the sentences of the text begin, in order; those that are shown in other words are left out."""
    place = 0
    for part in (*article.lead, *article.blocks, *article.sections, *article.notes, *article.sources):
        for sentence in walk.sentences(part):
            text = _folded(walk.plain(sentence.content))
            found = shown.find(text, place, place + _NEAR + len(text)) if text else -1
            if found >= 0:
                yield found, sentence.id
                place = found + len(text)


def _folded(text: str) -> str:
    return _IGNORED.sub("", text).casefold()


def _texts(box: boxes.Box) -> Iterator[str]:
    """The words below a box, without what stands in margins, what style sheets add, and calls of notes."""
    added = "::" in (box.element_tag or "")
    called = box.element is not None and box.element.get("class") == _CALL
    if added or called or isinstance(box, boxes.MarginBox):
        return
    if isinstance(box, boxes.TextBox):
        yield box.text
    for child in getattr(box, "children", ()):
        yield from _texts(child)
