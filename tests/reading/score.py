"""What the reader of copied pages makes of pages that nobody tuned it to: ``python -m tests.reading.score [-v]``.

``--weights FILE`` tries other weights, ``--use train`` scores the pages that the weights were learned from. ``-v``
lists what went wrong.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from exporter import walk
from exporter.errors import ReadError
from exporter.ports import Original
from exporter.readers import scraped
from exporter.readers.press.lines import fold
from exporter.readers.scraped.judge import weights
from tests.readers.desk import Desk
from tests.reading import labelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.model import Article
    from tests.reading.labelled import Labelled

Marks = dict[str, list[tuple[str, bool, str]]]
"""For each kind of thing: the page, whether it was understood, and what was understood instead."""

_BODY = frozenset({"paragraph", "lead", "quote", "item", "heading", "note", "source", "notice", "row"})
_CALL = re.compile(r"(?:[¹²³]|(?<=[^\W\d_])\d)\W?$")
"""The call of a note at the end of a line: an edition has a link there."""

_TELLING = 25
"""Lines of fewer characters stand in articles and menus alike, and tell nothing."""


class Trial(Desk):
    """A world with weights of one's own."""

    def __init__(self, file: Path | None) -> None:
        super().__init__()
        self._weights = file.read_bytes() if file else None

    def resource(self, name: str) -> bytes:
        if name == weights.RESOURCE and self._weights is not None:
            return self._weights
        return super().resource(name)


def measure(pages: Iterable[Labelled], file: Path | None = None) -> Marks:
    """Read the pages and mark what was understood."""
    marks: Marks = defaultdict(list)
    for page in pages:
        try:
            article = scraped.read(Original("page.txt", page.text.encode(), None), Trial(file))
        except ReadError as error:
            for name in ("title", "authors", "date"):
                marks[name].append((page.name, False, error.message))
            marks["article kept"] += ((page.name, False, text) for label, text in page.lines if label in _BODY)
            continue
        for name, good, found in (*_facts(article, page), *_lines(article, page)):
            marks[name].append((page.name, good, found))
    return marks


def rates(marks: Marks) -> dict[str, float]:
    """The share of what was understood, for each kind of thing."""
    return {name: sum(good for _, good, _ in found) / len(found) for name, found in marks.items()}


def _facts(article: Article, page: Labelled) -> Iterator[tuple[str, bool, str]]:
    meta = article.metadata
    yield "title", fold(meta.title) == fold(page.title), f"{meta.title!r} for {page.title!r}"
    names, expected = {fold(person.name) for person in meta.authors}, {fold(name) for name in page.authors}
    told = f"{sorted(names)} for {sorted(expected)}"
    if expected:
        yield "authors", expected <= names, told
    yield "no false author", names <= expected, told
    published, date = str(meta.published) if meta.published else "", page.head.get("published", "")
    if date:
        yield "date", published == date, f"{published!r} for {date!r}"
    yield "no false date", published in ("", date), f"{published!r} for {date!r}"


def _lines(article: Article, page: Labelled) -> Iterator[tuple[str, bool, str]]:
    """Which lines of the article are kept, and which of the page's own are left out."""
    words = fold(walk.words(article))
    kept = " ".join(fold(text) for label, text in page.lines if label in _BODY)
    for label, text in page.lines:
        line = fold(text)
        if label in _BODY and len(line) > _TELLING:
            called = _CALL.sub("", line)
            yield "article kept", line[-_TELLING:] in words or called[-_TELLING:] in words, text
        elif label == "junk" and len(line) > _TELLING and line not in kept:
            yield "page left out", line not in words, text


def main() -> None:
    """Print the rates, and the faults if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--use", default="measure", choices=("measure", "train"))
    parser.add_argument("--weights", type=Path)
    parser.add_argument("-v", action="store_true")
    given = parser.parse_args()
    marks = measure(labelled.pages(given.use), given.weights)
    lines = [f"{name:16} {rate:.3f}  ({len(marks[name])})" for name, rate in rates(marks).items()]
    if given.v:
        lines += [
            f"  {page}: {name}: {what[:120]}" for name, found in marks.items() for page, good, what in found if not good
        ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
