"""What a page claims of its article in its head: Open Graph, Dublin Core, citation tags, microdata, JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING, Any

from exporter.readers.flow import naming, tree
from exporter.readers.html import parsing
from exporter.readers.press.lines import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.readers.flow.flow import Flow
    from exporter.readers.flow.tree import Element


@dataclass(frozen=True, slots=True)
class Claim:
    """What one place of the page says: ``field`` of the metadata, its value as written, where that stands."""

    field: str
    value: str
    origin: str


_TAGS = {
    name: tuple(tags.split())
    for name, tags in {
        "title": "og:title twitter:title citation_title bepress_citation_title dc.title dcterms.title parsely-title "
        "sailthru.title headline",
        "description": "og:description description twitter:description dc.description dcterms.abstract",
        "author": "citation_author bepress_citation_author dc.creator dcterms.creator parsely-author sailthru.author "
        "author article:author og:article:author byl dc.contributor twitter:creator",
        "published": "article:published_time og:article:published_time datepublished dc.date.issued dcterms.issued "
        "citation_publication_date citation_date citation_online_date bepress_citation_date parsely-pub-date "
        "sailthru.date publication_date publish-date publish_date pubdate article.published og:pubdate "
        "dcterms.created dc.date.created date.created date.available article:published "
        "cxenseparse:recs:publishtime dc.date dcterms.date date og:published_time release_date "
        "article_date_original created",
        "updated": "article:modified_time og:article:modified_time datemodified dcterms.modified dc.date.modified "
        "og:updated_time last-modified date.modified date.updated article.updated revised",
        "publisher": "og:site_name citation_journal_title dc.publisher dcterms.publisher application-name publisher",
        "keywords": "article:tag news_keywords keywords dc.subject parsely-tags",
        "url": "og:url",
        "section": "article:section og:article:section parsely-section",
        "language": "og:locale dc.language dcterms.language language",
    }.items()
}
_FIELDS = {tag: name for name, tags in _TAGS.items() for tag in tags}
_ORDER = {tag: place for tags in _TAGS.values() for place, tag in enumerate(tags)}
_KEYS = {"headline": "title", "alternativeHeadline": "subtitle", "description": "description"}
_KEYS |= {"datePublished": "published", "dateCreated": "published", "dateModified": "updated"}
_ITEMS = {key.lower(): name for key, name in _KEYS.items()} | {"author": "author"}
_MARKUP = re.compile(r"</?(?:em|i|b|strong|span|(br|p))\b[^>]{0,200}>", re.IGNORECASE)
_SINGLE = _KEYS | {"inLanguage": "language", "url": "url"}
_NAMED = {"author": "author", "creator": "author", "publisher": "publisher", "articleSection": "section"}
_BESIDE = frozenset({"comment", "usercomments", "webpageelement", "wpsidebar", "wpfooter"})
"""Types of microdata that are none of the article's."""

_LONGEST = 2000
_MANY = 40
_TAGS_READ = 400


def tags(root: Element) -> list[Claim]:
    """The claims of ``<meta>``, the most trustworthy tags first."""
    found: list[tuple[int, Claim]] = []
    for element in islice(root.iter("meta"), _TAGS_READ):
        written = element.get("property") or element.get("name") or ""
        key = written.strip().lower()
        key = re.sub(r"^(dc|dcterms)[:.]", r"\1.", key)
        value = " ".join((element.get("content") or "").split())
        if key in _FIELDS and value and len(value) <= _LONGEST:
            found.append((_ORDER[key], Claim(_FIELDS[key], value, written.strip())))
    return [claim for _, claim in sorted(found, key=lambda pair: pair[0])]


def structured(data: Structured) -> list[Claim]:
    """The claims of JSON-LD."""
    found = [Claim(name, value, f"JSON-LD {key}") for key, name in _SINGLE.items() if (value := data.text(key))]
    for key, name in _NAMED.items():
        found += [Claim(name, value, f"JSON-LD {key}") for value in data.people(key)]
    words = data.first("keywords")
    listed = words if isinstance(words, list) else re.split(r"\s*[,;]\s*", words) if isinstance(words, str) else []
    found += [Claim("keywords", word, "JSON-LD keywords") for word in listed[:_MANY] if isinstance(word, str) and word]
    return found


def microdata(root: Element, flow: Flow) -> list[Claim]:
    """The claims of microdata and of links that name the author, comments and other articles left out."""
    found: list[Claim] = []
    for element in root.xpath("//*[@itemprop]")[:_TAGS_READ]:
        for key in element.get("itemprop").lower().split():
            value = _value(element) if key in _ITEMS else ""
            if value and len(value) <= _LONGEST and not _elsewhere(element, flow):
                found.append(Claim(_ITEMS[key], value, f"microdata {key}"))
    return found


def _value(element: Element) -> str:
    """What an item's property says: its content, its date, the name in it, or its words."""
    written = element.get("content") or element.get("datetime")
    if written:
        return " ".join(written.split())
    name = next(iter(element.xpath(".//*[@itemprop='name']")), element)
    return " ".join((name.get("content") or "").split()) or tree.words(name)


def _elsewhere(element: Element, flow: Flow) -> bool:
    """Tell what belongs to a comment or to another article."""
    for above in tree.ancestors(element):
        start, end = flow.spans.get(above, (0, 0))
        if above.tag in ("body", "html", "main") or (end - start) * 2 > len(flow.runs):
            return False
        kind = (above.get("itemtype") or "").rsplit("/", 1)[-1].lower()
        beside = above.tag in ("footer", "nav") or kind in _BESIDE
        if beside or naming.called(above, naming.AROUND) or naming.called(above, naming.COMMENTS):
            return True
    return False


def links(root: Element, url: str | None) -> Iterator[Claim]:
    """The claims of ``<link>`` and ``<html>``: the page's own address and language; ``url`` is where it was found."""
    links = (one for one in root.iter("link") if "canonical" in (one.get("rel") or "").lower().split())
    told = {
        "link canonical": ("url", next((one.get("href") for one in links if one.get("href")), None)),
        "html lang": ("language", root.get("lang") or root.get("xml:lang")),
        "address": ("url", url),
    }
    yield from (Claim(name, value, origin) for origin, (name, value) in told.items() if value)


def letters(text: str) -> str:
    """A title's letters and digits, to compare it by."""
    return re.sub(r"\W", "", bare(text))


Node = dict[str, Any]

_LARGEST = 4 * 2**20
_DEEPEST = 12
_MOST_NODES = 2000
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
        return said(self.first(key))

    def people(self, key: str) -> tuple[str, ...]:
        """Names under a key: of persons, organisations or texts, references followed."""
        found = (self._name(item) for item in _each(self.first(key)))
        return tuple(dict.fromkeys(name for name in found if name))

    def _name(self, item: object) -> str:
        if isinstance(item, dict):
            target = item if "name" in item else self.named.get(said(item.get("@id")), item)
            return said(target.get("name"))
        return said(item)


def data(root: Element) -> Structured:
    """Read all blocks of a page; what is broken beyond repair is passed over."""
    shown = _shown(root)
    scripts = (script for script in root.iter("script") if parsing.structured(script))
    found = list(islice((node for script in scripts for node in _nodes(_load(script.text or ""), 0)), _MOST_NODES))
    named = {said(node.get("@id")): node for node in reversed(found) if "name" in node and node.get("@id")}
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
    title = letters(said(node.get("headline") or node.get("name")))
    return bool(title) and any(title in one for one in shown)


def types(node: Node) -> tuple[str, ...]:
    """The types of a node, without the vocabulary's address."""
    return tuple(str(name).rsplit("/", 1)[-1].rsplit(":", 1)[-1] for name in _each(node.get("@type")))


def said(value: object) -> str:
    """A value as text on one line: the first of a list, a node's name or value; empty for what is none."""
    if isinstance(value, list):
        return next((found for item in value if (found := said(item))), "")
    if isinstance(value, dict):
        return said(value.get("name") or value.get("@value") or value.get("@id"))
    if isinstance(value, str):
        return " ".join(unescape(unescape(_MARKUP.sub(lambda tag: " " if tag[1] else "", value))).split())
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _each(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


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
    if isinstance(value, dict) and "@type" in value:
        yield value
    inner = [item for key, item in value.items() if key not in _OTHERS] if isinstance(value, dict) else value
    for item in inner if isinstance(inner, list) else ():
        yield from _nodes(item, depth + 1)
