"""What our own editions say in markup of their own: sources with their parts, notices with their kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.model import Notice, NoticeKind, PartialDate, Source
from exporter.readers.book.kinds import Kind, kinds
from exporter.readers.flow import inline, tree
from exporter.readers.flow.parts import text
from exporter.readers.press import citation, labels, notices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.readers.flow.tree import Element
    from exporter.readers.press.phrases import Phrases
    from exporter.walk import Content

_KIND = re.compile(r"\bnotice-(\w+)")


def is_bibliography(element: Element) -> bool:
    """Tell a list of sources whose parts are marked up."""
    return Kind.BIBLIOGRAPHY in kinds(element) and any("source" in _classes(one) for one in element.iter("li"))


def _classes(element: Element) -> list[str]:
    return (element.get("class") or "").split()


def sources(element: Element, language: str, phrases: Phrases) -> Iterator[Source]:
    """Read the sources of such a list, with the labels of their groups."""
    group: str | None = None
    for one in element.iter():
        if one.tag in ("h2", "h3"):
            group = tree.words(one)
        elif one.tag == "h1":
            group = group or labels.heading(tree.words(one), phrases)
        elif "source" in _classes(one):
            yield _source(one, group, language, phrases)


def _source(element: Element, group: str | None, language: str, phrases: Phrases) -> Source:
    """Read a source: what its markup names; only its authors are told by the words."""
    address = next((one for one in element.iter("a") if "address" in _classes(one)), None)
    url = None if address is None else tree.address(address.get("href"))
    if address is not None:
        address.clear(keep_tail=True)
    publisher = next((tree.words(one) for one in element.iter() if "publisher" in _classes(one)), None)
    cited = next(element.iter("cite"), None)
    dated = next(element.iter("time"), None)
    for one in list(element.iter("cite")):
        one.tag = "span"
    content = _content(element, language)
    read = citation.source(text(content), phrases, labels.kind(group or "", phrases), group)
    return Source(
        content,
        publisher,
        None if cited is None else tree.words(cited),
        None if cited is None else inline.language(cited),
        _date(dated),
        url,
        read.authors,
        read.kind,
        group,
    )


def _content(element: Element, language: str) -> Content:
    return inline.content(inline.parts(element), inline.Surroundings(language))


def _date(element: Element | None) -> PartialDate | None:
    try:
        return None if element is None else PartialDate.parse(element.get("datetime") or "")
    except ValueError:
        return None


def notice(element: Element, language: str, phrases: Phrases) -> Notice:
    """Read a notice: its kind is that of its class, or what its words tell."""
    content = _content(element, language)
    named = _KIND.search(element.get("class") or "")
    known = {str(kind) for kind in NoticeKind}
    if named and named[1] in known:
        return Notice(NoticeKind(named[1]), content)
    told = notices.told(text(content), phrases)
    return Notice(told or NoticeKind.OTHER, content)
