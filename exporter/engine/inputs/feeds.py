"""Feeds: RSS (0.9 to 2.0), Atom and JSON Feed, to the articles that they name."""

from __future__ import annotations

import codecs
import html
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin

from exporter.engine.web.addresses import is_address
from exporter.errors import ReadError
from exporter.model import is_language_tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.engine.records import Selection

Element = Any
"""An element of lxml, which has no types."""

SUFFIXES: Final = frozenset({".xml", ".rss", ".atom", ".rdf", ".json"})
"""Of files that may be feeds."""

_MOST: Final = 10_000
_SAMPLE: Final = 4096
_BEFORE: Final = r"\s*(?><\?.{0,500}?\?>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE[^>\[]{0,500}>\s*){0,10}"
_XML: Final = re.compile(rf"{_BEFORE}<(?:[\w.-]{{1,40}}:)?(?:rss|feed|RDF)[\s>]", re.DOTALL)
_JSON: Final = re.compile(r"\s*\{.{0,3000}\"https?:(?:\\?/){2}jsonfeed\.org(?:\\?/)version(?:\\?/)", re.DOTALL)

_ENCODING: Final = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})")
_WESTERN: Final = frozenset({"utf-8", "utf8", "iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252"})
"""Encodings that feeds declare while they are in another one of these."""

_ATOM: Final = ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#")
_CONTENT: Final = "http://purl.org/rss/1.0/modules/content/"
_DUBLIN_CORE: Final = "http://purl.org/dc/elements/1.1/"
_NAMES: Final = ("{*}author/{*}name", f"{{{_DUBLIN_CORE}}}creator")
_DATES: Final = ("pubDate", "published", "issued", "date", "updated", "modified")
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_PAGES: Final = frozenset({"", "text/html", "application/xhtml+xml"})
_NOT_WHOLE: Final = ReadError("the feed makes no sense", "check that it was saved whole")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of an article: ``address`` of its page, or empty; ``content`` its whole text as HTML, or empty.

    ``name`` is what the feed knows it by.
    """

    name: str
    address: str = ""
    title: str = ""
    published: datetime | None = None
    authors: tuple[str, ...] = ()
    language: str = ""
    content: str = ""


def is_feed(data: bytes) -> bool:
    """Tell a feed by how it begins."""
    head = data[:_SAMPLE]
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        head = head.removeprefix(mark)
    text = head.replace(b"\0", b"").decode("latin-1")
    return _XML.match(text) is not None or _JSON.match(text) is not None


def parse(data: bytes, base: str | None) -> tuple[Entry, ...]:
    """Read a feed that lies at ``base``; entries that give neither an address nor a text are left out.

    Of a feed without end the first ten thousand entries are read. Raises `ReadError`.
    """
    found = _json(data, base) if data.lstrip(codecs.BOM_UTF8 + b" \t\r\n").startswith(b"{") else _xml(data, base)
    return tuple(entry for entry in islice(found, _MOST) if entry.address or entry.content)


def select(entries: Iterable[Entry], selection: Selection) -> tuple[Entry, ...]:
    """Choose entries, the newest first, those without a date last; with ``since`` these are left out."""
    dated = [(entry.published, entry) for entry in entries]
    since = selection.since
    wanted = [pair for pair in dated if since is None or (pair[0] is not None and pair[0].date() >= since)]
    wanted.sort(key=lambda pair: pair[0] or datetime.min.replace(tzinfo=UTC), reverse=True)  # stable
    return tuple(entry for _, entry in wanted[: selection.limit])


def page(entry: Entry) -> bytes:
    """Make a page of an entry's own text, for the reader of pages."""
    told = {
        "author": entry.authors,
        "article:published_time": (entry.published.isoformat(),) if entry.published else (),
    }
    tags = "".join(
        f'<meta {"property" if ":" in name else "name"}="{name}" content="{html.escape(value)}">'
        for name, values in told.items()
        for value in values
    )
    link = f'<link rel="canonical" href="{html.escape(entry.address)}">' if entry.address else ""
    lang = f' lang="{entry.language}"' if is_language_tag(entry.language) else ""
    title = html.escape(entry.title)
    return (
        f'<!DOCTYPE html><html{lang}><head><meta charset="utf-8"><title>{title}</title>{tags}{link}</head>'
        f"<body><article><h1>{title}</h1>{entry.content}</article></body></html>"
    ).encode("utf-8", "replace")


def _json(data: bytes, base: str | None) -> Iterator[Entry]:
    """Read a JSON Feed (https://www.jsonfeed.org/version/1.1/)."""
    try:
        feed = json.loads(data.decode("utf-8-sig"))
        items = [item for item in feed["items"] if isinstance(item, dict)]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ReadError(_NOT_WHOLE.message, _NOT_WHOLE.hint) from error
    home = base or _text(feed.get("feed_url")) or _text(feed.get("home_page_url"))
    for item in items:
        persons = _listed(item.get("authors")) or _listed(feed.get("authors")) or [item.get("author")]
        names = [_text(person.get("name")) for person in persons if isinstance(person, dict)]
        address = _address(_text(item.get("url")), home)
        plain = "".join(f"<p>{html.escape(line)}</p>" for line in _text(item.get("content_text")).splitlines() if line)
        yield Entry(
            name=_text(item.get("id")) or address,
            address=address,
            title=_text(item.get("title")),
            published=_date(_text(item.get("date_published")) or _text(item.get("date_modified"))),
            authors=tuple(filter(None, names)),
            language=_text(item.get("language")) or _text(feed.get("language")),
            content=_text(item.get("content_html")) or plain,
        )


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int) else ""


def _xml(data: bytes, base: str | None) -> Iterator[Entry]:
    """Read RSS or Atom; broken markup is mended where that can be, entities are left alone."""
    from lxml import etree  # noqa: PLC0415 - needed for feeds alone

    data, encoding = _encoded(data)
    parser = etree.XMLParser(
        encoding=encoding,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser, base_url=base)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(_NOT_WHOLE.message, _NOT_WHOLE.hint) from error
    if root is None:
        raise ReadError(_NOT_WHOLE.message, _NOT_WHOLE.hint)
    language = root.get(_XML_LANG) or _said(root, "{*}channel/{*}language")
    home = base or next(filter(None, map(_link, (root, *root.iterfind("{*}channel")))), None)
    for element in root.iter("{*}item", *(f"{{{space}}}entry" for space in _ATOM)):
        yield _entry(element, home, element.get(_XML_LANG) or language)


def _encoded(data: bytes) -> tuple[bytes, str | None]:
    """Read bytes in the encoding that they are in, whatever Western one is declared; others are left to the parser."""
    declared = _ENCODING.match(data[:_SAMPLE])
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    if name not in _WESTERN or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data[:4]:
        return data, None
    try:
        data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace").encode(), "utf-8"
    return data, "utf-8"


def _entry(element: Element, home: str | None, language: str) -> Entry:
    address = _address(_link(element), element.base or home)
    names = [
        _words(found)
        for path in ("{*}author/{*}name", f"{{{_DUBLIN_CORE}}}creator")
        for found in element.iterfind(path)
    ]
    stamp = next(filter(None, (_said(element, f"{{*}}{tag}") for tag in _DATES)), "")
    return Entry(
        name=_said(element, "{*}guid") or _said(element, "{*}id") or address,
        address=address,
        title=_title(element),
        published=_date(stamp),
        authors=tuple(filter(None, names)),
        language=language,
        content=_content(element),
    )


def _link(element: Element) -> str:
    """The address of an entry's page: Atom's link to the thing itself, RSS's link, or an identifier that is one."""
    linked = [
        found.get("href")
        for found in element.iterfind("{*}link")
        if found.get("href") and found.get("rel", "alternate") == "alternate" and found.get("type", "") in _PAGES
    ]
    plain = [text for found in element.iterfind("{*}link") if (text := _words(found))]
    named = [
        text
        for found in element.iterfind("{*}guid")
        if found.get("isPermaLink") != "false" and is_address(text := _words(found))
    ]
    return next(iter((*linked, *plain, *named)), "")


def _title(element: Element) -> str:
    """An entry's title as plain text: Atom says when it is HTML, RSS is read as if it were."""
    found = element.find("{*}title")
    if found is None:
        return ""
    written = _words(found)
    if found.get("type") in {"text", "xhtml"} or (found.tag.startswith("{") and found.get("type") is None):
        return written
    return " ".join(html.unescape(re.sub(r"<[^<>]{0,500}>", "", written)).split())


def _content(element: Element) -> str:
    """An entry's whole text as HTML; a summary is none."""
    from lxml import etree  # noqa: PLC0415 - as above

    encoded = _said(element, f"{{{_CONTENT}}}encoded")
    found = next((one for space in _ATOM if (one := element.find(f"{{{space}}}content")) is not None), None)
    if encoded or found is None or found.get("src"):
        return encoded
    kind = found.get("type") or "text"
    if kind == "text":
        return f"<p>{html.escape(_words(found))}</p>"
    if kind == "html" or kind.startswith("text/html"):
        return "".join(found.itertext())
    return "".join(etree.tostring(child, encoding="unicode", method="html", with_tail=False) for child in found)


def _said(element: Element, path: str) -> str:
    found = element.find(path)
    return "" if found is None else "".join(found.itertext()).strip()


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _address(written: str, base: str | None) -> str:
    """An absolute web address; empty for anything else: no feed names files."""
    try:
        whole = urljoin(base, written) if base and written else written
    except ValueError:
        return ""
    return whole if is_address(whole) else ""


def _date(written: str) -> datetime | None:
    """A moment as RFC 3339 or RFC 5322 has it; in UTC where no zone is given."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(written)
        except (ValueError, TypeError, IndexError):
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None
