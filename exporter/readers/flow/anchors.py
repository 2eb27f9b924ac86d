"""Anchors: the places in the text that links of the same page lead to, other than headings and called notes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from exporter.readers.flow import tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exporter.readers.flow.flow import Flow, Run
    from exporter.readers.flow.tree import Element


def find(flow: Flow, taken: Iterable[Element]) -> dict[int, tuple[str, ...]]:
    """Find the names by which links call places, by the order of the run that stands there.

    An empty place is that of the words that follow it. Links that are ``taken`` lead to notes, or back from them.
    """
    calls = set(taken)
    links = (link for run in flow.runs for link in run.inside("a") if calls.isdisjoint((link, link.getparent())))
    wanted = dict.fromkeys(name for link in links if (name := _called(link)))
    places = _places(flow.top) if wanted else {}
    inside = {element: run for run in flow.runs for element in run.inside()} if wanted else {}
    found: dict[int, list[str]] = {}
    for name in wanted:
        element = places.get(name, places.get(unquote(name)))
        run = None if element is None else _run(element, flow, inside)
        if run is not None:
            found.setdefault(run.order, []).append(name)
    return {order: tuple(names) for order, names in found.items()}


def _called(link: Element) -> str:
    href = link.get("href") or ""
    return href[1:] if href.startswith("#") else ""


def _places(root: Element) -> dict[str, Element]:
    """The elements of a page by their names, the first of each."""
    found: dict[str, Element] = {}
    for element in root.iter():
        name = element.get("id") or (element.get("name") if element.tag == "a" else None)
        if name:
            found.setdefault(name, element)
    return found


def _run(element: Element, flow: Flow, inside: Mapping[Element, Run]) -> Run | None:
    """The first words in a place, or else those that follow it."""
    if element in inside:
        return inside[element]
    if element in flow.spans:
        return _begins(element, flow)
    after = (other for one in tree.ancestors(element) for other in one.itersiblings() if other in flow.spans)
    block = next(after, None)
    return None if block is None else _begins(block, flow)


def _begins(block: Element, flow: Flow) -> Run | None:
    start, _ = flow.spans[block]
    return flow.runs[start] if start < len(flow.runs) else None
