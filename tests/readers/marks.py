"""Marks for the reader: how much of what a page says it finds again.

``python -m tests.readers.marks 500 5`` reads 500 pages and prints the marks, and the first 5 faults of each kind.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from typing import TYPE_CHECKING

from exporter import walk
from exporter.errors import ReadError
from exporter.model import Article, Credit, Section
from tests.readers import desk
from tests.readers.scraped.pages import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import PartialDate
    from tests.readers.scraped.pages import Truth

Marks = dict[str, list[tuple[int, bool, str]]]
"""For each kind of thing: the page's seed, whether the thing was found, and what was found instead."""


def measure(seeds: range) -> Marks:
    """Read a page for each seed and mark what was understood."""
    marks: Marks = defaultdict(list)
    for seed in seeds:
        page = Page(seed)
        try:
            document = desk.article(page.text)
        except ReadError as error:
            marks["title"].append((seed, False, error.message))
            continue
        for name, good, found in _marked(document, page.truth):
            marks[name].append((seed, good, found))
    return marks


def rates(marks: Marks) -> dict[str, float]:
    """The share of what was found, for each kind of thing."""
    return {name: sum(good for _, good, _ in found) / len(found) for name, found in marks.items()}


def _marked(document: Article, truth: Truth) -> Iterator[tuple[str, bool, str]]:
    meta = document.metadata
    yield _compared("title", meta.title, truth.title)
    yield _compared("publisher", meta.publisher, truth.publisher)
    yield _compared("kicker", meta.kicker, truth.kicker)
    yield _compared("authors", tuple(person.name for person in meta.authors), truth.authors)
    yield _compared("dates", (_iso(meta.published), _iso(meta.updated)), (truth.published, truth.updated))
    yield _compared("reading time", meta.reading_minutes, truth.minutes)
    if truth.lead:
        lead = [meta.subtitle or "", *(walk.words(block) for block in document.lead)]
        yield _compared("lead", [text for text in lead if text], [truth.lead])
    headings = [walk.plain(section.heading.content) for section in _sections(document)]
    yield _compared("headings", headings, truth.headings)
    yield _compared("notices", [str(notice.kind) for notice in document.notices], truth.notices)
    yield _compared("notes", [walk.words(note) for note in document.notes], truth.notes)
    credits_ = [(node.role, node.name) for node in walk.nodes(document) if isinstance(node, Credit)]
    yield _compared("credits", sorted(credits_), sorted(truth.credits))
    yield from _sourced(document, truth)
    yield from _kept(document, truth)


def _compared(name: str, found: object, meant: object) -> tuple[str, bool, str]:
    return name, found == meant, f"{found!r} for {meant!r}"


def _iso(date: PartialDate | None) -> str | None:
    return str(date) if date else None


def _sections(document: Article) -> Iterator[Section]:
    return (node for node in walk.nodes(document) if isinstance(node, Section))


def _sourced(document: Article, truth: Truth) -> Iterator[tuple[str, bool, str]]:
    found = [(s.publisher, s.title, _iso(s.date), s.url, str(s.kind)) for s in document.sources]
    yield _compared("sources: count", len(found), len(truth.sources))
    if len(found) == len(truth.sources):
        for position, name in enumerate(("publisher", "title", "date", "address", "kind")):
            for one, meant in zip(found, truth.sources, strict=True):
                yield _compared(f"sources: {name}", one[position], meant[position])


def _kept(document: Article, truth: Truth) -> Iterator[tuple[str, bool, str]]:
    meta = document.metadata
    runs = [walk.plain(node.content) for node in walk.nodes(document) if hasattr(node, "content")]
    shown = [meta.title, meta.subtitle or "", meta.kicker or "", meta.dateline or "", *runs]
    shown += [person.name for person in meta.authors]
    spaced = re.sub(r"\s+", " ", " ".join((meta.subtitle or "", walk.words(document))))
    for sentence in truth.sentences:
        yield "sentences kept", re.sub(r"\s+", " ", sentence.removesuffix(".")) in spaced, sentence
    lines = {re.sub(r"\s+", " ", text) for text in shown}
    for line in truth.junk:
        if line in (truth.publisher, truth.kicker):
            continue
        yield "junk left out", not any(line == text or (len(line) > 25 and line in text) for text in lines), line


def table(marks: Marks) -> str:
    """Print the rates, and below each the first things that went wrong."""
    lines = [f"{name:18} {rate:.3f} of {len(marks[name])}" for name, rate in rates(marks).items()]
    return "\n".join(lines)


def main() -> None:
    """Measure as many pages as were asked for."""
    marks = measure(range(int(sys.argv[1])))
    sys.stdout.write(f"{table(marks)}\n")
    for name, found in marks.items():
        wrong = [f"  {name}: page {seed}: {what}" for seed, good, what in found if not good]
        sys.stdout.write("\n".join(wrong[: int(sys.argv[2])]) + "\n" if len(sys.argv) > 2 and wrong else "")


if __name__ == "__main__":
    main()
