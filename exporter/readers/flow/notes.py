"""Notes: calls in the text that lead to a place further down the page, and the words that stand there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from exporter.model import Note
from exporter.readers.flow import anchors, blocks, joining, naming, tree
from exporter.readers.flow.flow import HEADINGS, Run, heading
from exporter.readers.flow.tree import Element
from exporter.readers.press import labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.readers.flow.blocks import Page
    from exporter.readers.flow.flow import Flow
    from exporter.readers.flow.inline import Surroundings
    from exporter.readers.press.phrases import Phrases

_CALL = re.compile(r"[\[(]?\s*(?:note\s)?(?P<label>\d{1,4}|\*{1,3}|[a-zA-Z]|[ivxIVX]{1,5}|†|‡)\s*[\])]?\.?")
_BACK = re.compile(r"[\s\[(]*(?:\W{1,4}|retour.{0,20}|\d{1,4}|[*a-z]|[ivx]{1,5})[\s\])]*\.?", re.IGNORECASE)
_CALLS = frozenset({"noteref", "doc-noteref"})
_NOTES = frozenset({"footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote"})
_BACKS = frozenset({"backlink", "doc-backlink"})
"""What elements say that they are, in EPUB and in ARIA."""

_LONGEST, _MOST_RUNS = 6000, 200
_HOLDERS = frozenset({"li", "p", "div", "dd", "dl", "aside", "td", "tr", "section"})


@dataclass(slots=True)
class Notes:
    """The notes of a page, in the order of their calls: ids and labels by the blocks that hold their words.

    ``calls`` maps the elements that call a note to its id, ``backs`` are the links that lead back from it.
    """

    names: dict[Element, str] = field(default_factory=dict)
    labels: dict[Element, str] = field(default_factory=dict)
    calls: dict[Element, str] = field(default_factory=dict)
    backs: set[Element] = field(default_factory=set)
    runs: set[Run] = field(default_factory=set)

    def add(self, holder: Element, label: str, runs: Iterable[Run]) -> str:
        """Enter a note, once; its id."""
        self.runs.update(runs)
        self.labels.setdefault(holder, label)
        return self.names.setdefault(holder, f"note-{len(self.names) + 1}")


def find(root: Element, flow: Flow, kept: set[Run]) -> Notes:
    """Find the notes that the article's runs call."""
    targets = _targets(root)
    found = Notes()
    for run in sorted(kept, key=lambda run: run.order):
        for link in _links(run):
            target = targets.get(link.get("href", "")[1:])
            if target is not None:
                _take(link, run, target, flow, found)
    return found


def headings(flow: Flow, found: Notes, phrases: Phrases) -> set[Run]:
    """The headings of notes, which head nothing once these stand in their own place."""
    named = [run for run in flow.runs if found.runs and labels.heads_notes(run.text, phrases)]
    pairs = [(run, flow.after(run)) for run in named if run not in found.runs]
    return {run for run, after in pairs if not after or after in found.runs or (heading(run) and heading(after))}


def _links(run: Run) -> Iterator[Element]:
    """The links of a run that lead to a place on the page."""
    return (link for link in run.inside("a") if (link.get("href") or "").startswith("#"))


def _targets(root: Element) -> dict[str, Element]:
    """The places of the page that have a name."""
    named = {element.get("name"): element for element in root.iter("a")}
    return named | {element.get("id"): element for element in root.iter() if element.get("id")}


def _take(link: Element, run: Run, target: Element, flow: Flow, found: Notes) -> None:
    """Enter a call and, if it is the first, its note."""
    holder = _holder(target)
    start, end = flow.spans.get(holder, (0, 0))
    short = start < end <= start + _MOST_RUNS and sum(len(one.text) for one in flow.runs[start:end]) <= _LONGEST
    if not short or start < run.order or run in found.runs or holder in set(tree.ancestors(run.block)):
        return
    runs = flow.runs[start:end]
    words = tree.words(link)
    label = _CALL.fullmatch(words)
    if _CALLS.intersection(tree.types(link)) or (label and _looks(link, holder)):
        told = label["label"] if label else words or str(len(found.names) + 1)
        found.calls[whole(link)] = found.add(holder, told, runs)
        found.backs.update(back for one in runs for back in _links(one) if _leads_back(back))
        elements = (part for one in runs for part in one.parts if not isinstance(part, str))
        found.backs.update(element for element in elements if naming.called(element, naming.BACK))


def _looks(link: Element, holder: Element) -> bool:
    """Tell a number that calls a note from one that leads to a part of the text."""
    above = link.getparent()
    raised = above.tag == "sup" or next(link.iter("sup"), None) is not None or tree.words(link).startswith("[")
    return raised or bool(_NOTES.intersection(tree.types(holder))) or next(holder.iter(*HEADINGS), None) is None


def _leads_back(link: Element) -> bool:
    return bool(_BACKS.intersection(tree.types(link))) or _BACK.fullmatch(tree.words(link) or "↑") is not None


def _holder(target: Element) -> Element | None:
    """The block that holds a note's words: the place itself or what it stands in."""
    said = (above for above in tree.ancestors(target) if _NOTES.intersection(tree.types(above)))
    for element in (*said, *tree.ancestors(target)):
        if element.tag in _HOLDERS:
            return element
        if element.tag in ("body", "article", "main", "ol", "ul", *HEADINGS):
            return None
    return None


def whole(link: Element) -> Element:
    """The call with the signs around it: the raised element that holds nothing else."""
    above = link.getparent()
    if (
        above is not None
        and above.tag in ("sup", "span")
        and re.fullmatch(r"[\s\[\]()]*", tree.words(above).replace(tree.words(link), "", 1))
    ):
        return above
    return link


def page(flow: Flow, found: Notes, headings: set[Run], around: Surroundings) -> Page:
    """An article that fills its file, its notes and their headings apart from it."""
    kept = set(flow.runs) - found.runs - headings
    around = replace(around, notes=found.calls, backs=frozenset(found.backs))
    around = replace(around, anchors=anchors.find(flow, (*found.calls, *found.backs)))
    return blocks.Page(flow, kept, around, (-1, len(flow.runs)), found.names)


def made(found: Notes, page: Page, *, labelled: bool = True) -> tuple[Note, ...]:
    """The notes with their words, without the labels before them, if they are ``labelled``, and the links back."""
    own = replace(page, kept=found.runs)
    words = (
        joining.blocks(blocks.blocks(holder, own), label if labelled else "") for holder, label in found.labels.items()
    )
    told = zip(found.names.values(), found.labels.values(), words, strict=True)
    return tuple(Note(name, label, said) for name, label, said in told if said)
