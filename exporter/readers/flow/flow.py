"""The flow of a page: its blocks, and the runs of words that stand between their borders, in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from exporter.errors import ReadError
from exporter.readers.flow import verse
from exporter.readers.flow.tree import Element

if TYPE_CHECKING:
    from collections.abc import Iterator


BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption", "noscript", "iframe", "video",
    "audio",
})  # fmt: skip
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LEFT_OUT = frozenset({"head", "script", "button", "select", "input", "textarea", "noscript", "option", "datalist"})
_MOST_ELEMENTS, _MOST_RUNS = 200_000, 12_000
"""A page that has more is no article; ten times less would do for the longest that people write."""

_DEEPEST = 100
_TOO_MANY = ReadError("the page has too many parts to be an article", "export the article's own page")
_FIELDS = frozenset({"select", "input", "textarea"})


@dataclass(slots=True, eq=False)
class Run:
    """Words between two borders: ``block`` is the element they stand in, ``parts`` its texts and inline elements.

    ``text`` is the words on one line, ``linked`` how many of its characters are links'; ``asks`` says that a field to
    fill in stands among them.
    """

    block: Element
    parts: list[str | Element]
    text: str
    order: int = 0
    linked: int = 0
    asks: bool = False

    def inside(self, *tags: str) -> Iterator[Element]:
        """The elements of these names, or all, among the words, in order."""
        return (one for part in self.parts if not isinstance(part, str) for one in part.iter(*tags))

    @property
    def sole(self) -> Element | None:
        """The one element that holds all the words; None if there is none, or more beside it."""
        written = [part for part in self.parts if not isinstance(part, str) or part.strip()]
        return written[0] if len(written) == 1 and not isinstance(written[0], str) else None


@dataclass(slots=True, eq=False)
class Flow:
    """What stands in each block, in order: runs and further blocks."""

    top: Element
    most: int = _MOST_RUNS
    items: dict[Element, list[Run | Element]] = field(default_factory=dict)
    runs: list[Run] = field(default_factory=list)

    spans: dict[Element, tuple[int, int]] = field(default_factory=dict)

    def below(self, element: Element) -> list[Run]:
        """The runs in an element, whatever their depth."""
        start, end = self.spans.get(element, (0, 0))
        return self.runs[start:end]

    def after(self, run: Run) -> Run | None:
        """The run behind another, whatever its depth."""
        return self.runs[run.order + 1] if run.order + 1 < len(self.runs) else None


def read(root: Element, most: int = _MOST_RUNS) -> Flow:
    """Part a page into its blocks and runs, at ``most``; raises `ReadError` for what is too large for an article."""
    verse.mend(root)
    body = root.find("body")
    found = Flow(root if body is None else body, most)
    _part(found.top, _bordered(root), found, 0)
    return found


def _bordered(root: Element) -> set[Element]:
    """All elements that have a border inside: blocks, what holds blocks, what holds an empty line."""
    found: set[Element] = set()
    for count, element in enumerate(root.iter()):
        if count > _MOST_ELEMENTS:
            raise ReadError(_TOO_MANY.message, _TOO_MANY.hint)
        if element.tag in BLOCKS:
            found.add(element)
            _mark(element.getparent(), found)
        elif element.tag == "br" and doubled(element):
            _mark(element.getparent(), found)
    return found


def _mark(element: Element | None, found: set[Element]) -> None:
    while element is not None and element not in found:
        found.add(element)
        element = element.getparent()


def doubled(element: Element) -> bool:
    """Tell a line break that another follows: an empty line."""
    after = element.getnext()
    return not (element.tail or "").strip() and after is not None and after.tag == "br"


def _part(element: Element, bordered: set[Element], found: Flow, depth: int) -> None:
    items: list[Run | Element] = []
    found.items[element] = items
    start = len(found.runs)
    parts: list[str | Element] = [element.text] if element.text else []
    asks = False
    for child in element:
        asks = asks or _asks(child)
        if (child in bordered and depth < _DEEPEST) or (child.tag == "br" and _edge(child)):
            _close(element, parts, items, found, asks=asks)
            parts, asks = [], False
            if child.tag != "br" and child.tag not in _LEFT_OUT:
                items.append(child)
                _part(child, bordered, found, depth + 1)
        elif child.tag not in _LEFT_OUT:
            parts.append(child)
        if child.tail:
            parts.append(child.tail)
    _close(element, parts, items, found, asks=asks)
    found.spans[element] = (start, len(found.runs))


def _asks(element: Element) -> bool:
    """Tell a field that somebody has to fill in."""
    return element.tag in _FIELDS and not task(element)


def task(element: Element) -> bool:
    """Tell the box of an item of a list that says whether a task is done, and that nobody can tick."""
    return element.tag == "input" and element.get("type") == "checkbox" and element.get("disabled") is not None


def _edge(element: Element) -> bool:
    """Tell a break that belongs to an empty line."""
    before = element.getprevious()
    return doubled(element) or (before is not None and before.tag == "br" and not (before.tail or "").strip())


def _close(
    element: Element, parts: list[str | Element], items: list[Run | Element], found: Flow, *, asks: bool
) -> None:
    """End a run; one without words or pictures is none."""
    text = " ".join("".join(part if isinstance(part, str) else "".join(part.itertext()) for part in parts).split())
    if text or any(not isinstance(part, str) and pictured(part) for part in parts):
        run = Run(element, parts, text, len(found.runs))
        run.linked, run.asks = _linked(run), asks or any(map(_asks, run.inside(*_FIELDS)))
        items.append(run)
        found.runs.append(run)
        if len(found.runs) > found.most:
            raise ReadError(_TOO_MANY.message, _TOO_MANY.hint)


def heading(run: Run) -> str:
    """Name the heading that a run stands in, perhaps in a block of its own; empty for none."""
    above = (run.block, *islice(run.block.iterancestors(), 2))
    return next((element.tag for element in above if element.tag in HEADINGS), "")


def pictured(element: Element) -> bool:
    """Tell whether an inline element is or holds a picture."""
    return element.tag == "img" or element.find(".//img") is not None


def _linked(run: Run) -> int:
    """Count the characters of a run that are links', also of one around blocks."""
    if any(above.tag == "a" for above in (run.block, *islice(run.block.iterancestors(), 3))):
        return sum(len(part if isinstance(part, str) else "".join(part.itertext())) for part in run.parts)
    return sum(len(" ".join("".join(link.itertext()).split())) for link in run.inside("a"))
