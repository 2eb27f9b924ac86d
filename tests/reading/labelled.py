"""Copied pages with a label on every line: what `tools/train_reader.py` learns from and what the reader is measured on.

A ``.page`` has a head of ``# key: value`` lines, an empty line, then the page, a line each as ``label<TAB>text``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).with_name("pages")
LABELS = (
    "junk", "kicker", "title", "lead", "byline", "date", "paragraph", "heading", "item", "quote", "caption", "credit",
    "row", "note", "source-heading", "source", "notice",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Labelled:
    """One page: ``labels`` maps the numbers of lines (from 1) to what each is; ``head`` is what a person would note."""

    name: str
    head: Mapping[str, str]
    text: str
    labels: Mapping[int, str]

    @property
    def lines(self) -> Iterator[tuple[str, str]]:
        """The label and the text of each line that is not blank."""
        texts = self.text.split("\n")
        return ((label, texts[number - 1].strip()) for number, label in self.labels.items())

    @property
    def title(self) -> str:
        """The title, without what a site adds to it."""
        return self.head.get("title") or next(text for label, text in self.lines if label == "title")

    @property
    def authors(self) -> tuple[str, ...]:
        """The names of the authors."""
        return tuple(filter(None, self.head.get("author", "").split("; ")))


def load(path: Path) -> Labelled:
    """Read a page; raises `ValueError` for a label that is none."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    meta = dict(line[2:].split(": ", 1) for line in head.split("\n"))
    rows = [row.partition("\t") for row in body.rstrip("\n").split("\n")]
    labels = {number: label for number, (label, tab, text) in enumerate(rows, 1) if tab and text.strip()}
    unknown = set(labels.values()) - set(LABELS)
    if unknown:
        raise ValueError(f"{path.name}: no such label: {', '.join(sorted(unknown))}")
    return Labelled(path.stem, meta, "\n".join(text if tab else "" for _, tab, text in rows) + "\n", labels)


def pages(use: str) -> Iterator[Labelled]:
    """The pages of ``use`` "train" or "measure", by name."""
    found = (load(path) for path in sorted(FOLDER.glob("*.page")))
    return (page for page in found if page.head["use"] == use)
