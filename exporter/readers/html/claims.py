"""What a page claims of its article in its head: Open Graph, Dublin Core, citation tags, microdata, JSON-LD."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from exporter.readers.flow import naming, tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.readers.flow.flow import Flow
    from exporter.readers.flow.tree import Element
    from exporter.readers.html.structured import Structured


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
_ITEMS = {
    "headline": "title",
    "author": "author",
    "datepublished": "published",
    "datecreated": "published",
    "datemodified": "updated",
    "description": "description",
    "alternativeheadline": "subtitle",
}
_SINGLE = {
    "headline": "title",
    "alternativeHeadline": "subtitle",
    "description": "description",
    "datePublished": "published",
    "dateCreated": "published",
    "dateModified": "updated",
    "inLanguage": "language",
    "url": "url",
}
_NAMED = {"author": "author", "creator": "author", "publisher": "publisher", "articleSection": "section"}
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
    name = next(iter(element.xpath(".//*[@itemprop='name']")), None)
    if name is not None:
        return " ".join((name.get("content") or "").split()) or tree.words(name)
    return tree.words(element)


def _elsewhere(element: Element, flow: Flow) -> bool:
    """Tell what belongs to a comment or to another article."""
    for above in tree.ancestors(element):
        start, end = flow.spans.get(above, (0, 0))
        if above.tag in ("body", "html", "main") or (end - start) * 2 > len(flow.runs):
            return False
        if (
            above.tag in ("footer", "nav")
            or naming.called(above, naming.AROUND)
            or naming.called(above, naming.COMMENTS)
        ):
            return True
        kind = (above.get("itemtype") or "").rsplit("/", 1)[-1].lower()
        if kind in ("comment", "usercomments", "webpageelement", "wpsidebar", "wpfooter"):
            return True
    return False


def found(url: str | None) -> Iterator[Claim]:
    """The address where the page was found, if it came from the web."""
    if url:
        yield Claim("url", url, "address")


def links(root: Element) -> Iterator[Claim]:
    """The claims of ``<link>`` and ``<html>``: the page's own address and language."""
    for element in root.iter("link"):
        if "canonical" in (element.get("rel") or "").lower().split() and element.get("href"):
            yield Claim("url", element.get("href"), "link canonical")
            break
    declared = root.get("lang") or root.get("xml:lang")
    if declared:
        yield Claim("language", declared, "html lang")
