"""Notes: their texts, at the end of a page, and the calls that lead to them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exporter.model import Note, Paragraph
from exporter.readers.press import inline, markers
from exporter.readers.press.lines import Passage, prose, without

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.readers.press.phrases import Phrases

_NUMBERED = re.compile(r"(?P<label>\d{1,3})(?:[.)]|\s?[-–—:]|(?=\s))\s*(?=\S)")
_STARRED = re.compile(r"\*\s?(?=\S)")
_BACK = re.compile(r"\s*[↑↩⬆↵]\ufe0e?\s*")


@dataclass(slots=True)
class Notes:
    """The notes found, and the passages that are not theirs."""

    found: list[Note] = field(default_factory=list)
    rest: list[Passage] = field(default_factory=list)

    @property
    def labels(self) -> frozenset[str]:
        """The labels of the notes."""
        return frozenset(note.label for note in self.found)


def read(passages: Sequence[Passage], phrases: Phrases) -> Notes:
    """Part the notes from the other passages: those below "Notes", and those at the end whose call stands above."""
    texts: dict[str, list[str]] = {}
    taken: set[int] = set()
    index = 0
    while index < len(passages):
        end = _headed(passages, index, phrases, texts)
        taken.update(range(index, end))
        index = max(end, index + 1)
    rest = without(passages, taken)
    _trailing(rest, texts)
    return Notes([_note(label, parts) for label, parts in texts.items()], rest)


def _note(label: str, parts: list[str]) -> Note:
    return Note(f"note-{label}", label, tuple(Paragraph(inline.content(part)) for part in parts))


def _labelled(text: str, *, headed: bool) -> tuple[str, str] | None:
    """Read a note's label and its words."""
    found = markers.note(text)
    if found is None and headed:
        match = _NUMBERED.match(text)
        found = (match["label"], match.end()) if match else None
    if found is None:
        match = _STARRED.match(text)
        found = ("*", match.end()) if match else None
    if found is None:
        return None
    words = _BACK.sub(" ", text[found[1] :]).strip()
    return (found[0], words) if words else None


def _headed(passages: Sequence[Passage], start: int, phrases: Phrases, texts: dict[str, list[str]]) -> int:
    """Read the notes below a heading that says so; the place after them."""
    if passages[start].key.rstrip(" :") not in phrases.note_labels or start + 1 == len(passages):
        return start
    index = start + 1
    while index < len(passages):
        found = _labelled(passages[index].text, headed=True)
        if found is None or found[0] in texts:
            break
        texts[found[0]] = [found[1]]
        index += 1
    return index if index > start + 1 else start


def _trailing(passages: list[Passage], texts: dict[str, list[str]]) -> None:
    """Take out notes without a heading: prose stands above them, with a call for each."""
    candidates = [(i, found) for i, p in enumerate(passages) if (found := _labelled(p.text, headed=False))]
    if not candidates or not any(prose(passage.text) for passage in passages[: candidates[0][0]]):
        return
    called = frozenset().union(*(inline.calls(passage.text) for passage in passages[: candidates[-1][0]]))
    taken: set[int] = set()
    for index, (label, words) in candidates:
        if label in called and label not in texts and _fits(label, words):
            texts[label] = [words]
            taken.add(index)
    passages[:] = without(passages, taken)


def _fits(label: str, words: str) -> bool:
    return label != "*" or len(words) <= 400
