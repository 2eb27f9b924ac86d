"""What our own editions say in markup of their own: sources with their parts, notices with their kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.model import Notice, NoticeKind, PartialDate, Source, is_language_tag
from exporter.readers.book.kinds import Kind, kinds
from exporter.readers.flow.parts import text
from exporter.readers.packed import markup
from exporter.readers.press import citation, labels, lines, notices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.readers.book.pages import Page
    from exporter.readers.packed.markup import Element
    from exporter.readers.press.phrases import Phrases

_KIND = re.compile(r"\bnotice-(\w+)")


def is_bibliography(element: Element) -> bool:
    """Tell a list of sources whose parts are marked up."""
    return Kind.BIBLIOGRAPHY in kinds(element) and any("source" in _classes(one) for one in markup.below(element, "li"))


def _classes(element: Element) -> list[str]:
    return (element.get("class") or "").split()


def sources(element: Element, page: Page, phrases: Phrases) -> Iterator[Source]:
    """Read the sources of such a list, with the labels of their groups."""
    group: str | None = None
    for one in element.iter():
        if markup.local(one) in ("h2", "h3"):
            group = markup.words(one)
        elif markup.local(one) == "h1":
            group = group or labels.heading(markup.words(one), phrases)
        elif "source" in _classes(one):
            yield _source(one, group, page, phrases)


def _source(element: Element, group: str | None, page: Page, phrases: Phrases) -> Source:
    """Read a source: what its markup names; only its authors are told by the words."""
    address = next((one for one in markup.below(element, "a") if "address" in _classes(one)), None)
    url = None if address is None else markup.address(markup.attribute(address, "href"))
    if address is not None:
        address.clear(keep_tail=True)
    publisher = next((markup.words(one) for one in element.iter() if "publisher" in _classes(one)), None)
    cited = next(markup.below(element, "cite"), None)
    dated = next(markup.below(element, "time"), None)
    language = None if cited is None else markup.attribute(cited, "lang")
    for one in markup.below(element, "cite"):
        one.tag = "span"
    content = page.content(element)
    read = citation.source(text(content), phrases, labels.kind(group or "", phrases), group)
    return Source(
        content,
        publisher,
        None if cited is None else markup.words(cited),
        language if language and is_language_tag(language) else None,
        _date(dated),
        url,
        read.authors,
        read.kind,
        group,
    )


def _date(element: Element | None) -> PartialDate | None:
    try:
        return None if element is None else PartialDate.parse(element.get("datetime") or "")
    except ValueError:
        return None


def notice(element: Element, page: Page, phrases: Phrases) -> Notice:
    """Read a notice: its kind is that of its class, or what its words tell."""
    content = page.content(element)
    named = _KIND.search(element.get("class") or "")
    known = {str(kind) for kind in NoticeKind}
    if named and named[1] in known:
        return Notice(NoticeKind(named[1]), content)
    told = notices.kind(lines.passage((lines.Line(1, text(content), 0, gap=True),)), phrases)
    return Notice(told or NoticeKind.OTHER, content)
