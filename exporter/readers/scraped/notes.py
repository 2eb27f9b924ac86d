"""Notes: their texts, at the end of a page, and the calls that lead to them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from exporter.model import Note, Paragraph
from exporter.readers.press import inline, markers
from exporter.readers.press.lines import Passage, ended, prose, without

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exporter.readers.press.phrases import Phrases

    Texts = dict[str, list[str]]

_NUMBERED = re.compile(r"(?:(?:[↑^]|notes?\b)\s*)?(?P<label>\d{1,3})(?:[.)]|\s?[-–—:]|(?=\s))\s*(?=\S)", re.IGNORECASE)
_ALONE = re.compile(r"(?:\[(?P<square>\d{1,3})\]|(?P<plain>\d{1,3})[.)]?)$")
_STARRED = re.compile(r"\*\s?(?=\S)")
_BACK = re.compile(r"(?<!\s)\s*[↑↩⬆↵]\ufe0e?\s*")
_GLUED = re.compile(
    r"(?P<word>[a-zß-öø-ÿœ]{3}|[^\W\d_][.,;!?]|[»”)])(?P<label>\d{1,2})(?!\w|[.,]\d|[\s\u00a0\u202f]?[%€°])"
)
"""What was a raised figure on the page: right behind a word, or behind the mark that follows one."""

_ASIDE = 3
"""Paragraphs of a note below its first."""


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
    texts: Texts = {}
    taken: set[int] = set()
    index = 0
    while index < len(passages):
        end = _headed(passages, index, phrases, texts)
        taken.update(range(index, end))
        index = max(end, index + 1)
    rest = without(passages, taken)
    _trailing(rest, texts)
    if texts:
        _unglue(rest, list(texts))
    else:
        _numbered(rest, texts)
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


def _headed(passages: Sequence[Passage], start: int, phrases: Phrases, texts: Texts) -> int:
    """Read the notes below a heading that says so; the place after them."""
    if passages[start].key.rstrip(" :") not in phrases.note_labels:
        return start
    end = _run(passages, start + 1, texts)
    return end if end > start + 1 else start


def _run(passages: Sequence[Passage], start: int, texts: Texts, *, counted: bool = False) -> int:
    """Read notes that follow one another, with their further paragraphs; the place after them.

    ``counted`` ones are numbered from 1 without a gap.
    """
    label, index = "", start
    while index < len(passages):
        found = _begun(passages[index].text)
        if found and (found[0] == str(len(texts) + 1) if counted else found[0] not in texts):
            label, words = found
            texts[label] = [words] if words else []
        elif (
            label
            and not (found and texts[label])
            and (not texts[label] or _goes_on(passages[index + 1 : index + 1 + _ASIDE], label))
        ):
            texts[label].append(passages[index].text)
        else:
            break
        index += 1
    if label and not texts[label]:  # a figure at the end, with no words below it
        del texts[label]
        index -= 1
    return index


def _begun(text: str) -> tuple[str, str] | None:
    """Read the first line of a note, which may be its label alone."""
    alone = _ALONE.match(text)
    return (alone["square"] or alone["plain"], "") if alone else _labelled(text, headed=True)


def _goes_on(below: Iterable[Passage], label: str) -> bool:
    """Tell whether the next note begins a few lines below."""
    following = str(int(label) + 1) if label.isdecimal() else None
    return any((found := _begun(passage.text)) and found[0] == following for passage in below)


# --- Without a heading -------------------------------------------------------------------------


def _trailing(passages: list[Passage], texts: Texts) -> None:
    """Take out notes without a heading: prose stands above them, with a call for each."""
    candidates = [(i, found) for i, p in enumerate(passages) if (found := _labelled(p.text, headed=False))]
    if not candidates or not any(prose(passage.text) for passage in passages[: candidates[0][0]]):
        return
    own = {index: words for index, (_, words) in candidates}
    above = (own.get(index, passage.text) for index, passage in enumerate(passages[: candidates[-1][0]]))
    called = frozenset().union(*map(inline.calls, above))
    taken: set[int] = set()
    for index, (label, words) in candidates:
        if label in called and label not in texts and _fits(label, words):
            texts[label] = [words]
            taken.add(index)
    passages[:] = without(passages, taken)


def _fits(label: str, words: str) -> bool:
    return label != "*" or len(words) <= 400


def _numbered(passages: list[Passage], texts: Texts) -> None:
    """Take out the last numbered lines that prose above calls; others are a list, and so is what is announced."""
    first: dict[str, int] = {}
    for index, passage in enumerate(passages):
        for label in inline.calls(passage.text):
            first.setdefault(label, index)
    for start in range(len(passages) - 1, 0, -1):
        found = _begun(passages[start].text)
        if not found or found[0] != "1" or not _apart(passages[start - 1]):
            continue
        run: Texts = {}
        end = _run(passages, start, run, counted=True)
        called = sum(first.get(label, end) < start for label in run)
        if called * 2 > len(run) or (not called and len(run) > 1 and _unglue(passages, list(run), start)):
            texts.update(run)
            passages[start:end] = []
            return


def _apart(above: Passage) -> bool:
    """Tell whether notes may begin below a line: it ends a sentence and announces nothing, or draws a rule."""
    return markers.rule(above.text) or (ended(above.text) and not above.text.endswith((":", ";")))


def _unglue(passages: list[Passage], labels: Sequence[str], end: int | None = None) -> bool:
    """Set off figures that stick to words, if there is one for each note, in their order; tell whether there is."""
    awaited = iter(sorted((label for label in labels if label.isdecimal()), key=int))
    marked: dict[int, list[re.Match[str]]] = {}
    label = next(awaited, None)
    for index, passage in enumerate(islice(passages, end)):
        if inline.calls(passage.text):
            return False
        for match in _GLUED.finditer(passage.text):
            if match["label"] == label:
                marked.setdefault(index, []).append(match)
                label = next(awaited, None)
    words = [match["word"] for found in marked.values() for match in found]
    if label is not None or (len(words) > 1 and len(set(words)) == 1):  # "chapitre1" and "chapitre2" call nothing
        return False
    for index, found in marked.items():
        passages[index] = replace(passages[index], text=_set_off(passages[index].text, found))
    return True


def _set_off(text: str, found: Iterable[re.Match[str]]) -> str:
    parts, position = [], 0
    for match in found:
        parts += [text[position : match.start("label")], f"[{match['label']}]"]
        position = match.end()
    return "".join((*parts, text[position:]))
