"""Notes: calls in the text that lead to a place further down the page, and the words that stand there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from exporter.model import Note
from exporter.readers.flow import blocks, joining, naming, tree
from exporter.readers.flow.flow import HEADINGS, Run
from exporter.readers.flow.tree import Element
from exporter.readers.press import labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.readers.flow.blocks import Page
    from exporter.readers.flow.flow import Flow
    from exporter.readers.press.phrases import Phrases

_CALL = re.compile(r"[\[(]?\s*(?:note\s)?(?P<label>\d{1,3}|\*{1,3}|[a-zA-Z]|[ivxIVX]{1,5}|†|‡)\s*[\])]?\.?")
_BACK = re.compile(r"[\s\[(]*(?:↑|↩\ufe0e?|⬆|↵|\^|←|retour|\d{1,3}|[*a-z]|[ivx]{1,5})[\s\])]*\.?", re.IGNORECASE)
_LONGEST = 4000
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


@dataclass(frozen=True, slots=True)
class _Call:
    """A link that looks like the call of a note, and the run it stands in."""

    label: str
    link: Element
    run: Run


def find(root: Element, flow: Flow, kept: set[Run]) -> Notes:
    """Find the notes that the article's runs call."""
    targets = _targets(root)
    found = Notes()
    for run in sorted(kept, key=lambda run: run.order):
        for link in _links(run):
            label = _CALL.fullmatch(tree.words(link))
            target = targets.get(link.get("href", "")[1:])
            if label and target is not None:
                _take(_Call(label["label"], link, run), target, flow, found)
    return found


def heading(flow: Flow, found: Notes, phrases: Phrases) -> set[Run]:
    """The heading right above the notes, which heads nothing once they stand in their own place."""
    first = min((run.order for run in found.runs), default=0)
    above = flow.runs[first - 1] if first else None
    return {above} if above is not None and labels.heads_notes(above.text, phrases) else set()


def _links(run: Run) -> Iterator[Element]:
    """The links of a run that lead to a place on the page."""
    for part in run.parts:
        for link in () if isinstance(part, str) else part.iter("a"):
            if (link.get("href") or "").startswith("#"):
                yield link


def _targets(root: Element) -> dict[str, Element]:
    """The places of the page that have a name."""
    named = root.xpath("//*[@id]")
    return {element.get("name"): element for element in root.xpath("//a[@name]")} | {
        element.get("id"): element for element in named
    }


def _take(call: _Call, target: Element, flow: Flow, found: Notes) -> None:
    """Enter a call and, if it is the first, its note."""
    run = call.run
    holder = _holder(target)
    runs = list(flow.below(holder)) if holder is not None else []
    words = sum(len(one.text) for one in runs)
    if (
        not runs
        or holder in set(tree.ancestors(run.block))
        or runs[0].order < run.order
        or words > _LONGEST
        or run in found.runs
    ):
        return
    found.calls[whole(call.link)] = found.add(holder, call.label, runs)
    found.backs.update(back for one in runs for back in _links(one) if _BACK.fullmatch(tree.words(back) or "↑"))
    elements = (part for one in runs for part in one.parts if not isinstance(part, str))
    found.backs.update(element for element in elements if naming.called(element, naming.BACK))


def _holder(target: Element) -> Element | None:
    """The block that holds a note's words: the place itself or what it stands in."""
    for element in tree.ancestors(target):
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


def made(found: Notes, page: Page, *, labelled: bool = True) -> tuple[Note, ...]:
    """The notes with their words, without the labels before them, if they are ``labelled``, and the links back."""
    own = replace(page, kept=found.runs)
    words = (
        joining.blocks(blocks.blocks(holder, own), label if labelled else "") for holder, label in found.labels.items()
    )
    told = zip(found.names.values(), found.labels.values(), words, strict=True)
    return tuple(Note(name, label, said) for name, label, said in told if said)
