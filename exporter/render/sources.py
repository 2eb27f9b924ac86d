"""XHTML of the sources: an apparatus of numbered groups, each title in its own language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter import walk
from exporter.labels import worded
from exporter.model import Anchor, Emphasis, Foreign, Link, Sentence, Text
from exporter.render import citation, markup, phrasing
from exporter.render.markup import element, escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Article, Inline, PartialDate, Source
    from exporter.ports import Language
    from exporter.render.phrasing import Style


def source_groups(article: Article, style: Style) -> str:
    """Write all sources: a section for each group, numbered on from one to the next; ``sources-N`` is a label's id."""
    written: list[str] = []
    number = 1
    for index, (label, sources) in enumerate(labelled_groups(article, style.language), 1):
        name, identity = f"h{style.heading_base + 2}", {"id": f"sources-{index}"}
        heading = element(name, escape(label), identity) + "\n" if label else ""
        parsed = all(_listed(item, place, style) for place, item in enumerate(sources, number))
        items = "\n".join(source(item, style, place, parsed=parsed) for place, item in enumerate(sources, number))
        numbered = element("ol", items, {"start": str(number) if number > 1 else None})
        written.append(element("section", heading + numbered, {"class": "source-group"}))
        number += len(sources)
    return "\n".join(written)


def labelled_groups(article: Article, language: Language) -> Iterator[tuple[str, tuple[Source, ...]]]:
    """Give each group its label, by its kind if it has none; empty if that only repeats the heading "Sources"."""
    labels = language.labels
    groups = walk.source_groups(article)
    for label, sources in groups:
        words = label or (worded(labels, sources[0].kind) if len(groups) > 1 else "")
        yield "" if words.casefold() == labels["sources"].casefold() else words, sources


def source(node: Source, style: Style, number: int = 0, *, parsed: bool = True) -> str:
    """Write a source as a list item: as understood if that holds every word of its line, else as it was written.

    ``number`` is its place in the list, which a label of its own does not repeat. A list has one style: ``parsed`` is
    False if one of its sources was not understood.
    """
    understood = parsed and _understood(node, style) and not citation.labelled_otherwise(node, number)
    inner = _parsed(node, style) if understood else _as_written(node, style, number)
    return element("li", inner, {"class": "source"})


def _listed(node: Source, number: int, style: Style) -> bool:
    """Tell whether a source may stand in a list of understood ones; without a title it looks the same in both."""
    understood = _understood(node, style) and not citation.labelled_otherwise(node, number)
    return understood or not node.title


def _as_written(node: Source, style: Style, number: int) -> str:
    written = phrasing.inlines(citation.unlabelled(node, number), style)
    if node.date and not citation.tells_date(node, style.language):
        written += f" ({_date(node.date, style)})"
    if not node.url or node.url in walk.plain(node.content) or _links(node):
        return written
    return f"{written} {_address(node.url, style)}"


def _parsed(node: Source, style: Style) -> str:
    by = ", ".join(escape(name) for name in node.authors)
    publisher = element("span", escape(node.publisher), {"class": "publisher"}) if node.publisher else ""
    title = (
        element("cite", escape(node.title), markup.language(node.language, style.language.code)) if node.title else ""
    )
    date = "" if node.date is None else _date(node.date, style)
    words = style.language.cited(", ".join(filter(None, (by, publisher))), title, date)
    address = _address(node.url, style) if node.url else ""
    marked = "".join(
        phrasing.sentence(item.id, words, style) for item in node.content[:1] if isinstance(item, Sentence)
    )
    anchors = tuple(item for inline in node.content for item in walk.nodes(inline) if isinstance(item, Anchor))
    return phrasing.inlines(anchors, style) + " ".join(filter(None, (marked or words, address)))


def _date(date: PartialDate, style: Style) -> str:
    return element("time", escape(style.language.date(date)), {"datetime": str(date)})


def _address(url: str, style: Style) -> str:
    href = style.link(url)
    words = escape(url)
    return element("a" if href else "span", words, {"href": href, "class": "address"})


# --- Whether a source is understood ------------------------------------------------------------


def _understood(node: Source, style: Style) -> bool:
    """Tell whether the parsed fields hold all that the line says, word by word."""
    return bool(node.title) and _only_words(node) and citation.complete(node, style.language)


def _only_words(node: Source) -> bool:
    return all(_expected(item, node) for inline in node.content for item in walk.nodes(inline))


def _expected(item: Inline, node: Source) -> bool:
    match item:
        case Foreign(_, content):
            return walk.plain(content) == node.title
        case Link(url):
            return url == node.url
        case _:
            return isinstance(item, Text | Emphasis | Sentence | Anchor)


def _links(node: Source) -> bool:
    return any(isinstance(item, Link) for item in walk.nodes(node))
