"""JSON-LD: what a page tells search engines of its article, however the page spells it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING, Any

from exporter.readers.flow import tree
from exporter.readers.html import parsing
from exporter.readers.html.title import letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.readers.flow.tree import Element

Node = dict[str, Any]

_LARGEST = 4 * 2**20
_DEEPEST = 12
_MANY = 2000
_TITLES = 20
_OPENING = re.compile(r"(?://\s{0,9})?(?:<!--|<!\[CDATA\[|/\*\s{0,9}<!\[CDATA\[\s{0,9}\*/)")
"""What a script is wrapped in; of its closing signs, as of whatever stands behind the value, nothing is read."""

_COMMA = re.compile(r",(?=\s*[}\]])")
_ARTICLES = re.compile(
    r"(?:\w*Article|(?:Live)?BlogPosting|\w*Posting|Report|(?:Radio|TV|Podcast)?Episode|Review|Recipe|Interview)$"
)
_PAGES = re.compile(r"(?:\w*WebPage|ItemPage|AboutPage|QAPage|CreativeWork|\w*Gallery|VideoObject)$")
_OTHERS = frozenset(
    {"itemListElement", "liveBlogUpdate", "comment", "mentions", "isRelatedTo", "relatedLink", "citation", "review"}
)


@dataclass(frozen=True, slots=True)
class Structured:
    """The node that speaks of the article, best first, and all that have a name to be referred by."""

    nodes: tuple[Node, ...] = ()
    named: Mapping[str, Node] = field(default_factory=dict)

    @property
    def types(self) -> frozenset[str]:
        """The types of all nodes that speak of the article."""
        return frozenset(name for node in self.nodes for name in types(node))

    def first(self, key: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        """The first value of a key that says something."""
        return next((value for node in self.nodes if (value := node.get(key)) not in (None, "", [], {})), None)

    def text(self, key: str) -> str:
        """The first value of a key, as text."""
        return text(self.first(key))

    def people(self, key: str) -> tuple[str, ...]:
        """Names under a key: of persons, organisations or texts, references followed."""
        found = (self._name(item) for item in _listed(self.first(key)))
        return tuple(dict.fromkeys(name for name in found if name))

    def _name(self, item: object) -> str:
        if isinstance(item, dict):
            target = item if "name" in item else self.named.get(text(item.get("@id")), item)
            return text(target.get("name"))
        return text(item)


def read(root: Element) -> Structured:
    """Read all blocks of a page; what is broken beyond repair is passed over."""
    shown = _shown(root)
    scripts = (script for script in root.iter("script") if parsing.structured(script))
    found = list(islice((node for script in scripts for node in _nodes(_load(script.text or ""), 0)), _MANY))
    named = {text(node.get("@id")): node for node in reversed(found) if "name" in node and node.get("@id")}
    articles = [node for node in found if any(_ARTICLES.match(name) for name in types(node))]
    pages = [node for node in found if any(_PAGES.match(name) for name in types(node))]
    meant = next((node for node in articles if _titled(node, shown)), articles[0] if articles else None)
    return Structured((*([meant] if meant else []), *pages[:1]), named)


def _shown(root: Element) -> list[str]:
    """The titles that a page shows, as letters alone."""
    headings = root.xpath("//meta[@property='og:title']/@content | //title | //h1")
    written = (heading if isinstance(heading, str) else tree.words(heading) for heading in islice(headings, _TITLES))
    return [letters(title) for title in written]


def _titled(node: Node, shown: list[str]) -> bool:
    """Tell the node of the article that the page is about from those of others: the page's title holds its own."""
    title = letters(text(node.get("headline") or node.get("name")))
    return bool(title) and any(title in one for one in shown)


def types(node: Node) -> tuple[str, ...]:
    """The types of a node, without the vocabulary's address."""
    return tuple(str(name).rsplit("/", 1)[-1].rsplit(":", 1)[-1] for name in _listed(node.get("@type")))


def text(value: object) -> str:
    """A value as text on one line: the first of a list, a node's name or value; empty for what is none."""
    if isinstance(value, list):
        return next((found for item in value if (found := text(item))), "")
    if isinstance(value, dict):
        return text(value.get("name") or value.get("@value") or value.get("@id"))
    if isinstance(value, str):
        return " ".join(unescape(unescape(re.sub(r"</?(?:em|i|b|strong|span|br|p)\b[^>]{0,200}>", "", value))).split())
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _listed(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _load(written: str) -> object:
    """Read JSON as pages write it: in comments, escaped twice, with a comma too many, with something behind it."""
    if len(written) > _LARGEST:
        return None
    bare = _OPENING.sub("", written.strip(), count=1).strip()
    for attempt in (bare, _COMMA.sub("", bare), unescape(bare)):
        try:
            return json.JSONDecoder(strict=False).raw_decode(attempt)[0]
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: object, depth: int) -> Iterator[Node]:
    """The nodes in a value that have a type, outermost first; lists of other articles are not looked into."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for key, item in value.items():
            if key not in _OTHERS and isinstance(item, dict | list):
                yield from _nodes(item, depth + 1)
